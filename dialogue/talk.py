"""What the flows of one conversation share: knowledge, the caller, the words of this turn."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Literal, get_args

from accessibility.pacing import Delivery
from dialogue.actions import HangUp, Sentence, Transfer
from dialogue.catalogue import Catalogue
from dialogue.understanding.request import Decision, RequestUnderstanding
from dialogue.wording import Wording
from kb.store import Store

if TYPE_CHECKING:
    from dialogue.flows.base import Flow, Matter
    from dialogue.flows.procedures.tree import Position
    from dialogue.questions import Answer
    from kb.appointments import Appointment


Outcome = Literal[
    "abandoned", "error", "danger", "answer", "participation", "transfer", "callback", "followup",
    "joined", "registration", "appointment", "incident",
]  # fmt: skip
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""How a call can end, the best last: a ticket outlives the transfer that follows it."""


@dataclass(frozen=True)
class Caller:
    """Who is calling, as far as the line tells."""

    number: str = ""
    """E.164 ("+33612345678"); empty when withheld or unusable."""


@dataclass(frozen=True)
class Held:
    """What was booked or registered, and what else was at hand then."""

    ticket: str = ""
    case: int = 0
    """As `Talk.case_at_hand`: another one has been spoken of since."""
    topic: str = ""
    """As `Talk.topic`."""


