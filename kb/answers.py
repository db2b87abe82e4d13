"""The one or two sentences of a passage that answer a question, shortened for the ear.

Hours, sums and telephone numbers stay as they are written: the voice reads them (voice/speaking).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accessibility.plain_language import MOST_WORDS
from kb.asked import Asked, asked_in
from kb.french_stems import stems
from kb.query import Query

MOST_SENTENCES = 2
FIRST_IS_BEST = 0.12
"""What the opening sentence is worth beside the others: pages say the main thing first."""
WORTH_ADDING = 0.5
"""Share of the best sentence's worth that a second one needs."""

ASKED_FOR = 0.6
"""What it is worth that a sentence has what was asked for: a day, a place, a price, a time."""
LEAST_FURTHER = 0.3
"""Worth of a sentence that goes on with a subject."""

LEAST_WORDS = 4
"""Of each piece of a long sentence that is cut."""

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\.\w+")
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BULLET = re.compile(r"^\s*(?:[-*•–·#>]+|\d+[.)])\s+")
_MARKUP = re.compile(r"[*_`#]{1,3}")
_TABLE = re.compile(r"\|.*\||\t")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMme)(?<!\bart)(?<!\btél)(?<!\bbd)(?<!\bav)(?<!\bex)[.!?…]+(?=\s+[«\"A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ\d]|\s*$)"
)
_BREAKS = (re.compile(r"\s*;\s*"), re.compile(r"\s:\s+"), re.compile(r",\s+(?=(?:et|mais|ou|puis|sinon|car|sauf)\s)"))
_LEADS_ON = re.compile(r"^(?:et|mais|ou|puis)\s+")
_LINKED = frozenset("il elle ils elles celui celle cela ce cette ces sinon".split())
"""A sentence that begins so speaks of what came before."""


@dataclass(frozen=True)
class Answer:
    """What to say: the sentences, and the title and date of the page they come from."""

    sentences: tuple[str, ...]
    title: str
    dated: date | None = None


def best_sentences(
    text: str, queries: Sequence[Query], most: int = MOST_SENTENCES, question: str = ""
) -> tuple[str, ...]:
    """The sentences of a passage that answer best, in their order; the first ones when none stands out.

    `question`: its words, which tell whether a day, a place, a price or a time is asked for.
    """
    sentences = spoken_sentences(text)
    if len(sentences) <= 1 or not queries:
        return tuple(sentences[:most])
    asked = asked_in(question)
    worth = [_worth(sentence, queries[0]) + ASKED_FOR * asked.share(sentence) for sentence in sentences]
    worth[0] += FIRST_IS_BEST
    best = max(range(len(sentences)), key=lambda place: (worth[place], -place))
    chosen = {best}
    if _is_linked(sentences[best]) and best:
        chosen.add(best - 1)
    for place in sorted(range(len(sentences)), key=lambda place: (-worth[place], place)):
        if len(chosen) < most and worth[place] >= WORTH_ADDING * worth[best] and not _dangles(place, sentences, chosen):
            chosen.add(place)
    if len(chosen) < most and best + 1 < len(sentences):
        chosen.add(best + 1)
    return tuple(sentences[place] for place in sorted(chosen))[:most]


def further_sentences(text: str, queries: Sequence[Query], question: str, most: int = 1) -> tuple[str, ...]:
    """What a passage says to a question that goes on with its subject: "et le dimanche ?"; empty when nothing."""
    asked: Asked = asked_in(question)
    sentences = spoken_sentences(text)
    if asked:
        worth = [asked.share(each) + (_worth(each, queries[0]) if queries else 0.0) for each in sentences]
        fits = [place for place, each in enumerate(sentences) if asked.share(each) > 0]
    else:
        worth = [_worth(each, queries[0]) if queries else 0.0 for each in sentences]
        fits = [place for place, each in enumerate(worth) if each >= LEAST_FURTHER]
    chosen = sorted(fits, key=lambda place: (-worth[place], place))[:most]
    return tuple(sentences[place] for place in sorted(chosen))


def _worth(sentence: str, query: Query) -> float:
    said = sum(unit.weight for unit in query.units)
    has = frozenset(stems(sentence))
    return sum(unit.weight * unit.match(has) for unit in query.units) / said if said else 0.0


def _is_linked(sentence: str) -> bool:
    return sentence.split(maxsplit=1)[0].lower() in _LINKED


def _dangles(place: int, sentences: Sequence[str], chosen: set[int]) -> bool:
    return place not in chosen and _is_linked(sentences[place]) and place - 1 not in chosen


def spoken_sentences(text: str) -> list[str]:
    """The sentences of a page's text as they can be said: no tables, addresses of pages, parentheses or bullets."""
    said: list[str] = []
    for line in text.splitlines():
        if _TABLE.search(line):
            continue
        plain = _MARKUP.sub("", _BULLET.sub("", line))
        plain = _MAIL.sub("", _URL.sub("", plain))
        previous = ""
        while previous != plain:  # parentheses within parentheses
            previous, plain = plain, _PARENTHESES.sub("", plain)
        for sentence in _split(" ".join(plain.split())):
            said += [_finished(part) for part in _shorter(sentence)]
    return [sentence for sentence in said if sentence]


def _split(line: str) -> list[str]:
    sentences, start = [], 0
    for end in _SENTENCE_END.finditer(line):
        sentences.append(line[start : end.end()].strip())
        start = end.end()
    return [sentence for sentence in (*sentences, line[start:].strip()) if any(map(str.isalnum, sentence))]


def _shorter(sentence: str) -> list[str]:
    """A long sentence in pieces that stand alone, where it has seams."""
    if len(sentence.split()) <= MOST_WORDS:
        return [sentence]
    for seam in _BREAKS:
        for found in _middle_first(seam, sentence):
            left, right = sentence[: found.start()], _LEADS_ON.sub("", sentence[found.end() :])
            if min(len(left.split()), len(right.split())) >= LEAST_WORDS:
                return [*_shorter(left), *_shorter(right)]
    return [sentence]


def _middle_first(seam: re.Pattern[str], sentence: str) -> list[re.Match[str]]:
    return sorted(seam.finditer(sentence), key=lambda found: abs(found.start() - len(sentence) // 2))


def _finished(part: str) -> str:
    part = re.sub(r"\s+([,.…])", r"\1", part).strip(" ,;:-–")
    if not any(map(str.isalnum, part)):
        return ""
    return part[:1].upper() + part[1:] + ("" if part.endswith((".", "!", "?", "…")) else ".")
