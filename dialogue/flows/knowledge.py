"""Answers from the town's own pages: said when it is sure, asked when it is likely, "I do not know" else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from accessibility.hearing import fold
from dialogue import restating
from dialogue.events import Utterance
from dialogue.flows import page_sayings, same_subject, surely
from dialogue.flows.base import PlainFlow, Then, YesNo
from dialogue.flows.info import flow as information
from dialogue.flows.info import service_words
from dialogue.flows.knowledge_words import (
    has_subject,
    practical_intent,
    repeats,
    shares_subject,
    shares_words,
    without_days,
)
from dialogue.flows.request_words import is_question
from dialogue.french.answers import hedged
from dialogue.french.words import FILLERS, folded
from dialogue.questions import EXPECT_OPEN, YES_OR_NO, Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT
from dialogue.understanding.several import Part
from kb.asked import asked_in
from kb.passages import Found, Passage
from kb.questions import OUT_OF_DATE, REFUSED_ANSWER, UNANSWERED
from kb.services import Service

ACT = 0.85
"""From here on the answer is given: on the tuning half of `bench retrieval`, 3 % of such answers are wrong at most."""
CONFIRM = 0.45
"""From here on it is worth asking "Est-ce bien votre question ... ?"."""
SURER = 0.6
"""The same when something else was heard too, without certainty."""
PAGE = "page:"
"""What the meaning of a question begins with that a page answers; its address follows."""
NEVER = 2.0
LEAST_SECOND = 0.05
"""Score that the second best must have to be given after the first was refused."""
HOURS = "horaires"
"""The intent of what is asked most of a service."""
_ENOUGH = frozenset("merci;merci beaucoup;merci bien;c est bon;d accord;parfait;tres bien;super;ok;ca va".split(";"))
Follow = Callable[[Talk, Answer], bool]
_CLEAR_WORDS = 5
"""From here on another request is served without asking whether it is meant ("et les branches")."""
_FEWEST_WORDS = 3
"""Shorter words say nothing that could be looked up for sure ("quoi", "comment ça")."""


def attempt(talk: Talk, answer: Answer, otherwise: Then | None = None) -> bool:
    """Answer a question from the passages; whether anything came of it.

    `otherwise`: what to do when the passage is not what was meant. It says that something else was heard too: the
    passage must be surer then, and what is no plain question is asked about, however sure the passage.
    """
    asked = is_question(answer.texts)
    if not has_subject(answer.texts):
        return asked and _of_service(talk, answer)
    if len(_words(answer)) < _FEWEST_WORDS:
        return False
    certain, likely = (ACT, CONFIRM) if otherwise is None else (ACT, SURER) if asked else (NEVER, ACT)
    if restating.load().asks_for_offer(answer.text):
        certain = NEVER  # a page about the same thing seldom says whether it is sold or lent
    found = same_subject.fitting(talk, answer.texts, _search(talk, answer.texts, 3), ACT)
    best = found[0].score if found else 0.0
    if best >= certain:
        _Given(answer).give(talk, found)
    elif best >= likely and shares_subject(answer.texts, found[0].passage):
        talk.note(f"confirm passage {found[0].passage.url}", best)
        talk.begin(
            _Check(
                "confirm_passage",
                yes=lambda talk: _Given(answer).give(talk, found[:1]),
                goes_on=lambda talk, said: _Given(answer).go_on(talk, said, found[0]),
                no=otherwise or (lambda talk: page_sayings.unknown(talk, answer, "answer_unknown", UNANSWERED)),
                slots={"label": lowered(found[0].passage.title)},
                guesses=(found[0].passage.url,),
                instead="any",
            )
        )
    elif asked and not otherwise:
        talk.note("no passage", best)
        page_sayings.unknown(talk, answer, "answer_unknown", UNANSWERED)
    else:
        return False
    return True


def tell_price(talk: Talk, answer: Answer, service: Service) -> bool:
    """Say what a page tells of a price of this very service; False when none does."""
    asked = Answer(Utterance.typed(f"{answer.text} {service.name}"))
    found = same_subject.prices_of(service, answer.texts, _search(talk, asked.texts, 5))
    if found:
        _Given(answer if has_subject(answer.texts) else asked).give(talk, found)
    return bool(found)


def sure_part(talk: Talk, text: str) -> Part | None:
    """A question, one of several in a breath, that a page surely answers."""
    if not is_question((text,)) or not has_subject((text,)):
        return None
    found = _search(talk, (text,), 1)
    if not found or found[0].score < ACT:
        return None
    return Part(PAGE + found[0].passage.url, found[0].score, text, lowered(found[0].passage.title))


def _search(talk: Talk, texts: Sequence[str], most: int) -> list[Found]:
    """The passages that fit, the best first, without those that were refused."""
    found = talk.store.passages.search(texts, most + len(talk.refused))
    return [each for each in found if each.passage.url not in talk.refused][:most]


def lowered(title: str) -> str:
    """A title within a sentence: "les tarifs de la piscine". Names keep their capital."""
    first, space, rest = title.partition(" ")
    return first.lower() + space + rest if space and not first.isupper() else title


def _of(passage: Passage, said: Answer) -> Answer:
    """What is asked of a subject: "oui, mais le dimanche" is about the Sunday."""
    return Answer(Utterance.typed(f"{passage.title} {said.text.rpartition(' mais ')[2]}"))


def _words(answer: Answer) -> list[str]:
    return [word for word in folded(answer.text) if word not in FILLERS]


def _of_service(talk: Talk, answer: Answer) -> bool:
    """ "C'est combien ?" after the hours of the pool is about the pool, when a page surely says it."""
    service = next((each for each in talk.store.services.all() if each.key == talk.service), None)
    if service is None:
        return False
    both = Answer(Utterance.typed(f"{answer.text} {service.name}"))
    found = _search(talk, both.texts, 3)
    if not found or found[0].score < ACT:
        return False
    _Given(both).give(talk, found)
    return True


@dataclass
class _Check(YesNo):
    """Whether that is the question; another request instead of yes or no is served at once."""

    goes_on: Callable[[Talk, Answer], None] | None = None
    """What follows a question that goes on from this one."""

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Yes, no, or another request; "et le dimanche ?" is a yes, and a part of the question."""
        more = answer.yes_no() is not False and asked_in(answer.text) and fold(answer.text).split()[:1] != ["non"]
        if more and self.goes_on is not None and not has_subject([without_days(answer.text)]):
            self.answered = True
            talk.note("confirm_passage=goes on")
            self.goes_on(talk, answer)
            return True
        if super().take(talk, question, answer):
            return True
        self.answered = _other_request(talk, answer) or attempt(talk, answer)
        return self.answered


