"""Registers its commands."""
