"""One conversation: from what was heard to what is said and done next.

A pure function of what is heard and what is known: no audio, no threads, no clock of its own, and no reading or
writing but through kb. Flows lie on a stack; the top one asks. What holds at every moment is here: danger
first, universal commands, repair.
"""

from contextlib import suppress
from dataclasses import replace

from accessibility.commands import Command, command_for_key, command_in
from accessibility.repair import Cause, RepairLadder, Step
from dialogue import giving_up, manners, reactions, topics
from dialogue.actions import HangUp, Reply
from dialogue.asking import Asking
from dialogue.danger_watch import DangerWatch
from dialogue.events import TRANSFERRED, Heard, HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows import phone
from dialogue.flows.agent import NOT_UNDERSTOOD, agent_failed, call_agent, offer_person
from dialogue.flows.base import NO, OFFER, YesNo
from dialogue.flows.reception import ReceptionFlow
from dialogue.questions import Answer, Question
from dialogue.reactions import COMMAND_ANSWERS
from dialogue.talk import Talk

UNSURE = 0.2
"""Mean word confidence below which an utterance is taken for noise rather than guessed at."""
INSULTS_BEFORE_PERSON = 3
"""The first is answered calmly, the second warned of, the third handed to a person."""
MORE_THAN_AN_INSULT = 2
"""Words besides the insult that may be an answer."""


