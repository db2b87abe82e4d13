"""Why a message could not be sent, and whether trying again is in vain."""


class SendError(Exception):
    """One sentence for agents. `permanent`: the message or its recipient is at fault, not the way."""

    def __init__(self, sentence: str, *, permanent: bool) -> None:
        super().__init__(sentence)
        self.permanent = permanent
