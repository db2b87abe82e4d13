"""What is wanted, said again after a refusal: "non, c'est pas ça, je cherche les horaires" (restating.toml)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.phrases import has_phrase, phrase_at
from dialogue.french.words import FILLERS, folded, words

FILE = Path(__file__).with_name("restating.toml")
SHORTEST = 2
"""Words besides the small ones without which nothing is wanted."""
_SMALL = frozenset(
    "le la les l un une des de du d et ou a au aux en dans sur c ce ca cela est je j moi vous on il elle y ne n pas"
    " que qu qui me m te se s pour par avec mais alors donc tout bien ca va merci".split()
)
_ARTICLES = frozenset("le la les l un une des du mon ma mes votre vos ce cette ces".split())
_NOTHING = frozenset({"pas", "plus", "rien", "jamais", "la"})
"""After \"on continue\" these make it a no: \"on continue pas\", \"on reprend rien\"."""
_OPEN = frozenset("de d du des a au aux en pour sur dans avec et ou que qu qui".split())
"""After these the same noun phrase goes on: "le menu de la cantine"."""
_SAID = "dit"
"""After "j'ai pas dit" what is refused stands without an article."""
_IT_IS = frozenset({("c", "est")})
_HAVE = frozenset({"ai", "a", "as", "avons", "ont"})
"""What one has is not wanted: "la carte je l'ai, pas le passeport"."""
_REFUSED_AFTER = 5
"""Words of what is refused after what is wanted; more tell something else."""
_LEAVING = frozenset({("au", "revoir")})

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Restating:
    """Folded expressions."""

    refused: Phrases
    not_served: Phrases
    around: Phrases
    wishes: Phrases
    denials: Phrases
    instead: Phrases
    insisting: Phrases
    reports: Phrases
    no_report: Phrases
    offers: Phrases
    offering: Phrases
    slips: Phrases
    names: Phrases
    denied: Phrases
    names_known: Phrases
    resumes: Phrases

    def beyond_no(self, text: str) -> str:
        """What is wanted after a refusal, in the words it was said in; empty when none was said, or nothing more."""
        spoken, spelled = words(text), folded(text)
        place, refused = 0, False
        while place < len(spelled):
            no = phrase_at(spelled, place, self.refused | self.no_report | self.not_served)
            length = max(no, phrase_at(spelled, place, self.around)) or int(spelled[place] in FILLERS)
            if not length:
                break
            refused = refused or no > 0
            place += length
        if not refused or has_phrase(spelled, _LEAVING):
            return ""
        rest = _joined(spoken[place:])
        return rest if telling(spelled[place:], 1 if self.wished(rest) else SHORTEST) else ""

    def takes_up(self, text: str) -> bool:
        """Whether what was begun is to go on: "non, revenons à l'extrait"; not "on ne continue pas"."""
        spelled = folded(text)
        ends = [place + length for place in range(len(spelled)) if (length := phrase_at(spelled, place, self.resumes))]
        return any(not _NOTHING.intersection(spelled[end : end + 1]) for end in ends)

    def complains(self, text: str) -> bool:
        """Whether the words say that what was told is not what was asked."""
        return has_phrase(folded(text), self.not_served)

    def named_instead(self, text: str, *, slip: bool) -> str:
        """What is named after "non, c'est un …"; empty when nothing is. `slip`: only after "en fait" and the like.

        After "c'est le …" only where what was said before is denied: else it tells more of the same thing.
        """
        spelled = folded(text)
        before = self.slips | self.denied if slip else self.slips | self.denied | self.refused
        ends = [*_named(spelled, self.names, before), *_named(spelled, self.names_known, self.denied)]
        return _joined(words(text)[max(ends) :]) if ends else ""

    def tells_anew(self, text: str) -> bool:
        """Whether the words say what something is after "en fait" and the like: it, or where it lies."""
        return bool(_named(folded(text), self.names | self.names_known, self.slips | self.denied))

    def without_report(self, text: str) -> str | None:
        """What else was said with "je ne signale rien" and the like; None when it was not said."""
        spoken, spelled = words(text), folded(text)
        for place in range(len(spelled)):
            length = phrase_at(spelled, place, self.no_report)
            if length:
                before = _joined(spoken[:place])
                rest = spoken[place + length :]
                return _joined(rest) if telling(folded(_joined(rest))) else self.beyond_no(before) or ""
        return None

    def corrected(self, text: str) -> tuple[str, str] | None:
        """What is refused, and what is wanted instead, of "pas le menu, c'est pour les inscrire"; None else."""
        spoken, spelled = words(text), folded(text)
        place = denied = 0
        while place < len(spelled) and not denied:
            denied = phrase_at(spelled, place, self.denials)
            small = max(phrase_at(spelled, place, self.refused), phrase_at(spelled, place, self.around))
            step = denied or small or int(spelled[place] in FILLERS)
            if not step:
                return None
            place += step
        if not denied or place == len(spelled):
            return None
        if spelled[place] not in _ARTICLES and spelled[place - 1] != _SAID:
            return None
        first = place + (2 if spelled[place] in _ARTICLES else 1)
        start = next((each for each in range(first, len(spelled)) if self._begins_anew(spelled, each)), None)
        if start is None or not telling(spelled[start:], 1):
            return None
        return _joined(spoken[place:start]), _joined(spoken[start:])

    def put_right(self, text: str) -> tuple[str, str] | None:
        """The same of what is wanted first and refused after it: "la carte d'identité, pas le passeport"."""
        spoken, spelled = words(text), folded(text)
        for place in range(len(spelled) - 1, 0, -1):
            end = place + phrase_at(spelled, place, self.denials)
            few = end < len(spelled) <= end + _REFUSED_AFTER
            has_it = _HAVE.intersection(spelled[:place]) and not self.wished(_joined(spoken[:place]))
            if place < end and few and spelled[end] in _ARTICLES and telling(spelled[:place], 1) and not has_it:
                return _joined(spoken[end:]), _joined(spoken[:place])
        return None

    def insisted(self, text: str) -> str:
        """What is named and held to, "c'est la carte d'identité que je veux"; empty when nothing is."""
        spoken, spelled = words(text), folded(text)
        for place in range(len(spelled)):
            if phrase_at(spelled, place, self.insisting):
                starts = [at + phrase_at(spelled, at, _IT_IS) for at in range(place) if phrase_at(spelled, at, _IT_IS)]
                return _joined(spoken[max(starts) : place]) if starts else ""
        return ""

    def _begins_anew(self, spelled: Sequence[str], place: int) -> bool:
        """Whether what replaces the refused begins here: "c'est", "je voudrais", or an article after its last word."""
        if phrase_at(spelled, place, self.instead) or phrase_at(spelled, place, self.wishes):
            return spelled[place - 1] not in _OPEN
        return spelled[place] in _ARTICLES and spelled[place - 1] not in _OPEN | _ARTICLES

    def wished(self, text: str) -> bool:
        """Whether the words say that something is wanted."""
        return has_phrase(folded(text), self.wishes)

    def reported(self, text: str) -> str:
        """The problem after "je voudrais signaler"; empty when that was not said, or nothing after it."""
        spoken, spelled = words(text), folded(text)
        ends = [place + length for place in range(len(spelled)) if (length := phrase_at(spelled, place, self.reports))]
        rest = spoken[max(ends) :] if ends else []
        return _joined(rest) if telling(folded(_joined(rest))) else ""

    def asks_for_offer(self, text: str) -> bool:
        """Whether the words ask what the town sells, lends or gives: nobody reports a problem so."""
        spelled = folded(text)
        for place, word in enumerate(spelled):
            if (word,) not in self.offers:
                continue
            if place + 1 < len(spelled) and spelled[place + 1] == "vous":
                return True
            if any(tuple(spelled[max(0, place - size) : place]) in self.offering for size in (1, 2)):
                return True
        return False


def _named(spelled: Sequence[str], names: Phrases, before: Phrases) -> list[int]:
    """Where these phrases end, of those that stand after one of `before`."""
    starts = ((place, phrase_at(spelled, place, names)) for place in range(len(spelled)))
    return [start + size for start, size in starts if size and has_phrase(spelled[:start], before)]


def telling(spelled: Sequence[str], least: int = SHORTEST) -> bool:
    """Whether the folded words say enough to be a request."""
    return sum(word not in _SMALL and word not in FILLERS for word in spelled) >= least


def _joined(spoken: Sequence[str]) -> str:
    return " ".join(spoken).replace("' ", "'")


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Restating:
    """Read the lists. Raises PhraseFileError."""
    return Restating(**phrase_files.phrases(file, *(each.name for each in fields(Restating))))
