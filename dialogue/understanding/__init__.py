"""From words to what was meant: rules and retrieval over example sentences."""
