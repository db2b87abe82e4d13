"""What may be wrong with the files of a measurement; apart, so that telling an error loads no room."""


class HistoryError(ValueError):
    """The history or its summary cannot be added to. One sentence naming file and place."""


class MaterialError(ValueError):
    """What speech recognition should be measured on cannot be used. One sentence naming the file and what to do."""
