"""An answer to a consultation taken back: "attendez, je voulais dire non", "la note, c'est cinq" (taking_back.toml)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue.events import Utterance
from dialogue.flows.projects import questions as survey_questions
from dialogue.french import phrase_files
from dialogue.french.numbers import numbers_in, parse_number
from dialogue.french.words import FILLERS
from dialogue.questions import EXPECT_OPEN, Answer, Question
from kb.consultations import SCALE, SKIPPED, ConsultationQuestion

FILE = Path(__file__).with_name("taking_back.toml")
WHICH = "survey_which"
CONFIRM = "survey_confirm"
_OWN_WORDS = 4
"""Words beside "je me suis trompé" up to which they are no remark for the town."""
_TELLING = 5
"""Letters of a word that tells one question from the others."""
_ORDER = ("premiere", "deuxieme", "troisieme", "quatrieme", "cinquieme")
_NUMBERED = re.compile(
    rf"\b(?P<order>{'|'.join((*_ORDER, 'seconde', 'derniere'))}) (?:question|reponse)\b"
    rf"|\b(?:changer|corriger|modifier|refaire) la (?P<one>{'|'.join((*_ORDER, 'seconde', 'derniere'))})\b"
    r"|\b(?:question|reponse) (?:numero )?(?P<number>\w+)"
)


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; taking_back.toml says what each is for."""

    surely: re.Pattern[str]
    perhaps: re.Pattern[str]
    refused: re.Pattern[str]
    former: re.Pattern[str]
    besides: re.Pattern[str]
    mark: re.Pattern[str]
    remark: re.Pattern[str]
    nothing: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "surely": "correction", "perhaps": "peut_etre", "refused": "refus", "former": "ancienne", "besides": "pas",
    "mark": "note", "remark": "remarque", "nothing": "rien",
}  # fmt: skip


@dataclass(frozen=True)
class TakenBack:
    """The question whose answer is taken back (empty: not told which), and what it is now (None: asked again)."""

    code: str = ""
    given: str | None = None


def meant(
    questions: Sequence[ConsultationQuestion], answers: Mapping[str, str], asked: str, answer: Answer
) -> TakenBack | None:
    """What an answer to the question `asked` (code, or CONFIRM) takes back; None: it takes nothing back.

    `answers`: what was answered so far, the last given last.
    """
    said, known = fold(answer.text) if answer.texts else "", load()
    if not said or not answers:
        return None
    given = [each for each in questions if each.code in answers]
    at_hand = next((each for each in questions if each.code == asked), None)
    open_words = at_hand is not None and at_hand.kind == "words"
    surely = None if open_words and "voulais dire que" in said else _last(known.surely, said)
    cue = surely or known.perhaps.search(said) or (known.refused.search(said) if asked == CONFIRM else None)
    if cue is None:
        return None
    rest = _rest(_NUMBERED.sub(lambda found: " " * len(found[0]), said), cue, surely is not None)
    about = _about(questions, given, said)
    if about is not None:
        now = _value(about, rest) or _mark(about, rest)
        return TakenBack(about.code, now) if surely or now is not None or asked == CONFIRM else None
    last = next(each for each in given if each.code == list(answers)[-1])
    if asked == CONFIRM:
        return _at_the_end(given, last, rest, surely=surely is not None)
    here = _value(at_hand, rest) if at_hand is not None and not open_words else None
    before = _value(last, rest) if last.kind != "words" or surely else None
    if not surely:
        short = len(_telling(rest)) <= _OWN_WORDS or (not open_words and last.kind != "yes_no")
        return TakenBack(last.code, before) if before not in (None, SKIPPED) and here is None and short else None
    if before is None and here is not None and at_hand is not None:
        return TakenBack(at_hand.code, here)
    if before is None and open_words and len(_telling(rest)) > _OWN_WORDS:
        return None
    return TakenBack(last.code, before)


def which() -> Question:
    """Which answer is to be changed."""
    return Question(WHICH, "survey_which", {}, EXPECT_OPEN, "survey_which", 2, help="survey")


