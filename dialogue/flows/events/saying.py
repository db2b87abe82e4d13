"""Events in sentences for the ear."""

from collections.abc import Sequence
from datetime import date, timedelta

from dialogue.french.dates import When, say_day, say_span, say_time
from dialogue.french.saying_dates import say_date, say_hours
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.events import Event

LONG_SENTENCE = 18
"""Words after which the place is a sentence of its own."""
_ORDER = ("event_first", "event_then")


def times(event: Event, today: date) -> str:
    """When it is: "samedi 28 novembre à 20 heures 30", "jusqu'au 19 décembre", "du 4 au 6 juin 2027"."""
    first, last = event.start.date(), (event.end - timedelta(minutes=1)).date()
    if first < last:
        if first <= today:
            return f"jusqu'au {say_date(last, today)}"
        return say_span(first, last, today)
    day = say_day(first, today)
    return day if event.all_day else f"{day} à {say_time(event.start.time())}"


def whole_times(event: Event, today: date) -> str:
    """When it is, its end too: "samedi 28 novembre, de 20 heures 30 à 22 heures"."""
    if event.all_day or event.start.date() != event.end.date():
        return times(event, today)
    return f"{say_day(event.start.date(), today)}, {say_hours(event.start.time(), event.end.time())}"


def line(event: Event, today: date) -> str:
    """Title and time in one breath."""
    return f"{event.title}, {times(event, today)}"


def span_said(wanted: When, today: date) -> str:
    """The days asked for, as they are said: "ce week-end", "demain", "du 1er au 6 décembre"."""
    first, last = wanted.day, wanted.last_day
    coming_saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    if (last - first).days == 1 and first.weekday() == 5 and first == coming_saturday:
        return "ce week-end"
    if wanted.grain == "part" and first == today and wanted.hours:
        return (
            "ce soir" if wanted.hours[0].hour >= 18 else "cet après-midi" if wanted.hours[0].hour >= 12 else "ce matin"
        )
    return say_span(first, last, today)


def tell_page(talk: Talk, events: Sequence[Event], more: bool) -> None:
    """Up to three events, one after another; `more` follow when the caller wishes."""
    today = today_of(talk)
    if len(events) == 1:
        tell_one(talk, events[0])
        return
    for place, event in enumerate(events):
        key = "event_last" if place and place == len(events) - 1 and not more else _ORDER[min(place, 1)]
        _say_line(talk, key, event, today)


def tell_one(talk: Talk, event: Event) -> None:
    """One event, and whether it still takes place."""
    _say_line(talk, "event_cancelled" if event.cancelled else "event_only", event, today_of(talk))


def _say_line(talk: Talk, key: str, event: Event, today: date) -> None:
    told = line(event, today)
    if event.place and len(f"{told} {event.place}".split()) <= LONG_SENTENCE:
        talk.say(key, fact=f"{told}, {event.place}")
        return
    talk.say(key, fact=told)
    if event.place:
        talk.say("event_where", fact=event.place)


def tell_details(talk: Talk, event: Event) -> None:
    """What it is, until when, and what it costs."""
    if event.description:
        talk.sentences.extend(talk.wording.literal(event.description))
    if not event.all_day:
        talk.say("event_times", fact=whole_times(event, today_of(talk)))
    if event.price:
        talk.say("event_price", fact=event.price)
    if not event.description and not event.price:
        talk.say("event_no_description")
    if event.provenance.outdated(today_of(talk)):
        talk.say("event_stale")


def tell_registration(talk: Talk, event: Event) -> None:
    """Whether one has to register, and still can."""
    if not event.registration:
        talk.say("event_register_free")
    elif not event.open_for_registration(talk.now()):
        talk.say("event_register_closed")
    elif talk.store.events.left(event) == 0:
        talk.say("event_full")
    elif event.register_until is None:
        talk.say("event_register_needed")
    else:
        talk.say("event_register_until", day=say_date(event.register_until, today_of(talk)))


def today_of(talk: Talk) -> date:
    """The day of the call in France."""
    return talk.now().astimezone(PARIS).date()
