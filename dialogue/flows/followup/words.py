"""What is said of a report to whoever asks how far it is: what, where, when, what was done, what comes next."""

from datetime import datetime, tzinfo

from accessibility import plain_language
from dialogue.flows.place import street_label
from dialogue.french.contacts import masked_contacts, said_contacts
from dialogue.french.dates import say_day
from dialogue.talk import Talk
from dialogue.wording import OwnWords, split_sentences
from kb.followup import CALLER, DROPPED, RESOLVED
from kb.incidents import NEW, Incident
from kb.tickets import compact

MOST_MESSAGE_SENTENCES = 3
_OF_STATE = {
    "nouveau": "case_new",
    "pris en charge": "case_taken",
    "en cours": "case_begun",
    RESOLVED: "case_done",
    DROPPED: "case_dropped",
}
_BY_CALLER = {NEW: "case_reopened", RESOLVED: "case_done_caller"}


def label_of(talk: Talk, incident: Incident) -> str:
    """The nature, in words of the catalogue: never the caller's own, whoever may be asking."""
    kind = talk.catalogue.kinds.get(incident.kind)
    return kind.label if kind else talk.wording.variants("case_other")[0]


def street_of(talk: Talk, incident: Incident) -> str:
    """The street or public place, without house number: with a ticket alone nobody learns where somebody lives."""
    gazetteer = talk.store.gazetteer
    try:
        if incident.street_id is not None:
            return street_label(gazetteer.entry("street", incident.street_id))
        if incident.place_id is not None:
            return gazetteer.entry("place", incident.place_id).name
    except LookupError:
        pass
    return talk.wording.variants("case_somewhere")[0]


def day_of(talk: Talk, at: datetime) -> str:
    """The day of something past, as it is said now."""
    return say_day(at.astimezone(zone(talk)).date(), talk.now().date())


def zone(talk: Talk) -> tzinfo | None:
    """The town's."""
    return talk.now().tzinfo


def tell(talk: Talk, incident: Incident, *, own: bool) -> None:
    """Say what and where it is, when it was told, its state and what comes next.

    `own`: the caller's telephone is on the report; only then the agents' last message is read, if it is plain.
    """
    last = talk.store.incidents.history(incident.id)[-1]
    talk.note(f"case={incident.ticket} {incident.state}")
    talk.say(
        "case_told",
        label=label_of(talk, incident),
        place=street_of(talk, incident),
        day=day_of(talk, incident.created_at),
    )
    key = _BY_CALLER.get(last.state, "") if last.by == CALLER else ""
    talk.say(key or _OF_STATE[last.state], service=_service(talk, incident), day=day_of(talk, last.at))
    if own and last.by != CALLER and (message := plain_message(last.message)):
        talk.say("case_message", message=OwnWords(message))


def brief(talk: Talk, incident: Incident) -> None:
    """Say only which report was found."""
    talk.note(f"case={incident.ticket} {incident.state}")
    talk.say("case_found", label=label_of(talk, incident), place=street_of(talk, incident))


def same(talk: Talk, incident: Incident) -> None:
    """Say that it is about the report spoken of just before."""
    talk.note(f"case={incident.ticket} {incident.state}")
    talk.say("case_same", label=label_of(talk, incident), place=street_of(talk, incident))


def _service(talk: Talk, incident: Incident) -> str:
    return talk.catalogue.services.get(incident.service, talk.wording.variants("case_town_hall")[0])


def plain_message(message: str) -> str:
    """An agent's message as it is said, when every sentence of it is plain and short enough to be heard; else empty.

    Numbers are said in groups of digits and addresses in pieces; they do not count for the length.
    """
    message = " ".join(message.split())
    if message and message[-1] not in ".!?…":
        message += "."
    sentences = split_sentences(masked_contacts(message))
    fits = 0 < len(sentences) <= MOST_MESSAGE_SENTENCES and not any(map(plain_language.problems, sentences))
    return said_contacts(message) if fits else ""


def is_theirs(talk: Talk, incident: Incident) -> bool:
    """Whether this line told of the report, or joined it."""
    number = talk.caller.number
    known = [each.ticket for each in talk.store.followup.of_phone(number)] if number else []
    return compact(incident.ticket) in known
