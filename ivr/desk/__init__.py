"""What agents reach over HTTP."""
