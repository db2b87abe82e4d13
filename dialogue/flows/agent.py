"""A person: the call is transferred when the town has a number for it, else a call-back is taken down."""

from dataclasses import dataclass, replace

from accessibility.hearing import fold
from dialogue import replies
from dialogue.actions import Transfer
from dialogue.events import Utterance
from dialogue.flows import callbacks, phone
from dialogue.flows.base import OFFER, Matter, PlainFlow, Then, YesNo, nothing
from dialogue.flows.callbacks import UNSPECIFIED
from dialogue.flows.phone import PhoneState
from dialogue.french import courtesies
from dialogue.french.phrases import phrase_at, without
from dialogue.french.words import folded
from dialogue.questions import EXPECT_OPEN, EXPECT_YES_NO, YES_OR_NO, Answer, Question
from dialogue.restating import telling
from dialogue.talk import Talk
from dialogue.understanding.request import AskAgain, decide

CALLBACK_STORED = "callback stored"
"""Noted when a call-back was taken down."""
NOT_UNDERSTOOD = "not understood"
"""Why a person is offered after failures: a call-back is then about the very thing that failed."""

TELLING_WORDS = 3
"""So many words that tell something are a subject, known or not."""


def offer_person(
    talk: Talk, wording: str, reason: str, subject: str | Matter = "", *, no: Then = nothing, later: bool = False
) -> None:
    """Ask whether a person is wanted: now where one can be reached, else (or when `later`) as a call-back.

    `wording` is what the keys of both begin with: "offer" stands for offer_agent and offer_callback.
    """

    def person(talk: Talk) -> None:
        if later:
            talk.begin(CallbackFlow(talk, reason, subject, agreed=True))
        else:
            call_agent(talk, reason, subject, agreed=True)

    key = f"{wording}_agent" if talk.agent_number and not later else f"{wording}_callback"
    talk.begin(YesNo(key, person, no, question=OFFER, instead="sure"))


def call_agent(talk: Talk, reason: str, subject: str | Matter = "", *, agreed: bool = False) -> None:
    """Transfer to a person; when nobody can be reached, offer a call-back, or take it down if it is `agreed`.

    `subject`: what it is about; where it is not given, what is under way.
    """
    matter = _matter(talk, subject)
    if talk.agent_number:
        talk.say("transfer")
        talk.note(f"transfer={reason}")
        talk.wanted = matter.subject
        talk.end(Transfer(talk.agent_number))
        return
    if not agreed:
        talk.say("no_agent")
    talk.begin(CallbackFlow(talk, reason, matter, agreed))


def agent_failed(talk: Talk) -> None:
    """The person did not answer: a call-back instead."""
    talk.say("transfer_failed")
    talk.begin(CallbackFlow(talk, "transfer_failed", talk.wanted))


def _matter(talk: Talk, subject: str | Matter) -> Matter:
    """What it is about, in words for the ear too where it is what is under way."""
    under_way = talk.at_hand() if talk.at_hand is not None else None
    if isinstance(subject, Matter):
        return subject
    if under_way is not None and subject in ("", under_way.subject):
        return under_way
    return Matter(subject)


@dataclass(frozen=True)
class _Request:
    """What is known of the call-back so far."""

    phone: PhoneState
    subject: str
    agreed: bool | None


