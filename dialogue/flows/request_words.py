"""Words of a request that tell of what sort it is: a question where or when, or only that there is one more."""

from collections.abc import Sequence

from accessibility.hearing import fold


def asks(texts: Sequence[str]) -> bool:
    """Whether the words ask where, when or how much: nobody reports a problem so."""
    said = fold(texts[0]) if texts else ""
    return any(f" {phrase} " in f" {said} " for phrase in _ASKING)


_ASKING = (
    "ou est", "ou sont", "ou se trouve", "ou se trouvent", "ou trouver", "ou y a t il", "ou il y a", "c est ou",
    "a quelle heure", "combien", "quand est ce", "quel jour", "est ce que je peux", "est ce qu on peut",
    "on a le droit", "est ce que la commune", "est ce que la mairie", "est ce que la ville", "est ce que vous",
    "avez vous",
)  # fmt: skip


def something_else(texts: Sequence[str]) -> bool:
    """Whether nothing is said but that something else is wanted."""
    return any(phrase in f" {fold(text)} " for text in texts[:2] for phrase in _SOMETHING_ELSE)


_SOMETHING_ELSE = (" autre chose ", " une autre question ", " un autre probleme ", " une autre demande ")
