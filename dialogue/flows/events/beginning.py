"""How a request about an event begins: looked for, told, registered for or cancelled, as its intent says."""

from dialogue.catalogue import Intent
from dialogue.flows.events import cancel as event_cancel
from dialogue.flows.events import saying
from dialogue.flows.events.facets import facet_in, only_asks
from dialogue.flows.events.flow import EventsFlow, register, tell_found, unknown
from dialogue.flows.events.other_matter import names_other_kind
from dialogue.flows.events.wish import Found, Wish, coming, fitting, named_words, wish_in
from dialogue.questions import Answer
from dialogue.talk import Talk
from kb.events import Event


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Begin from the words of the request: look, tell, register or cancel, as `intent.about` says."""
    if intent.about == "annuler":
        talk.begin(event_cancel.CancelFlow(answer.texts))
        return
    registering = intent.about == "inscription"
    wish = wish_in(talk, answer.texts, children=intent.about == "enfants")
    found = fitting(wish, coming(talk), talk.now())
    if not found.by_topic and wish.topic:  # told in a story: only the words of a title count, whoever the child is
        named = Wish(wish.when, named_words(wish.topic, coming(talk)), children=False)
        if named.topic:
            wish, found = named, fitting(named, coming(talk), talk.now())
    near = _only(talk, wish, found, registering=registering)
    if near is not None and names_other_kind(answer.texts, near):
        _nearest(talk, near)
    elif registering and not (only_asks(answer.texts) and len(found.events) == 1):
        register(talk, wish, found, answer.texts)
    elif intent.about == "date" and not found.by_topic and wish.topic:
        unknown(talk)
    else:
        tell_found(talk, wish, found, facet_in(answer.texts) if intent.about in ("date", "inscription") else "")


def _only(talk: Talk, wish: Wish, found: Found, *, registering: bool) -> Event | None:
    """The one event that its topic chose, of those that take registrations where one is wanted; None: several, none."""
    if not found.by_topic:
        return None
    among = found.events
    if registering and len(among) > 1:
        among = fitting(wish, coming(talk, registration=True), talk.now()).events
    return among[0] if len(among) == 1 else None


def _nearest(talk: Talk, event: Event) -> None:
    """ "Le voyage des anciens" is not known: what is nearest to it is told for what it is."""
    talk.note("event of another kind")
    talk.say("event_other_kind", fact=saying.line(event, saying.today_of(talk)))
    talk.begin(EventsFlow([event], told=True))
