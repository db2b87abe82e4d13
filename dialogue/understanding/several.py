"""Several requests in one breath: "un lampadaire est en panne, et aussi, quand ouvre la piscine ?" (several.toml)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.words import words
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import ACT, INCIDENT, Act, Confirm, decide

MOST = 3
"""Requests taken from one breath: a caller who lists more is asked again at the end."""
MOST_CUTS = 4
"""Places looked at where a request may begin: each costs an understanding or two."""
SHORTEST = 2
"""Words of a request."""
UNSURE_FROM = 4
"""Words of a problem that may be less than clear."""
LIKELY = 0.3
"""From here on a request that is not clear has a name when it is asked about: one in three such guesses is right."""

FILE = Path(__file__).with_name("several.toml")


@dataclass(frozen=True)
class Phrases:
    """Folded expressions; several.toml says what each list is for."""

    another: frozenset[Phrase]
    maybe: frozenset[Phrase]
    begins: frozenset[Phrase]
    wishes: frozenset[Phrase]
    story: frozenset[Phrase]
    clauses: frozenset[Phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Phrases:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Phrases, file, _KEYS)


_KEYS = {
    "another": "aussi", "maybe": "peut_etre", "begins": "debut", "wishes": "souhait",
    "story": "recit", "clauses": "propositions",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One request of several: what it means, how surely, and its words."""

    meaning: str
    score: float
    text: str
    label: str = ""
    """What is said of it, where no catalogue tells."""
    half_heard: bool = False
    """Surely a request, but which is no more than likely, or unknown (no meaning): asked about in its turn."""
    at_once: bool = False
    """Told right after what comes before it, without asking; without a meaning it goes on from that ("et demain")."""

    @property
    def unsure(self) -> bool:
        """Whether it is to be asked about before it is acted upon."""
        return self.half_heard or (self.score < ACT and self.meaning.startswith(INCIDENT))


@dataclass(frozen=True)
class Cut:
    """Where a further request may begin: end of the first, start of the next (words)."""

    end: int
    start: int
    announced: bool
    own: bool = False
    """Whether what is announced has its own beginning: "et aussi il y a", not "et aussi pour mon mari"."""
    wish: bool = False
    """Whether that is a wish: "et aussi je voudrais savoir" tells no more of a problem."""


Rank = Callable[[Sequence[str]], list[Ranked]]
Look = Callable[[str], Part | None]
"""Looks a question up that is none of the meanings."""


def nothing_found(text: str) -> None:
    """Look nothing up."""


def requests_in(text: str, rank: Rank, look: Look = nothing_found) -> tuple[Part, ...]:
    """The requests of one utterance when it has more than one, in order; else nothing.

    Each must be understood well enough by itself to be acted upon, and mean something else than the others; a problem
    beside a request that "et aussi" announces may be less clear (`Part.unsure`), so that it is not lost, and so may
    anything that is announced and begins as a request does, at the end (`Part.half_heard`). Two problems
    to report are two only where the caller says so ("aussi"): one problem is often told in two clauses.
    `look` finds what is no meaning of the catalogue, but can be answered all the same.
    """
    spoken = words(text)
    if len(spoken) < 2 * SHORTEST + 1:
        return ()
    understood = cache(lambda start, end: _understood(spoken[start:end], rank, look))
    half = cache(lambda start: _half_heard(spoken[start:], rank))
    found = _parts(len(spoken), 0, _cuts(spoken), understood, half)
    return found[:MOST] if len(found) > 1 else ()


Understood = Callable[[int, int], Part | None]
HalfHeard = Callable[[int], Part | None]


def _parts(length: int, start: int, cuts: list[Cut], understood: Understood, half: HalfHeard) -> tuple[Part, ...]:
    """The requests from the word `start` on: the most that can be told apart."""
    splits = [_split(length, start, cut, cuts, understood, half) for cut in cuts if cut.end >= start + SHORTEST]
    whole = understood(start, length) if not any(splits) else None
    return max(splits, key=lambda split: (len(split), _surest(split)), default=()) or ((whole,) if whole else ())


def _surest(split: tuple[Part, ...]) -> float:
    return min((part.score for part in split), default=0.0)


