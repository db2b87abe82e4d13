"""The question at hand: how it is said, said again in other words, repeated, and listened to."""

from accessibility.pacing import Patience
from dialogue.actions import Listen, Reply, Sentence
from dialogue.questions import Question
from dialogue.reactions import NOT_REPEATED
from dialogue.talk import Talk

WAITING = Patience(end_of_speech_s=1.0, no_input_s=60.0)
"""After "attendez": a paper or a pencil is being fetched."""


class Asking:
    """What is asked, and what was said last. One a conversation; `start_turn` begins each turn."""

    def __init__(self) -> None:
        self.question: Question | None = None
        self.said = False
        """This turn's sentences ask already: the question is not added to them."""
        self.rephrase = False
        """The question comes in other words this turn."""
        self.waiting = False
        """"Attendez" was said this turn: nothing is asked."""
        self.waited = False
        """It was said the turn before: who comes back to the telephone says many things."""
        self._last: tuple[Sentence, ...] = ()

    @property
    def name(self) -> str:
        """Name of the question; empty before the first and after the end."""
        return self.question.name if self.question else ""

    def start_turn(self) -> None:
        """Something was heard."""
        self.said = self.rephrase = False
        self.waited, self.waiting = self.waiting, False

    def ask(self, talk: Talk, question: Question) -> None:
        """Say the question, unless this turn's sentences do."""
        self.question = question
        if self.said or self.waiting:
            return
        if self.rephrase and question.retry:
            self.say_otherwise(talk, question)
        else:
            talk.sentences.extend(_sentences(talk, question))

    def say_otherwise(self, talk: Talk, question: Question) -> None:
        """The question in other words; where these only say how to answer, the question proper comes before."""
        if not question.retry:
            return
        if question.restate:
            talk.sentences.extend(_sentences(talk, question, again=True)[-1:])
        talk.sentences.extend(talk.wording.fill(question.retry, question.slots))
        self.said = True

    def repeat(self, talk: Talk) -> None:
        """Say again what was said last."""
        self.say_again(talk, self._last)

    def say_again(self, talk: Talk, sentences: tuple[Sentence, ...]) -> None:
        """Say what was said at this question before: the question is among it."""
        talk.sentences.extend(sentences)
        self.said = self.said or bool(sentences)

    @property
    def last(self) -> tuple[Sentence, ...]:
        """What was said last, without apologies and acknowledgements."""
        return self._last

    @property
    def yes_or_no(self) -> str:
        """The question as it was said last, when it expects yes or no; empty otherwise."""
        if self.question is None or "oui" not in self.question.expects.phrases:
            return ""
        return next((each.text for each in reversed(self._last) if each.text.rstrip().endswith("?")), "")

    def listen(self) -> Listen:
        """How to listen for the answer."""
        assert self.question is not None
        expects = self.question.expects
        patience = WAITING if self.waiting else expects.patience
        return Listen(patience, expects.phrases, expects.digits, expects.complete)

    def remember(self, talk: Talk, reply: Reply) -> None:
        """Keep what "répétez" will say: only what the caller must know, without apology or acknowledgement."""
        if self.waiting:
            return
        skipped = {
            sentence.text
            for key in NOT_REPEATED
            for text in talk.wording.variants(key)
            for sentence in talk.wording.literal(text)
        }
        self._last = tuple(each for each in reply.sentences if each.text not in skipped) or self._last


def _sentences(talk: Talk, question: Question, *, again: bool = False) -> tuple[Sentence, ...]:
    """The question; `again`: in the words in which it was said last."""
    if question.text:
        return talk.wording.literal(question.text)
    variant = talk.wording.last_variant(question.wording) if again else None
    return talk.wording.fill(question.wording, question.slots, variant)
