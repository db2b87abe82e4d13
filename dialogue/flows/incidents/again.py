"""Told twice in one call: the same again, which is noted already, or one more of the kind at another place."""

from collections.abc import Callable

from dialogue import replies
from dialogue.catalogue import Catalogue
from dialogue.flows import place
from dialogue.flows.base import PlainFlow, Then
from dialogue.flows.followup import answers
from dialogue.flows.incidents.report import OWN_WORDS, Report, coordinates
from dialogue.flows.place import PlaceState
from dialogue.french.spoken import digit_groups
from dialogue.questions import EXPECT_OPEN, YES_OR_NO, Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, Act, decide
from kb.gazetteer import Gazetteer
from kb.incidents import Incident
from kb.nearby import Spot

SAME_PLACE_M = 15
"""Metres between two tellings of one thing: a house is about so wide."""
MORE_THAN_YES = 4
"""Words of an answer that says what there is to add: "oui, il y a aussi du verre"."""


def told_before(talk: Talk, report: Report) -> Incident | None:
    """The report of this very call that says the same: the kind, and the place; never in danger."""
    known = report.kind not in ("", OWN_WORDS) and report.place.entry is not None and report.place.complete
    if not known or report.danger or replies.says("again.another", [report.words]):
        return None
    where = spot(report, talk.store.gazetteer)
    found = talk.store.nearby.told_in_call(talk.call_id, report.kind, where, SAME_PLACE_M)
    return next((each.incident for each in found if each.incident.id not in report.distinct), None)


def spot(report: Report, gazetteer: Gazetteer) -> Spot:
    """Where a report is, to compare it with others."""
    lat, lon = coordinates(report.place, gazetteer)
    entry = report.place.entry
    street = entry.id if entry is not None and entry.kind == "street" else None
    return Spot(lat, lon, street, report.place.house)


class AlreadyTold(PlainFlow):
    """It is noted already: its number again, and what is new is added to it."""

    name = "already_told"

    def __init__(self, known: Incident, otherwise: Then) -> None:
        self._known = known
        self._otherwise = otherwise
        """What follows "non, c'est un autre"."""
        self._said = self._noting = self._done = False

    def next(self, talk: Talk) -> Question | None:
        """Whether there is something to add, then what."""
        if self._done:
            return None
        if not self._said:
            self._said = True
            talk.case_at_hand = self._known.id
            talk.note(f"told before={self._known.ticket}")
            talk.say("already_told", ticket=digit_groups(self._known.ticket))
        if self._noting:
            return Question("note", "ask_note", {}, EXPECT_OPEN, "ask_note_retry", 2, help="note")
        return Question("already_more", "ask_already_more", {}, EXPECT_OPEN, YES_OR_NO, 2, help="more")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Nothing, what there is to add, or that it is another one."""
        if replies.says("again.another", answer.texts):
            self._done = True
            self._otherwise(talk)
        elif answers.nothing_more(answer) or answer.dont_know():
            self._done = True
        elif self._noting or (answer.texts and len(answer.text.split()) > MORE_THAN_YES and not _joins(answer)):
            self._keep(talk, answer.text)
        elif _joins(answer):
            self._done = True
        elif answers.wants_to_add(answer):
            self._noting = True
        else:
            return False
        return True

    def _keep(self, talk: Talk, words: str) -> None:
        self._done = True
        talk.store.followup.add_note(self._known.id, talk.call_id, words, talk.now())
        talk.stored += 1
        talk.note("note kept")
        talk.say("case_note_kept")

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: nothing is added."""
        self._done = True


def _joins(answer: Answer) -> bool:
    """ "Oui, mettez-moi avec": nothing new."""
    return replies.says("again.joins", answer.texts)


Begin = Callable[[Talk, str, PlaceState, str], None]
"""Begin a report of this kind, place and words."""


def one_more(talk: Talk, answer: Answer, kind: str, begin: Begin) -> bool:
    """Begin one more of `kind`, "il y en a un deuxième au vingt", unless another kind is named; whether it was."""
    if not answer.texts or not replies.says("again.another", answer.texts) or not _reported(talk.catalogue, kind):
        return False
    match decide(talk.understanding.request(answer.texts)):
        case Act(meaning, _) if meaning != INCIDENT + kind and meaning.startswith(INCIDENT):
            return False
    where = place.volunteered(answer.texts, talk.store.gazetteer)
    if where.entry is None and not replies.says("again.more", answer.texts):
        return False
    talk.note(f"{INCIDENT}{kind} once more")
    talk.say("understood_kind", label=talk.catalogue.kinds[kind].label)
    begin(talk, kind, where, answer.text)
    return True


def _reported(catalogue: Catalogue, kind: str) -> bool:
    return kind in catalogue.kinds and kind != OWN_WORDS
