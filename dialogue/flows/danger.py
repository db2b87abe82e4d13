"""Danger: the emergency number at once, before any question; then a person; then the report."""

from dialogue.actions import Sentence
from dialogue.flows.base import Then, YesNo, nothing
from dialogue.talk import Talk
from dialogue.wording import split_sentences


def instructions(talk: Talk, code: str) -> None:
    """Put the danger's instructions before all else this turn. Noise cannot interrupt them."""
    danger = talk.catalogue.dangers[code]
    talk.dangers_told.add(code)
    talk.note(f"danger={code}")
    talk.sentences[:0] = [Sentence(text, urgent=True) for text in split_sentences(danger.said)]


def offer_person(talk: Talk, yes: Then, no: Then = nothing) -> None:
    """Ask whether to pass a person, after the instructions."""
    talk.begin(YesNo("ask_danger_transfer", yes=yes, no=no, name="danger"))


def offer_report(talk: Talk, yes: Then) -> None:
    """Ask whether the town hall should be told too; otherwise send the caller to the emergency services."""
    talk.begin(YesNo("ask_danger_report", yes=yes, no=lambda talk: talk.say("danger_end"), name="danger"))
