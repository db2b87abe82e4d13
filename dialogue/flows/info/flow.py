"""Practical information: what the request leaves open is asked, the fact is told, and "et demain ?" goes on from it."""

import re
from collections.abc import Callable, Mapping

from accessibility.hearing import fold
from dialogue.catalogue import Intent
from dialogue.events import Utterance
from dialogue.flows.base import PlainFlow
from dialogue.flows.info import plain_words
from dialogue.flows.info.contacts import (
    EMERGENCY,
    OFFICIAL,
    ContactTopic,
    DoctorTopic,
    PharmacyTopic,
    ReachTopic,
    reach_again,
)
from dialogue.flows.info.days import DaysTopic
from dialogue.flows.info.hours import HoursTopic, no_such_day, said_when, say_other_weekday
from dialogue.flows.info.menus import MenuTopic
from dialogue.flows.info.running import RunningTopic
from dialogue.flows.info.topic import Topic, unknown
from dialogue.flows.info.transport import TransportTopic
from dialogue.flows.info.waste import WasteTopic
from dialogue.french.counted_days import counted_from
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT, Act, decide

GOES_ON = ("et ", "ok et ", "d accord et ", "merci et ", "oui et ", "alors et ")
"""Beginnings (folded) of a question that goes on from the last answer."""
_ABOUT_HOURS = re.compile(r"\bouvr|\bouvert|\bferm|horaire|jusqu a quelle heure")
_WHERE = re.compile(
    r"\b(?:est|sont|se trouve|se trouvent) ou (?:la|le|l|les)\b|\bou (?:est|se trouve|sont) (?:la|le|l|les)\b"
)
_TAKEN_NOTE = re.compile(
    r"\b(?:d accord|tres bien|parfait|entendu|c est note|je note|ok|bon|merci(?: beaucoup| bien)?|ca marche|alors)\b"
)
"""What one says to what one has just been told."""
_ASKS = re.compile(
    r"^et (?!demie?\b|quart\b)|\bet (?:le|la|les|pour|cet|ce|demain)\b|\best ce\b|\bquel|ouvert|ferme|\bou\b|\bmais\b"
)
_BESIDE_DAYS = frozenset("et ok d accord merci oui alors le la les a au pour c est ca du de".split())
"""Words around days that ask for nothing else."""
OTHER_REQUEST = 4
"""Words from which on "et le marché de Noël" may be another request."""
SHORT = 9
"""Words of a follow-up that begins otherwise: "jusqu'à quelle heure ?"."""

_DAYS = frozenset({"school_holidays", "public_holidays"})
"""Subjects that are days too: "et pendant les vacances ?" goes on from the hours of a service."""
FAMILIES = (
    frozenset({"menu", "allergens"}), frozenset({"waste", "green"}),
    frozenset({"hours", "phone", "address", "market", "who", "email"}),
)  # fmt: skip
"""Subjects (`about`) that share what is known: the school and the day, the service, the street."""

Make = Callable[[Talk, Answer], Topic]

TOPICS: Mapping[str, Make] = {
    "hours": lambda talk, answer: HoursTopic.of(talk, answer.texts),
    "market": lambda talk, answer: HoursTopic.of(talk, answer.texts, "marché", "week"),
    "waste": lambda talk, answer: WasteTopic.of(talk, answer.texts),
    "green": lambda talk, answer: WasteTopic.of(talk, answer.texts, "déchets verts"),
    "bulky": lambda talk, answer: WasteTopic.of(talk, answer.texts, "encombrants"),
    "glass": lambda talk, answer: WasteTopic.of(talk, answer.texts, "verre"),
    "menu": lambda talk, answer: MenuTopic.of(talk, answer.texts),
    "allergens": lambda talk, answer: MenuTopic.of(talk, answer.texts, allergens=True),
    "phone": lambda talk, answer: ReachTopic.of(talk, answer.texts, address=False),
    "address": lambda talk, answer: ReachTopic.of(talk, answer.texts, address=True),
    "who": lambda talk, answer: RunningTopic.of(talk, answer.texts, "who"),
    "price": lambda talk, answer: RunningTopic.of(talk, answer.texts, "price"),
    "email": lambda talk, answer: RunningTopic.of(talk, answer.texts, "email"),
    "official": lambda talk, answer: ContactTopic.of(talk, answer.texts, OFFICIAL),
    "emergency": lambda talk, answer: ContactTopic.of(talk, answer.texts, EMERGENCY),
    "pharmacy": lambda talk, answer: PharmacyTopic(answer.text, answer.texts),
    "doctor": lambda talk, answer: DoctorTopic(answer.text),
    "transport": lambda talk, answer: TransportTopic.of(talk, answer.texts),
    "school_holidays": lambda talk, answer: DaysTopic(answer.text, True, answer.texts),
    "public_holidays": lambda talk, answer: DaysTopic(answer.text, False, answer.texts),
}
"""For each `about` of an intent: the topic made of the request."""


