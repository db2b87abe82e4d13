"""Whether what sounds like a report was told before: "je vous avais appelé pour le trou, vous en êtes où"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue import replies
from dialogue.flows.followup import answers, of_number, other_subject, search
from dialogue.flows.meanings import intent_of
from dialogue.french import phrase_files
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, AskAgain, Choose, Confirm, Decision, decide
from dialogue.understanding.several import Part
from kb.incidents import Incident

STATUS, REPAIRED, STILL = INTENT + "suivi_statut", INTENT + "suivi_repare", INTENT + "suivi_toujours_la"
LATE = INTENT + "suivi_retard"
ADDED = INTENT + "suivi_ajout"
FILE = Path(__file__).with_name("told_before.toml")
_IN_VAIN = (STATUS, STILL, LATE)
_REPORTS = frozenset({"incident", "followup"})


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; told_before.toml says what each is for."""

    told: re.Pattern[str]
    called_for: re.Pattern[str]
    undone: re.Pattern[str]
    already: re.Pattern[str]
    others: re.Pattern[str]
    how_far: re.Pattern[str]
    still: re.Pattern[str]
    mine: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Words, file, _KEYS)


_KEYS = {
    "told": "signale", "called_for": "appele_pour", "undone": "rien_fait", "already": "deja", "others": "ailleurs",
    "how_far": "ou_en_est", "still": "toujours", "mine": "dossier",
}  # fmt: skip


def whole(talk: Talk, parts: tuple[Part, ...], answer: Answer) -> tuple[Part, ...]:
    """The requests of one breath; a problem, and that nothing was done since it was told, are one of them.

    Empty where that is all.
    """
    follows = [place for place, part in enumerate(parts) if part.meaning in _IN_VAIN]
    if follows and not talk.case_at_hand and _of_papers(talk, parts):
        return ()
    if not follows or not (meaning := _nothing_done(talk, answer)):
        return parts
    told, rest = parts[: follows[-1] + 1], parts[follows[-1] + 1 :]
    if not all(part.meaning and _of_reports(talk, part.meaning) for part in told):
        return parts
    one = Part(meaning, told[-1].score, " ".join(part.text for part in told))
    return (one, *rest) if rest else ()


def _of_papers(talk: Talk, parts: tuple[Part, ...]) -> bool:
    """Whether all else that was heard is one procedure: what did not come is its paper, and no report."""
    others = {part.meaning for part in parts if part.meaning not in _IN_VAIN}
    return len(others) == 1 and all(meaning and intent_of(talk, meaning) == "procedure" for meaning in others)


def insisted(answer: Answer) -> bool:
    """Whether the caller says that the town was told before: "mais je vous dis que j'ai déjà appelé"."""
    said, known = fold(answer.text) if answer.texts else "", load()
    return known.already.search(said) is not None and not known.others.search(said)


def _nothing_done(talk: Talk, answer: Answer) -> str:
    """The meaning of a report that was told before and of which nothing came; empty where that is not told."""
    said, known = fold(answer.text), load()
    told = known.told.search(said) or known.called_for.search(said)
    if not (told and known.undone.search(said)) or known.others.search(said) or other_subject.named(talk, answer.texts):
        return ""
    likely = (each.label for each in talk.understanding.request(answer.texts, talk.unwanted))
    return next((meaning for meaning in likely if meaning in _IN_VAIN), STATUS)


def meant(talk: Talk, answer: Answer, decision: Decision) -> str:
    """The meaning that follows what was told before; empty where `decision` is to be followed, or none is known."""
    meaning = _meant(talk, answer, decision) if answer.texts else ""
    known = meaning.startswith(INCIDENT) or meaning.removeprefix(INTENT) in talk.catalogue.intents
    return meaning if known else ""


def _meant(talk: Talk, answer: Answer, decision: Decision) -> str:
    guesses = _guesses(decision)
    sure = isinstance(decision, Act)
    if talk.case_at_hand and answers.puts_right(answer) and not (sure and not _of_reports(talk, guesses[0])):
        return ADDED
    if sure and not _of_reports(talk, guesses[0]):
        return ""
    if sure and intent_of(talk, guesses[0]) == "followup":
        return ""
    if told_in_vain := _nothing_done(talk, answer):
        talk.note("told before")
        return told_in_vain
    said, known = fold(answer.text), load()
    told, how_far = known.told.search(said) is not None, known.how_far.search(said) is not None
    mine, number = known.mine.search(said) is not None, search.number_in(talk, answer)
    fixed = answers.says_fixed(answer)
    by_number = mine and bool(number) and talk.store.incidents.by_ticket(number) is not None
    case = of_number.known_case(talk, answer.texts)
    if case and answers.added(answer):
        return ADDED
    still = case and (told or known.still.search(said)) and not replies.says("again.another", answer.texts)
    asks = how_far and (told or mine or case)
    if answers.withdraws(answer):
        return REPAIRED
    if answers.back_again(answer) or (fixed is False and REPAIRED in guesses):
        return _back_again(talk, answer, case)
    if fixed and (case or REPAIRED in guesses or told or mine):
        return REPAIRED
    if not (by_number or asks or still):
        return ""
    talk.note("told before")
    return STILL if fixed is False or (still and not told and not asks) else STATUS


def _back_again(talk: Talk, answer: Answer, case: Incident | None) -> str:
    """What was repaired is there again: the report of this telephone, if there is one there, else a new one."""
    nothing = of_number.Sought()
    near = case or of_number.lying_there(talk, nothing, answer.texts, search.places_surely_said(talk, answer.texts))
    if near or (answers.repaired_by_them(answer) and of_number.proposed(talk, nothing)):
        talk.note("back again")
        return STILL
    others = {INTENT + code for code in talk.catalogue.intents}
    anew = _guesses(decide(talk.understanding.request(answer.texts, talk.unwanted | others)))
    return anew[0] if len(anew) == 1 and answers.repaired_by_them(answer) else ""


def _of_reports(talk: Talk, meaning: str) -> bool:
    return meaning.startswith(INCIDENT) or intent_of(talk, meaning) in _REPORTS


def _guesses(decision: Decision) -> Sequence[str]:
    match decision:
        case Act(meaning) | Confirm(meaning):
            return (meaning,)
        case Choose(first, second):
            return (first, second)
        case AskAgain():
            return ()
