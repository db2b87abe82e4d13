"""What is surely wanted, whatever else the words look like: what reads expressions first asks here whether to yield.

Three questions over one guess, which is made once a turn for the same words.
"""

from collections.abc import Collection, Sequence

from dialogue.flows.meanings import intent_of
from dialogue.talk import Talk
from dialogue.understanding.request import Act, decide


def wanted(talk: Talk, texts: Sequence[str], without: Collection[str] | None = None) -> Act | None:
    """What is surely wanted, small talk too; None where nothing is. `without`: what is unwanted, by default."""
    left_out = frozenset(talk.unwanted if without is None else without)
    asked = (tuple(texts), left_out)
    if asked not in talk.guesses:
        talk.guesses[asked] = decide(talk.understanding.request(texts, left_out))
    guess = talk.guesses[asked]
    return guess if isinstance(guess, Act) else None


def request(talk: Talk, texts: Sequence[str], without: Collection[str] | None = None) -> Act | None:
    """The same, but small talk asks for nothing."""
    guess = wanted(talk, texts, without)
    return None if guess is None or guess.meaning in talk.understanding.small_talk else guess


def elsewhere(talk: Talk, texts: Sequence[str], *flows: str) -> bool:
    """Whether it is a request that none of these flows serves."""
    guess = request(talk, texts)
    return guess is not None and intent_of(talk, guess.meaning) not in flows
