"""What is said around an answer from the town's pages: its sentences, where they come from, and that none is known."""

from collections.abc import Sequence
from datetime import date

from dialogue.flows.agent import offer_person
from dialogue.french.saying_dates import full_day
from dialogue.questions import Answer
from dialogue.talk import Talk


def tell(talk: Talk, sentences: Sequence[str]) -> None:
    """Sentences as they are written on a page."""
    for sentence in sentences:
        talk.sentences.extend(talk.wording.literal(sentence))


def say_source(talk: Talk, title: str, dated: date | None, today: date) -> None:
    """The page, and of when it is."""
    if dated is None:
        talk.say("answer_source_undated", label=title)
    else:
        talk.say("answer_source", label=title, day=full_day(dated, today).partition(" ")[2])


def unknown(talk: Talk, asked: Answer, key: str, reason: str) -> None:
    """Say so plainly, put the question on the agents' list, and offer a person."""
    talk.store.questions.add(talk.call_id, asked.text, reason, talk.now())
    talk.note(f"question noted: {reason}")
    talk.say(key)
    offer(talk, asked)


def offer(talk: Talk, asked: Answer, *, later: bool = False) -> None:
    """A person, about what was asked."""
    offer_person(talk, "answer", "unanswered", f"« {asked.text} »", later=later)