class Conversation:
    """Drives the flows of one call. `open` first, then `hear` for each thing heard, until a reply ends the call."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._flows = FlowStack(ReceptionFlow())
        self._asking = Asking()
        self._ladder = RepairLadder()
        self._watch = DangerWatch()
        self._polite = manners.load()
        self._apologies = 0
        self._private = False
        self._declined = False
        """The answer of this turn was a no."""
        self._unclear = ""
        """The last words that were not understood: what a person who rings back should know."""

    @property
    def question(self) -> str:
        """Name of the question being asked; empty before the first and after the end."""
        return self._asking.name

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
            case Silence() if self._asking.waited:  # a minute to fetch a paper was granted: no failure
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
        self._take_up()
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
        self.talk.broken = True
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
        if self._watch.withdrawn(self.talk, self._flows, self.question, utterance):
            self._ladder.answered(self.question)
            return
        if not self.question.startswith("phone"):
            phone.volunteered(self.talk, utterance.texts)
        self.talk.leaving = reactions.leaves(utterance)
        if not (self._ended(utterance) or self._changed(utterance) or self._commanded(utterance)):
            self._hear_answer(utterance)

    def _hear_answer(self, utterance: Utterance) -> None:
        if self._polite.insult(utterance.texts):
            self._insulted(utterance)
        elif self._asking.waited and reactions.back_on_the_line(utterance, self.question):
            self.talk.note("back on the line")
        elif utterance.confidence < UNSURE:
            self._fail(Cause.UNCLEAR, Answer(utterance))
        elif doubt := self._watch.doubt(self.talk, self.question, utterance):
            self._ladder.answered(self.question)
            self._watch.ask(self.talk, self._flows, doubt, utterance)
        else:
            answer = NO if reactions.only_thanks(utterance, self.question) else Answer(utterance)
            self._answer(answer, forgiving=self._angry(utterance))

    def _commanded(self, utterance: Utterance) -> bool:
        """A universal command, or a good-bye: the answer that came with it counts where something is going on."""
        command = command_in(utterance.texts)
        if command is not Command.GOODBYE and not reactions.only_leaves(utterance):
            if command is not None:
                self._obey(command)
            return command is not None
        told = reactions.reply_before_leaving(utterance, self.question) if self._flows.busy else None
        if told is None:
            self._obey(Command.GOODBYE)
        else:
            self.talk.leaving = True
            self._answer(Answer(told))
        return True

    def _changed(self, utterance: Utterance) -> bool:
        """ "Revenez en arrière, je veux changer l'endroit": asked again, whatever question is at hand."""
        what = reactions.to_change(utterance)
        if what is None or not self._flows.change(self.talk, what):
            return False
        self._ladder.answered(self.question)
        return True

    def _ended(self, utterance: Utterance) -> bool:
        """Who calls the emergency services, or meant another number, is kept no longer; what was begun is kept."""
        wording = reactions.last_words(self.talk, utterance, self.question)
        if not wording:
            return False
        self._watch.placed(self.talk, Answer(utterance))
        self.talk.note(wording)
        self.talk.say(wording)
        self.talk.end(HangUp())
        return True

    def _take_up(self) -> None:
        """Answer what was taken for a danger and is none, as if it were said now."""
        said = self._watch.taken_up()
        if said is None:
            return
        self._flows.push_begun(self.talk)
        self._asking.question = self._flows.next_question(self.talk)
        self._answer(Answer(said))

    def _angry(self, utterance: Utterance) -> bool:
        """Whether the caller is angry; said once that it is understood."""
        angry = self._polite.angry(utterance.texts)
        if angry and not self.talk.upset:
            self.talk.say("anger")
        self.talk.upset = self.talk.upset or angry
        return angry

    def _insulted(self, utterance: Utterance) -> None:
        """Stay calm, warn once, then hand over to a person. An answer that came with the insult still counts."""
        talk = self.talk
        talk.upset = True
        talk.insults += 1
        talk.note(f"insult={talk.insults}")
        if talk.insults >= INSULTS_BEFORE_PERSON and not self._flows.being_called_back:
            talk.say("insult_person")
            call_agent(talk, "insults", self._flows.subject(talk), agreed=True)
            return
        if talk.insults < INSULTS_BEFORE_PERSON:
            talk.say("insult_calm" if talk.insults == 1 else "insult_warning")
        rest = self._polite.without(utterance.text)
        if len(rest.split()) >= MORE_THAN_AN_INSULT:
            self._answer(Answer(Utterance.typed(rest)), forgiving=True)

    def _answer(self, answer: Answer, *, forgiving: bool = False) -> None:
        """Use an answer; when it is not understood that is a failure, unless it was hardly one (`forgiving`)."""
        question = self._asking.question
        assert question is not None
        talk, offered = self.talk, question.name == OFFER
        answer = replace(answer, asked=self._asking.yes_or_no)
        self._declined = answer.yes_no() is False
        meant = giving_up.reply(talk, self._flows, question, answer)
        if meant is None:
            self._ladder.answered(question.name)
            self._flows.push_begun(talk)
            return
        answer = meant
        announced = topics.announced(answer) and not question.instead
        if announced and topics.change(talk, self._flows, answer, self._asking.last):
            self._ladder.answered(question.name)
        elif self._flows.take(talk, question, answer):
            self._ladder.answered(question.name, aside=offered)
            self._flows.push_begun(talk)
        elif offered and (below := self._flows.take_below(talk, answer)):
            self._ladder.answered(below)  # not about the person: the answer to what was asked before
            self._flows.push_begun(talk)
        elif self._watch.placed(talk, answer) or topics.change(talk, self._flows, answer, self._asking.last):
            self._ladder.answered(question.name)
        elif talk.leaving:
            self._goodbye()
        elif not (forgiving or self._asking.waited):  # who comes back to the telephone says many things
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
                self._asking.repeat(talk)
            case Command.SLOWER:
                talk.delivery = talk.delivery.slower()
                talk.say("slower")
                self._asking.repeat(talk)
            case Command.LOUDER:
                talk.delivery = talk.delivery.louder()
                talk.say("louder")
                self._asking.repeat(talk)
            case Command.WAIT:
                talk.say("wait")
                self._asking.waiting = True
            case Command.BACK:
                talk.say("back" if self._flows.back(talk) else "back_impossible")
            case Command.HELP:
                self._help()
            case Command.AGENT:
                self._agent()
            case Command.GOODBYE:
                self._goodbye()

    def _agent(self) -> None:
        """A person is asked for; a call-back that is being taken down already is not begun a second time."""
        if self.question == "not_yet":
            self._flows.drop_top()
        if self._flows.being_called_back and not self.talk.agent_number:
            self.talk.say("no_agent")
            return
        call_agent(self.talk, "asked", self._flows.subject(self.talk))

    def _help(self) -> None:
        name = (self._asking.question.help or self._asking.question.name) if self._asking.question else ""
        key = f"help_for.{name.split(':')[0].split('_')[0]}"
        if key in self.talk.wording:
            self.talk.say(key)
        self.talk.say("help")

    def _goodbye(self) -> None:
        if self._flows.report is None:
            self.talk.say("goodbye")
            self.talk.end(HangUp())
            return
        self.talk.begin(YesNo("leave_report", yes=reactions.leave_report))

    # ------------------------------------------------------------------ repair

    def _fail(self, cause: Cause, answer: Answer | None = None) -> None:
        talk, question = self.talk, self._asking.question
        assert question is not None
        talk.note(f"repair={cause.value}")
        talk.failures += 1
        if answer and answer.utterance and answer.yes_no() is None:
            self._unclear = answer.text
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
                self._asking.said = True
            case Step.SETTLE:
                self._flows.top.settle(talk, question, answer or Answer())
                self._ladder.answered(question.name, aside=offered)
            case Step.OFFER_PERSON:
                said = f"« {self._unclear} »" if self._unclear else ""
                subject = self._flows.subject(talk) or said
                wording = "offer" if cause is Cause.UNCLEAR else "offer_unheard"
                offer_person(talk, wording, NOT_UNDERSTOOD, subject, no=self._go_on)
            case Step.REASK:
                self._reask(cause, question)

    def _go_on(self, talk: Talk) -> None:
        """No person is wanted: the question that was in trouble comes again, in other words."""
        talk.say("offer_agent_declined")
        self._asking.rephrase = True

    def _reask(self, cause: Cause, question: Question) -> None:
        first_silence = cause is Cause.SILENCE and self._ladder.times(cause) == 1
        if not self._asking.waited:
            self.talk.say(cause.value, variant=self._ladder.times(cause) - 1)
            if first_silence:  # a moment more is what they need, not the question again
                self._asking.said = True
                if question.name == "request":
                    self.talk.say("greeting_examples")
                return
            self._asking.say_otherwise(self.talk, question)

    # ------------------------------------------------------------------ turns

    def _start_turn(self) -> None:
        talk = self.talk
        talk.sentences, talk.pushed, talk.understood = [], [], []
        talk.ending, talk.confidence = None, None
        talk.leaving = self._declined = False
        talk.dangers_telling = []
        self._private, talk.private = talk.private, False  # a survey's question makes it true again
        self._asking.start_turn()

    def _finish_turn(self) -> Reply:
        talk = self.talk
        self._flows.push_begun(talk)
        self._asking.say_again(talk, talk.resumed)
        talk.resumed = ()
        question = self._flows.next_question(talk) if talk.ending is None else None
        if question is not None and talk.leaving and self._flows.nothing_to_lose(question, declined=self._declined):
            talk.say("goodbye")
            talk.end(HangUp())
        elif question is not None:
            self._asking.ask(talk, question)
        if isinstance(talk.ending, HangUp):
            self._leave()
        reply = Reply(
            tuple(talk.sentences),
            talk.ending or self._asking.listen(),
            talk.delivery,
            " ".join(talk.understood),
            talk.confidence,
            self._flows.top.upcoming(talk) if talk.ending is None else (),
            self._private or talk.private,
        )
        talk.dangers_were_told()
        self._asking.remember(talk, reply)
        return reply

    def _abandon(self, reason: str) -> Reply:
        self.talk.note("hung up")
        if reason == TRANSFERRED:
            self.talk.achieve("transfer")
        self._leave()
        return Reply((), HangUp(), understood="hung up")

    def _leave(self) -> None:
        self._watch.leave(self.talk)
        self._flows.leave(self.talk)
