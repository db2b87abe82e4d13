"""Small talk: a short, polite answer, and back to what was being asked."""

from dialogue.catalogue import Intent
from dialogue.flows.agent import offer_person
from dialogue.french.dates import say_time
from dialogue.french.saying_dates import full_day
from dialogue.questions import Answer
from dialogue.talk import Talk

OFFERED = frozenset({"enfant", "langue", "seul", "perdu"})
"""Who says so is best served by a person."""


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Answer; whoever does not speak French, is a child, lost or alone is offered a person."""
    talk.note(f"chat={intent.about}")
    if intent.about == "heure":
        now = talk.now()
        talk.say("chat_heure", day=full_day(now.date(), now.date()), fact=say_time(now.time()))
    else:
        talk.say(f"chat_{intent.about}")
    if intent.about in OFFERED:
        offer_person(talk, "chat_offer", intent.about, f"« {answer.text} »")
