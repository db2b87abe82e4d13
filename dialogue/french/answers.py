"""Short answers: yes, no, "je ne sais pas"."""

from collections.abc import Iterator, Sequence
from typing import Literal

from dialogue.french import courtesies
from dialogue.french.choices import which
from dialogue.french.words import FILLERS, folded
from kb.french_stems import stem

__all__ = ["dont_know", "echoes", "hedged", "which", "yes_no"]

Vote = Literal["yes", "short yes", "praise", "polite", "no", "short no", "unsure", "repair", "neither"]
SHORT = {"polite": 4, "short yes": 4, "short no": 7}
"""Words of the longest answer in which these votes count: "voilà" opens many a story."""

# Folded phrases. The longest that fits at a word counts: "ah si" before "si", "pas de problème" is a yes.
_PHRASES: dict[Vote, str] = {
    "yes": """
        oui; ouais; ouaip; ouep; mouais;
        yes; yep; yeah; oki; okidoki; si fait; exact; exactement; c est ca; c est bien ca; c est cela; c
        est bien cela; c est exact; c est correct; c est vrai; tout a fait; absolument; volontiers;
        bien sur; certainement; evidemment; effectivement; en effet; correct; affirmatif; ok; okay; entendu; avec
        plaisir; je veux bien; allez y; bien entendu; je
        confirme; vas y; si si; mais si; ah si; oh si;
        pourquoi pas; bien volontiers; c est le bon; c est la bonne; il y en a; y en
        a;
    """,
    "short yes": "c est juste; d ac; dac; ca roule",
    "praise": """
        parfait; c est parfait; parfaitement; tres bien; c est tres bien; impeccable; c est impeccable; nickel; super;
        ca marche; ca me va; ca me convient; pas de probleme; pas de souci; pas de soucis; sans probleme;
    """,
    "polite": """
        d accord; c est bon; s il vous plait; je crois; je pense; voila; merci bien; je vous en prie;
    """,
    "no": """
        non; nan; nope; no no; pas du tout; surtout pas; negatif; pas vraiment; absolument pas; certainement pas;
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
        pas encore; ca va pas; lui non plus; elle non plus; moi non plus; nous non plus; eux non plus; elles non plus;
        mon mari non plus; ma femme non plus;
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
    "neither": """
        c est juste un; c est juste une; c est juste des; c est juste de; c est juste du; c est juste le;
        c est juste la; c est juste les; c est juste pour; c est juste a; c est juste au; c est juste que;
        c est juste ca; c est juste devant; c est juste sur;
        n est ce pas; c est pas grave; ce n est pas grave; pas mal; oui bonjour; oui allo
    """,
}
_VOTES: dict[tuple[str, ...], Vote] = {
    tuple(phrase.split()): vote for vote, text in _PHRASES.items() for phrase in text.split(";") if phrase.split()
}
_LONGEST = max(len(phrase) for phrase in _VOTES)
_PLAIN: dict[Vote, Vote] = {"short no": "no", "short yes": "yes", "praise": "polite"}
""""Non, c'est parfait" is a no: praise is polite beside one, and alone a yes."""

# What the recognizer makes of a lone "oui" or "non". Whole answers only: "nom" in a sentence is a name.
_OF_COURSE = ("ben tiens", "bah tiens", "beh tiens", "ah ben tiens", "eh ben tiens", "pardi")
"""Said with their small word, which is left out elsewhere: "tiens" alone is surprise."""
_LONE: dict[str, bool] = {
    **dict.fromkeys(("ouie", "ouis", "oui c", "oui ce", "oui s", "oui t", "houille", "ou i", "ou y", "si"), True),
    **dict.fromkeys((*_OF_COURSE, "et comment"), True),
    **dict.fromkeys(("nom", "noms", "no", "non c", "n on", "nous non", "nom nom", "noms noms", "neon"), False),
}


def dont_know(text: str) -> bool:
    """Whether the caller says not to know: "je ne sais pas", "aucune idée", "pas sûr", "peut-être"."""
    return "unsure" in _votes(text)


def said_plainly(text: str) -> bool:
    """Whether a yes or no itself is said, and not only what is one in a short answer: "jamais", "il n'y a pas"."""
    return not {"yes", "no"}.isdisjoint(_phrases(_spelled(text))) or " ".join(_spelled(text)) in _LONE


def hedged(texts: Sequence[str]) -> bool:
    """Whether the best reading takes back a part of its yes: "oui, mais plutôt l'après-midi"."""
    return bool(texts) and not _HEDGES.isdisjoint(folded(texts[0]))


_HEDGES = frozenset({"mais", "sauf", "plutot", "excepte"})


def echoes(text: str, asked: str) -> bool:
    """Whether a text says yes in the question's own words: "l'homme est tombé" to "Un homme est-il tombé ?".

    Only words of the question, and those that change nothing of it; no negation, no "mais", no question back.
    """
    said = courtesies.read(text, "thanks", "compliment", "approval", "address", "done")
    if hedged([text]):
        return False
    own = [word for word in folded(said.rest) if word not in _EMPTY and word not in FILLERS]
    known = {stem(word) for word in folded(asked)}
    return 0 < len(own) <= _LONGEST_ECHO and all(stem(word) in known for word in own)


_LONGEST_ECHO = 6
_EMPTY = frozenset(
    "je j tu il elle on nous vous ils elles c ce cela ca a ai as ont avez avons est es sont suis y en le la les l un"
    " une des du de d mon ma mes votre vos notre nos me m moi s se tout deja bien alors vraiment".split()
)
"""Words of an echo that say nothing: "mon", where the question says "votre"."""


def yes_no(text: str) -> bool | None:
    """Whether a text says yes (True) or no (False); None when it says neither, both, or not to know.

    A lone homophone counts ("noms" for "non"). What follows a repair wins ("non pardon oui"). "Oui mais non"
    and "non, c'est ça" are None: the caller should be asked again.
    """
    spelled = _spelled(text)
    lone = _LONE.get(" ".join(spelled), _LONE.get(" ".join(folded(text))))
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
    around = len(spelled) - courtesies.read(" ".join(spelled), "thanks", "compliment", "farewell", "address").length
    told = (vote for vote in _phrases(spelled) if len(spelled) - around <= SHORT.get(vote, len(spelled)))
    return [_PLAIN.get(vote, vote) for vote in told if vote != "neither"]


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
