"""Buses and shuttles: which line, when it runs, how often."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.flows.info.hours import said_when
from dialogue.flows.info.topic import outdated, unknown
from dialogue.french.dates import When, say_day
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.clock import PARIS
from kb.contacts import Line
from kb.opening import Opening


@dataclass
class TransportTopic:
    """A line, and the day asked about."""

    asked: str
    line: Line | None = None
    when: When | None = None

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str]) -> "TransportTopic":
        """From the words of the request: a line, or a stop."""
        found = talk.store.transport.said(texts)
        return cls(texts[0] if texts else "", found[0] if found else None, said_when(talk, texts))

    def question(self, talk: Talk) -> Question | None:
        """Which line."""
        lines = talk.store.transport.lines()
        if self.line is not None or not lines:
            return None
        return Question("line", "ask_line", retry="ask_line_retry", settle_after=2)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The line, or where to."""
        found = talk.store.transport.said(answer.texts)
        self.line = found[0] if found else None
        return bool(found)

    def again(self, talk: Talk, answer: Answer) -> "TransportTopic | None":
        """ "et dimanche ?", "et la navette ?"."""
        found, when = talk.store.transport.said(answer.texts), said_when(talk, answer.texts)
        if not found and when is None:
            return None
        return TransportTopic(answer.text, found[0] if found else self.line, when)

    def tell(self, talk: Talk) -> None:
        """First and last departure, how often, and whether it runs that day."""
        line = self.line
        if line is None:
            unknown(talk, self.asked, "info_unknown")
            return
        outdated(talk, self.asked, line.provenance)
        today = talk.now().astimezone(PARIS).date()
        day = self.when.day if self.when else today
        opening = Opening(line.days, zone=talk.school_zone)
        if not opening.intervals(day):
            talk.say("line_not_running", service=line.name, day=say_day(day, today))
            after = talk.now() if day == today else self.when.start if self.when else talk.now()
            following = opening.next_opening(after)
            if following is not None:
                talk.say("line_next", day=say_day(following.date(), today))
            return
        talk.say("line", service=line.name, day=say_day(day, today), hours=f"de {line.first} à {line.last}")
        for extra in (line.headway, line.note):
            if extra:
                talk.sentences.extend(talk.wording.literal(extra))
        if day == today and not _still(opening, talk):
            talk.say("line_over")


def _still(opening: Opening, talk: Talk) -> bool:
    """Whether it runs now, or later today."""
    now = talk.now().astimezone(PARIS)
    following = opening.next_opening(now)
    return opening.is_open(now) or (following is not None and following.date() == now.date())
