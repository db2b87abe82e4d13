"""Which project, works or consultation a caller names: all words of one of its names, by letters or by sound."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from accessibility.hearing import fold, sounds
from kb.consultations import Consultation

ALIKE = 0.8
"""Words less alike (0 to 1) are different words."""
_GENERIC = frozenset(
    "le la les l un une des de du d au aux a en et projet projets travaux chantier amenagement reamenagement"
    " consultation nouveau nouvelle".split()
)


def named(projects: Sequence[Consultation], texts: Sequence[str]) -> tuple[Consultation, ...]:
    """The projects named, those with most of their words first; several when they are named as fully."""
    best: dict[str, int] = {}
    for text in texts:
        heard = [(word, sounds(word)) for word in fold(text).split()]
        for project in projects:
            fullest = max((_words_heard(name, heard) for name in _names(project)), default=0)
            best[project.key] = max(best.get(project.key, 0), fullest)
    most = max(best.values(), default=0)
    return tuple(project for project in projects if most and best[project.key] == most)


def _names(project: Consultation) -> tuple[str, ...]:
    return tuple(name for name in (project.title, project.place, *project.aliases) if name)


def _words_heard(name: str, heard: Sequence[tuple[str, str]]) -> int:
    """How many telling words a name has, when all of them were heard; else 0."""
    telling = [word for word in fold(name).split() if word not in _GENERIC]
    return len(telling) if all(any(_alike(word, *other) for other in heard) for word in telling) else 0


def _alike(word: str, letters: str, spoken: str) -> bool:
    return max(fuzz.ratio(word, letters), 0.95 * fuzz.ratio(sounds(word), spoken)) >= 100 * ALIKE
