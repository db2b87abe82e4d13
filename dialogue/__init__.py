"""The conversation: what was heard and what is known, turned into what is said and what to listen for."""
