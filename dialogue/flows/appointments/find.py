"""Finding a caller's appointment: by its number, or by the calling number and something only they know."""

from collections.abc import Callable, Sequence
from datetime import datetime

from accessibility.pacing import UNHURRIED
from dialogue.events import Utterance
from dialogue.flows.agent import call_agent
from dialogue.flows.appointments import cancelling
from dialogue.flows.appointments.name import corrected_name, name_in, renamed
from dialogue.flows.appointments.times import says
from dialogue.flows.base import Matter, PlainFlow
from dialogue.french.date_pieces import WEEKDAYS
from dialogue.french.dates import When, when, whens
from dialogue.french.same_name import same_name
from dialogue.french.tickets import ticket_digits, ticket_in, ticket_readings
from dialogue.french.words import FILLERS, folded
from dialogue.questions import EXPECT_OPEN, Answer, Expectation, Question
from dialogue.talk import Talk
from kb.appointments import CANCELLED, Appointment
from kb.clock import PARIS
from kb.desks import Motive
from kb.tickets import compact, is_ticket

TICKET_DIGITS = 6
WRONG_BEFORE_PERSON = 2
"""Who is wrong twice gets a person: nobody may guess another's appointment."""
_EXPECT_TICKET = Expectation(UNHURRIED, digits=TICKET_DIGITS, complete=lambda words: ticket_in([words]) is not None)
_WITHOUT = (
    "je ne l ai pas",
    "je l ai pas",
    "pas de numero",
    "plus le numero",
    "pas le numero",
    "pas mon numero",
    "pas de dossier",
    "perdu",
    "je n en ai pas",
    "pas sous les yeux",
    "sais plus le numero",
    "sais pas le numero",
    "souviens plus du numero",
    "rappelle plus du numero",
    "rappelle plus le numero",
    "oublie le numero",
    "retrouve plus le numero",
    "retrouve pas le numero",
    "trouve plus le numero",
    "quel numero",
)

_BEFORE_A_DAY = frozenset({"le", "un", "ce", "c", "etait", "est"})
_PARTS = frozenset({"matin", "apres", "midi", "l", "soir", "aprem", "dans"})
_A_WORD = 4
"""Letters of a word that tells what an appointment is for."""
_AROUND_A_WORD = FILLERS | frozenset(
    """la le les l une un ma mon mes pour c est etait sert a au d de du il elle me je crois ca oui alors faire
    refaire""".split()
)
_A_DAY = 4
"""Words of a day: "mercredi vingt-cinq novembre"."""

Found = Callable[[Talk, Appointment], None]


