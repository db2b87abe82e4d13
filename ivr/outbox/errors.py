"""Why a message could not be sent, and whether trying again is in vain."""


class SendError(Exception):
    """One sentence for agents, which may name the recipient: it belongs in the database, not in a log.

    `permanent`: the message or its recipient is at fault, not the way. `code`: what the server answered (0: nothing).
    """

    def __init__(self, sentence: str, *, permanent: bool, code: int = 0) -> None:
        super().__init__(sentence)
        self.permanent = permanent
        self.code = code
