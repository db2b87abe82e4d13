"""What the counter remembers: calls, incident reports, call-back requests, and the streets of the commune."""
