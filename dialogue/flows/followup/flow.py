"""Following a report: how far it is, a detail to add, "c'est réparé", "c'est toujours là", and why nothing happens."""

from dataclasses import dataclass, replace
from functools import partial

from accessibility.pacing import UNHURRIED
from dialogue.catalogue import Intent
from dialogue.flows.agent import offer_person
from dialogue.flows.appointments import requests as appointment_requests
from dialogue.flows.appointments.find import FindAppointment
from dialogue.flows.base import Matter, PlainFlow, Then, nothing
from dialogue.flows.followup import anew, deeds, of_number
from dialogue.flows.followup import answers as case_answers
from dialogue.flows.followup import search as case_search
from dialogue.flows.followup import words as case_words
from dialogue.flows.followup.of_number import Sought
from dialogue.flows.followup.others import tell_other
from dialogue.french.spoken import digit_groups
from dialogue.french.tickets import ticket_in
from dialogue.questions import EXPECT_OPEN, EXPECT_YES_NO, YES_OR_NO, Answer, Expectation, Question
from dialogue.talk import Talk
from kb.followup import DROPPED, RESOLVED
from kb.incidents import Incident

TICKET_DIGITS = 6
WRONG_NUMBERS = 2
"""After so many numbers that do not exist another way is taken."""
WAITING = "L'appelant attend toujours, et le fait savoir."

EXPECT_TICKET = Expectation(UNHURRIED, digits=TICKET_DIGITS, complete=lambda words: bool(ticket_in([words])))


@dataclass(frozen=True)
class _Known:
    """What is known so far."""

    sought: Sought = Sought()
    """By the calling number."""
    case: Incident | None = None
    wrong: int = 0
    """Numbers that do not exist."""
    no_number: bool = False
    """The number is not asked any more."""
    told: bool = False
    noting: bool = False
    done: bool = False


