"""Reports: what, where, how urgent, and whether it is known already."""