class InformationFlow(PlainFlow):
    """Asks what a topic lacks, then tells it."""

    name = "information"

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._given_up = False
        self._told = False

    def next(self, talk: Talk) -> Question | None:
        """What is missing; then the fact, once."""
        if self._told:
            return None
        impossible = no_such_day(talk, self._topic.asked)
        question = None if self._given_up or impossible else self._topic.question(talk)
        if question is not None:
            return question
        self._told = True
        if self._given_up:
            unknown(talk, self._topic.asked, "info_unknown")
            return None
        if impossible:
            talk.note("no such day")
            talk.say("info_no_such_day")
        else:
            say_other_weekday(talk, self._topic.asked)
            self._topic.tell(talk)
            talk.achieve("answer")
        talk.follow_up = _follower(self._topic, talk.topic)
        return None

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        return self._topic.take(talk, question, answer)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """It stays unclear what is meant: without a house number all is told, else a call-back is offered."""
        if isinstance(self._topic, WasteTopic) and question.name == "place_number":
            self._topic.number_asked = True
            return
        self._given_up = True


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Begin from the words of the request, using all they tell."""
    talk.begin(InformationFlow(TOPICS[intent.about](talk, answer)))


def _follower(topic: Topic, of: str) -> Callable[[Talk, Answer], bool]:
    """Takes the next question when it goes on from this topic, and no other request came between."""

    def follow(talk: Talk, answer: Answer) -> bool:
        if talk.topic != of:
            return False
        if (
            fold(answer.text).startswith(GOES_ON)
            and len(answer.text.split()) <= SHORT
            and no_such_day(talk, answer.text)
        ):
            talk.note("no such day")
            talk.say("info_no_such_day")
            return True
        if isinstance(topic, HoursTopic) and _echoes(talk, topic, answer):
            talk.note("heard")
            return True
        if isinstance(topic, HoursTopic) and _WHERE.search(fold(answer.text)):
            return False  # hours say nothing of the place: a request of its own
        if isinstance(topic, MenuTopic) and _of_canteen(talk, answer):
            return True
        if isinstance(topic, WasteTopic) and _of_other_street(talk, topic, answer):
            return True
        if not _goes_on(talk, answer, of, at_length=isinstance(topic, MenuTopic)):
            return False
        following = _of_service(talk, topic, answer) or topic.again(talk, answer)
        if following is None:
            return False
        talk.note("follow-up")
        talk.begin(InformationFlow(following))
        return True

    return follow


def _echoes(talk: Talk, topic: HoursTopic, answer: Answer) -> bool:
    """ "Huit heures et demie, d'accord": what was told is said once more, and nothing is asked."""
    said = fold(answer.text)
    taken = _TAKEN_NOTE.search(said) is not None
    rest = " ".join(_TAKEN_NOTE.sub(" ", said).split())
    moment = said_when(talk, answer.texts[:1])
    if moment is None or _ASKS.search(rest) or not (taken or rest == fold(moment.words)):
        return False
    told = topic.when.day if topic.when else None
    if taken:
        return not moment.dated or told is None or moment.day == told
    return not moment.dated and moment.grain == "moment" and not rest.startswith(("a ", "vers ", "apres ", "avant "))


def _of_canteen(talk: Talk, answer: Answer) -> bool:
    """ "Et c'est combien le repas ?", "et pour les inscrire ?" after the menu: asked of the canteen, and served."""
    said = fold(answer.text)
    if not plain_words.load().of_canteen.search(said) or len(said.split()) > SHORT:
        return False
    asked = Answer(Utterance.typed(answer.text if "cantine" in said else f"{answer.text} à la cantine"))
    guess = decide(talk.understanding.request(asked.texts, talk.unwanted | {talk.topic}))
    intent = talk.catalogue.intents.get(guess.meaning.removeprefix(INTENT)) if isinstance(guess, Act) else None
    if not isinstance(guess, Act) or intent is None or intent.flow != "procedure" or talk.serve is None:
        return False
    talk.note("follow-up")
    talk.serve(talk, guess.meaning, asked)
    return True


def _of_other_street(talk: Talk, topic: WasteTopic, answer: Answer) -> bool:
    """ "Je me suis trompé, j'habite chemin des Vignes" after the days of a street: those of the other one."""
    if topic.elsewhere(talk, answer) is None or len(answer.text.split()) > SHORT + OTHER_REQUEST:
        return False
    guess = decide(talk.understanding.request(answer.texts))
    if isinstance(guess, Act) and guess.meaning not in _family(talk, talk.topic):
        intent = talk.catalogue.intents.get(guess.meaning.removeprefix(INTENT))
        if intent is None or intent.flow != "chat":
            return False
    following = topic.again(talk, answer)
    if following is not None:
        talk.note("follow-up")
        talk.begin(InformationFlow(following))
    return following is not None


def _goes_on(talk: Talk, answer: Answer, of: str, *, at_length: bool = False) -> bool:
    """ "Et demain ?" does; else a few words that are no clear request of another kind.

    `at_length`: more words do too, where they surely ask for the same kind of thing.
    """
    said = fold(answer.text)
    begins = f"{said} ".startswith(GOES_ON)
    if not begins and len(said.split()) > SHORT and not at_length:
        return False
    guess = decide(talk.understanding.request(answer.texts))
    if not begins and len(said.split()) > SHORT:
        return isinstance(guess, Act) and {guess.meaning, of} <= _family(talk, of)
    if begins and (len(said.split()) < OTHER_REQUEST or _only_days(talk, said)):
        return True
    if not isinstance(guess, Act) or {guess.meaning, of} <= _family(talk, of):
        return True
    intent = talk.catalogue.intents.get(guess.meaning.removeprefix(INTENT))
    return begins and intent is not None and intent.about in _DAYS


def _only_days(talk: Talk, said: str) -> bool:
    """ "Et dans quinze jours le samedi ?", "et la semaine d'après ?": nothing but days, whatever they may look like."""
    found = counted_from(said, None, talk.now(), talk.school_zone)
    return found is not None and not set(said.replace(fold(found.words), " ").split()) - _BESIDE_DAYS


def _family(talk: Talk, meaning: str) -> frozenset[str]:
    """The meanings between which a question goes on: "il y a des œufs ?" after the menu."""
    intents = {INTENT + code: intent for code, intent in talk.catalogue.intents.items() if intent.flow == "information"}
    own = intents[meaning].about if meaning in intents else ""
    family = next((each for each in FAMILIES if own in each), frozenset({own}))
    return frozenset(code for code, intent in intents.items() if intent.about in family) | {meaning}


def _of_service(talk: Talk, topic: Topic, answer: Answer) -> Topic | None:
    """ "et l'adresse ?" after the hours, "c'est ouvert jusqu'à quelle heure ?" after the pharmacy on duty."""
    if isinstance(topic, HoursTopic):
        return reach_again(talk, answer, topic.which, None)
    if talk.service and _ABOUT_HOURS.search(fold(answer.text)):
        hours = HoursTopic.of(talk, answer.texts)
        return hours if hours.which.service or hours.which.candidates else None
    return None