class FindAppointment(PlainFlow):
    """Finds the appointment a caller speaks of, and hands it on."""

    name = "find_appointment"

    def __init__(
        self, talk: Talk, found: Found, texts: tuple[str, ...] = (), subject: str = "", off: Found | None = None
    ) -> None:
        """`subject`: what a person is told it is about, should it not be found; `off`: follows "annulez-le" instead."""
        self._found = found
        self._off = off
        self._subject = subject or "un rendez-vous à retrouver"
        self._mine = talk.store.appointments.upcoming(talk.caller.number, talk.now())
        self._none_here = bool(talk.caller.number) and not self._mine
        self._said = _in_store(talk, ticket_readings(texts))
        self._texts = texts
        self._looked = False
        self._wrong = 0
        self._done = False

    def matter(self, talk: Talk) -> Matter:
        """It is not found yet."""
        return Matter(self._subject, "votre rendez-vous")

    def next(self, talk: Talk) -> Question | None:
        """The check on the calling number's appointment, else the ticket number."""
        if self._said:
            ticket, self._said = self._said, None
            self._look_up(talk, ticket)
        elif not self._looked:
            self._looked = True
            self._find_checked(talk)
        if self._none_here and not self._done:
            self._none_here = False
            self._say_none(talk)
        if self._done:
            return None
        if self._mine:
            return Question("rdv_check", "rdv_check", {}, EXPECT_OPEN, "rdv_check_retry", 3, help="rdv")
        return Question("rdv_ticket", "rdv_ask_ticket", {}, _EXPECT_TICKET, "rdv_ask_ticket_retry", 3, help="rdv")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """A ticket number at any question; else the check: when, what for, or in which name. False: not understood."""
        off = self._off if cancelling.plainly_off(answer.texts) else None
        self._found = off or self._found
        ticket = _keyed(answer.keys) if answer.keys else _in_store(talk, ticket_readings(answer.texts))
        if ticket:
            self._look_up(talk, ticket)
            return True
        if off is not None and not (_days_said(answer.texts, talk.now()) or _motives(talk, answer.texts)):
            talk.note("cancel it")
            talk.say("noted")
            return True
        if question.name == "rdv_ticket":
            return self._no_ticket(talk, answer)
        return self._check(talk, answer)

    def _look_up(self, talk: Talk, ticket: str) -> None:
        appointment = talk.store.appointments.by_ticket(ticket)
        if appointment is None:
            talk.note("ticket unknown")
            self._is_wrong(talk, "rdv_ticket_unknown")
            return
        talk.note("appointment found")
        self._done = True
        if appointment.state == CANCELLED:
            talk.say("rdv_is_cancelled")
        elif not appointment.active or appointment.end <= talk.now():
            talk.say("rdv_is_over")
        else:
            self._found(talk, appointment)

    def _say_none(self, talk: Talk) -> None:
        """Nothing is booked on the calling number: what was cancelled there, if the words name it, or only that."""
        days, motives = _days_said(self._texts, talk.now()), _motives(talk, self._texts)
        gone = talk.store.appointments.cancelled(talk.caller.number, talk.now()) if days or motives else []
        if any(_fits(each, days, motives) for each in gone):
            talk.note("cancelled already")
            self._done = True
            talk.say("rdv_is_cancelled")
        else:
            talk.say("rdv_none_here")

    def _find_checked(self, talk: Talk) -> None:
        """The appointment that this call was about before, unless the words name another; or the one in that name."""
        known = (talk.store.appointments.by_ticket(ticket) for ticket in talk.checked)
        motives = _motives(talk, self._texts)
        mine = [each for each in known if each is not None and each.active and each.end > talk.now()]
        named = [each for each in mine if _fits(each, [], motives)]
        if len(named) == 1:
            talk.note("checked before")
        else:  # "annulez mon rendez-vous au nom de Dupont"
            name = renamed(Answer(Utterance.typed(self._texts[0]))) if self._texts else ""
            named = [each for each in self._mine if name and same_name(name, each.name)]
        if not named:  # "c'est à quelle heure déjà, mercredi ?": who says the day knows it
            days = _days_said(self._texts, talk.now())
            named = [each for each in self._mine if days and _fits(each, days, motives)]
        if len(named) == 1:
            self._done = True
            self._found(talk, named[0])

    def _no_ticket(self, talk: Talk, answer: Answer) -> bool:
        if not (says(answer.texts, _WITHOUT) or answer.dont_know() or answer.yes_no() is False):
            if not (answer.keys or len(ticket_digits(answer.texts)) == TICKET_DIGITS):
                return False
            talk.note("ticket wrong")
            self._is_wrong(talk, "rdv_ticket_unknown")
            return True
        self._give_up(talk, "rdv_no_ticket")
        return True

    def _check(self, talk: Talk, answer: Answer) -> bool:
        if says(answer.texts, _WITHOUT):
            talk.say("rdv_no_need")
            return True
        said = [found for text in answer.texts if (found := when(text, talk.now())) is not None and _telling(found)]
        motives = _motives(talk, answer.texts)
        if not said and not motives and answer.dont_know():
            self._mine = []
            return True
        if said or motives:
            right = [each for each in self._mine if _fits(each, said, motives)]
        else:
            name = name_in(answer, talk.now())
            right = [each for each in self._mine if name and same_name(name, each.name)]
            right = right or _called(self._mine, answer.texts)
            if not right and not (renamed(answer) or corrected_name(answer, talk.now())):
                return False
        if not right:
            talk.note("check failed")
            self._is_wrong(talk, "rdv_check_wrong")
            return True
        talk.note("check passed")
        self._done = True
        self._found(talk, right[0])
        return True

    def _is_wrong(self, talk: Talk, key: str) -> None:
        self._wrong += 1
        if self._wrong >= WRONG_BEFORE_PERSON:
            self._give_up(talk, "rdv_not_shown")
        else:
            talk.say(key)

    def _give_up(self, talk: Talk, key: str) -> None:
        self._done = True
        talk.say(key)
        call_agent(talk, "appointment not found", self.matter(talk))

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: a person finds it."""
        self._give_up(talk, "rdv_not_shown")


def _in_store(talk: Talk, readings: list[str]) -> str | None:
    """The reading that is an appointment's number, else the likeliest."""
    given = (ticket for ticket in readings if talk.store.appointments.by_ticket(ticket))
    return next(given, readings[0] if readings else None)


