"""The labelled requests, and how well they are understood."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from dialogue.catalogue import Catalogue
from dialogue.understanding.request import (
    INCIDENT,
    INTENT,
    Act,
    AskAgain,
    Choose,
    Confirm,
    RequestUnderstanding,
    decide,
)

NOTHING = "nothing"


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


def labelled(catalogue: Catalogue) -> list[Request]:
    """All of them. KeyError for a meaning that the catalogue does not have."""
    tables = tomllib.loads(Path(__file__).with_name("requests.toml").read_text("utf-8"))
    requests = [Request(text, "", NOTHING) for text in tables.pop(NOTHING)["heard"]]
    for table, meanings in tables.items():
        for code, texts in meanings.items():
            if code not in catalogue.kinds and code not in catalogue.intents:
                raise KeyError(code)
            meaning = (INCIDENT if code in catalogue.kinds else INTENT) + code
            requests += [Request(text, meaning, table) for text in texts]
    return requests


def judge(understanding: RequestUnderstanding, request: Request) -> Judged:
    """Understand one request as the reception does."""
    match decide(understanding.request([request.text])):
        case Act(meaning, score):
            return Judged(request, "acted" if meaning == request.meaning else "wrong", meaning, score)
        case Confirm(meaning, score):
            return Judged(request, "asked" if meaning == request.meaning else "asked wrong", meaning, score)
        case Choose(first, second, score):
            right = request.meaning in (first, second)
            return Judged(request, "asked" if right else "asked wrong", f"{first} {second}", score)
        case AskAgain(score):
            return Judged(request, "again", "", score)
