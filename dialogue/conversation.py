"""One conversation: from what was heard to what is said and done next.

A pure function of what is heard and what is known: no audio, no threads, no clock of its own, and no reading or
writing but through kb. Flows lie on a stack; the top one asks. What holds at every moment is here: danger
first, universal commands, repair.
"""

from contextlib import suppress

from accessibility.commands import Command, command_for_key, command_in
from accessibility.pacing import Patience
from accessibility.repair import Cause, RepairLadder, Step
from dialogue.actions import HangUp, Listen, Reply, Sentence
from dialogue.events import Heard, HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from dialogue.flows import danger
from dialogue.flows.agent import CallbackFlow, call_agent
from dialogue.flows.base import Flow, YesNo
from dialogue.flows.incident import IncidentFlow
from dialogue.flows.reception import ReceptionFlow
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.danger import danger_in
from kb.store import StoreError

UNSURE = 0.2
"""Mean word confidence below which an utterance is taken for noise rather than guessed at."""
WAITING = Patience(end_of_speech_s=1.0, no_input_s=60.0)
"""After "attendez": a paper or a pencil is being fetched."""


class Conversation:
    """Drives the flows of one call. `open` first, then `hear` for each thing heard, until a reply ends the call."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._stack: list[Flow] = [ReceptionFlow()]
        self._question: Question | None = None
        self._ladder = RepairLadder()
        self._last: Reply | None = None
        self._waiting = False
        self._apologies = 0

    @property
    def question(self) -> str:
        """Name of the question being asked; empty before the first and after the end."""
        return self._question.name if self._question else ""

    def open(self) -> Reply:
        """The greeting."""
        self._start_turn()
        return self._finish_turn()

    def hear(self, heard: Heard) -> Reply:
        """What to do about what was heard. After HungUp the reply is empty and everything is kept."""
        self._start_turn()
        match heard:
            case HungUp():
                return self._abandon()
            case TransferFailed():
                self.talk.say("transfer_failed")
                self.talk.outcome = "abandoned"
                self.talk.begin(CallbackFlow(self.talk, "transfer_failed"))
            case Silence():
                self._fail(Cause.SILENCE)
            case Inaudible(cause):
                self._ladder.heard_something()
                self._fail(Cause.NOISE if cause == "noise" else Cause.QUIET)
            case Keys(digits):
                self._hear_keys(digits)
            case Utterance():
                self._hear_words(heard)
        return self._finish_turn()

    def rescue(self) -> Reply:
        """Something broke inside: apologise, keep what there is, and get the caller to a person."""
        self._start_turn()
        self._apologies += 1
        self.talk.note("internal error")
        if self._apologies > 2:
            self.talk.say("apology_end")
            self.talk.end(HangUp())
            return self._finish_turn()
        self.talk.say("apology")
        for flow in self._stack:
            with suppress(StoreError):  # a full disk may be what broke; what was saved before is safe
                flow.leave(self.talk)
        self._stack = [ReceptionFlow()]
        call_agent(self.talk, "internal error")
        return self._finish_turn()

    # ------------------------------------------------------------------ hearing

    def _hear_keys(self, digits: str) -> None:
        self._ladder.heard_something()
        command = command_for_key(digits)
        if command is not None:
            self._obey(command)
        else:
            self._answer(Answer(keys=digits))

    def _hear_words(self, utterance: Utterance) -> None:
        self._ladder.heard_something()
        code = danger_in(utterance.texts, self.talk.catalogue)
        if code is not None and code not in self.talk.dangers_told:
            self._danger(code, utterance)
            return
        command = command_in(utterance.texts)
        if command is not None and not self._answers_here(command):
            self._obey(command)
        elif utterance.confidence < UNSURE:
            self._fail(Cause.UNCLEAR, Answer(utterance))
        else:
            self._answer(Answer(utterance))

    def _answers_here(self, command: Command) -> bool:
        """At "anything else?", good-bye is an answer like any other no; the flow says it."""
        return command is Command.GOODBYE and self.question == "anything_else"

    def _answer(self, answer: Answer) -> None:
        assert self._question is not None
        if self._stack[-1].take(self.talk, self._question, answer):
            self._ladder.answered(self._question.name)
            self._settle_pushed()
        else:
            self._fail(Cause.UNCLEAR, answer)

    def _danger(self, code: str, utterance: Utterance) -> None:
        """Instructions before anything else; then a person is offered, then the report is taken or goes on."""
        danger.instructions(self.talk, code)
        self._ladder.answered(self.question)
        kind = self.talk.catalogue.dangers[code].kind
        reporting = any(isinstance(flow, IncidentFlow) for flow in self._stack)
        record = IncidentFlow.log_danger(self.talk, code, kind, utterance.texts) if not reporting else None
        for flow in self._stack:
            if isinstance(flow, IncidentFlow):
                flow.mark_danger(self.talk, code)

        def report(talk: Talk) -> None:
            if record is not None and kind:
                danger.offer_report(talk, record.resume)

        danger.offer_person(self.talk, lambda talk: call_agent(talk, f"danger {code}", utterance.text), report)

    # ------------------------------------------------------------------ universal commands

    def _obey(self, command: Command) -> None:
        talk = self.talk
        talk.note(f"command={command.value}")
        match command:
            case Command.REPEAT:
                self._repeat()
            case Command.SLOWER:
                talk.delivery = talk.delivery.slower()
                talk.say("slower")
                self._repeat()
            case Command.LOUDER:
                talk.delivery = talk.delivery.louder()
                talk.say("louder")
                self._repeat()
            case Command.WAIT:
                talk.say("wait")
                self._waiting = True
            case Command.BACK:
                talk.say("back" if self._go_back() else "back_impossible")
            case Command.HELP:
                self._help()
            case Command.AGENT:
                call_agent(talk, "asked")
            case Command.GOODBYE:
                self._goodbye()

    def _repeat(self) -> None:
        if self._last is not None:
            self.talk.sentences.extend(self._last.sentences)
        self._question_said = True

    def _go_back(self) -> bool:
        if self._stack[-1].back(self.talk):
            return True
        if len(self._stack) > 1:
            self._stack.pop().leave(self.talk)
            return True
        return False

    def _help(self) -> None:
        name = (self._question.help or self._question.name) if self._question else ""
        key = f"help_for.{name.split(':')[0].split('_')[0]}"
        if key in self.talk.wording:
            self.talk.say(key)
        self.talk.say("help")

    def _goodbye(self) -> None:
        unfinished = [flow for flow in self._stack if isinstance(flow, IncidentFlow)]
        if not unfinished:
            self.talk.say("goodbye")
            self.talk.end(HangUp())
            return

        def stop(talk: Talk) -> None:
            talk.say("report_left")
            talk.say("goodbye")
            talk.end(HangUp())

        self.talk.begin(YesNo("leave_report", yes=stop))

    # ------------------------------------------------------------------ repair

    def _fail(self, cause: Cause, answer: Answer | None = None) -> None:
        talk, question = self.talk, self._question
        assert question is not None
        talk.note(f"repair={cause.value}")
        offered = question.name == OFFER
        step = self._ladder.fail(question.name, cause, question.settle_after, may_offer=not offered)
        match step:
            case Step.NOBODY:
                talk.say("nobody_there")
                talk.end(HangUp())
            case Step.SETTLE:
                self._stack[-1].settle(talk, question, answer or Answer())
                self._ladder.answered(question.name)
            case Step.OFFER_PERSON:
                talk.begin(
                    YesNo(
                        OFFER,
                        yes=lambda talk: call_agent(talk, "not understood"),
                        no=lambda talk: talk.say("offer_agent_declined"),
                    )
                )
            case Step.REASK:
                self._reask(cause, question)

    def _reask(self, cause: Cause, question: Question) -> None:
        self.talk.say(cause.value, variant=self._ladder.times(question.name, cause) - 1)
        if cause is Cause.SILENCE and self._ladder.times(question.name, cause) == 1:
            self._question_said = True  # a moment more is what they need, not the question again
        elif question.retry:
            self.talk.say(question.retry)
            self._question_said = True

    # ------------------------------------------------------------------ turns

    def _start_turn(self) -> None:
        talk = self.talk
        talk.sentences, talk.pushed, talk.understood = [], [], []
        talk.ending, talk.confidence = None, None
        self._question_said = False
        self._waiting = False

    def _settle_pushed(self) -> None:
        """Put the flows begun this turn on the stack, the last one on top."""
        self._stack.extend(self.talk.pushed)
        self.talk.pushed = []

    def _finish_turn(self) -> Reply:
        self._settle_pushed()
        question = self._next_question() if self.talk.ending is None else None
        if question is not None:
            self._question = question
            self._say_question(question)
        reply = Reply(
            tuple(self.talk.sentences),
            self.talk.ending or self._listen(),
            self.talk.delivery,
            " ".join(self.talk.understood),
            self.talk.confidence,
            self._stack[-1].upcoming(self.talk) if self._stack and self.talk.ending is None else (),
        )
        if reply.sentences and not self._waiting:
            self._last = Reply(self._worth_repeating(reply), reply.then)
        return reply

    def _next_question(self) -> Question | None:
        while self._stack:
            question = self._stack[-1].next(self.talk)
            self._settle_pushed_below()
            if question is not None or self.talk.ending is not None:
                return question
            done = self._stack.pop()
            if isinstance(done, CallbackFlow) and self._stack and isinstance(self._stack[-1], IncidentFlow):
                self.talk.say("resume_report")
        return None

    def _settle_pushed_below(self) -> None:
        """A flow may begin another when it is done asking: that one speaks next."""
        if self.talk.pushed:
            self._stack[-1:] = [self._stack[-1], *self.talk.pushed]
            self.talk.pushed = []

    def _say_question(self, question: Question) -> None:
        if self._question_said or self._waiting:
            return
        if question.text:
            self.talk.sentences.extend(self.talk.wording.literal(question.text))
        else:
            self.talk.sentences.extend(self.talk.wording.fill(question.wording, question.slots))

    def _listen(self) -> Listen:
        assert self._question is not None
        expects = self._question.expects
        patience = WAITING if self._waiting else expects.patience
        return Listen(patience, expects.phrases, expects.digits)

    def _worth_repeating(self, reply: Reply) -> tuple[Sentence, ...]:
        """Without the apology or acknowledgement that came first: only what the caller must know."""
        said = reply.sentences
        skipped = {
            sentence.text
            for key in _NOT_REPEATED
            for text in self.talk.wording.variants(key)
            for sentence in self.talk.wording.literal(text)
        }
        return tuple(sentence for sentence in said if sentence.text not in skipped)

    def _abandon(self) -> Reply:
        for flow in self._stack:
            flow.leave(self.talk)
        self.talk.note("hung up")
        return Reply((), HangUp(), understood="hung up")


OFFER = "offer_agent"
"""Wording and name of the question that offers a person."""
_NOT_REPEATED = ("slower", "louder", "unclear", "silence", "noise", "quiet", "noted")
