"""Example sentences and keywords: what the understanding of requests is made from."""

from dataclasses import dataclass

SMALL_WORDS = frozenset(
    "le la les l un une des d de du au aux a en y il elle on ca c ce cet cette ces est et sont qui que qu je j me m mon"
    " ma mes vous notre nos votre chez moi dans sur pour par avec ne n pas plus ni se s ete etre ai ont tout toute tous"
    " tres bien ici".split()
)
"""Folded words that say little of what is wanted."""
CHATTER = frozenset(
    "bonjour bonsoir madame monsieur allo oui euh heu ben bah alors donc voila merci appelle appelez svp plait voudrais"
    " voulais voulait aimerais parce sujet concernant signaler".split()
)
"""Words of every call: what was said is not less clear for them."""


@dataclass(frozen=True)
class Example:
    """A sentence and what it means."""

    label: str
    text: str


@dataclass(frozen=True)
class Ranked:
    """A meaning, how surely it is meant (0 to 1), and the example nearest to what was said."""

    label: str
    score: float
    example: str
