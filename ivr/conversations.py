"""Makes conversations: knowledge and data files loaded once a process, a store and a call record for each call."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from random import Random

import phonenumbers
import structlog
from platformdirs import user_cache_path

from accessibility import commands
from dialogue import catalogue, giving_up, manners, replies, restating, wanting_person
from dialogue.catalogue import Catalogue
from dialogue.conversation import Conversation
from dialogue.flows import fact_asked, request_words, serving
from dialogue.flows.appointments import another, cancelling, excluded, picking, second_thought
from dialogue.flows.events import cancel, corrections, people
from dialogue.flows.followup import answers as case_answers
from dialogue.flows.followup import other_subject, told_before
from dialogue.flows.info import grievance, one_breath, plain_words, praise, service_words
from dialogue.flows.procedures import both, other_losses, papers, side, stopping
from dialogue.flows.procedures import replies as replies_to_cases
from dialogue.flows.projects import opinion, taking_back
from dialogue.flows.projects import questions as survey_questions
from dialogue.french import birthplaces, courtesies, names
from dialogue.french.phones import FRANCE
from dialogue.talk import Caller, Talk
from dialogue.understanding import deeds, several
from dialogue.understanding.request import understanding_of
from dialogue.wording import Wording, WordingError
from ivr.config import Settings
from kb import asked, demo_commune, synonyms
from kb.clock import PARIS
from kb.procedures import loader
from kb.store import Store

log = structlog.get_logger()

EDITED = (
    another, asked, birthplaces, both, cancel, cancelling, case_answers, commands, corrections, courtesies, deeds,
    excluded, fact_asked, giving_up, grievance, manners, names, one_breath, opinion, other_losses, other_subject,
    people, picking, plain_words, praise, replies, replies_to_cases, request_words, restating, second_thought,
    service_words, several, side, stopping, survey_questions, synonyms, taking_back, told_before, wanting_person,
)  # fmt: skip
"""What reads the lists of expressions that agents edit: all are loaded at start, for a slip would break every call."""

Clock = Callable[[], datetime]


def local_time() -> datetime:
    """The clock of a running program: now, in the town's time, whatever the machine's own zone."""
    return datetime.now(PARIS)


def clock_from(moment: datetime) -> Clock:
    """A clock that shows `moment` now, and goes on from there."""
    ahead = moment - local_time()
    return lambda: local_time() + ahead


def calling_number(given: str) -> str:
    """E.164 of the calling number a line gave ("0612345678", "+33612345678"); empty when it cannot be called back.

    Raises nothing: a PBX gives extensions, names and "anonymous" too.
    """
    try:
        number = phonenumbers.parse(given, "FR")
    except phonenumbers.NumberParseException:
        return ""
    # A new block of numbers may be unknown here: what the line itself shows is believed if it can be French.
    french = number.country_code == FRANCE and given.strip().startswith(("0", "+"))
    if not phonenumbers.is_valid_number(number) and not (french and phonenumbers.is_possible_number(number)):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Held:
    """One conversation with its own store and call record."""

    conversation: Conversation
    store: Store
    call_id: int


class Conversations:
    """Begins conversations. Shared by the threads of a process; everything it holds is read-only."""

    def __init__(self, settings: Settings, clock: Clock = local_time, random: Random | None = None) -> None:
        self.settings = settings
        self.clock = clock
        self._random = random or Random()
        self.catalogue: Catalogue = catalogue.load(procedures=loader.folders_of(settings.folders.data))
        self._last_good: Wording | None = None
        self.wording()  # a broken file must stop the program, not the first call
        for expressions in EDITED:
            expressions.load()
        self._understanding = understanding_of(self.catalogue, user_cache_path("guichet-vocal") / "understanding")
        with Store.open(settings.database) as store:
            demo_commune.load(store)
            store.passages.prepare()
            store.gazetteer.match(["rue"])

    def over(self, settings: Settings, clock: Clock, random: Random) -> "Conversations":
        """The same knowledge over another data folder, which holds a complete database already."""
        other = copy(self)
        other.settings, other.clock, other._random = settings, clock, random
        return other

    def wording(self) -> Wording:
        """The sentences of a new conversation: agents' edits count, unless a file is wrong; then what held before.

        WordingError when nothing held before.
        """
        try:
            wording = Wording.load(self.settings.town.name)
        except WordingError as error:
            if self._last_good is None:
                raise
            log.error("texts not usable", error=str(error))
            return self._last_good.anew()
        self._last_good = wording
        return wording

    def begin(self, channel: str, caller: str = "", worker: str = "", line_id: str = "") -> Held:
        """A conversation for a new call. Raises StoreError."""
        store = Store.open(self.settings.database)
        try:
            call_id = store.calls.start(channel, caller, self.clock(), worker, line_id)
        except BaseException:
            store.close()
            raise
        talk = Talk(
            store=store,
            call_id=call_id,
            caller=Caller(calling_number(caller)),
            now=self.clock,
            random=self._random,
            wording=self.wording(),
            after_booking=papers.offer,
            serve=serving.serve,
            catalogue=self.catalogue,
            understanding=self._understanding,
            agent_number=self.settings.town.agent_number,
            school_zone=self.settings.town.school_zone,
            send_by=self.settings.send_by,
        )
        return Held(Conversation(talk), store, call_id)
