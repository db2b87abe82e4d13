"""Speech models: what exists, where it comes from, how it is checked and installed."""
