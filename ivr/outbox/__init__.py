"""Sends what waits in the outbox: e-mail by SMTP, text messages through an HTTP gateway."""
