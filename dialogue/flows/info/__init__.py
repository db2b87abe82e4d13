"""Practical information, one module a subject."""
