"""Procedures: the case is found in few questions, then its papers, cost and place are told."""
