"""Telephone numbers, addresses, elected officials, emergency numbers, pharmacies and doctors on duty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accessibility.hearing import fold
from dialogue.flows.appointments.flow import AppointmentFlow, Context
from dialogue.flows.info.hours import aspect_of, said_when
from dialogue.flows.info.plain_words import names_elsewhere
from dialogue.flows.info.topic import Offer, Topic, outdated, unknown
from dialogue.flows.info.which_service import TOWN_HALL, ServiceTopic, WhichService, articled, at_place
from dialogue.french.dates import say_day
from dialogue.french.phones import speak_phone
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.contacts import Contact

OFFICIAL, EMERGENCY, DOCTOR, PHARMACY = "élu", "urgence", "médecin", "pharmacie"
_NUMBER = ("numero", "telephone", "joindre", "appeler", "tel")
_NAME = (" qui est ", " c est qui ", " nom ", " s appelle ")
_ADDRESS = (
    "adresse",
    "ou est",
    "c est ou",
    "ou se trouve",
    "ou ca se trouve",
    "ou c est",
    "c est a quel endroit",
    "ou ca",
    "ou est ce",
    "elle est ou",
    "il est ou",
    "ou elle est",
    "ou il est",
)


_OFFICE = re.compile(r"\bqui (?:s occupe|est chargee?|a la charge) (de la|de l|des|du|de)\b")
_TO = {"de la": "a la", "de l": "a l", "des": "aux", "du": "au", "de": "a"}


def spoken(number: str) -> str:
    """As it is dictated: "01 99 00 10 00", "32 37", "112"."""
    if len(number) == 4 and number.isdigit():
        return f"{number[:2]} {number[2:]}"
    return speak_phone(number)


def town_hall_number(talk: Talk) -> str:
    """The town hall's telephone as it is dictated; empty when it is not known."""
    halls = talk.store.services.all(TOWN_HALL)
    return spoken(halls[0].phone) if halls and halls[0].phone else ""


@dataclass
class ReachTopic(ServiceTopic):
    """How to reach a service: by telephone, or where it is. Elsewhere: an office or shop that the town knows not."""

    address: bool = False

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str], *, address: bool) -> "ReachTopic":
        """From the words of the request."""
        topic = cls(texts[0] if texts else "", address=address)
        topic.elsewhere = not topic.which.hear(talk, texts) and names_elsewhere(texts)
        if not topic.elsewhere:
            topic.which.assume(talk, texts)
        return topic

    def again(self, talk: Talk, answer: Answer) -> "Topic | None":
        """ "et l'adresse ?", "et celui de la piscine ?"."""
        return reach_again(talk, answer, self.which, self.address)

    def tell(self, talk: Talk) -> None:
        """The number twice, or the address."""
        service = self.which.service
        if service is None:
            unknown(talk, self.asked, "reach_elsewhere" if self.elsewhere else "info_unknown")
            return
        talk.service = service.key
        known = service.address if self.address else service.phone
        if not known:
            unknown(talk, self.asked, "reach_unknown", service=service.name)
            return
        outdated(talk, self.asked, service.provenance)
        if self.address:
            talk.say("address", service=service.name, fact=known)
        else:
            talk.say("phone", service=articled("Le numéro", service.name), fact=spoken(known))


def reach_again(talk: Talk, answer: Answer, which: WhichService, address: bool | None) -> "ReachTopic | None":
    """The number or address asked for after something else about a service; `address`: what was asked last."""
    said = f" {fold(answer.text)} "
    wants_address = any(f" {phrase} " in said for phrase in _ADDRESS)
    wants_number = any(f" {word} " in said for word in _NUMBER)
    known = WhichService(which.kind, which.service)
    named = known.hear(talk, answer.texts)
    if aspect_of(answer.texts) != "day" or said_when(talk, answer.texts) or "horaire" in said or "ouvert" in said:
        return None
    if not (wants_address or wants_number or (named and address is not None)):
        return None
    return ReachTopic(answer.text, known, address=wants_address or bool(address and not wants_number))


