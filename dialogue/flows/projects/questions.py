"""The questions of a consultation: how each is asked and read back, and what counts as an answer. Pure functions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from accessibility.pacing import UNHURRIED
from dialogue.french import phrase_files
from dialogue.french.numbers import parse_number
from dialogue.questions import EXPECT_CHOICE, EXPECT_OPEN, EXPECT_YES_NO, YES_OR_NO, Answer, Expectation, Question
from kb.consultations import NO, SCALE, SKIPPED, YES, ConsultationQuestion

FILE = Path(__file__).with_name("for_or_against.toml")
SETTLE_AFTER = 2
"""Unclear answers after which a question is left out: nobody is pressed for an opinion."""
_PASS = frozenset(
    "je passe;passe;passez;sans avis;sans opinion;pas d avis;pas d opinion;je n ai pas d avis;rien;rien du tout;"
    "je prefere ne pas repondre;question suivante;la suivante;suivante;je ne reponds pas;je n ai pas d idee".split(";")
)
_STOP = frozenset(
    "stop;j arrete;je veux arreter;on arrete;arretez;arreter;je voudrais arreter;je ne veux plus;je ne veux plus"
    " repondre;ca suffit;laissez tomber;c est trop long;je m arrete;on s arrete;j abandonne".split(";")
)
_AROUND = re.compile(
    r"^(?:(?:oui|non|bon|ben|bah|euh|merci|pardon|desole|desolee|s il vous plait)\b ?)+"
    r"|(?: (?:la|merci|euh|bon|s il vous plait))+$"
)
"""What is said around "j'arrête" and changes nothing of it."""


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; for_or_against.toml says what each is for."""

    agreed: re.Pattern[str]
    against: re.Pattern[str]
    either: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, {"agreed": "pour", "against": "contre", "either": "ni_pour_ni_contre"})


def asked(question: ConsultationQuestion) -> Question:
    """How a question is asked, and in other words after a failure: with keys."""
    name = f"survey:{question.code}"
    match question.kind:
        case "yes_no":
            return Question(name, "", {}, EXPECT_YES_NO, YES_OR_NO, SETTLE_AFTER, question.ask, help="survey")
        case "choice":
            options = list(question.options)
            text = f"{question.ask} {', '.join(options[:-1]).capitalize()}, ou {options[-1]} ?"
            slots = dict(zip(("first", "second", "third"), options, strict=False))
            retry = f"survey_choice_{len(options)}"
            return Question(name, "", slots, EXPECT_CHOICE, retry, SETTLE_AFTER, text, help="survey")
        case "scale":
            ends = f"1 veut dire : {question.low}. 5 veut dire : {question.high}."
            text = f"{question.ask} Donnez une note de 1 à 5. {ends}"
            return Question(name, "", {}, EXPECT_OPEN, "survey_scale", SETTLE_AFTER, text, help="survey")
        case "words":
            expects = Expectation(UNHURRIED)
            return Question(name, "", {}, expects, "survey_words", SETTLE_AFTER, question.ask, help="survey")


def value(question: ConsultationQuestion, answer: Answer) -> str | None:
    """What an answer counts as, SKIPPED included; None when it was not understood."""
    if fold(answer.text) in _PASS:
        return SKIPPED
    match question.kind:
        case "yes_no":
            reply = answer.yes_no() if (side := _side(question, answer)) is None else side
            given = None if reply is None else YES if reply else NO
        case "choice":
            option = answer.option(question.options)
            given = None if option is None else question.options[option]
        case "scale":
            given = _mark(answer)
        case "words":
            given = _own_words(answer)
    return SKIPPED if given is None and answer.dont_know() else given


def stops(answer: Answer) -> bool:
    """Whether the caller wants to stop here."""
    return _AROUND.sub("", fold(answer.text)) in _STOP


def _side(question: ConsultationQuestion, answer: Answer) -> bool | None:
    """For or against ("je suis plutôt contre"), unless the question itself is about being against."""
    said, known = fold(answer.text) if answer.texts else "", load()
    if not said or known.either.search(said) or "contre" in fold(question.ask).split():
        return None
    against = known.against.search(said) is not None
    return not against if against or known.agreed.search(said) else None


def _mark(answer: Answer) -> str | None:
    if answer.keys:
        return answer.keys if answer.keys in SCALE else None
    marks = (parse_number(text) for text in answer.texts)
    return next((str(mark) for mark in marks if mark is not None and str(mark) in SCALE), None)


def _own_words(answer: Answer) -> str | None:
    if not answer.texts:
        return SKIPPED if answer.keys else None
    only_no = answer.yes_no() is False and len(answer.text.split()) <= 2
    return SKIPPED if only_no else answer.text
