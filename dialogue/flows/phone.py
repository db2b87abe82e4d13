"""A number to call back: the calling one offered, or one dictated or keyed, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accessibility.pacing import UNHURRIED
from dialogue import replies
from dialogue.actions import Sentence
from dialogue.french.phones import digits_in_parts, is_partial, phone_in, phone_in_parts, phone_readings, speak_phone
from dialogue.french.words import folded
from dialogue.questions import EXPECT_YES_NO, YES_OR_NO, Answer, Expectation, Question
from dialogue.talk import Talk

SHORTEST_START = 2
"""Digits that make a dictation worth continuing."""
FRENCH_DIGITS = 10


def _is_whole(words: str) -> bool:
    return phone_in([words]) is not None and not is_partial([words])


# Open speech, though only digits are expected: over 24 dictated numbers in six voices, a grammar of number words got
# 15 right, the model's own language model, which knows French numbers in pairs, 18; both together 18.
EXPECT_PHONE = Expectation(UNHURRIED, digits=FRENCH_DIGITS, complete=_is_whole)


@dataclass(frozen=True)
class PhoneState:
    """What is known of the number so far."""

    calling: str = ""
    """The calling number, E.164, still to be offered."""
    number: str = ""
    """E.164."""
    refused: str = ""
    """The calling number, once another was wanted."""
    declined: bool = False
    parts: tuple[str, ...] = ()
    """The beginning of a dictated number, as it was heard, breath by breath."""

    @property
    def complete(self) -> bool:
        """Nothing is left to ask."""
        return bool(self.number or self.declined)

    @property
    def spoken(self) -> str:
        """The number in pairs."""
        return speak_phone(self.number) if self.number else ""


def known(talk: Talk) -> PhoneState:
    """What the call tells before anything is asked: the number given earlier, else the calling one to offer."""
    return PhoneState(number=talk.phone) if talk.phone else PhoneState(calling=talk.caller.number)


def remember(talk: Talk, state: PhoneState) -> None:
    """Note an answer, and keep a number for whatever else this caller asks."""
    talk.note(f"phone={state.number or ('declined' if state.declined else 'partial')}")
    talk.phone = state.number or talk.phone


def volunteered(talk: Talk, texts: Sequence[str]) -> None:
    """Keep a number that is said before it is asked for, when the words can be read in one way only."""
    found = phone_readings(texts[:1])
    if len(found) == 1:
        talk.phone = found[0]
        talk.note(f"phone={found[0]}")


def in_passing(talk: Talk, asked: Question, answer: Answer) -> PhoneState | None:
    """A number given in answer to a question about something else; None when there is none."""
    if asked.name.startswith("phone"):
        return None
    found = phone_readings(answer.texts[:1])
    if len(found) != 1:
        return None
    talk.phone = found[0]
    return PhoneState(number=found[0])


def question(state: PhoneState) -> Question | None:
    """What to ask next; None when the number is known or refused."""
    if state.complete:
        return None
    if state.calling:
        slots = {"phone": speak_phone(state.calling)}
        return Question("phone_calling", "ask_phone_caller", slots, EXPECT_YES_NO, YES_OR_NO, 3, help="phone")
    if state.parts:
        digits = digits_in_parts(state.parts)
        pairs = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
        slots = {"digits": pairs}
        return Question("phone_more", "phone_continue", slots, EXPECT_PHONE, "ask_phone_retry", 3, help="phone")
    return Question("phone", "ask_phone", {}, EXPECT_PHONE, "ask_phone_retry", 3)


def upcoming(number: str, talk: Talk) -> tuple[Sentence, ...]:
    """What will be said of a calling number (E.164), if there is one."""
    return talk.wording.unstored("ask_phone_caller", phone=speak_phone(number)) if number else ()


def take(state: PhoneState, asked: Question, answer: Answer) -> PhoneState | None:
    """The state after an answer; None when it was not understood."""
    number = _whole_number(state, answer)
    if number is not None:
        return replace(state, number=number, calling="", parts=())
    if asked.name == "phone_calling":
        return _offered(state, answer)
    if state.refused and not state.parts and answer.yes_no() and len(answer.text.split()) > 1:
        return replace(state, number=state.refused, refused="")  # "en fait si, celui-là": the calling number after all
    return _keyed(state, answer.keys) if answer.keys else _continued(state, answer)


def _offered(state: PhoneState, answer: Answer) -> PhoneState | None:
    """The calling number: yes, no, or no number at all."""
    reply = answer.yes_no()
    agreed = reply and folded(answer.text)[:1] in (["oui"], ["ouais"])  # "oui, pas besoin d'en changer"
    if not agreed and replies.says("phone.refused", answer.texts):
        return replace(state, calling="", declined=True)
    if reply is None:
        return None
    return replace(state, number=state.calling if reply else "", calling="", refused="" if reply else state.calling)


def _whole_number(state: PhoneState, answer: Answer) -> str | None:
    """A complete number: keyed, said in one breath, or completed by this one."""
    if answer.keys:
        return phone_in([answer.keys]) or phone_in(["".join([*state.parts, answer.keys])])
    if state.parts:
        for text in answer.texts:
            number = phone_in_parts([*state.parts, text])
            if number is not None:
                return number
    return None if is_partial(answer.texts) else phone_in(answer.texts)


def _keyed(state: PhoneState, keys: str) -> PhoneState | None:
    """The beginning of a number, when the typing stopped short."""
    typed = "".join([*state.parts, keys])
    short = typed.isdigit() and typed[0] == "0" and SHORTEST_START <= len(typed) < FRENCH_DIGITS
    return replace(state, parts=(*state.parts, keys)) if short else None


def _continued(state: PhoneState, answer: Answer) -> PhoneState | None:
    """The next breath of a dictation, or a refusal."""
    digits = digits_in_parts([*state.parts, answer.text])
    grown = len(digits) > len(digits_in_parts(state.parts))
    if not grown and (whole := phone_in(state.parts)) and state.parts:
        return replace(state, number=whole, parts=())  # "c'est tout": it was the whole number, read in another way
    if replies.says("phone.refused", answer.texts) or (answer.yes_no() is False and not grown):
        return replace(state, declined=True)
    if grown and SHORTEST_START <= len(digits) < FRENCH_DIGITS and digits[0] == "0":
        return replace(state, parts=(*state.parts, answer.text))
    return None


def settle(state: PhoneState) -> PhoneState:
    """After repeated misunderstandings: go on without a number."""
    return replace(state, calling="", parts=(), declined=True)
