"""Sound and words: endpointing, recognition, synthesis, the prompt store. Knows nothing of town halls."""
