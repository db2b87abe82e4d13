"""What each universal command does, at whatever question. Some answer it: `reactions.COMMAND_ANSWERS`."""

from accessibility.commands import Command
from dialogue import manners, reactions, restating, wanting_person
from dialogue.actions import HangUp
from dialogue.asking import Asking
from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows import surely
from dialogue.flows.agent import call_agent, told_subject
from dialogue.flows.base import YesNo
from dialogue.flows.events.registration import PEOPLE
from dialogue.french.words import folded
from dialogue.questions import Answer, Question
from dialogue.restating import telling
from dialogue.talk import Talk

_LONE = 3
"""Words of "euh, une personne"."""
_WITH_WORDS_OF_ITS_OWN = frozenset({"rdv_motive"})
"""Questions whose answer may name a person: "à quelqu'un de l'urbanisme"."""


def obey(talk: Talk, flows: FlowStack, asking: Asking, command: Command, said: str = "") -> None:
    """Do what is commanded; `said`: in which words, where there were more."""
    match command:
        case Command.REPEAT:
            asking.repeat(talk)
        case Command.SLOWER:
            talk.delivery = talk.delivery.slower()
            talk.say("slower")
            asking.repeat(talk)
        case Command.LOUDER:
            talk.delivery = talk.delivery.louder()
            talk.say("louder")
            asking.repeat(talk)
        case Command.WAIT:
            talk.say("wait")
            asking.waiting = True
        case Command.BACK:
            talk.say("back" if flows.back(talk) else "back_impossible")
        case Command.HELP:
            _help(talk, asking)
        case Command.AGENT:
            _agent(talk, flows, asking, said)
        case Command.GOODBYE:
            goodbye(talk, flows)


def counts_people(question: str, text: str) -> bool:
    """Whether "une personne" says how many come, and asks for nobody."""
    said = folded(text)
    return question == PEOPLE and tuple(said[-2:]) == wanting_person.ONE and (len(said) <= _LONE or said[0] == "je")


def person_wanted(talk: Talk, flows: FlowStack, question: Question, text: str) -> bool:
    """Whether a person is wanted among other words, whatever the question.

    Where nothing else is going on, a request said with it is served ("un trou rue Pasteur, je veux parler à
    quelqu'un"), unless the caller is angry or was not served.
    """
    wish = wanting_person.load().wish(text)
    if wish is None:
        return False
    known = manners.load()
    upset = known.insult([text]) or known.angry([text]) or restating.load().complains(text)
    if wish.counts and question.name == PEOPLE and not upset:
        return False
    if flows.being_called_back:  # told again that nobody is there, unless the words are what it is about
        return not telling(folded(known.without(known.beside_anger(wish.rest))), 1)
    if flows.busy:
        return wish.plainly or not (question.instead or question.name in _WITH_WORDS_OF_ITS_OWN)
    if wish.plainly:
        return upset or not _served(talk, wish.rest)
    return bool(told_subject(talk, Answer(Utterance.typed(text)))) and not _served(talk, text)


def _served(talk: Talk, rest: str) -> bool:
    """Whether the other words are surely a request."""
    return telling(folded(rest)) and surely.elsewhere(talk, [rest], "agent")


def goodbye(talk: Talk, flows: FlowStack) -> None:
    """Good-bye; with a report under way it is asked whether to leave it."""
    if flows.report is None:
        talk.say("goodbye")
        talk.end(HangUp())
        return
    talk.begin(YesNo("leave_report", yes=reactions.leave_report))


def _agent(talk: Talk, flows: FlowStack, asking: Asking, said: str) -> None:
    """A person is asked for; a call-back that is being taken down already is not begun a second time."""
    if asking.name == "not_yet":
        flows.drop_top()
    if flows.being_called_back and not talk.agent_number:
        talk.say("no_agent")
        return
    call_agent(talk, "asked", told_subject(talk, Answer(Utterance.typed(said))) if said else "")


def _help(talk: Talk, asking: Asking) -> None:
    name = (asking.question.help or asking.question.name) if asking.question else ""
    key = f"help_for.{name.split(':')[0].split('_')[0]}"
    if key in talk.wording:
        talk.say(key)
    talk.say("help")
