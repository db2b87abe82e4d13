"""A call-back is all that is asked for: "rappelez-moi ce soir", "on devait me rappeler hier"."""

from collections.abc import Callable

from dialogue import wanting_person
from dialogue.flows import callbacks
from dialogue.flows.agent import CallbackFlow, told_subject
from dialogue.flows.enough import FEW_WORDS
from dialogue.flows.meanings import intent_of
from dialogue.french import courtesies
from dialogue.questions import Answer
from dialogue.reactions import asks_too
from dialogue.talk import Talk
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import Act, decide


def begun(talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
    """ "Rappelez-moi ce soir", "on devait me rappeler hier": a call-back, unless there is a request besides."""
    known = wanting_person.load()
    rest = known.callback_wished(answer.text) if answer.texts else None
    late = known.callback_awaited(answer.texts)
    if late:
        guess = decide(understand())
        if isinstance(guess, Act) and intent_of(talk, guess.meaning) not in ("chat", "agent"):
            return False
    elif rest is None or (len(rest.split()) >= FEW_WORDS and asks_too(talk, rest)):
        return False
    due = callbacks.due(talk) if late else ""
    if late:
        talk.say("callback_late")
    talk.note("callback asked for")
    more = rest is None or bool(courtesies.read(rest).rest)
    subject, words = due or told_subject(talk, answer), answer.text if more else ""
    talk.begin(CallbackFlow(talk, "late" if late else "asked", subject, agreed=True, words=words))
    return True