def named(questions: Sequence[ConsultationQuestion], answers: Mapping[str, str], answer: Answer) -> TakenBack | None:
    """The answer named by its number, key or subject, with what it is now if that is said; None: none is."""
    given = [each for each in questions if each.code in answers]
    if answer.keys:
        number = int(answer.keys) if answer.keys.isdecimal() else 0
        return TakenBack(questions[number - 1].code) if 0 < number <= len(questions) else None
    said = fold(answer.text)
    about = _about(questions, given, said)
    if about is None:
        ordinal = next((each for each in (*_ORDER, "seconde", "derniere") if each in said.split()), said)
        about = _by_number(questions, _number(ordinal))
        return TakenBack(about.code) if about in given and about is not None else None
    return TakenBack(about.code, _value(about, _NUMBERED.sub(" ", said)))


def nothing(answer: Answer) -> bool:
    """Whether all stays as it was read back."""
    return bool(answer.texts) and load().nothing.search(fold(answer.text)) is not None


def _at_the_end(
    given: Sequence[ConsultationQuestion], last: ConsultationQuestion, rest: str, *, surely: bool
) -> TakenBack | None:
    """After the answers were read back: the one question that the words answer, else it is asked which."""
    fits = [(each, _value(each, rest)) for each in given if each.kind in ("choice", "scale")]
    read = [TakenBack(each.code, now) for each, now in fits if now not in (None, SKIPPED)]
    if len(read) == 1 and _telling(rest):
        return read[0]
    if surely and last is given[0] and len(given) == 1:
        return TakenBack(last.code, _value(last, rest))
    return TakenBack() if surely else None


def _last(pattern: re.Pattern[str], said: str) -> re.Match[str] | None:
    return max(pattern.finditer(said), key=lambda found: found.end(), default=None)


def _rest(said: str, cue: re.Match[str], surely: bool) -> str:
    """The new answer: what follows the words of taking back, else what stands before, unless that is the former one."""
    known = load()
    after = known.besides.split(said[cue.end() :])[0].strip()
    after = re.sub(r"^(?:(?:et|c est|c etait|plutot|que|la|le|bah|ben|euh|en fait|a|de)\b ?)+", "", after).strip()
    before = said[: cue.start()].strip()
    if after or not surely or not _telling(before) or known.former.search(before):
        return after
    return before


def _about(
    questions: Sequence[ConsultationQuestion], given: Sequence[ConsultationQuestion], said: str
) -> ConsultationQuestion | None:
    """The question named among those answered, by its number or by a word that no other question has."""
    found = _NUMBERED.search(said)
    if found is not None:
        about = _by_number(questions, _number(found["order"] or found["one"] or found["number"]))
        if about is not None:
            return about if about in given else None
    known, spelled = load(), set(said.split())
    kinds = (("scale", known.mark), ("words", known.remark))
    by_kind = [each for each in given for kind, told in kinds if each.kind == kind and told.search(said)]
    if len(by_kind) == 1:
        return by_kind[0]
    by_word = [each for each in given if _own_words(each, questions) & (spelled | {f"{word}s" for word in spelled})]
    return by_word[0] if len(by_word) == 1 else None


def _own_words(question: ConsultationQuestion, questions: Sequence[ConsultationQuestion]) -> set[str]:
    """Words that only this question has, its options aside; no verb of the asking, "voulez"."""
    others = {word for each in questions if each is not question for word in _asking_words(each)}
    return {word for word in fold(question.ask).split() if len(word) >= _TELLING and word[-2:] != "ez"} - others


def _asking_words(question: ConsultationQuestion) -> list[str]:
    return fold(" ".join((question.ask, *question.options))).split()


def _number(word: str) -> int | None:
    if word == "derniere":
        return -1
    ordered = {each: number for number, each in enumerate(_ORDER, 1)} | {"seconde": 2}
    return ordered[word] if word in ordered else parse_number(word)


def _by_number(questions: Sequence[ConsultationQuestion], number: int | None) -> ConsultationQuestion | None:
    if number == -1:
        return questions[-1]
    return questions[number - 1] if number is not None and 0 < number <= len(questions) else None


def _value(question: ConsultationQuestion, said: str) -> str | None:
    return survey_questions.value(question, Answer(Utterance.typed(said))) if _telling(said) else None


def _mark(question: ConsultationQuestion, said: str) -> str | None:
    """The one mark among other words, "la note c'est cinq"; None when there is none, or several."""
    marks = {str(each.value) for each in numbers_in(said) if str(each.value) in SCALE}
    return marks.pop() if question.kind == "scale" and len(marks) == 1 else None


def _telling(said: str) -> list[str]:
    return [word for word in said.split() if word not in FILLERS]
