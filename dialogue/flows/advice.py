"""What to do at once, the same in every town: somebody at the door who wants money. Then a person is offered."""

from dialogue.catalogue import Intent
from dialogue.flows.agent import offer_person
from dialogue.questions import Answer
from dialogue.talk import Talk


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Say what to do, then offer a person, who is told what the caller said."""
    talk.note(f"advice={intent.about}")
    talk.say(f"advice_{intent.about}")
    talk.achieve("answer")
    offer_person(talk, "advice_offer", intent.about, f"{intent.label} : « {answer.text} »")
