"""Channels: the telephone, the keyboard, and what runs one conversation over them."""
