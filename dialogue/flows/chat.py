"""Small talk: a short, polite answer, and back to what was being asked."""

from dialogue.catalogue import Intent
from dialogue.flows.agent import offer_person
from dialogue.flows.base import nothing
from dialogue.flows.info.contacts import town_hall_number
from dialogue.french.dates import say_time
from dialogue.french.saying_dates import full_day
from dialogue.questions import Answer
from dialogue.talk import Talk

OFFERED = frozenset({"enfant", "langue", "seul", "perdu"})
"""Who says so is best served by a person."""
FOREIGN = "langue"
"""Who does not speak French well is spoken to slowly from now on."""
CONSOLED = frozenset({"seul"})
"""Who refuses that person is told of another who listens."""


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Answer; whoever does not speak French, is a child, lost or alone is offered a person."""
    talk.note(f"chat={intent.about}")
    if intent.about == FOREIGN:
        talk.delivery = talk.delivery.slower()
    if intent.about == "heure":
        now = talk.now()
        talk.say("chat_heure", day=full_day(now.date(), now.date()), fact=say_time(now.time()))
    elif intent.about == "numero":
        _own_number(talk)
    else:
        talk.say(f"chat_{intent.about}")
    if intent.about in OFFERED:
        declined = _console if intent.about in CONSOLED else nothing
        offer_person(talk, "chat_offer", intent.about, f"« {answer.text} »", no=declined)


def _own_number(talk: Talk) -> None:
    """The town hall's telephone, twice; plainly that it is not known."""
    number = town_hall_number(talk)
    if number:
        talk.say("chat_numero", fact=number)
        talk.achieve("answer")
    else:
        talk.say("chat_numero_unknown")


def _console(talk: Talk) -> None:
    """No person is wanted now: who listens at any hour is said."""
    talk.say("chat_declined")
