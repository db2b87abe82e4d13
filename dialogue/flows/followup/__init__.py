"""What became of a report or an appointment."""