class CallbackFlow(PlainFlow):
    """A call-back by an agent: agreed to, a number, a subject; stored before it is announced."""

    name = "callback"
    topic = "votre demande de rappel"

    def __init__(
        self, talk: Talk, reason: str, subject: str | Matter = "", agreed: bool = False, words: str = ""
    ) -> None:
        """`words`: those that asked for it, kept beside the subject: "cet après-midi, à la maison"."""
        self._reason = reason
        self._words = words
        self._matter = _matter(talk, subject)
        self._request = _Request(phone.known(talk), self._matter.subject, agreed or None)
        self._past: list[_Request] = []
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """Agreement, number, subject; then the request is stored."""
        request = self._request
        if self._done or request.agreed is False:
            return None
        if request.agreed is None:
            return Question("callback", "ask_callback", {}, EXPECT_YES_NO, YES_OR_NO, 3, help="detail", instead="sure")
        asked = phone.question(request.phone)
        if asked is not None:
            return asked
        if request.phone.declined:
            talk.say("callback_no_phone")
            return None
        if not request.subject:
            # Settled at the second failure: no person is offered to who is getting one, and the words are kept.
            return Question("subject", "ask_subject", {}, EXPECT_OPEN, "ask_subject_retry", 2, help="subject")
        self._store(talk)
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        taken = self._take(talk, question, answer)
        if taken is None:
            return False
        self._past.append(self._request)
        self._request = taken
        return True

    def _take(self, talk: Talk, question: Question, answer: Answer) -> _Request | None:
        if question.name == "callback":
            reply = answer.yes_no()
            if reply is None:
                return None
            talk.note(f"callback={'yes' if reply else 'no'}")
            return replace(self._request, agreed=reply)
        if question.name == "subject":
            subject = _told(talk, answer)
            return replace(self._request, subject=subject) if subject else None
        number = phone.take(self._request.phone, question, answer)
        if number is None:
            return None
        phone.remember(talk, number)
        return replace(self._request, phone=number)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on without what could not be understood."""
        if question.name == "callback":
            self._request = replace(self._request, agreed=False)
        elif question.name == "subject":
            said = f"{UNSPECIFIED} « {answer.text} »" if answer.texts else UNSPECIFIED
            self._request = replace(self._request, subject=said)
        else:
            self._request = replace(self._request, phone=phone.settle(self._request.phone))

    def back(self, talk: Talk) -> bool:
        """Undo the last answer."""
        if not self._past:
            return False
        self._request = self._past.pop()
        return True

    def leave(self, talk: Talk) -> None:
        """A caller who agreed and hung up with a known number is still called back, unless it was refused."""
        number = self._request.phone.number or self._request.phone.calling
        if self._request.agreed and not (self._done or talk.giving_up) and number:
            self._add(talk, number)

    def _add(self, talk: Talk, number: str) -> None:
        subject = self._request.subject
        if self._words and self._words not in subject:
            subject = f"{subject or UNSPECIFIED} (« {self._words} »)"
        callbacks.keep(talk, number, subject, self._reason)
        self._done = True

    @property
    def settles_all(self) -> bool:
        """Whether it is stored and about what could not be understood: that is not asked again."""
        return self._done and self._reason == NOT_UNDERSTOOD

    def _store(self, talk: Talk) -> None:
        number = self._request.phone
        self._add(talk, number.number)
        talk.note(CALLBACK_STORED)
        if self._matter.label:
            talk.say("callback_stored_about", label=self._matter.label, phone=number.spoken)
        else:
            talk.say("callback_stored", phone=number.spoken)


def _told(talk: Talk, answer: Answer) -> str:
    """The subject in the caller's words; a key or "je passe" is no wish to say. Empty: that is no subject."""
    passed = answer.utterance is None or fold(answer.text) in ("je passe", "rien", "non", "non merci")
    if passed or answer.dont_know():
        return UNSPECIFIED
    return answer.text if _tells_subject(talk, answer) else ""


def told_subject(talk: Talk, answer: Answer) -> str:
    """The words of a request for a person where they say what for; empty where they do not, or nothing that tells.

    "Pour mon passeport" is something known; "pour de vrai" and "pour que ça avance" are not.
    """
    spelled, known = folded(answer.text), replies.load()
    lengths = ((place, phrase_at(spelled, place, known["person.about"])) for place in range(len(spelled)))
    told = next((spelled[place + length :] for place, length in lengths if length), [])
    left = without(told, known["person.nothing"])
    about = Answer(Utterance.typed(" ".join(left)))
    return f"« {answer.text} »" if left and _tells_subject(talk, about) else ""


def _tells_subject(talk: Talk, answer: Answer) -> bool:
    """Whether the words mean something known, or are many enough to: "oui" and "Marcel Durand" are not."""
    told = courtesies.read(answer.text, *courtesies.AROUND, "yes", "no").rest
    if not told:
        return False
    spelled = folded(told)
    if telling(spelled, TELLING_WORDS):
        return True
    return telling(spelled, 1) and not isinstance(decide(talk.understanding.request((told,))), AskAgain)