@dataclass
class ContactTopic:
    """Someone of a kind to reach: an official, an emergency service."""

    asked: str
    kind: str
    contacts: tuple[Contact, ...] = ()

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str], kind: str) -> "ContactTopic":
        """From the words of the request."""
        return cls(texts[0] if texts else "", kind, _said(talk, texts, kind))

    def question(self, talk: Talk) -> Question | None:
        """Which official; nothing for emergencies: the general numbers are told."""
        if self.contacts or self.kind != OFFICIAL:
            return None
        return Question("official", "ask_official", retry="ask_official_retry", settle_after=2)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The official."""
        self.contacts = _said(talk, answer.texts, self.kind)
        return bool(self.contacts)

    def again(self, talk: Talk, answer: Answer) -> "ContactTopic | None":
        """ "et l'adjoint à l'urbanisme ?", "et les pompiers ?"."""
        found = _said(talk, answer.texts, self.kind)
        return ContactTopic(answer.text, self.kind, found) if found else None

    def tell(self, talk: Talk) -> None:
        """How to reach them."""
        if not self.contacts and self.kind == EMERGENCY:
            talk.say("emergency_numbers")
        elif not self.contacts:
            unknown(talk, self.asked, "info_unknown")
        else:
            _tell_contact(talk, self.asked, self.contacts[0])


def _said(talk: Talk, texts: Sequence[str], kind: str) -> tuple[Contact, ...]:
    """Who is named: "l'adjointe qui s'occupe des écoles" is "l'adjointe aux écoles"."""
    named = [_OFFICE.sub(_to, fold(text)) if _OFFICE.search(fold(text)) else text for text in texts]
    return tuple(talk.store.contacts.said(named, kind))


def _to(found: re.Match[str]) -> str:
    return _TO[found[1]]


def _tell_contact(talk: Talk, asked: str, contact: Contact) -> None:
    talk.note(f"contact={contact.key}")
    doubtful = outdated(talk, asked, contact.provenance)
    if contact.name:
        talk.say("official_name", service=contact.role, fact=contact.name)
    elif any(phrase in f" {fold(asked)} " for phrase in _NAME):
        talk.say("official_no_name")
    talk.sentences.extend(talk.wording.literal(contact.note))
    if contact.kind != OFFICIAL:
        return
    if contact.phone:
        talk.say("phone_of_service", fact=spoken(contact.phone))
    desk = talk.store.desks.named_in([contact.role])
    if desk is not None and "rendez-vous" in contact.note and not doubtful:
        talk.begin(Offer("official_offer_rdv", yes=lambda talk: _book(talk, contact.role)))


def _book(talk: Talk, role: str) -> None:
    AppointmentFlow.begin(talk, "", Context(), (role,))


@dataclass
class PharmacyTopic:
    """The pharmacy on duty, on the day asked about."""

    asked: str
    texts: tuple[str, ...] = ()

    def question(self, talk: Talk) -> Question | None:
        """Nothing is missing."""
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Nothing is asked."""
        return False

    def again(self, talk: Talk, answer: Answer) -> "PharmacyTopic | None":
        """ "et dimanche ?"."""
        return PharmacyTopic(answer.text, answer.texts) if said_when(talk, answer.texts) else None

    def tell(self, talk: Talk) -> None:
        """Which, where, and its number; else the national number."""
        today = talk.now().astimezone(PARIS).date()
        when = said_when(talk, self.texts)
        day = when.day if when else today
        duties = [each for each in talk.store.services.duties(day) if not each.provenance.outdated(today)]
        if not duties:
            talk.say("pharmacy_unknown", day=say_day(day, today))
            for contact in talk.store.contacts.all(PHARMACY):
                talk.sentences.extend(talk.wording.literal(contact.note))
            return
        service = duties[0].service
        talk.service = service.key
        talk.say("pharmacy", day=say_day(day, today), service=service.name)
        talk.say("pharmacy_where", fact=service.address)
        talk.say("phone_of_service", fact=spoken(service.phone))


@dataclass
class DoctorTopic:
    """A doctor, also when the surgeries are closed."""

    asked: str
    later: bool = False
    """Another day is meant: who receives now is left out."""

    def question(self, talk: Talk) -> Question | None:
        """Nothing is missing."""
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Nothing is asked."""
        return False

    def again(self, talk: Talk, answer: Answer) -> "Topic | None":
        """ "et le dimanche ?" has the same answer."""
        return DoctorTopic(answer.text, later=True) if said_when(talk, answer.texts) else None

    def tell(self, talk: Talk) -> None:
        """The surgery when it is open, and the number for when it is not."""
        contacts = talk.store.contacts.all(DOCTOR)
        houses = talk.store.services.all("médecins")
        if not contacts and not houses:
            unknown(talk, self.asked, "info_unknown")
            return
        for house in () if self.later else houses[:1]:
            opening = talk.store.services.opening(house, talk.school_zone)
            talk.service = house.key
            if opening is not None and opening.is_open(talk.now()) and house.phone:
                talk.say("doctor_now", service=at_place(house.name), fact=spoken(house.phone))
        for contact in contacts:
            talk.sentences.extend(talk.wording.literal(contact.note))