def _cuts(spoken: list[str]) -> list[Cut]:
    known, letters = load(), [fold(word) or word for word in spoken]
    cuts = []
    for place in range(SHORTEST, len(letters) - SHORTEST):
        announced, maybe = phrase_at(letters, place, known.another), phrase_at(letters, place, known.maybe)
        if announced or maybe:
            start = place + max(announced, maybe)
            own, wish = (
                announced > 0 and any(phrase_at(letters, each, expressions) for each in range(place, start + 1))
                for expressions in (known.begins, known.wishes)
            )
            cuts.append(Cut(place, start, announced > 0, own or wish, wish))
    return cuts[:MOST_CUTS]


def _split(
    length: int, start: int, cut: Cut, cuts: list[Cut], understood: Understood, half: HalfHeard
) -> tuple[Part, ...]:
    first = understood(start, cut.end)
    rest = _parts(length, cut.start, cuts, understood, half) if first else ()
    if first and not rest and cut.own and not first.unsure:
        return _with_half_heard(first, half(cut.start), cut)
    if not first or not rest:
        return ()
    both = (first, *rest)
    if len({part.meaning for part in both}) < len(both) or (_goes_with_problem(*both[:2]) and not cut.announced):
        return ()
    problems = sum(part.meaning.startswith(INCIDENT) for part in both)
    if any(part.unsure and not part.half_heard for part in both) and (problems > 1 or not cut.announced):
        return ()
    if not cut.announced and _tells_story(first.text):
        return ()
    return both if cut.announced or _family(both[0]) != _family(both[1]) else ()


def _with_half_heard(first: Part, rest: Part | None, cut: Cut) -> tuple[Part, ...]:
    """Both, unless the rest may tell more of the first: a problem is told at length, and so is what is akin."""
    if rest is None:
        return ()
    if first.meaning.startswith(INCIDENT) and (
        not rest.meaning or _goes_with_problem(rest, first) or _family(rest) == INCIDENT
    ):
        return (first, replace(rest, meaning="")) if cut.wish else ()
    return () if _family(rest) == _family(first) else (first, rest)


def _half_heard(spoken: list[str], rank: Rank) -> Part | None:
    """What begins as a request, whatever it means: with the likeliest meaning, or none."""
    if len(spoken) < UNSURE_FROM:
        return None
    text = _text(spoken)
    best = next(iter(rank([text])), None)
    if best is None or best.score < LIKELY:
        return Part("", best.score if best else 0.0, text, half_heard=True)
    return Part(best.label, best.score, text, half_heard=True)


def _text(spoken: Sequence[str]) -> str:
    return " ".join(spoken).replace("' ", "'")


def _goes_with_problem(first: Part, second: Part) -> bool:
    """Whether "c'est toujours là" and the like begin the story of one problem."""
    return first.meaning.startswith(_FOLLOW_UP) and second.meaning.startswith(INCIDENT)


def _tells_story(text: str) -> bool:
    """Whether the words say what the caller was doing ("je viens de déposer ma fille"), not what they want."""
    letters = [fold(word) or word for word in words(text)]
    return has_phrase(letters, load().story)


def _family(part: Part) -> str:
    """What a meaning is akin to: all problems are, and so are the intents of one name ("suivi_...")."""
    sort, _, code = part.meaning.partition(":")
    return INCIDENT if part.meaning.startswith(INCIDENT) else f"{sort}:{code.partition('_')[0]}"


def _understood(spoken: list[str], rank: Rank, look: Look = nothing_found) -> Part | None:
    if len(spoken) < SHORTEST:
        return None
    text = _text(spoken)
    match decide(rank([text])):
        case Act(meaning, score):
            return Part(meaning, score, text)
        case Confirm(meaning, score) if meaning.startswith(INCIDENT) and len(spoken) >= UNSURE_FROM:
            return look(text) or Part(meaning, score, text)
        case _:
            return look(text)


_FOLLOW_UP = "intent:suivi"


def clause_in(text: str, rank: Rank) -> Part | None:
    """The surest clause of a story none of which is clear as a whole; None when no clause is clear either."""
    spoken = words(text)
    letters = [fold(word) or word for word in spoken]
    lengths = [phrase_at(letters, place, load().clauses) for place in range(len(letters))]
    starts = [0, *(place + length for place, length in enumerate(lengths) if length)]
    ends = [*(place for place, length in enumerate(lengths) if length), len(letters)]
    clauses = [spoken[start : min(end for end in ends if end >= start)] for start in starts]
    long_enough = sorted((each for each in clauses if len(each) > SHORTEST), key=len, reverse=True)[:MOST_CUTS]
    understood = [part for each in long_enough if (part := _understood(each, rank)) and not part.unsure]
    return max(understood, key=lambda part: part.score, default=None)
