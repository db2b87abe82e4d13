"""How long a degree is."""

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6371 km."""
