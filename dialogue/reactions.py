"""What is said or heard at any question and means something of its own there."""

from typing import get_args

from accessibility.commands import Command
from dialogue.actions import HangUp
from dialogue.events import Utterance
from dialogue.flows import surely
from dialogue.flows.base import NO, OFFER, YES
from dialogue.flows.incidents.flow import Changeable
from dialogue.french import courtesies
from dialogue.french.answers import yes_no
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk

NOT_REPEATED = (
    "slower", "louder", "louder_and_slower", "unclear", "silence", "noise", "quiet", "noted", "back",
    "offer_agent_declined", "anger", "insult_calm", "insult_warning", "not_served", "callback_late",
)  # fmt: skip
"""Wording that "répétez" leaves out: apologies and acknowledgements."""
COMMAND_ANSWERS: dict[tuple[Command, str], Answer] = {
    (Command.GOODBYE, "anything_else"): NO,
    (Command.GOODBYE, "leave_report"): YES,
    (Command.AGENT, OFFER): YES,
    (Command.AGENT, "ask_danger_transfer"): YES,
    (Command.AGENT, "ask_danger_callback"): YES,
    (Command.AGENT, "callback"): YES,
}
"""Commands that are the plain answer to the question at hand."""
_WRITING = ("procedure_ready", "procedure_fetch", "procedure_list")
"""Questions whether one is ready to write: who comes back with a pencil has answered them."""
_OF_NUMBERS = ("phone", "number", "place", "correction", "ticket", "check", "sending")
"""What the names of questions contain where a wrong number is one that was given, not one that was called."""
FEW_WORDS = 3
"""So few words beside a farewell or "me voilà" say nothing else."""
_OFFERS = "procedure_"
"""What the names of questions begin with that only offer to tell more."""
_NO_HELP = frozenset({"pas", "plus", "pour", "rappeler", "rappelez", "rappelle", "rappel"})
"""Beside "j'appelle": no help is being called, or a call-back is wanted too."""
_LEAVING: tuple[courtesies.Courtesy, ...] = ("thanks", "compliment", "farewell", "parting", "address")


def reply_before_leaving(utterance: Utterance, question: str = "") -> Utterance | None:
    """The yes or no of "oui merci, au revoir", which counts; None when it is only a good-bye.

    "Très bien, au revoir" accepts no further offer of a procedure.
    """
    plain = _yes_or_no(utterance.text)
    if question.startswith(_OFFERS) and not plain:
        return None
    said = " ".join((*plain, courtesies.read(utterance.text, *_LEAVING, "yes", "no").rest))
    return Utterance.typed(said.strip()) if said.strip() and yes_no(said) is not None else None


def _yes_or_no(text: str) -> list[str]:
    return [{"yes": "oui", "no": "non"}[each] for each in courtesies.read(text).kinds if each in ("yes", "no")]


def only_leaves(utterance: Utterance) -> bool:
    """Whether it is a farewell, with nothing but yes, no and politeness around it."""
    said = courtesies.read(utterance.text)
    return said.leaves and not said.rest


def leaves(utterance: Utterance) -> bool:
    """Whether it takes leave, whatever else it says."""
    return courtesies.read(utterance.text).leaves


def back_on_the_line(utterance: Utterance, question: str) -> bool:
    """After "attendez": whether that is all that is said, and no answer to the question."""
    if question in _WRITING and courtesies.only(utterance.text, "ready", "noted"):
        return False
    return courtesies.only(utterance.text, "back", "ready")


def calls_for_help(utterance: Utterance) -> bool:
    """Whether the emergency services are being called, by words as "je les appelle": no call-back is wanted then."""
    said = courtesies.read(utterance.text, "calling", *courtesies.AROUND, "yes", "no")
    if "calling" not in said or not _NO_HELP.isdisjoint(folded(said.rest)):
        return False
    return said.leaves or said.length <= FEW_WORDS


def to_change(utterance: Utterance) -> Changeable | None:
    """What of a report is to be asked again: "revenez en arrière, je veux changer l'endroit"; None: nothing."""
    said = courtesies.read(utterance.text, "change", *get_args(Changeable), *courtesies.AROUND, "yes", "no")
    named: list[Changeable] = [each for each in get_args(Changeable) if each in said]
    return named[0] if "change" in said and len(named) == 1 and said.length < FEW_WORDS else None


def only_thanks(utterance: Utterance, question: str) -> bool:
    """After the instructions in danger, "d'accord, merci" thanks for them: a call-back is agreed to with a yes.

    Ringing back where somebody hides is worse than not ringing; the report is kept either way.
    """
    said = courtesies.read(utterance.text)
    return question == "ask_danger_callback" and "thanks" in said and "yes" not in said and not said.rest


def wrong_number(talk: Talk, utterance: Utterance, question: str) -> bool:
    """Whether another number was meant to be called, and nothing is wanted here."""
    said = courtesies.read(utterance.text, "wrong_number", *courtesies.AROUND, "yes", "no")
    if "wrong_number" not in said or question == "confirm" or any(each in question for each in _OF_NUMBERS):
        return False
    return not asks_too(talk, said.rest)


def last_words(talk: Talk, utterance: Utterance, question: str) -> str:
    """Wording that ends the call, for who calls the emergency services or meant another number; empty for others."""
    if talk.dangers_told and calls_for_help(utterance):
        return "danger_calling"
    return "wrong_number" if wrong_number(talk, utterance, question) else ""


def leave_report(talk: Talk) -> None:
    """A report is left as it is: an agent sees it."""
    talk.say("report_left")
    talk.say("goodbye")
    talk.end(HangUp())


def asks_too(talk: Talk, words: str) -> bool:
    """Whether words beside a farewell are surely a request; small talk is none."""
    return len(words.split()) >= FEW_WORDS and surely.request(talk, [words], ()) is not None
