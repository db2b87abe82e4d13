"""Projects, works and consultations, and taking part in them."""
