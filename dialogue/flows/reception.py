"""The reception: an open question, what the caller wants, and the flow that takes care of it."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from accessibility.repair import FAILURES_BEFORE_PERSON
from dialogue import giving_up, restating, wanting_person
from dialogue.actions import HangUp, Sentence
from dialogue.events import Utterance
from dialogue.flows import callbacks, enough, knowledge, phone, request_words
from dialogue.flows.agent import CALLBACK_STORED, NOT_UNDERSTOOD, CallbackFlow, offer_person, told_subject
from dialogue.flows.appointments import whether
from dialogue.flows.base import Choice, PlainFlow, Then, YesNo, nothing
from dialogue.flows.enough import FEW_WORDS
from dialogue.flows.events import vaguely
from dialogue.flows.followup import told_before
from dialogue.flows.info import grievance, practical
from dialogue.flows.projects import taking_part
from dialogue.flows.serving import intent_of, label_of, serve
from dialogue.french import courtesies
from dialogue.questions import Answer, Question
from dialogue.reactions import asks_too
from dialogue.talk import Talk
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import INCIDENT, INTENT, Act, AskAgain, Choose, Confirm, decide
from dialogue.understanding.several import Part, clause_in, requests_in
from kb.questions import REFUSED_ANSWER


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
        if self._waiting:
            return self._next_of_several(talk, self._waiting.pop(0))
        served = self._served or talk.dangers_told or talk.stored
        if served and not self._wants_more:
            return Question("anything_else", "anything_else", retry="anything_else_retry", help="request")
        return Question("request", "next_request", retry="not_understood_request")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Understand the request, or that there is none. False: not understood."""
        may_be_done = question.name == "anything_else" or self._wants_more
        answer = _without_refused(talk, answer, may_be_done)
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
        understand = cache(partial(_understood, talk, answer.texts))
        if self._to_be_called_back(talk, answer, understand):
            return True
        complains = bool(answer.texts) and restating.load().complains(answer.text)
        if complains and (may_be_done or self._in_vain or not restating.load().beyond_no(answer.text)):
            return self._not_served(talk, answer)
        if may_be_done and self._no_more(talk, answer, understand):
            return True
        if not answer.texts:
            return False
        return self._request(talk, answer, understand)

    def _to_be_called_back(self, talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
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
        self._was_served()
        return True

    def _not_served(self, talk: Talk, answer: Answer) -> bool:
        """ "C'est pas ma question": what follows is the request, else it is asked for in other words; then a person."""
        talk.note("not served")
        talk.unserved = True
        if self._answered:
            talk.store.questions.add(talk.call_id, self._answered, REFUSED_ANSWER, talk.now())
            self._answered = ""
        wanted = restating.load().beyond_no(answer.text)
        again = Answer(Utterance.typed(wanted))
        if wanted and self._request(talk, again, cache(partial(_understood, talk, again.texts))):
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

    def _next_of_several(self, talk: Talk, part: Part) -> Question | None:
        if not part.meaning:
            return Question("request", "also_said", retry="not_understood_request")
        slots = {"label": part.label or label_of(talk, part.meaning)}
        no = self._say_again if part.half_heard else nothing
        ask = YesNo("also_asked", lambda talk: self._serve_part(talk, part), no, slots, instead="sure")
        talk.begin(ask)
        return ask.next(talk)

    def _say_again(self, talk: Talk) -> None:
        """What was guessed is not what was asked for besides: it is asked for openly."""
        self._wants_more = True

    def _request(self, talk: Talk, answer: Answer, understand: Callable[[], list[Ranked]]) -> bool:
        rank = partial(talk.understanding.request, without=talk.unwanted)
        parts = requests_in(answer.text, rank, partial(knowledge.sure_part, talk))
        if parts and not any(part.meaning in talk.understanding.small_talk for part in parts):
            self._several(talk, parts)
            return True
        decision = decide(understand())
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
        if not isinstance(decision, Act) and taking_part.opinion_given(talk, answer, of_project=True):
            self._was_served()
            return True
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
            talk.refused.update(meanings)
            self._in_vain += 1
            if self._in_vain % FAILURES_BEFORE_PERSON == 0:
                offer_person(talk, "offer", "not understood")

        return refuse

    def _confirm(self, talk: Talk, meaning: str, answer: Answer) -> None:
        key = "confirm_kind" if meaning.startswith(INCIDENT) else "confirm_intent"
        slots = {"label": label_of(talk, meaning)}
        talk.begin(
            YesNo(
                key,
                lambda talk: self._serve(talk, meaning, answer),
                self._refusing(meaning),
                slots,
                guesses=(meaning,),
                instead="any",
            )
        )

    def _several(self, talk: Talk, parts: tuple[Part, ...]) -> None:
        """Say what was heard, serve the first, keep the others for later."""
        clear = [part for part in parts if not part.half_heard]
        slots = {name: part.label or label_of(talk, part.meaning) for name, part in zip(_ORDER, clear, strict=False)}
        talk.note(f"several {' '.join(part.meaning for part in parts)}", min(part.score for part in parts))
        talk.sentences.extend(talk.wording.fill(_SEVERAL[len(clear) - 1], slots))
        self._waiting = [*parts[1:], *self._waiting]
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
        self._closing = False
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

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """Most requests end with the question whether the calling number is the right one."""
        return phone.upcoming(talk.caller.number, talk)


def _without_refused(talk: Talk, answer: Answer, goes_on: bool) -> Answer:
    """ "Pas le menu, c'est pour les inscrire à la cantine" without the menu; problems are told with what they are not.

    `goes_on`: something was served, which the words may go on from.
    """
    corrected = restating.load().corrected(answer.text) if answer.texts else None
    if corrected is None or talk.topic.startswith(INCIDENT):
        return answer
    guess = decide(talk.understanding.request([corrected[1]], talk.unwanted))
    request = isinstance(guess, Act) and not guess.meaning.startswith(INCIDENT)
    return Answer(Utterance.typed(corrected[1])) if request or goes_on else answer


def _understood(talk: Talk, texts: Sequence[str]) -> list[Ranked]:
    """What may be wanted: no report where an offer is asked for, nothing else where one is announced."""
    unwanted = set(talk.unwanted)
    if texts and restating.load().asks_for_offer(texts[0]):
        unwanted.update(INCIDENT + kind for kind in talk.catalogue.kinds)
    elif texts and (problem := restating.load().reported(texts[0])):
        others = {INTENT + code for code, each in talk.catalogue.intents.items() if each.flow not in _OF_REPORTS}
        announced = talk.understanding.request([problem, *texts], unwanted | others)
        if not isinstance(decide(announced), AskAgain):
            return announced
    return talk.understanding.request(texts, unwanted)


_ANSWERING = frozenset({"information", "events", "procedure", "not_yet"})
"""Flows that tell something, which may be no answer to what was asked."""
_OF_REPORTS = frozenset({"followup"})
"""Flows besides the report's own that a problem may be told for."""
_ORDER = ("first", "second", "third")
_SEVERAL = ("first_request", "two_requests", "three_requests")
