"""Labelled requests: what callers say, what it means, and what the understanding makes of it."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogue.catalogue import Catalogue
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import INCIDENT, INTENT, Act, AskAgain, Choose, Confirm, decide

FILE = Path(__file__).with_name("bench_data") / "requests.toml"
NOTHING = "nothing"

Rank = Callable[[Sequence[str]], list[Ranked]]


class LabelledError(Exception):
    """The labelled requests cannot be used. One sentence naming file and label."""


@dataclass(frozen=True)
class Request:
    """What was heard, and its meaning; empty for what means nothing."""

    text: str
    meaning: str
    group: str


@dataclass(frozen=True)
class Judged:
    """One request and what became of it: acted, asked (confirm or choose, the right one among them), again, wrong."""

    request: Request
    verdict: str
    guess: str
    score: float


def labelled(catalogue: Catalogue, file: Path = FILE) -> list[Request]:
    """All of them. LabelledError for a meaning that the catalogue does not have, and for a file that cannot be read."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LabelledError(f"{file} cannot be read: {error}.") from error
    requests = [Request(text, "", NOTHING) for text in tables.pop(NOTHING, {}).get("heard", [])]
    for table, meanings in tables.items():
        for code, texts in meanings.items():
            if code not in catalogue.kinds and code not in catalogue.intents:
                raise LabelledError(f"{file}: {table}.{code} is neither a kind of incident nor an intent.")
            meaning = (INCIDENT if code in catalogue.kinds else INTENT) + code
            requests += [Request(text, meaning, table) for text in texts]
    return requests


def judge(rank: Rank, request: Request) -> Judged:
    """Understand one request as the reception does."""
    match decide(rank([request.text])):
        case Act(meaning, score):
            return Judged(request, "acted" if meaning == request.meaning else "wrong", meaning, score)
        case Confirm(meaning, score):
            return Judged(request, "asked" if meaning == request.meaning else "asked wrong", meaning, score)
        case Choose(first, second, score):
            right = request.meaning in (first, second)
            return Judged(request, "asked" if right else "asked wrong", f"{first} {second}", score)
        case AskAgain(score):
            return Judged(request, "again", "", score)
