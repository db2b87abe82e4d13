"""What the desk refuses, each with a sentence for whoever asked."""

import structlog

log = structlog.get_logger()


class RefusedError(Exception):
    """A request that is not granted: HTTP status, and one French sentence that says what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def not_found(what: str = "Cette page") -> RefusedError:
    """404, in the same words whether the thing never existed or is not for this person."""
    return RefusedError(404, f"{what} n'existe pas, ou n'existe plus. Revenez à la liste et recommencez.")


def forbidden() -> RefusedError:
    """403: logged in, but with a role that may not."""
    return RefusedError(403, "Votre rôle ne permet pas d'ouvrir cette page. Demandez à un administrateur.")


def stale_form() -> RefusedError:
    """403: the form was not made by this session."""
    return RefusedError(403, "Ce formulaire ne vient pas de votre session. Rouvrez la page et recommencez.")


def replayed() -> RefusedError:
    """409: the form was sent before."""
    return RefusedError(409, "Ce formulaire a déjà été envoyé : il n'a pas été enregistré une seconde fois.")


def wrong(sentence: str) -> RefusedError:
    """400: what was sent cannot be meant."""
    return RefusedError(400, sentence)