def _other_request(talk: Talk, answer: Answer) -> bool:
    """Serve what is surely a request of another kind; small talk is none."""
    from dialogue.flows import serving  # serving knows all flows, this one too

    if len(_words(answer)) < _FEWEST_WORDS:
        return False
    guess = surely.request(talk, answer.texts)
    if guess is None:
        return False
    talk.note(guess.meaning, guess.score)
    serving.serve(talk, guess.meaning, answer)
    return True


@dataclass
class _Given(PlainFlow):
    """An answer was given: does it answer? If not, the second best, once."""

    asked: Answer
    passage: Passage | None = None
    """The one given."""
    others: Sequence[Found] = ()
    best: float = 0.0
    """Score of the answer given."""
    name: str = "knowledge"
    topic: str = "votre question"
    done: bool = False
    others_tried: bool = False

    def give(self, talk: Talk, found: Sequence[Found]) -> None:
        """Say the answer of the best passage and ask whether that is it; an outdated one is called so."""
        best, self.others = found[0], found[1:]
        self.best, self.passage = best.score, best.passage
        talk.note(f"passage={best.passage.url}", best.score)
        answer = talk.store.passages.answer(best, self.asked.texts)
        today = talk.now().date()
        outdated = best.passage.outdated(today)
        if outdated:
            talk.say("answer_outdated")
        page_sayings.tell(talk, answer.sentences)
        page_sayings.say_source(talk, answer.title, answer.dated, today)
        if outdated:
            self.done = True
            talk.store.questions.add(talk.call_id, self.asked.text, OUT_OF_DATE, talk.now())
            talk.say("answer_outdated_noted")
            page_sayings.offer(talk, self.asked, later=True)
            return
        talk.achieve("answer")
        talk.follow_up = self._follower(talk.topic, talk.follow_up)
        if not (self.others_tried or talk.more_follows):  # else it lies on the stack already
            talk.begin(self)

    def go_on(self, talk: Talk, said: Answer, found: Found) -> None:
        """ "Et le dimanche ?" instead of yes: of this page, unless hours or a place are asked that are known better."""
        if not self._practical(talk, said):
            _Given(_of(found.passage, said)).give(talk, [found])

    def next(self, talk: Talk) -> Question | None:
        """Whether that was the answer, until it is told."""
        if self.done:
            return None
        guesses = (self.passage.url,) if self.passage else ()
        question = Question("answer_check", "answer_check", {}, EXPECT_OPEN, YES_OR_NO, 1, help="detail")
        return replace(question, guesses=guesses, instead="sure")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Yes, no, or the next question."""
        reply = answer.yes_no()
        if (reply is None or len(_words(answer)) > _CLEAR_WORDS or hedged(answer.texts)) and self._reads_on(
            talk, answer
        ):
            return True
        if reply is None and " ".join(_words(answer)) in _ENOUGH:
            reply = True
        if reply is None:
            self.done = self._asks_on(talk, answer)
            return self.done
        talk.note(f"answered={'yes' if reply else 'no'}")
        self.done = True
        if reply:
            talk.refused.clear()
        elif not self._said_more(talk, answer):
            self._other(talk)
        return True

    def _said_more(self, talk: Talk, answer: Answer) -> bool:
        """ "Non, je parle du samedi": the question with these words is another one."""
        more = restating.load().beyond_no(answer.text)
        if not more or self.passage is None:
            return False
        if restating.load().complains(answer.text):
            talk.store.questions.add(talk.call_id, self.asked.text, REFUSED_ANSWER, talk.now())
        talk.refused.add(self.passage.url)
        both = Answer(Utterance.typed(f"{self.asked.text} {more}"))
        if _other_request(talk, both):
            return True
        found = _search(talk, both.texts, 3)
        if not found or found[0].score < SURER:
            return False
        _Given(both).give(talk, found)
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: the answer was given."""
        self.done = True

    def _reads_on(self, talk: Talk, answer: Answer) -> bool:
        """ "Et le dimanche ?", "et le disque, je le trouve où ?": the same page says it, in a sentence not told yet."""
        if self.passage is None or not asked_in(answer.text) or not answer.texts:
            return False
        if has_subject(answer.texts) and not shares_words(answer.texts, self.passage):
            return False
        found = _search(talk, answer.texts, 1) if has_subject([without_days(answer.text)]) else []
        elsewhere = bool(found) and found[0].score >= ACT and found[0].passage != self.passage
        more = talk.store.passages.further(self.passage, answer.texts)
        if elsewhere or not more:
            return False
        talk.note(f"reads on {self.passage.url}")
        page_sayings.tell(talk, more)
        return True

    def _asks_on(self, talk: Talk, answer: Answer) -> bool:
        """Another question: one of its own, or "et c'est combien" about this subject."""
        if self._of_another(talk, answer):
            return True
        if has_subject(answer.texts):
            return _new_question(talk, answer) or (len(_words(answer)) >= _CLEAR_WORDS and _other_request(talk, answer))
        if not answer.texts or not (is_question(answer.texts) or practical_intent(answer.texts)):
            return False
        if self._practical(talk, answer):
            return True
        both = Answer(Utterance.typed(f"{self.asked.text} {answer.text}"))
        found = talk.store.passages.search(both.texts, 3)
        new = [each for each in found if each.passage != self.passage and each.score >= SURER]
        if new:
            _Given(both).give(talk, new)
            return True
        if found and found[0].passage == self.passage and repeats(both.texts, found[0].passage.text):
            _Given(both).give(talk, found[:1])
            return True
        talk.say("answer_no_more")
        talk.store.questions.add(talk.call_id, both.text, UNANSWERED, talk.now())
        page_sayings.offer(talk, both)
        return True

    def _of_another(self, talk: Talk, answer: Answer) -> bool:
        """ "Et la médiathèque ?": the same of another service if a page says it, else when it is open."""
        named = same_subject.another_service(talk, answer.texts, self.asked.texts)
        if named is None:
            return False
        price = Answer(Utterance.typed(f"c'est combien {named.name}"))
        if service_words.asks_price(self.asked.texts) and tell_price(talk, price, named):
            return True
        both = Answer(Utterance.typed(same_subject.asked_of(talk, self.asked.text, named)))
        found = same_subject.fitting(talk, both.texts, _search(talk, both.texts, 1), ACT)
        if found and found[0].score >= ACT and named in talk.store.services.said([found[0].passage.title]):
            _Given(both).give(talk, found)
        else:
            _follow(talk, HOURS, named, answer)
        return True

    def _follower(self, topic: str, before: Follow | None) -> Follow:
        """Takes "et la médiathèque ?" when no other request came between."""

        def follow(talk: Talk, answer: Answer) -> bool:
            here = talk.topic == topic and self._of_another(talk, answer)
            return here or (before is not None and before(talk, answer))

        return follow

    def _practical(self, talk: Talk, answer: Answer) -> bool:
        """Hours and address of a service that the question was about are known better elsewhere."""
        code = practical_intent(answer.texts)
        services = talk.store.services.said(self.asked.texts) if code else []
        if len(services) != 1:
            return False
        _follow(talk, code, services[0], answer)
        return True

    def _other(self, talk: Talk) -> None:
        talk.store.questions.add(talk.call_id, self.asked.text, REFUSED_ANSWER, talk.now())
        left = max(1 - self.best, 0.001)  # the likelihood that the first was wrong: the second has its share of it
        second = next((each for each in self.others if each.score >= max(LEAST_SECOND, CONFIRM * left)), None)
        if second is None or self.others_tried:
            page_sayings.unknown(talk, self.asked, "answer_not_right", REFUSED_ANSWER)
            return
        talk.say("answer_other")
        self.done, self.others_tried = False, True
        self.give(talk, [second])


def _follow(talk: Talk, code: str, service: Service, answer: Answer) -> None:
    """Hours or the address of a service, asked after a page."""
    talk.service = service.key
    talk.topic = INTENT + code
    talk.note(f"follow-up {code}")
    information.begin(talk, talk.catalogue.intents[code], answer)


def _new_question(talk: Talk, answer: Answer) -> bool:
    """Instead of yes or no, another question that the passages surely answer."""
    found = _search(talk, answer.texts, 1) if is_question(answer.texts) else []
    if not found or found[0].score < ACT:
        return False
    _Given(answer).give(talk, found)
    return True
