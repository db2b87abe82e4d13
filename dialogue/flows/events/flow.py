"""What goes on in the town: at most three events at a time, then one in detail, then who takes part."""

from collections.abc import Callable, Sequence

from accessibility.hearing import fold
from dialogue.flows.base import PlainFlow, YesNo
from dialogue.flows.events import registration as event_registration
from dialogue.flows.events import saying
from dialogue.flows.events.facets import REGISTER, TELL, facet_in, only_asks
from dialogue.flows.events.other_matter import is_other_request, names_none_of, names_unknown
from dialogue.flows.events.wish import (
    Found,
    Wish,
    about,
    coming,
    fitting,
    on_same_days,
    on_those_days,
    topic_words,
    wish_in,
)
from dialogue.flows.info.which_service import service_named
from dialogue.french.answers import which
from dialogue.french.dates import When
from dialogue.french.words import folded
from dialogue.questions import EXPECT_OPEN, EXPECT_YES_NO, Answer, Question
from dialogue.talk import Talk
from kb.events import Event

PAGE = 3
"""Events told in one breath."""
NOTHING_SAID = Answer()
_ENOUGH = frozenset(
    {"merci", "merci bien", "merci beaucoup", "c est bon", "c est bon merci", "c est parfait", "tres bien"}
)
_KEYS = {"un": True, "1": True, "deux": False, "2": False}
"""Keys said instead of pressed, once they were offered."""
SHORT = 9
"""Words of a question about the event told last."""
FEW_WORDS = 3
"""A yes or no of so few words asks for nothing else."""


