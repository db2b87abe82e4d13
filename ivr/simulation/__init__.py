"""Simulated residents: who calls, what they want, how they answer, and whether the line served them."""
