"""Short answers: yes, no, "je ne sais pas"."""

from collections.abc import Iterator, Sequence
from typing import Literal

from dialogue.french.choices import which
from dialogue.french.words import FILLERS, folded

__all__ = ["dont_know", "hedged", "which", "yes_no"]

Vote = Literal["yes", "polite", "no", "short no", "unsure", "repair", "neither"]
SHORT = {"polite": 4, "short no": 7}
"""Words of the longest answer in which these votes count: "voilà" opens many a story."""

# Folded phrases. The longest that fits at a word counts: "ah si" before "si", "pas de problème" is a yes.
_PHRASES: dict[Vote, str] = {
    "yes": """
        oui; ouais; ouaip; ouep; mouais; exact; exactement; c est ca; c est bien ca; c est cela; c
        est bien cela; c est exact; c est correct; c est juste; c est vrai; c est
        parfait; tout a fait; absolument; volontiers; bien sur; certainement; evidemment;
        effectivement; en effet; parfait; parfaitement; correct; affirmatif; ok; okay; entendu; avec
        plaisir; je veux bien; ca marche; ca me va; ca me convient; allez y; bien entendu; je
        confirme; vas y; si si; mais si; ah si; oh si; pas de probleme; pas de souci; pas de soucis;
        pourquoi pas; sans probleme; bien volontiers; c est le bon; c est la bonne; il y en a; y en
        a;
    """,
    "polite": """
        d accord; c est bon; s il vous plait; je crois; je pense; voila; merci bien; je vous en prie;
    """,
    "no": """
        non; nan; pas du tout; surtout pas; negatif; pas vraiment; absolument pas; certainement pas;
        pas exactement; pas tout a fait; pas d accord; pas ca; pas celui ci; pas celui la; pas celle
        ci; pas celle la; pas la peine; ce n est pas la peine; pas necessaire; pas cela; pas le bon;
        pas la bonne; pas exact; pas vrai; pas correct; pas juste; incorrect; inexact; c est faux;
        aucunement; sans facon; non merci; pas question; hors de question; pas pour l instant; pas
        que je sache; je ne crois pas; je crois pas; je ne pense pas; je pense pas; je ne veux pas;
        je veux pas; je ne souhaite pas; c est pas ca; ce n est pas ca; bien sur que non; pas bien
        sur;
    """,
    "short no": """
        il n y en a pas; il y en a pas; y en a pas; il n y a pas; il y a pas; y a pas; n est pas;
        est pas; n a pas; a pas; n ai pas; c est pas; ce n est pas; personne; jamais; faux; pas bon;
        pas encore; ca va pas;
    """,
    "unsure": """
        je ne sais pas; je sais pas; j sais pas; chais pas; che pas; ne sais pas; sais pas; je ne
        sais plus; sais plus; je sait pas; je ses pas; je c est pas; aucune idee; pas d idee; pas la
        moindre idee; pas sur; pas sure; pas tres sur; pas tres sure; pas certain; pas certaine;
        peut etre; je ne peux pas dire; je peux pas dire; peux pas vous dire; peut pas dire; saurais
        pas dire; saurais pas vous dire; j ignore; je l ignore; m en souviens pas; m en souviens
        plus; ne me souviens pas; me souviens pas; me souviens plus; me rappelle pas; me rappelle
        plus; pas fait attention; j hesite; aucune idee la; je ne vois pas; je vois pas; pas
        vraiment sur; pas bien sure; pas tout a fait sur; ca depend; bonne question;
    """,
    "repair": "pardon; excusez moi; je veux dire; je voulais dire; je me trompe; je me suis trompe",
    "neither": "n est ce pas; c est pas grave; ce n est pas grave; pas mal; oui bonjour; oui allo",
}
_VOTES: dict[tuple[str, ...], Vote] = {
    tuple(phrase.split()): vote for vote, text in _PHRASES.items() for phrase in text.split(";") if phrase.split()
}
_LONGEST = max(len(phrase) for phrase in _VOTES)

# What the recognizer makes of a lone "oui" or "non". Whole answers only: "nom" in a sentence is a name.
_LONE: dict[str, bool] = {
    **dict.fromkeys(("ouie", "ouis", "oui c", "oui ce", "oui s", "oui t", "houille", "ou i", "ou y", "si"), True),
    **dict.fromkeys(("nom", "noms", "no", "non c", "n on", "nous non", "nom nom", "noms noms", "neon"), False),
}


def dont_know(text: str) -> bool:
    """Whether the caller says not to know: "je ne sais pas", "aucune idée", "pas sûr", "peut-être"."""
    return "unsure" in _votes(text)


def hedged(texts: Sequence[str]) -> bool:
    """Whether the best reading takes back a part of its yes: "oui, mais plutôt l'après-midi"."""
    return bool(texts) and not _HEDGES.isdisjoint(folded(texts[0]))


_HEDGES = frozenset({"mais", "sauf", "plutot", "excepte"})


def yes_no(text: str) -> bool | None:
    """Whether a text says yes (True) or no (False); None when it says neither, both, or not to know.

    A lone homophone counts ("noms" for "non"). What follows a repair wins ("non pardon oui"). "Oui mais non"
    and "non, c'est ça" are None: the caller should be asked again.
    """
    spelled = _spelled(text)
    lone = _LONE.get(" ".join(spelled))
    if lone is not None:
        return lone
    votes = _votes(text)
    if "unsure" in votes:
        return None
    if "repair" in votes:
        after = votes[len(votes) - votes[::-1].index("repair") :]
        votes = after or [vote for vote in votes if vote != "repair"]
    return _count(votes)


def _count(votes: list[Vote]) -> bool | None:
    if "no" in votes:
        return None if "yes" in votes else False
    return True if votes else None


def _spelled(text: str) -> list[str]:
    return [word for word in folded(text) if word not in FILLERS - {"voila", "bon"}]


def _votes(text: str) -> list[Vote]:
    """What the phrases of a text say, in order."""
    spelled = _spelled(text)
    told = (vote for vote in _phrases(spelled) if len(spelled) <= SHORT.get(vote, len(spelled)))
    return ["no" if vote == "short no" else vote for vote in told if vote != "neither"]


def _phrases(spelled: list[str]) -> Iterator[Vote]:
    start = 0
    while start < len(spelled):
        for length in range(min(_LONGEST, len(spelled) - start), 0, -1):
            vote = _VOTES.get(tuple(spelled[start : start + length]))
            if vote is not None:
                yield vote
                break
        else:
            length = 1
        start += length
