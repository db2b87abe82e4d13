"""What each universal command does, at whatever question. Some answer it: `reactions.COMMAND_ANSWERS`."""

from accessibility.commands import Command
from dialogue import reactions
from dialogue.actions import HangUp
from dialogue.asking import Asking
from dialogue.flow_stack import FlowStack
from dialogue.flows.agent import call_agent
from dialogue.flows.base import YesNo
from dialogue.talk import Talk


def obey(talk: Talk, flows: FlowStack, asking: Asking, command: Command) -> None:
    """Do what is commanded."""
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
            _agent(talk, flows, asking)
        case Command.GOODBYE:
            goodbye(talk, flows)


def goodbye(talk: Talk, flows: FlowStack) -> None:
    """Good-bye; with a report under way it is asked whether to leave it."""
    if flows.report is None:
        talk.say("goodbye")
        talk.end(HangUp())
        return
    talk.begin(YesNo("leave_report", yes=reactions.leave_report))


def _agent(talk: Talk, flows: FlowStack, asking: Asking) -> None:
    """A person is asked for; a call-back that is being taken down already is not begun a second time."""
    if asking.name == "not_yet":
        flows.drop_top()
    if flows.being_called_back and not talk.agent_number:
        talk.say("no_agent")
        return
    call_agent(talk, "asked")


def _help(talk: Talk, asking: Asking) -> None:
    name = (asking.question.help or asking.question.name) if asking.question else ""
    key = f"help_for.{name.split(':')[0].split('_')[0]}"
    if key in talk.wording:
        talk.say(key)
    talk.say("help")