class EventsFlow(PlainFlow):
    """Tells what fits the wish, page by page; any event of the page can be asked about."""

    name = "events"
    topic = "les événements"

    def __init__(
        self,
        events: Sequence[Event],
        registration: bool = False,
        facet: str = "",
        told: bool = False,
        request: Sequence[str] = (),
        children: bool = False,
        when: When | None = None,
    ) -> None:
        """`told`: the events, three at most, were told already; `request`: what may say how many take part.

        `children`: they are for children, and so is what "et samedi ?" asks for. `when`: the days asked
        for, and so are those of "et pour les enfants ?".
        """
        self._when = when
        self._unclear = ""
        """The question that was not answered clearly, and so was asked with its keys."""
        self._request = request
        self._children = children
        self._rest = [] if told else list(events)
        self._page: list[Event] = list(events) if told else []
        self._focus: Event | None = None
        self._told: set[int] = set()
        """Events told in detail, or of which registration was proposed."""
        self._naming = False
        self._registration = registration
        """The caller wants to register: that is proposed at once."""
        self._facet = facet
        """What the request asked of one event, told with it: "c'est combien le spectacle ?"."""
        self._done = False
        if len(events) == 1:
            self._focus = events[0]

    def next(self, talk: Talk) -> Question | None:
        """Tell what is to be told, then ask how to go on."""
        if self._done:
            return None
        if not self._page:
            self._tell_page(talk)
        if self._focus is not None:
            return self._about_one(talk, self._focus)
        if self._naming:
            return _question("event_name", "ask_event_name")
        if self._rest:
            return _question("events_more", "ask_events_more")
        return _question("events_which", "ask_events_which")

    def _tell_page(self, talk: Talk) -> None:
        self._page, self._rest = self._rest[:PAGE], self._rest[PAGE:]
        saying.tell_page(talk, self._page, bool(self._rest))
        talk.note(f"events {' '.join(str(event.id) for event in self._page)}")
        talk.achieve("answer")
        if self._focus is not None and self._facet not in ("", "times", "place"):
            TELL[self._facet](talk, self._focus)
            if self._facet in ("details", REGISTER):
                self._told.add(self._focus.id)

    def _about_one(self, talk: Talk, event: Event) -> Question | None:
        open_now = event.open_for_registration(talk.now()) and talk.store.events.left(event) != 0
        if self._registration and event.id not in self._told:
            self._told.add(event.id)
            self._done = True
            event_registration.begin(talk, event, self._request)
            return None
        if event.id not in self._told:
            return _question("event_details", "ask_event_details")
        return _question("event_register", "ask_event_register") if open_now else self._finished(talk)

    def _finished(self, talk: Talk) -> Question | None:
        """One event was dealt with: what else is on the page can still be asked for."""
        if len(self._page) == 1:
            self._done = True
            return None
        self._focus = None
        return self.next(talk)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """A yes or no, one of the events, something about it, or another wish."""
        name = event_registration.alone(answer, talk) if question.name in ("event_register", "event_details") else ""
        if name and question.name == "event_details":
            return False  # it sounds like an event's: "Garnier", "grenier"
        if name and self._focus is not None:
            self._done = True
            event_registration.begin(talk, self._focus, self._request, name)
            return True
        key = _KEYS.get(" ".join(folded(answer.text))) if self._unclear == question.name != "event_name" else None
        if key is None and self._asks_for_more(talk, answer):
            return True
        reply = key if key is not None else False if " ".join(folded(answer.text)) in _ENOUGH else answer.yes_no()
        if reply is None and not (answer.dont_know() and question.name != "event_name"):
            self._unclear = question.name
            return False
        if reply:
            self._go_on(talk, question)
        else:
            self._no(question)
        return True

    def _asks_for_more(self, talk: Talk, answer: Answer) -> bool:
        """Something of an event on the page, or other events."""
        if not answer.texts or (len(answer.text.split()) <= FEW_WORDS and answer.yes_no() is not None):
            return False
        chosen = self._chosen(talk, answer)
        facet = facet_in(answer.texts)
        if chosen is None and service_named(talk, fold(answer.text)) and is_other_request(talk, answer):
            return False
        if facet and chosen is None and names_unknown(answer.texts, coming(talk)):
            return False
        if facet and chosen is None and self._names_another(talk, answer, facet):
            return True
        if facet and (chosen or self._focus) is None:
            chosen = self._the_one(talk, facet)
            if chosen is None:
                return self._unless_another(talk, answer) or self._ask_which(facet)
        event = chosen or (self._focus if facet else None)
        if chosen is not None and not facet and is_other_request(talk, answer):
            return False
        if event is None:
            return self._unless_another(talk, answer)
        self.tell(talk, event, facet, answer)
        return True

    def _ask_which(self, facet: str = "") -> bool:
        self._naming = True
        self._registration = self._registration or facet == REGISTER
        return True

    def _the_one(self, talk: Talk, facet: str) -> Event | None:
        """The event that is meant without a name: the only one, or the only one that takes registrations."""
        events = [each for each in self._page if facet != REGISTER or each.open_for_registration(talk.now())]
        if len(events) != 1:
            return self._page[0] if len(self._page) == 1 else None
        if len(self._page) > 1:
            talk.say("event_only", fact=saying.line(events[0], saying.today_of(talk)))
        return events[0]

    def _names_another(self, talk: Talk, answer: Answer, facet: str) -> bool:
        """An event that was not told is named: it wins over the one under discussion."""
        wish = wish_in(talk, answer.texts[:1])
        named = about(wish.topic, coming(talk))
        told = {event.series for event in self._page}
        if not named or any(event.series in told for event in named):
            return False
        found = fitting(wish, coming(talk), talk.now())
        if not found.by_topic or not found.events:
            return False
        self._done = True
        if facet == REGISTER:
            register(talk, wish, found, answer.texts)
        else:
            tell_found(talk, wish, found, facet)
        return True

    def _unless_another(self, talk: Talk, answer: Answer) -> bool:
        """ "Et dimanche ?", "plutôt un concert"."""
        wish = wish_in(talk, answer.texts, children=self._children)
        if wish_in(talk, answer.texts).empty:
            return False
        wish = on_same_days(talk, wish, self._when)
        found = fitting(wish, coming(talk), talk.now())
        if not found.events and wish.when is None:
            return False
        self._done = True
        tell_found(talk, wish, found)
        return True

    def _chosen(self, talk: Talk, answer: Answer) -> Event | None:
        """The event of the page that is named, by its words or its place."""
        titles = [event.title for event in self._page]
        place = next((found for text in answer.texts if (found := which(text, titles)) is not None), None)
        if place is not None and not names_none_of(talk, answer.texts, self._page):
            return self._page[place]
        named = about(tuple(word for text in answer.texts[:1] for word in topic_words(text)), self._page)
        return named[0] if len(named) == 1 and not names_none_of(talk, answer.texts, self._page) else None

    def told_in_detail(self, event: Event) -> None:
        """Nothing more of it is offered."""
        self._told.add(event.id)

    def tell(self, talk: Talk, event: Event, facet: str, answer: Answer = NOTHING_SAID) -> None:
        """What is asked of an event, or all of it; to register comes next where that is wanted."""
        talk.note(f"event {event.id} {facet or 'details'}")
        self._naming, self._focus = False, event
        wanted = facet == REGISTER or (self._registration and not facet)
        wanted = wanted and event.open_for_registration(talk.now())
        if wanted and not only_asks(answer.texts):
            self._registration = True
            self._told.discard(event.id)
            if "reste" in fold(answer.text) and talk.store.events.left(event) != 0:
                talk.say("event_places_left")
            self._request = answer.texts
            return
        if facet in ("", "details") or wanted:
            self._told.add(event.id)
        talk.follow_up = _of_event(talk.topic, event, talk.follow_up)
        TELL[facet or "details"](talk, event)
        self._registration = self._registration and event.open_for_registration(talk.now())
        if not facet and event.registration:
            saying.tell_registration(talk, event)

    def _go_on(self, talk: Talk, question: Question) -> None:
        if question.name == "events_more":
            talk.say("events_more_first")
            self._page = []
        elif question.name in ("events_which", "event_name"):
            self._ask_which()
        elif question.name == "event_register" and self._focus is not None:
            self._done = True
            event_registration.begin(talk, self._focus, self._request)
        elif self._focus is not None:
            self.tell(talk, self._focus, "")

    def _no(self, question: Question) -> None:
        if question.name in ("event_details", "event_register") and len(self._page) > 1:
            self._told.update(event.id for event in (self._focus,) if event)
            self._focus = None
            if question.name == "event_details":
                return
        self._done = True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: what was told is enough."""
        self._done = True


def _question(name: str, wording: str) -> Question:
    expects = EXPECT_OPEN if name in ("events_which", "event_name") else EXPECT_YES_NO
    return Question(name, wording, {}, expects, f"{wording}_retry", settle_after=2, help="events")


def tell_found(talk: Talk, wish: Wish, found: Found, facet: str = "") -> None:
    """Tell the events, or what comes instead of them."""
    today = saying.today_of(talk)
    talk.follow_up = _follower(talk.topic, wish.when)
    if len(found.events) == 1:
        talk.follow_up = _of_event(talk.topic, found.events[0], talk.follow_up)
    if found.events:
        if len(found.events) > 1:
            if wish.when is not None and any(on_those_days(wish.when, event) for event in found.events):
                talk.say("events_on", day=saying.span_said(wish.when, today))
            else:
                talk.say("events_next")
        talk.begin(EventsFlow(found.events, facet=facet, children=wish.children, when=wish.when))
        return
    if wish.when is None:
        unknown(talk)
        return
    key = "events_none_of" if wish.topic or wish.children else "events_none_on"
    talk.say(key, day=saying.span_said(wish.when, today))
    talk.achieve("answer")
    later = [event for event in coming(talk) if event.start >= wish.when.end]
    instead = fitting(Wish(None, wish.topic, wish.children), later, talk.now()).events or tuple(later)
    if instead:
        talk.say("event_instead", fact=saying.line(instead[0], today))
        talk.begin(EventsFlow(instead[:1], told=True))


def _follower(of: str, days: When | None) -> Callable[[Talk, Answer], bool]:
    """Takes "et dimanche ?" when no other request came between."""

    def follow(talk: Talk, answer: Answer) -> bool:
        if talk.topic != of or folded(answer.text)[:1] != ["et"]:
            return False
        said = wish_in(talk, answer.texts)
        wish = said if said.empty else on_same_days(talk, said, days)
        found = fitting(wish, coming(talk), talk.now())
        if wish.empty or not (found.events or wish.when):
            return False
        talk.note("follow-up")
        tell_found(talk, wish, found)
        return True

    return follow


def _of_event(
    of: str, event: Event, otherwise: Callable[[Talk, Answer], bool] | None
) -> Callable[[Talk, Answer], bool]:
    """Takes "il faut s'inscrire ?" or "c'est combien ?" about the event told last, where no other is named."""

    def follow(talk: Talk, answer: Answer) -> bool:
        facet = facet_in(answer.texts)
        others = about(topic_words(answer.text), coming(talk)) if facet else []
        if talk.topic != of or not facet or (others and event not in others) or service_named(talk, fold(answer.text)):
            return otherwise is not None and otherwise(talk, answer)
        if len(answer.text.split()) > SHORT or names_unknown(answer.texts, [event]):
            return otherwise is not None and otherwise(talk, answer)
        talk.note(f"follow-up event {event.id} {facet}")
        flow = EventsFlow([event], told=True, request=answer.texts)
        flow.told_in_detail(event)
        flow.tell(talk, event, facet, answer)
        talk.begin(flow)
        return True

    return follow


def unknown(talk: Talk) -> None:
    """Nothing fits: that is said, and what is coming is offered."""
    events = fitting(Wish(None, (), False), coming(talk), talk.now()).events
    if not events:
        talk.say("events_none")
        return
    talk.say("event_unknown")

    def show(talk: Talk) -> None:
        talk.begin(EventsFlow(events))

    talk.begin(YesNo("ask_events_next", yes=show))


def register(talk: Talk, wish: Wish, found: Found, request: Sequence[str]) -> None:
    """To the event named, or to one of those that take registrations."""
    if found.by_topic and len(found.events) == 1:
        talk.begin(EventsFlow(found.events, registration=True, request=request))
        return
    possible = fitting(wish, coming(talk, registration=True), talk.now())
    if not possible.events:
        unknown(talk)
        return
    if len(possible.events) > 1:
        talk.say("events_next")
    talk.begin(EventsFlow(possible.events, registration=True, request=request))
