"""Whatever the files of a town hold, the sentences made of them stay short and plain."""

from datetime import timedelta

import pytest

from accessibility.plain_language import problems
from dialogue.flows.info.contacts import EMERGENCY, OFFICIAL, ContactTopic
from dialogue.flows.info.hours_told import Aspect, Told, tell_week
from dialogue.flows.info.menus import MenuTopic
from dialogue.flows.info.transport import TransportTopic
from dialogue.flows.info.waste import WasteTopic
from dialogue.french.dates import when
from dialogue.talk import Talk
from ivr.conversations import Held
from kb.waste import WASTE_KINDS

MOMENTS = (
    "aujourd'hui",
    "demain matin",
    "samedi après-midi",
    "jeudi à dix-huit heures",
    "le vingt-quatre décembre",
    "le premier mai",
    "ce week-end",
    "la semaine prochaine",
    "pendant les vacances de noël",
)


def _not_plain(talk: Talk) -> list[tuple[str, list[str]]]:
    said = [sentence.text for sentence in talk.sentences]
    talk.sentences = []
    assert said
    return [(text, wrong) for text in said if (wrong := problems(text))]


@pytest.mark.parametrize("words", MOMENTS)
def test_hours_of_every_service(held: Held, words: str) -> None:
    talk = held.conversation.talk
    moment = when(words, talk.now(), zone="B")
    for service in talk.store.services.all():
        opening = talk.store.services.opening(service, "B")
        if opening is not None:
            Told(talk, service, opening, moment, "day").tell()
            assert _not_plain(talk) == []


@pytest.mark.parametrize("aspect", ["day", "now", "until", "from", "week"])
@pytest.mark.parametrize("hour", [0, 9, 13, 22])
def test_hours_at_every_time_of_day(held: Held, aspect: Aspect, hour: int) -> None:
    talk = held.conversation.talk
    now = talk.now().replace(hour=hour)
    talk.now = lambda: now
    for service in talk.store.services.all():
        opening = talk.store.services.opening(service, "B")
        if opening is not None:
            Told(talk, service, opening, None, aspect).tell()
            tell_week(talk, service, opening)
            assert _not_plain(talk) == []


def test_notes_contacts_lines_and_menus(held: Held) -> None:
    talk = held.conversation.talk
    store = talk.store
    for text in [each.note for each in store.services.all()] + [each.note for each in store.transport.lines()]:
        talk.sentences.extend(talk.wording.literal(text))
    assert _not_plain(talk) == []
    for kind in (OFFICIAL, EMERGENCY):
        for contact in store.contacts.all(kind):
            ContactTopic("", kind, (contact,)).tell(talk)
            assert _not_plain(talk) == []
    for line in store.transport.lines():
        TransportTopic("", line).tell(talk)
        assert _not_plain(talk) == []
    for number in range(40):
        day = talk.now() + timedelta(days=number)
        topic = MenuTopic("", when=when(f"le {day.day} {_MONTHS[day.month]}", talk.now()))
        for topic.allergens in (False, True):
            topic.tell(talk)
            assert _not_plain(talk) == []


_MONTHS = {11: "novembre", 12: "décembre", 1: "janvier"}


@pytest.mark.parametrize("street", ["rue pasteur", "rue du moulin", "avenue de la république", "la chabotterie"])
@pytest.mark.parametrize("words", ["", "demain", "la semaine de noël"])
def test_rounds(held: Held, street: str, words: str) -> None:
    talk = held.conversation.talk
    for kind in (*WASTE_KINDS, ""):
        WasteTopic.of(talk, [f"quel jour {words} {street}"], kind).tell(talk)
        assert _not_plain(talk) == []