class FollowupFlow(PlainFlow):
    """One report, found again. `about`: statut, ajout, repare, toujours_la or retard."""

    name = "followup"
    topic = "le suivi de votre dossier"

    def __init__(self, about: str) -> None:
        self._about = about
        self._known = _Known()
        self._past: list[_Known] = []
        self._request = Answer()
        """What was said at first."""
        self._told_outright: bool | None = None
        """Of the report that was spoken of last: that it is repaired, or there still."""
        self._words: tuple[str, ...] = ()
        """What was said of it where its number or its street was asked: for the person who looks for it."""

    @classmethod
    def begin(cls, talk: Talk, intent: Intent, answer: Answer) -> None:
        """Begin from the words of the request: a number in them, or what the caller's own report is about."""
        contradicted = intent.about == "repare" and case_answers.says_fixed(answer) is False
        flow = cls("toujours_la" if contradicted else intent.about)
        flow._request = answer
        ticket = case_search.number_in(talk, answer)
        if ticket:
            flow._take_ticket(talk, ticket)
        elif digits := case_search.unasked_number(answer.texts):
            flow._wrong_number(talk, digits)
        elif same := case_search.to_put_right(talk, answer) or case_search.at_hand(talk, answer.texts):
            flow._known = replace(flow._known, case=same)
            flow._told_outright = case_answers.says_fixed(answer)
        else:
            flow._seek(talk, of_number.begin(talk, answer))
        talk.begin(flow)

    @property
    def done(self) -> bool:
        """Whether nothing more can follow."""
        return self._known.done

    # ------------------------------------------------------------------ what to ask

    def next(self, talk: Talk) -> Question | None:
        """The street of a report of this telephone, else the number; then what was wanted, and what may follow."""
        known = self._known
        if known.done:
            return None
        if known.case is None and self._about == "statut" and not known.wrong and self._by_appointment(talk):
            return None
        if known.case is None:
            return self._search(talk)
        if not known.told:
            self._known = replace(known, told=True)
            self._tell(talk, known.case)
        if self._known.done:
            return None
        return self._after(self._known)

    def _search(self, talk: Talk) -> Question | None:
        """The street, unless a number was said; the number; a person."""
        known = self._known
        by_street = known.no_number or not known.wrong
        asked = of_number.question(talk, known.sought, last=known.no_number) if by_street else None
        if asked is not None:
            return asked
        if not known.no_number:
            wording = "ask_ticket_again" if known.wrong else "ask_ticket"
            return Question("ticket", wording, {}, EXPECT_TICKET, "ask_ticket_retry", 2, help="ticket")
        if self._by_appointment(talk):
            return None
        talk.say("case_not_found" if talk.caller.number else "case_no_number")
        self._person(talk, partial(anew.offer, told=(self._request.text, *self._words)))
        return None

    def _by_appointment(self, talk: Talk) -> bool:
        """Nothing that may be meant was reported from this number, but an appointment was booked: it is that."""
        reported = of_number.proposed(talk, self._known.sought)
        if reported or not talk.store.appointments.upcoming(talk.caller.number, talk.now()):
            return False
        self._finish()
        talk.achieve("followup")
        talk.begin(FindAppointment(talk, appointment_requests.tell))
        return True

    def _tell(self, talk: Talk, case: Incident) -> None:
        talk.achieve("followup")
        here, talk.case_at_hand = talk.case_at_hand == case.id, case.id
        if here and self._about != "statut":
            case_words.same(talk, case)
        elif self._about in ("statut", "retard"):
            case_words.tell(talk, case, own=case_words.is_theirs(talk, case))
        else:
            case_words.brief(talk, case)
        if self._about == "ajout":
            self._add(talk, case)
        elif self._about == "toujours_la":
            deeds.still_there(talk, case, self._request)
            self._finish()
        elif self._about == "repare" and case_answers.withdraws(self._request):
            deeds.ask_withdrawn(talk, case)
            self._finish()
        elif self._about == "retard":
            deeds.note(talk, case, WAITING)
            talk.upset = True
            talk.say("case_late")
            self._person(talk)
        elif self._about == "statut" and case.state == DROPPED:
            self._person(talk)
        elif self._told_outright:
            deeds.repaired(talk, case)
            self._finish()

    def _add(self, talk: Talk, case: Incident) -> None:
        """Keep what the request adds; where it only wishes to, it is asked for."""
        whole = self._request.text if case_answers.puts_right(self._request) else ""
        added = whole or case_answers.added(self._request)
        if added:
            self._keep(talk, case, added)
        else:
            self._known = replace(self._known, noting=True)

    def _after(self, known: _Known) -> Question:
        assert known.case is not None
        if known.noting:
            return Question("note", "ask_note", {}, EXPECT_OPEN, "ask_note_retry", 2, help="note")
        if self._about == "repare" or known.case.state == RESOLVED:
            wording = "ask_fixed" if self._about == "repare" else "ask_really_fixed"
            return Question("fixed", wording, {}, EXPECT_YES_NO, YES_OR_NO, 2, help="detail")
        return Question("more", "ask_case_more", {}, EXPECT_OPEN, YES_OR_NO, 2, help="more")

    # ------------------------------------------------------------------ what was answered

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        before = self._known
        if question.name in (of_number.STREET, of_number.WHICH):
            taken = self._sought(talk, question, answer)
        else:
            taken = self._taken(talk, question, answer)
        if taken:
            self._past.append(before)
        return taken

    def _taken(self, talk: Talk, question: Question, answer: Answer) -> bool:
        return {
            "ticket": self._ticket, "note": self._noted, "fixed": self._fixed, "more": self._more,
        }[question.name](talk, answer)  # fmt: skip

    def _sought(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The street or the kind; a ticket number goes before all."""
        if self._numbered(talk, answer):
            return True
        taken = of_number.take(talk, self._known.sought, question, answer)
        if taken is None:
            return False
        if answer.yes_no() is None and not answer.dont_know():
            self._words += (answer.text,)
        fixed = case_answers.says_fixed(answer)
        if fixed is False:  # "rue des Lilas, et c'est toujours cassé"
            self._about, self._request = "toujours_la", answer
        elif fixed:
            self._told_outright = True
        self._seek(talk, taken)
        return True

    def _seek(self, talk: Talk, sought: Sought) -> None:
        """What is sought is known better; a street in which there is none is said to be wrong."""
        if sought.wrong > self._known.sought.wrong:
            talk.note("check=wrong")
            talk.say("case_check_wrong")
        elif sought.refused and not self._known.sought.refused:
            talk.note("case=another")
        self._known = replace(self._known, sought=sought, case=sought.case)

    def _numbered(self, talk: Talk, answer: Answer) -> bool:
        """Whether a number was said, that of a report or none."""
        ticket = case_search.number_in(talk, answer)
        digits = "" if ticket else case_search.meant_for_number(answer)
        if ticket:
            self._take_ticket(talk, ticket)
        elif digits:
            self._wrong_number(talk, digits)
        return bool(ticket or digits)

    def _ticket(self, talk: Talk, answer: Answer) -> bool:
        if self._numbered(talk, answer):
            return True
        found = of_number.named_place(talk, self._known.sought, answer)
        if found is not None:
            self._seek(talk, found)
        elif case_answers.without_number(answer) or self._told_instead(talk, answer):
            self._known = replace(self._known, no_number=True)
        else:
            return False
        return True

    def _told_instead(self, talk: Talk, answer: Answer) -> bool:
        """Whether a place or a kind was said instead of a number: nothing is told by that alone, a person can look."""
        if not self._tells(talk, answer):
            return False
        self._words += (answer.text,)
        return True

    def _tells(self, talk: Talk, answer: Answer) -> bool:
        """Whether a place or a kind is named."""
        return case_search.names_place(talk, answer) or bool(case_search.surely_named(talk, answer.texts))

    def _take_ticket(self, talk: Talk, ticket: str) -> None:
        case = talk.store.incidents.by_ticket(ticket)
        if case is not None:
            self._known = replace(self._known, case=case)
        elif tell_other(talk, ticket):
            talk.achieve("followup")
            self._known = replace(self._known, done=True)
        else:
            self._wrong_number(talk, ticket)

    def _wrong_number(self, talk: Talk, digits: str) -> None:
        """Say that there is none, with the digits that were heard: the caller notices what was misheard."""
        wrong = self._known.wrong + 1
        talk.note("ticket=unknown")
        talk.say("ticket_unknown", ticket=digit_groups(digits))
        self._known = replace(self._known, wrong=wrong, no_number=wrong >= WRONG_NUMBERS)

    def _noted(self, talk: Talk, answer: Answer) -> bool:
        assert self._known.case is not None
        if not answer.texts:
            return False
        fixed = case_answers.says_fixed(answer)
        if case_answers.nothing_more(answer):
            talk.say("case_nothing_added")
        elif fixed is not None:
            self._told(talk, self._known.case, answer, fixed=fixed)
        else:
            self._keep(talk, self._known.case, answer.text)
        self._finish()
        return True

    def _keep(self, talk: Talk, case: Incident, words: str) -> None:
        """Keep words with the report, and say so."""
        deeds.note(talk, case, words)
        talk.say("case_note_kept")
        self._finish()

    def _fixed(self, talk: Talk, answer: Answer) -> bool:
        assert self._known.case is not None
        said = case_answers.says_fixed(answer)
        if said is None and case_search.says_where(talk, answer, self._known.case):
            case_words.same(talk, self._known.case)  # the question itself comes again
            return True
        reply = answer.yes_no() if said is None else said
        if reply is None and not answer.dont_know():
            return False
        if reply:
            deeds.repaired(talk, self._known.case)
        elif reply is False and self._known.case.state == RESOLVED:
            deeds.still_there(talk, self._known.case, answer)
        self._finish()
        return True

    def _more(self, talk: Talk, answer: Answer) -> bool:
        """ "Non", "oui", or what there is to add outright: that it is repaired, or there still."""
        case = self._known.case
        assert case is not None
        fixed = case_answers.says_fixed(answer)
        added = case_answers.added(answer) or (answer.text if case_answers.puts_right(answer) else "")
        if fixed is None and not added and case_search.says_where(talk, answer, case):
            case_words.same(talk, case)  # the question itself comes again
            return True
        if fixed is None and not added and not case_answers.nothing_more(answer):
            if not case_answers.wants_to_add(answer):
                return False
            self._known = replace(self._known, noting=True)
            return True
        if fixed is not None:
            self._told(talk, case, answer, fixed=fixed)
        elif added:
            self._keep(talk, case, added)
        self._finish()
        return True

    def _told(self, talk: Talk, case: Incident, answer: Answer, *, fixed: bool) -> None:
        """It is told outright that it is repaired, or there still."""
        deeds.repaired(talk, case) if fixed else deeds.still_there(talk, case, answer)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on without: by the number instead of the street, or the other way round, or with nothing more."""
        if question.name in (of_number.STREET, of_number.WHICH):
            self._seek(talk, of_number.settle(talk, self._known.sought, question))
        elif question.name == "ticket":
            self._known = replace(self._known, no_number=True)
        else:
            self._finish()

    def back(self, talk: Talk) -> bool:
        """Undo the last answer, as long as nothing was changed by it."""
        if not self._past or self._known.told:
            return False
        self._known = self._past.pop()
        return True

    # ------------------------------------------------------------------ what is done

    def _finish(self) -> None:
        self._known = replace(self._known, done=True)

    def _person(self, talk: Talk, no: Then = nothing) -> None:
        """Nothing more can be done here: a person, if the caller wishes. `no`: what follows if not."""
        self._finish()
        offer_person(talk, "case_offer", "followup", self.matter(talk), no=no)

    def matter(self, talk: Talk) -> Matter:
        """The report, if it is found."""
        case = self._known.case
        words = ", ".join(self._words) or (self._request.text if self._tells(talk, self._request) else "")
        told = f" : « {words} »" if words else ""
        unknown = f"suivi d'un dossier, sans numéro{told}"
        return Matter(f"suivi du dossier {case.ticket}" if case else unknown, self.topic)


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Follow a report; whether a passport has arrived is nothing the line knows, and it says so."""
    if intent.about != "titre":
        FollowupFlow.begin(talk, intent, answer)
        return
    talk.say("title_unknown")
    talk.achieve("followup")
    offer_person(talk, "case_offer", "followup", f"retrait d'un titre d'identité : « {answer.text} »")
