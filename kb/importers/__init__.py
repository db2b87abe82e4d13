"""Bringing the commune's own files into the gazetteer: streets and house numbers, places."""
