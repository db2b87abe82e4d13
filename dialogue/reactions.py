"""What is said or heard at any question and means something of its own there."""

from accessibility.commands import Command
from accessibility.hearing import fold
from dialogue.events import Utterance
from dialogue.flows.base import NO, OFFER, YES
from dialogue.french.answers import yes_no
from dialogue.questions import Answer

NOT_REPEATED = ("slower", "louder", "unclear", "silence", "noise", "quiet", "noted", "back", "offer_agent_declined")
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
BACK_ON_THE_LINE = frozenset(
    "allo;me voila;voila;je suis la;je suis de retour;c est bon;ca y est;je suis pret;je suis prete;je vous ecoute;"
    "voila c est bon;c est bon je suis la;oui me voila;oui je suis la;oui allo;me revoila;j ai trouve".split(";")
)
"""What people say when they come back to the telephone after "attendez" (folded)."""
_LEAVING = ("au revoir", "bonne journee", "bonne soiree", "a bientot", "merci")


def reply_before_leaving(utterance: Utterance) -> Utterance | None:
    """The yes or no of "oui merci, au revoir", which counts; None when it is only a good-bye."""
    said = f" {fold(utterance.text)} "
    for phrase in _LEAVING:
        said = said.replace(f" {phrase} ", " ")
    return Utterance.typed(said.strip()) if said.strip() and yes_no(said) is not None else None