@dataclass
class Talk:
    """The shared state of one conversation. The clock and the dice are given, never read from the system."""

    store: Store
    call_id: int
    caller: Caller
    now: Callable[[], datetime]
    random: Random
    wording: Wording
    catalogue: Catalogue
    understanding: RequestUnderstanding
    agent_number: str = ""
    """SIP address of a person; empty: call-backs are offered instead."""
    send_by: frozenset[str] = frozenset()
    """Channels by which a message can be sent: "email", "sms"."""
    delivery: Delivery = Delivery()
    sentences: list[Sentence] = field(default_factory=list)
    """What will be said this turn."""
    pushed: list["Flow"] = field(default_factory=list)
    """Flows begun this turn; the last one speaks first."""
    ending: HangUp | Transfer | None = None
    understood: list[str] = field(default_factory=list)
    confidence: float | None = None
    dangers_told: set[str] = field(default_factory=set)
    phone: str = ""
    """Number to call back that the caller gave or accepted in this call, E.164: it is not asked twice."""
    called_back: dict[str, int] = field(default_factory=dict)
    """Call-backs kept in this call, by the topic they were asked for in: one matter has one."""
    wanted: str = ""
    """What the caller wanted a person for, should the transfer fail."""
    outcome: Outcome = "abandoned"
    """How the call ended, for the record: the best that was achieved."""
    stored: int = 0
    """Reports and call-backs stored for this caller."""
    school_zone: str = "B"
    """Zone of school holidays: A, B or C."""
    service: str = ""
    """Key of the service last spoken of: "et demain ?" is about it."""
    follow_up: "Callable[[Talk, Answer], bool] | None" = None
    """Takes a question that goes on from the last answer ("et demain ?"); false when it does not."""
    case_at_hand: int = 0
    """The report that was told, joined or followed last in this call: "c'est réparé" is about it."""
    held: Held = Held()
    """What was booked or registered last in this call: its number may be asked again (dialogue/at_hand.py)."""
    after_booking: "Callable[[Talk, Appointment, list[tuple[str, ...]]], None] | None" = None
    """Offers to tell what to bring, from the words that were said; put there by what puts a conversation together."""
    serve: "Callable[[Talk, str, Answer], None] | None" = None
    """Hands a request to the flow of its meaning; put there as well, for what serves knows all flows."""
    doubts: Counter[Hashable] = field(default_factory=Counter)
    """How often what was read back was doubted, or read again; forgotten when a flow is done (dialogue/doubts.py)."""
    at_hand: "Callable[[], Matter | None] | None" = None
    """What is under way, for the person who rings back: it is not asked. Put there by the conversation."""
    checked: set[str] = field(default_factory=set)
    """Tickets of appointments that this caller booked or proved to know in this call: nothing is checked twice."""
    cases_told: "dict[str, Position]" = field(default_factory=dict)
    """Codes of the procedures that were told in this call → the case, and the answers that led to it."""
    told_besides: set[str] = field(default_factory=set)
    """Meanings that were served with another request: what still waits for its turn is not asked about again."""
    topic: str = ""
    """Meaning of the request that is being served."""
    told_of_other: tuple[tuple[str, ...], ...] = ()
    """What was said of a procedure that another takes the place of now: who it is for is not asked again."""
    dropped: list["Flow"] = field(default_factory=list)
    """Flows that the caller gave up this turn: they keep what they have, and leave."""
    giving_up: bool = False
    """What leaves now was given up by the caller: nothing of it is to be taken up by anybody."""
    resumed: tuple[Sentence, ...] = ()
    """What was said last of something that is taken up again this turn: it is said once more."""
    refused: set[str] = field(default_factory=set)
    """Meanings and pages (addresses) that the caller refused since something was served: they are not offered again."""
    mistaken: set[str] = field(default_factory=set)
    """Meanings that were begun by mistake: never again in this call."""
    agreed: set[str] = field(default_factory=set)
    """Meanings that the caller said yes to: what was begun with them is no wrong guess."""
    served: dict[str, "Answer"] = field(default_factory=dict)
    """Meanings that were served, the latest last, and the words each was asked in: "on revient au mariage"."""
    put_forward: list[str] = field(default_factory=list)
    """Meanings and pages that a question proposed."""
    guesses: dict[tuple[tuple[str, ...], frozenset[str]], Decision] = field(default_factory=dict)
    """What words of this turn were taken for, without certain meanings (dialogue/flows/surely.py)."""
    more_follows: bool = False
    """More was asked in the same breath and is told at once: nothing is offered or asked back in between."""
    leaving: bool = False
    """A farewell was said this turn: nothing more is offered."""
    upset: bool = False
    """The caller was angry or rude: nothing is proposed that was not asked for."""
    unserved: bool = False
    """The caller said that what was told is not what was asked."""
    insults: int = 0
    failures: int = 0
    """Times that the caller was not understood or not heard in this call."""
    broken: bool = False
    """Something broke inside during this call."""
    private: bool = False
    """An anonymous answer is being given: transcripts and recordings leave it out."""
    proposed: bool = False
    """A consultation was proposed in this call: once is enough."""
    dangers_telling: list[str] = field(default_factory=list)
    """Dangers whose instructions are among this turn's sentences."""

    @property
    def unwanted(self) -> frozenset[str]:
        """Meanings and pages that are not to be guessed now."""
        return frozenset(self.refused | self.mistaken)

    def say(self, key: str, *, variant: int | None = None, **slots: str) -> None:
        """Add the sentences of a wording key to this turn; `variant` names one of its texts."""
        self.sentences.extend(self.wording.say(key, variant=variant, **slots))

    def achieve(self, outcome: Outcome) -> None:
        """Something came of the call; what is better already stays."""
        self.outcome = max(self.outcome, outcome, key=OUTCOMES.index)

    def hold(self, ticket: str) -> None:
        """This was booked, registered or found: its number may be asked again."""
        self.held = Held(ticket, self.case_at_hand, self.topic)

    def dangers_were_told(self) -> None:
        """The turn is complete: its instructions need not be given again."""
        self.dangers_told.update(self.dangers_telling)
        if self.dangers_telling:
            self.achieve("danger")

    def begin(self, flow: "Flow") -> None:
        """Hand the conversation to a flow; the present one goes on when it is done."""
        self.pushed.append(flow)

    def note(self, what: str, confidence: float | None = None) -> None:
        """Record what was understood this turn."""
        self.understood.append(what)
        if confidence is not None:
            self.confidence = round(confidence, 3)

    def end(self, ending: HangUp | Transfer) -> None:
        """Finish the conversation after this turn's sentences."""
        self.ending = ending
