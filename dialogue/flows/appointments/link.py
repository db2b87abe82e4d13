"""A desk with a booking tool of its own: the link is sent, with what the call told filled in."""

from dialogue.flows.agent import call_agent
from dialogue.flows.appointments import messages
from dialogue.flows.base import YesNo
from dialogue.flows.sending import is_mobile
from dialogue.talk import Talk
from kb.desks import Desk


def offer_link(talk: Talk, desk: Desk, address: str) -> None:
    """Say that the appointment is taken elsewhere; send the link to the calling mobile, or offer a person."""
    number = talk.phone or talk.caller.number

    def person(talk: Talk) -> None:
        call_agent(talk, "external appointment", f"rendez-vous avec {desk.name}")

    if "sms" not in talk.send_by or not is_mobile(number):
        talk.say("rdv_elsewhere")
        person(talk)
        return

    def send(talk: Talk) -> None:
        messages.link(talk, desk, address, number)
        talk.note("link queued")
        talk.say("rdv_sms")

    talk.say("rdv_elsewhere")
    talk.begin(YesNo("rdv_ask_link", yes=send, no=person))
