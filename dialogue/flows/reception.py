"""The reception: an open question, what the caller wants, and the flow that takes care of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from accessibility.repair import FAILURES_BEFORE_PERSON
from dialogue import giving_up, restating
from dialogue.actions import HangUp, Sentence
from dialogue.events import Utterance
from dialogue.flows import announcing, callback_wished, enough, guess, knowledge, phone, request_words
from dialogue.flows.agent import CALLBACK_STORED, NOT_UNDERSTOOD, offer_person
from dialogue.flows.appointments import another, whether
from dialogue.flows.base import Choice, PlainFlow, Then, YesNo
from dialogue.flows.enough import FEW_WORDS
from dialogue.flows.events import vaguely
from dialogue.flows.followup import told_before
from dialogue.flows.info import grievance, one_breath, practical, praise
from dialogue.flows.meanings import intent_of, label_of
from dialogue.flows.procedures import both
from dialogue.flows.projects import taking_part
from dialogue.flows.serving import serve
from dialogue.flows.wanted import told_at_once, understood, without_refused
from dialogue.french import courtesies
from dialogue.questions import Answer, Question
from dialogue.reactions import asks_too
from dialogue.talk import Talk
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import INCIDENT, Act, AskAgain, Choose, Confirm, Decision, decide
from dialogue.understanding.several import Part, clause_in, requests_in
from kb.questions import REFUSED_ANSWER, UNANSWERED


class ReceptionFlow(PlainFlow):
    """Greets, understands the request, hands it on, and asks what else there is, until there is nothing."""

    name = "reception"

    def __init__(self, greeted: bool = False) -> None:
        self._greeted = greeted
        self._served = 0
        self._wants_more = False
        self._in_vain = 0
        self._waiting: list[Part] = []
        """Requests of the same breath, still to be served."""
        self._half_heard = ""
        """What was said, while it is asked whether it was understood."""
        self._answered = ""
        """The question that was answered last, for the agents' list should the answer be refused."""
        self._closing = False
        """Nothing more is wanted: what was proposed last decides nothing but the good-bye."""
        self._consoled = False
        """Who is sad was answered, once."""

    def next(self, talk: Talk) -> Question | None:
        """The greeting at first, then "anything else?"; never done by itself."""
        if self._closing:
            self._end(talk)
            return None
        if CALLBACK_STORED in talk.understood:  # a person takes care of what was not understood
            self._in_vain, self._wants_more = 0, False
        if not self._greeted:
            self._greeted = True
            return Question("request", "greeting", retry="not_understood_request")
        if self._in_vain:
            return Question("request", "say_otherwise", retry="not_understood_request")
        self._waiting = [part for part in self._waiting if part.meaning not in talk.told_besides]
        if self._waiting:
            return self._next_of_several(talk, self._waiting.pop(0))
        served = self._served or talk.dangers_told or talk.stored
        if served and not self._wants_more:
            return Question("anything_else", "anything_else", retry="anything_else_retry", help="request")
        return Question("request", "next_request", retry="not_understood_request")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Understand the request, or that there is none. False: not understood."""
        may_be_done = question.name == "anything_else" or self._wants_more
        answer = without_refused(talk, answer, may_be_done)
        wanted = giving_up.beyond(talk, answer.text) if answer.texts else ""
        if wanted:  # "un lampadaire est cassé, non laissez tomber, je voudrais savoir ..."
            talk.note("given up")
            answer = Answer(Utterance.typed(wanted))
        if may_be_done and self._consoles(talk, answer):
            return True
        if talk.leaving and self._leaves(talk, answer):
            return True
        if may_be_done and talk.follow_up is not None and talk.follow_up(talk, answer):
            self._in_vain, self._wants_more = 0, False
            self._answered = answer.text
            talk.refused.clear()
            return True
        if praise.received(talk, answer, bare=not may_be_done):
            self._was_served()
            return True
        understand = cache(partial(understood, talk, answer.texts))
        if callback_wished.begun(talk, answer, understand):
            self._was_served()
            return True
        complains = bool(answer.texts) and restating.load().complains(answer.text)
        if complains and (may_be_done or self._in_vain or not restating.load().beyond_no(answer.text)):
            return self._not_served(talk, answer)
        if may_be_done and self._no_more(talk, answer, understand):
            return True
        if not answer.texts:
            return False
        return self._request(talk, answer, understand)

    def _not_served(self, talk: Talk, answer: Answer) -> bool:
        """ "C'est pas ma question": what follows is the request, else it is asked for in other words; then a person."""
        talk.note("not served")
        talk.unserved = True
        if self._answered:
            talk.store.questions.add(talk.call_id, self._answered, REFUSED_ANSWER, talk.now())
            self._answered = ""
        wanted = restating.load().beyond_no(answer.text)
        again = Answer(Utterance.typed(wanted))
        if wanted and self._request(talk, again, cache(partial(understood, talk, again.texts))):
            return True
        self._in_vain += 1
        if self._in_vain % FAILURES_BEFORE_PERSON == 0:
            offer_person(talk, "offer", NOT_UNDERSTOOD)
        else:
            talk.say("not_served")
        return True

    def _leaves(self, talk: Talk, answer: Answer) -> bool:
        """A farewell ends the call, unless a request comes with it."""
        if asks_too(talk, courtesies.read(answer.text).rest):
            talk.leaving = False
            return False
        talk.note("nothing else")
        self._end(talk)
        return True

    def _consoles(self, talk: Talk, answer: Answer) -> bool:
        """ "Non, au revoir, je suis triste" is answered once before the good-bye."""
        said = courtesies.read(answer.text)
        told = enough.in_distress(talk, said.rest) if said.kinds else ""
        if not told or self._consoled:
            return False
        self._consoled = self._closing = True
        talk.leaving = False
        serve(talk, told, answer)
        return True

    def _no_more(self, talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
        """A no, unless a request comes with it: "non, il y a aussi un trou rue Pasteur"."""
        if enough.nothing_more(answer, understand):
            talk.note("nothing else")
            plainly = not answer.texts or not courtesies.read(answer.text).rest  # no "je suis pressé", no trouble told
            if plainly and not enough.takes_leave(talk, answer.texts) and taking_part.offer(talk):
                self._closing = True
            else:
                self._end(talk)
            return True
        if enough.only_approves(answer):
            talk.note("approval")  # the question comes again
            if "compliment" in courtesies.read(answer.text):
                talk.say("chat_merci")
            return True
        if (answer.yes_no() and len(answer.text.split()) <= FEW_WORDS) or request_words.something_else(answer.texts):
            self._wants_more = True
            return True
        return False

    def _end(self, talk: Talk) -> None:
        talk.say("goodbye")
        talk.end(HangUp())

    def goes_on(self, talk: Talk) -> bool:
        """Tell what was asked in the same breath as what was just told; false when there is nothing of the kind."""
        if not self._waiting or not self._waiting[0].at_once:
            return False
        part = self._waiting.pop(0)
        talk.more_follows = any(each.at_once for each in self._waiting)
        if part.meaning:
            talk.say("next_of_several", label=part.label or label_of(talk, part.meaning))
            self._serve_part(talk, part)
        elif not self._answer_on(talk, Answer(Utterance.typed(part.text))):
            self._waiting.insert(0, replace(part, at_once=False))  # asked for openly, rather than lost
        return True

    def _answer_on(self, talk: Talk, answer: Answer) -> bool:
        """Answer what goes on from the last answer, or is understood by itself."""
        if talk.follow_up is not None and talk.follow_up(talk, answer):
            return True
        decision = decide(understood(talk, answer.texts))
        if isinstance(decision, Confirm | Choose) and one_breath.told(talk, decision):
            return True
        return self._request(talk, answer, cache(partial(understood, talk, answer.texts)))

    def _next_of_several(self, talk: Talk, part: Part) -> Question | None:
        if not part.meaning:
            return Question("request", "also_said", retry="not_understood_request")
        self._half_heard = part.text
        slots = {"label": part.label or label_of(talk, part.meaning)}

        def no(talk: Talk) -> None:  # where it was but half heard, it is asked for openly
            self._half_heard, self._wants_more = "", part.half_heard or self._wants_more

        ask = YesNo("also_asked", lambda talk: self._serve_part(talk, part), no, slots, instead="sure")
        talk.begin(ask)
        return ask.next(talk)

    def _request(self, talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
        if not self._in_vain and announcing.only(answer.text):
            talk.note("announced")
            self._wants_more = True
            return True
        two = one_breath.split(talk, answer.text) if answer.texts else None
        if two is not None:
            return self._with_more(talk, *two)
        rank = partial(talk.understanding.request, without=talk.unwanted)
        parts = requests_in(answer.text, rank, partial(one_breath.looked_up, talk))
        parts = told_before.whole(talk, both.whole(parts, answer), answer)
        booking = another.one_booking(talk, answer.text, [(part.meaning, part.text) for part in parts])
        if booking:
            self._serve(talk, booking, answer)
            return True
        if parts and not any(part.meaning in talk.understanding.small_talk for part in parts):
            self._several(talk, parts)
            return True
        decision = decide(understand())
        return self._plainly(talk, answer, decision) or self._decided(talk, answer, decision)

    def _plainly(self, talk: Talk, answer: Answer, decision: Decision) -> bool:
        """Serve what the words themselves tell, whatever the request was taken for."""
        if grievance.told(talk, answer.texts, decision):
            grievance.begin(talk, answer)
            self._was_served()
            return True
        plain = practical.meant(talk, answer.texts, decision) or whether.meant(talk, answer.texts)
        plain = plain or told_before.meant(talk, answer, decision)
        if plain and plain not in talk.unwanted:
            talk.note("practical")
            self._serve(talk, plain, answer)
            return True
        reported = isinstance(decision, Confirm) and decision.meaning.startswith(INCIDENT)
        if not (isinstance(decision, Act) or reported) and taking_part.opinion_given(talk, answer, of_project=True):
            self._was_served()
            return True
        return False

    def _decided(self, talk: Talk, answer: Answer, decision: Decision) -> bool:
        """Act on what the request was taken for, ask about it, or look it up. False: not understood."""
        match decision:
            case Act(meaning, score) if not (meaning.startswith(INCIDENT) and request_words.asks(answer.texts)):
                talk.note(meaning, score)
                self._serve(talk, meaning, answer)
            case Act(meaning, score) | Confirm(meaning, score):
                confirm = partial(self._confirm, meaning=meaning, answer=answer)
                self._ask(talk, answer, confirm, f"confirm {meaning}", score)
            case Choose(first, second, score):
                choose = partial(self._offer, meanings=(first, second), answer=answer)
                self._ask(talk, answer, choose, f"choose {first} {second}", score)
            case AskAgain() if knowledge.attempt(talk, answer):
                self._was_served(answer)
            case AskAgain(score):
                return self._clause(talk, answer, score)
        return True

    def _with_more(self, talk: Talk, head: str, tail: str) -> bool:
        """Answer a question, and keep what goes on from it for right after."""
        older, self._waiting = self._waiting, []
        talk.more_follows = True
        first = Answer(Utterance.typed(head))
        self._request(talk, first, cache(partial(understood, talk, first.texts)))
        self._waiting += [Part("", 1.0, tail, at_once=True), *older]
        return True

    def _clause(self, talk: Talk, answer: Answer, score: float) -> bool:
        """Ask about the clearest part of a long story; a short one was not understood."""
        aside = {*talk.unwanted, *talk.understanding.small_talk, *talk.understanding.never_meant(answer.texts)}
        part = clause_in(answer.text, partial(talk.understanding.request, without=aside))
        if part is None:
            if taking_part.opinion_given(talk, answer):
                self._was_served()
                return True
            if event := vaguely.meant(talk, answer.texts):
                talk.note("vaguely")
                self._serve(talk, event, answer)
                return True
            if self._served and enough.remark(answer):
                talk.note("remark")
                talk.say("chat_merci")
                return True
            talk.note("request not understood", score)
            return False
        talk.note(f"confirm {part.meaning}", part.score)
        self._confirm(talk, part.meaning, answer)
        return True

    def _offer(self, talk: Talk, meanings: tuple[str, str], answer: Answer) -> None:
        self._half_heard = answer.text
        labels = (label_of(talk, meanings[0]), label_of(talk, meanings[1]))
        slots = {"first": labels[0], "second": labels[1]}
        talk.begin(
            Choice(
                "choose_kind",
                labels,
                lambda talk, option: self._serve(talk, meanings[option], answer),
                self._refusing(*meanings),
                slots,
                guesses=meanings,
            )
        )

    def _refusing(self, *meanings: str) -> Then:
        """Not what was meant: these are not offered again, and after the second time in vain a person is."""

        def refuse(talk: Talk) -> None:
            self._half_heard = ""
            talk.refused.update(meanings)
            self._in_vain += 1
            if self._in_vain % FAILURES_BEFORE_PERSON == 0:
                offer_person(talk, "offer", "not understood")

        return refuse

    def _confirm(self, talk: Talk, meaning: str, answer: Answer) -> None:
        self._half_heard = answer.text
        talk.begin(guess.at(talk, meaning, answer, self._serve, self._refusing(meaning)))

    def _several(self, talk: Talk, parts: tuple[Part, ...]) -> None:
        """Say what was heard, serve the first, keep the others for later."""
        clear = [part for part in parts if not part.half_heard]
        slots = {name: part.label or label_of(talk, part.meaning) for name, part in zip(_ORDER, clear, strict=False)}
        talk.note(f"several {' '.join(part.meaning for part in parts)}", min(part.score for part in parts))
        talk.sentences.extend(talk.wording.fill(_SEVERAL[len(clear) - 1], slots))
        told = [part.meaning.startswith(knowledge.PAGE) or told_at_once(talk, part) for part in parts]
        rest = [replace(part, at_once=all(told[: place + 1])) for place, part in enumerate(parts)][1:]
        self._waiting = [*rest, *self._waiting]
        talk.more_follows = rest[0].at_once
        self._serve_part(talk, parts[0])

    def _serve_part(self, talk: Talk, part: Part) -> None:
        answer = Answer(Utterance.typed(part.text))
        if part.meaning.startswith(knowledge.PAGE):
            knowledge.attempt(talk, answer)
            self._was_served()
        elif part.unsure and not part.half_heard:  # what is half heard was asked about just now
            self._confirm(talk, part.meaning, answer)
        else:
            self._serve(talk, part.meaning, answer)

    def _serve(self, talk: Talk, meaning: str, answer: Answer) -> None:
        """Hand the request to its flow; small talk is no request."""
        flow = intent_of(talk, meaning)
        if flow != "chat":
            self._was_served(answer if flow in _ANSWERING else None)
            talk.refused.clear()
        self._closing, self._half_heard = False, ""
        serve(talk, meaning, answer)

    def _ask(self, talk: Talk, answer: Answer, ask: Then, note: str, score: float) -> None:
        """Ask which meaning it was, unless the town's pages answer more surely."""
        if knowledge.attempt(talk, answer, ask):
            self._was_served(answer)
            return
        talk.note(note, score)
        ask(talk)

    def _was_served(self, asked: Answer | None = None) -> None:
        """`asked`: the question, where an answer is told."""
        self._answered = asked.text if asked else ""
        self._half_heard = ""
        self._served += 1
        self._wants_more = False
        self._in_vain = 0

    def ask_again(self) -> None:
        """What was served was not what is wanted: the open question comes next."""
        self._wants_more = True

    def serve_later(self, part: Part) -> None:
        """Ask about it when what goes on is done."""
        if all(part.meaning != each.meaning for each in self._waiting):
            self._waiting.append(part)

    def leave(self, talk: Talk) -> None:
        """What was only half heard, or not reached any more, is on the agents' list: nobody would know of it."""
        for words in (self._half_heard, *(part.text for part in self._waiting)):
            if words:
                talk.store.questions.add(talk.call_id, words, UNANSWERED, talk.now())

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """Most requests end with the question whether the calling number is the right one."""
        return phone.upcoming(talk.caller.number, talk)


_ANSWERING = frozenset({"information", "events", "procedure", "not_yet"})
"""Flows that tell something, which may be no answer to what was asked."""
_ORDER = ("first", "second", "third")
_SEVERAL = ("first_request", "two_requests", "three_requests")
