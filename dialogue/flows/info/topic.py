"""What a piece of practical information is: questions until it can be told, then the fact."""

from typing import Protocol

from dialogue.flows.agent import CallbackFlow
from dialogue.flows.base import YesNo
from dialogue.french.saying_dates import full_day
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.provenance import Provenance
from kb.questions import OUT_OF_DATE, UNANSWERED


class Topic(Protocol):
    """One thing a caller wants to know."""

    @property
    def asked(self) -> str:
        """The request in the caller's words."""

    def question(self, talk: Talk) -> Question | None:
        """What is still missing; None when it can be told."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: it was not understood."""

    def tell(self, talk: Talk) -> None:
        """Say it, the fact first."""

    def again(self, talk: Talk, answer: Answer) -> "Topic | None":
        """The topic that "et demain ?" goes on to; None when the words do not go on from here."""


class Offer(YesNo):
    """Something offered after the fact; a question that goes on from the fact is answered instead."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Yes, no, or "et demain ?"."""
        if super().take(talk, question, answer):
            return True
        self.answered = talk.follow_up is not None and talk.follow_up(talk, answer)
        return self.answered


def outdated(talk: Talk, asked: str, provenance: Provenance) -> bool:
    """Whether the fact about to be said may not be true any more: then it is said so, listed, a call-back offered."""
    if not provenance.outdated(talk.now().date()):
        return False
    talk.say("info_outdated", day=full_day(provenance.checked, talk.now().date()))
    _list_and_offer(talk, asked, OUT_OF_DATE)
    return True


def unknown(talk: Talk, asked: str, key: str, **slots: str) -> None:
    """Say plainly that it is not known; the question is listed for the agents, and a call-back offered."""
    talk.sentences.extend(talk.wording.fill(key, slots))
    _list_and_offer(talk, asked, UNANSWERED)


def _list_and_offer(talk: Talk, asked: str, reason: str) -> None:
    talk.store.questions.add(talk.call_id, asked, reason, talk.now())
    talk.note(f"question listed ({reason})")
    talk.begin(
        Offer("info_callback", yes=lambda talk: talk.begin(CallbackFlow(talk, reason, f"« {asked} »", agreed=True)))
    )