def _motives(talk: Talk, texts: tuple[str, ...]) -> list[Motive]:
    """What the words say an appointment is for."""
    return [motive for text in texts for each in talk.store.desks.all() if (motive := each.motive(text))]


def _keyed(keys: str) -> str | None:
    return compact(keys) if is_ticket(keys) else None


def _telling(said: When) -> bool:
    """Whether only who knows could say it: an hour or a day, not "le matin" or "la semaine prochaine"."""
    return said.grain == "moment" or (said.dated and said.grain != "range")


def _days_said(texts: Sequence[str], now: datetime) -> list[When]:
    """The first day of a request, which is that of the appointment: "de mercredi à jeudi" moves it to Thursday.

    A week named far behind it is another one: "mercredi je peux plus, mettez ça la semaine d'après".
    """
    found = whens(texts[0], now)[:1] if texts else []
    if found and len(folded(found[0].words)) > _A_DAY:
        found = whens(" ".join(folded(found[0].words)[:2]), now)[:1]
    return [each for each in found if each.dated and each.grain != "range"]


def _fits(appointment: Appointment, said: list[When], motives: list[Motive]) -> bool:
    """Whether day, hour and motive, as far as they were said, are those of the appointment."""
    if motives and not any(_is_for(appointment, motive) for motive in motives):
        return False
    start = appointment.start.astimezone(PARIS)
    return not said or any(
        (not each.dated or each.day <= start.date() <= each.last_day or _weekday_of(each, start))
        and (each.hours is None or each.hours[0] <= start.time() < each.hours[1])
        for each in said
    )


def _weekday_of(said: When, start: datetime) -> bool:
    """Whether "un mercredi", of no week that is named, is the weekday of an appointment farther away."""
    spelled = [word for word in folded(said.words) if word not in _BEFORE_A_DAY]
    return spelled[:1] == [WEEKDAYS[start.weekday()]] and all(word in _PARTS for word in spelled[1:])


def _called(mine: Sequence[Appointment], texts: Sequence[str]) -> list[Appointment]:
    """Those whose motive has a word that is said alone: "la carte", of "une carte d'identité"."""
    said = [word for word in folded(texts[0]) if word not in _AROUND_A_WORD] if texts else []
    named = [each for each in mine if said and set(said) <= set(folded(each.context.motive))]
    return named if any(len(word) >= _A_WORD for word in said) else []


def _is_for(appointment: Appointment, motive: Motive) -> bool:
    """The town may have renamed a motive since: the procedure is the same then."""
    context = appointment.context
    return motive.label == context.motive or (bool(motive.procedure) and motive.procedure == context.procedure)
