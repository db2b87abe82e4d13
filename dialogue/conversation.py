"""One conversation: from what was heard to what is said and done next.

A pure function of what is heard and what is known: no audio, no threads, no clock of its own, and no reading or
writing but through kb. Flows lie on a stack; the top one asks. In what order all that holds at every moment
is looked at is here: danger first, then universal commands, insults, the answer, repair.
"""

from contextlib import suppress
from dataclasses import replace

from accessibility.commands import Command, command_for_key, command_in
from accessibility.repair import Cause
from dialogue import at_hand, besides, giving_up, manners, obeying, reactions, speaking, temper, topics, turning_back
from dialogue.actions import HangUp, Reply
from dialogue.asking import Asking
from dialogue.danger_watch import DangerWatch
from dialogue.events import TRANSFERRED, Heard, HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows import phone
from dialogue.flows.agent import agent_failed, call_agent
from dialogue.flows.base import NO, OFFER
from dialogue.flows.reception import ReceptionFlow
from dialogue.questions import Answer
from dialogue.reactions import COMMAND_ANSWERS
from dialogue.repairing import Repairs
from dialogue.talk import Talk

UNSURE = 0.2
"""Mean word confidence below which an utterance is taken for noise rather than guessed at."""


class Conversation:
    """Drives the flows of one call. `open` first, then `hear` for each thing heard, until a reply ends the call."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._flows = FlowStack(ReceptionFlow())
        talk.at_hand = lambda: self._flows.matter(talk)
        self._asking = Asking()
        self._repairs = Repairs(talk, self._flows, self._asking)
        self._watch = DangerWatch()
        self._apologies = 0
        self._private = False
        self._declined = False
        """The answer of this turn was a no."""

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
                agent_failed(self.talk)
            case Silence() if self._asking.waited:  # a minute to fetch a paper was granted: no failure
                self.talk.say("still_here")
            case Silence():
                self._repairs.fail(Cause.SILENCE)
            case Inaudible(cause):
                self._repairs.heard_something(spoke=cause != "noise")
                self._repairs.fail(Cause.NOISE if cause == "noise" else Cause.QUIET)
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
        subject, hopeless = "", self._flows.being_called_back
        with suppress(Exception):  # it may be what broke
            subject = self._flows.subject(self.talk)
        urgent, telling = [each for each in self.talk.sentences if each.urgent], self.talk.dangers_telling
        self._start_turn()
        self.talk.sentences, self.talk.dangers_telling = urgent, telling  # instructions in danger are never lost
        self._apologies += 1
        self.talk.broken = True
        self.talk.note("internal error")
        for flow in self._flows:
            with suppress(Exception):  # whatever broke may break again here; what was saved before is safe
                flow.leave(self.talk)
        self._flows.start_over(ReceptionFlow(greeted=True))
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
        self._repairs.heard_something()
        command = command_for_key(digits)
        if command is not None:
            self._obey(command)
        elif digits == "#":
            self.talk.note("continue")
        else:
            self._answer(Answer(keys=digits))

    def _hear_words(self, utterance: Utterance) -> None:
        self._repairs.heard_something()
        dangers = self._watch.heard(self.talk, utterance)
        if dangers:
            self._repairs.answered(self.question)
            self._watch.answer(self.talk, self._flows, dangers, utterance)
            return
        if self._watch.withdrawn(self.talk, self._flows, self.question, utterance):
            self._repairs.answered(self.question)
            return
        if not self.question.startswith("phone"):
            phone.volunteered(self.talk, utterance.texts)
        self.talk.leaving = reactions.leaves(utterance)
        if self._ended(utterance) or self._changed(utterance):
            return
        said = speaking.obeyed(self.talk, utterance)
        if said is None:
            self._asking.repeat(self.talk)
        elif not self._commanded(said):
            self._hear_answer(said)

    def _hear_answer(self, utterance: Utterance) -> None:
        if manners.load().insult(utterance.texts):
            rest = temper.insulted(self.talk, self._flows, utterance.text)
            if rest:
                self._answer(Answer(Utterance.typed(rest)), forgiving=True)
        elif self._asking.waited and reactions.back_on_the_line(utterance, self.question):
            self.talk.note("back on the line")
        elif utterance.confidence < UNSURE:
            self._repairs.fail(Cause.UNCLEAR, Answer(utterance))
        elif doubt := self._watch.doubt(self.talk, self.question, utterance):
            self._repairs.answered(self.question)
            self._watch.ask(self.talk, self._flows, doubt, utterance)
        elif temper.only_angry(utterance.text):
            stops = temper.let_off_steam(self.talk, self._flows, self.question)
            if stops is not None:
                self._answer(stops)
        else:
            answer = NO if reactions.only_thanks(utterance, self.question) else Answer(utterance)
            self._answer(answer, forgiving=temper.angry(self.talk, utterance.texts))

    def _commanded(self, utterance: Utterance) -> bool:
        """A universal command, or a good-bye: the answer that came with it counts where something is going on."""
        if at_hand.told_again(self.talk, self.question, utterance.texts):
            return True
        command = None if obeying.counts_people(self.question, utterance.text) else command_in(utterance.texts)
        if command is not Command.GOODBYE and not reactions.only_leaves(utterance):
            if command is not None:
                self._obey(command)
            return command is not None or self._person_wanted(utterance)
        told = reactions.reply_before_leaving(utterance, self.question) if self._flows.busy else None
        if told is None:
            self._obey(Command.GOODBYE)
        else:
            self.talk.leaving = True
            self._answer(Answer(told))
        return True

    def _person_wanted(self, utterance: Utterance) -> bool:
        """A person is wanted, among whatever else was said: that wins over the question at hand."""
        question = self._asking.question
        if question is None or utterance.confidence < UNSURE or self._watch.doubt(self.talk, question.name, utterance):
            return False
        if not obeying.person_wanted(self.talk, self._flows, question, utterance.text):
            return False
        temper.soothe(self.talk, utterance.texts)
        self._obey(Command.AGENT, utterance.text)
        return True

    def _obey(self, command: Command, said: str = "") -> None:
        """Do what is commanded, or answer the question at hand with it; `said`: the words, where there are others."""
        self.talk.note(f"command={command.value}")
        answer = COMMAND_ANSWERS.get((command, self.question))
        if answer is not None:
            self._answer(answer)
        else:
            obeying.obey(self.talk, self._flows, self._asking, command, said)

    def _changed(self, utterance: Utterance) -> bool:
        """ "Revenez en arrière, je veux changer l'endroit": asked again, whatever question is at hand."""
        what = reactions.to_change(utterance)
        if what is None or not self._flows.change(self.talk, what):
            return False
        self._repairs.answered(self.question)
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

    def _answer(self, answer: Answer, *, forgiving: bool = False) -> None:
        """Use an answer; when it is not understood that is a failure, unless it was hardly one (`forgiving`)."""
        question = self._asking.question
        assert question is not None
        talk, offered = self.talk, question.name == OFFER
        answer = replace(answer, asked=self._asking.yes_or_no)
        self._declined = answer.yes_no() is False
        meant = giving_up.reply(talk, self._flows, question, answer)
        if meant is None:
            self._repairs.answered(question.name)
            self._flows.push_begun(talk)
            return
        answer = meant
        if turning_back.turned(talk, self._flows, answer, self._asking.last):
            self._repairs.answered(question.name)
            return
        announced = topics.announced(answer) and not question.instead
        if announced and topics.change(talk, self._flows, answer, self._asking.last, untaken=False):
            self._repairs.answered(question.name)
        elif self._flows.take(talk, question, answer):
            self._repairs.answered(question.name, aside=offered)
            later = besides.left_over(talk, question, answer) if self._flows.busy else None
            if later is not None:
                self._flows.serve_later(talk, later)
            self._flows.push_begun(talk)
        elif offered and (below := self._flows.take_below(talk, answer)):
            self._repairs.answered(below)  # not about the person: the answer to what was asked before
            self._flows.push_begun(talk)
        elif self._watch.placed(talk, answer) or topics.change(talk, self._flows, answer, self._asking.last):
            self._repairs.answered(question.name)
        elif talk.leaving:
            obeying.goodbye(talk, self._flows)
        elif not (forgiving or self._asking.waited):  # who comes back to the telephone says many things
            self._repairs.fail(Cause.UNCLEAR, answer)

    # ------------------------------------------------------------------ turns

    def _start_turn(self) -> None:
        talk = self.talk
        talk.sentences, talk.pushed, talk.dropped, talk.understood = [], [], [], []
        talk.ending, talk.confidence, talk.giving_up = None, None, False
        talk.leaving = self._declined = False
        talk.dangers_telling = []
        talk.guesses.clear()
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
