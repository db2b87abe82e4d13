"""Whether what sounds like a report was told before: "je vous avais appelé pour le trou, vous en êtes où"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue import replies
from dialogue.flows.followup import answers, of_number, search
from dialogue.flows.meanings import intent_of
from dialogue.french import phrase_files
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, AskAgain, Choose, Confirm, Decision, decide
from kb.incidents import Incident

STATUS, REPAIRED, STILL = INTENT + "suivi_statut", INTENT + "suivi_repare", INTENT + "suivi_toujours_la"
ADDED = INTENT + "suivi_ajout"
FILE = Path(__file__).with_name("told_before.toml")
_REPORTS = frozenset({"incident", "followup"})


@dataclass(frozen=True)
class Words:
    """Patterns over folded words; told_before.toml says what each is for."""

    told: re.Pattern[str]
    how_far: re.Pattern[str]
    still: re.Pattern[str]
    mine: re.Pattern[str]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Words:
    """The expressions of the file. Raises PhraseFileError."""
    return Words(*phrase_files.patterns(file, "signale", "ou_en_est", "toujours", "dossier").values())


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
    said, known = fold(answer.text), load()
    told, how_far = known.told.search(said) is not None, known.how_far.search(said) is not None
    mine, number = known.mine.search(said) is not None, search.number_in(talk, answer)
    fixed = answers.says_fixed(answer)
    by_number = mine and bool(number) and talk.store.incidents.by_ticket(number) is not None
    case = of_number.known_case(talk, answer.texts)
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
