"""What is on, and places taken or given back."""
