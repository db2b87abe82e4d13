"""One conversation: from what was heard to what is said and done next.

A pure function of what is heard and what is known: no audio, no threads, no clock of its own, and no reading or
writing but through kb. Flows lie on a stack; the top one asks. What holds at every moment is here: danger
first, universal commands, repair.
"""

from contextlib import suppress

from accessibility.commands import Command, command_for_key, command_in
from accessibility.hearing import fold
from accessibility.pacing import Patience
from accessibility.repair import Cause, RepairLadder, Step
from dialogue.actions import HangUp, Listen, Reply, Sentence
from dialogue.danger_watch import DangerWatch
from dialogue.events import TRANSFERRED, Heard, HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows.agent import agent_failed, call_agent
from dialogue.flows.base import OFFER, YesNo
from dialogue.flows.reception import ReceptionFlow
from dialogue.questions import Answer, Question
from dialogue.reactions import BACK_ON_THE_LINE, COMMAND_ANSWERS, NOT_REPEATED
from dialogue.talk import Talk

UNSURE = 0.2
"""Mean word confidence below which an utterance is taken for noise rather than guessed at."""
WAITING = Patience(end_of_speech_s=1.0, no_input_s=60.0)
"""After "attendez": a paper or a pencil is being fetched."""


class Conversation:
    """Drives the flows of one call. `open` first, then `hear` for each thing heard, until a reply ends the call."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._flows = FlowStack(ReceptionFlow())
        self._question: Question | None = None
        self._ladder = RepairLadder()
        self._last: tuple[Sentence, ...] = ()
        self._waiting = False
        self._waited = False
        self._question_said = False
        self._rephrase = False
        self._watch = DangerWatch()
        self._apologies = 0
        self._unclear = ""
        """The last words that were not understood: what a person who rings back should know."""

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
            case HungUp(reason):
                return self._abandon(reason)
            case TransferFailed():
                agent_failed(self.talk, self._flows.subject(self.talk))
            case Silence() if self._waited:  # a minute to fetch a paper was granted: no failure
                self.talk.say("still_here")
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
        """Something broke inside: apologise, keep what there is, and get the caller to a person.

        When the call-back itself cannot be stored, or things break a third time, the call ends with an apology.
        """
        subject, hopeless = self._flows.subject(self.talk), self._flows.being_called_back
        urgent, telling = [each for each in self.talk.sentences if each.urgent], self.talk.dangers_telling
        self._start_turn()
        self.talk.sentences, self.talk.dangers_telling = urgent, telling  # instructions in danger are never lost
        self._apologies += 1
        self.talk.note("internal error")
        for flow in self._flows:
            with suppress(Exception):  # whatever broke may break again here; what was saved before is safe
                flow.leave(self.talk)
        self._flows = FlowStack(ReceptionFlow(greeted=True))
        if hopeless or self._apologies > 2:
            self.give_up()
            self.talk.say("apology_end")
            self.talk.end(HangUp())
            return self._finish_turn()
        self.talk.say("apology")
        call_agent(self.talk, "internal error", subject)
        return self._finish_turn()

    def give_up(self) -> None:
        """The last words are said instead of this conversation's: the call ends in an error."""
        self.talk.achieve("error")

    # ------------------------------------------------------------------ hearing

    def _hear_keys(self, digits: str) -> None:
        self._ladder.heard_something()
        command = command_for_key(digits)
        if command is not None:
            self._obey(command)
        elif digits == "#":
            self.talk.note("continue")
        else:
            self._answer(Answer(keys=digits))

    def _hear_words(self, utterance: Utterance) -> None:
        self._ladder.heard_something()
        dangers = self._watch.heard(self.talk, utterance)
        if dangers:
            self._ladder.answered(self.question)
            self._watch.answer(self.talk, self._flows, dangers, utterance)
            return
        command = command_in(utterance.texts)
        if command is not None:
            self._obey(command)
        elif self._waited and fold(utterance.text) in BACK_ON_THE_LINE:
            self.talk.note("back on the line")
        elif utterance.confidence < UNSURE:
            self._fail(Cause.UNCLEAR, Answer(utterance))
        else:
            self._answer(Answer(utterance))

    def _answer(self, answer: Answer) -> None:
        assert self._question is not None
        offered = self._question.name == OFFER
        if self._flows.top.take(self.talk, self._question, answer):
            self._ladder.answered(self._question.name, aside=offered)
            self._flows.push_begun(self.talk)
        elif offered and (below := self._flows.take_below(self.talk, answer)):
            self._ladder.answered(below)  # not about the person: the answer to what was asked before
            self._flows.push_begun(self.talk)
        elif not self._waited:  # else: who comes back to the telephone says many things; the question is asked again
            self._fail(Cause.UNCLEAR, answer)

    # ------------------------------------------------------------------ universal commands

    def _obey(self, command: Command) -> None:
        talk = self.talk
        talk.note(f"command={command.value}")
        answer = COMMAND_ANSWERS.get((command, self.question))
        if answer is not None:
            self._answer(answer)
            return
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
                talk.say("back" if self._flows.back(talk) else "back_impossible")
            case Command.HELP:
                self._help()
            case Command.AGENT:
                self._agent()
            case Command.GOODBYE:
                self._goodbye()

    def _repeat(self) -> None:
        self.talk.sentences.extend(self._last)
        self._question_said = bool(self._last)

    def _agent(self) -> None:
        """A person is asked for; a call-back that is being taken down already is not begun a second time."""
        if self.question == "not_yet":
            self._flows.drop_top()
        if self._flows.being_called_back and not self.talk.agent_number:
            self.talk.say("no_agent")
            return
        call_agent(self.talk, "asked", self._flows.subject(self.talk))

    def _help(self) -> None:
        name = (self._question.help or self._question.name) if self._question else ""
        key = f"help_for.{name.split(':')[0].split('_')[0]}"
        if key in self.talk.wording:
            self.talk.say(key)
        self.talk.say("help")

    def _goodbye(self) -> None:
        if self._flows.report is None:
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
        self._unclear = answer.text if answer and answer.utterance else self._unclear
        offered = question.name == OFFER
        may_offer = not offered and not self._flows.being_called_back
        patient = bool(talk.dangers_told)
        step = self._ladder.fail(question.name, cause, question.settle_after, may_offer=may_offer, patient=patient)
        match step:
            case Step.NOBODY:
                talk.say("nobody_there")
                talk.end(HangUp())
            case Step.LAST_CALL:
                talk.say("last_call")
                self._question_said = True
            case Step.SETTLE:
                self._flows.top.settle(talk, question, answer or Answer())
                self._ladder.answered(question.name, aside=offered)
            case Step.OFFER_PERSON:
                wording = "offer_agent" if talk.agent_number else "offer_callback"
                wording += "" if cause is Cause.UNCLEAR else "_unheard"
                talk.begin(YesNo(wording, yes=self._person, no=self._go_on, question=OFFER))
            case Step.REASK:
                self._reask(cause, question)

    def _person(self, talk: Talk) -> None:
        said = f"« {self._unclear} »" if self._unclear else ""
        call_agent(talk, "not understood", self._flows.subject(talk) or said, agreed=True)

    def _go_on(self, talk: Talk) -> None:
        """No person is wanted: the question that was in trouble comes again, in other words."""
        talk.say("offer_agent_declined")
        self._rephrase = True

    def _reask(self, cause: Cause, question: Question) -> None:
        first_silence = cause is Cause.SILENCE and self._ladder.times(cause) == 1
        if not self._waited:
            self.talk.say(cause.value, variant=self._ladder.times(cause) - 1)
            if first_silence:  # a moment more is what they need, not the question again
                self._question_said = True
                if question.name == "request":
                    self.talk.say("greeting_examples")
                return
            self._say_otherwise(question)

    def _say_otherwise(self, question: Question) -> None:
        """The question in other words; where these only say how to answer, the question proper comes before."""
        if not question.retry:
            return
        if question.restate:
            self.talk.sentences.extend(self._sentences(question, again=True)[-1:])
        self.talk.sentences.extend(self.talk.wording.fill(question.retry, question.slots))
        self._question_said = True

    # ------------------------------------------------------------------ turns

    def _start_turn(self) -> None:
        talk = self.talk
        talk.sentences, talk.pushed, talk.understood = [], [], []
        talk.ending, talk.confidence = None, None
        talk.dangers_telling = []
        self._question_said = self._rephrase = False
        self._waited, self._waiting = self._waiting, False

    def _finish_turn(self) -> Reply:
        self._flows.push_begun(self.talk)
        question = self._flows.next_question(self.talk) if self.talk.ending is None else None
        if question is not None:
            self._say_question(question)
        if isinstance(self.talk.ending, HangUp):
            self._leave()
        reply = Reply(
            tuple(self.talk.sentences),
            self.talk.ending or self._listen(),
            self.talk.delivery,
            " ".join(self.talk.understood),
            self.talk.confidence,
            self._flows.top.upcoming(self.talk) if self.talk.ending is None else (),
        )
        self.talk.dangers_were_told()
        if not self._waiting:
            self._last = self._worth_repeating(reply) or self._last
        return reply

    def _say_question(self, question: Question) -> None:
        self._question = question
        if self._question_said or self._waiting:
            return
        if self._rephrase and question.retry:
            self._say_otherwise(question)
        else:
            self.talk.sentences.extend(self._sentences(question))

    def _sentences(self, question: Question, *, again: bool = False) -> tuple[Sentence, ...]:
        """The question; `again`: in the words in which it was said last."""
        if question.text:
            return self.talk.wording.literal(question.text)
        wording = self.talk.wording
        variant = wording.last_variant(question.wording) if again else None
        return wording.fill(question.wording, question.slots, variant)

    def _listen(self) -> Listen:
        assert self._question is not None
        expects = self._question.expects
        patience = WAITING if self._waiting else expects.patience
        return Listen(patience, expects.phrases, expects.digits, expects.complete)

    def _worth_repeating(self, reply: Reply) -> tuple[Sentence, ...]:
        """Without the apology or acknowledgement that came first: only what the caller must know."""
        said = reply.sentences
        skipped = {
            sentence.text
            for key in NOT_REPEATED
            for text in self.talk.wording.variants(key)
            for sentence in self.talk.wording.literal(text)
        }
        return tuple(sentence for sentence in said if sentence.text not in skipped)

    def _abandon(self, reason: str) -> Reply:
        self.talk.note("hung up")
        if reason == TRANSFERRED:
            self.talk.achieve("transfer")
        self._leave()
        return Reply((), HangUp(), understood="hung up")

    def _leave(self) -> None:
        self._watch.leave(self.talk)
        self._flows.leave(self.talk)
