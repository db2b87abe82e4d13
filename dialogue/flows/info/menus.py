"""What is served at the school canteens, and what allergens are in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from accessibility.hearing import fold
from dialogue.flows.info.hours import said_when
from dialogue.flows.info.saying import list_of
from dialogue.flows.info.topic import outdated, unknown
from dialogue.flows.info.which_service import MOST_OFFERED, WhichService
from dialogue.french.dates import When, say_day
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from kb.calendars import public_holiday_at, school_holiday_at
from kb.clock import PARIS
from kb.menus import Menu

SCHOOL = "école"
TWO = 2
"""Names worth choosing from."""
LUNCH_IS_OVER = time(14)
DISHES_IN_A_SENTENCE = 3
"""Of a menu too long for one sentence."""
WORDS_IN_A_SENTENCE = 17
"""Of the day and the dishes: with "au menu" the sentence stays within what is easily heard."""
LOOK_AHEAD_DAYS = 10
_WEDNESDAY, _SATURDAY = 2, 5
_DISHES = re.compile(
    r"\bmang\w+ quoi\b|\bquoi\b.*\b(?:mang|menu|cantine)|\bquoi\b.*\bmanger\b"
    r"|\bqu est ce qu\w*\b.*\b(?:mang\w+|cantine|menu)\b"
    r"|\bquels? (?:est |sont )?(?:les? )?(?:menus?|plats?|repas)\b|\ble menu (?:de|du)\b"
)
"""What is served is asked for too: "il mange quoi jeudi, il est allergique au lait"."""
# How allergens are asked for, and how the regulation names them (EU 1169/2011, annex II).
_ALLERGENS = {
    "arachides": r"arachides?|cacahuetes?",
    "gluten": r"gluten|ble\b",
    "lait": r"\blait\b|lactose|laitages?",
    "œufs": r"\boeufs?\b",
    "poisson": r"\bpoissons?\b",
    "crustacés": r"crustaces?|crevettes?",
    "soja": r"soja",
    "fruits à coque": r"fruits? a coques?|\bnoix\b|noisettes?|amandes?",
    "céleri": r"celeri",
    "moutarde": r"moutarde",
    "sésame": r"sesame",
    "sulfites": r"sulfites?",
    "lupin": r"\blupin\b",
    "mollusques": r"mollusques?|moules?\b",
}


@dataclass
class MenuTopic:
    """The menu of a day."""

    asked: str
    which: WhichService = field(default_factory=lambda: WhichService(SCHOOL))
    when: When | None = None
    allergens: bool = False
    named: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    """Allergens asked about before: they are told with the menu of another day."""
    helped: bool = False
    """The names of the schools were said."""

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str], *, allergens: bool = False) -> "MenuTopic":
        """From the words of the request."""
        topic = cls(texts[0] if texts else "", when=said_when(talk, texts))
        topic.allergens, topic.named = allergens, allergens_in(texts)
        if topic.named and _DISHES.search(fold(texts[0])):
            topic.allergens, topic.watched = False, topic.named
        if not topic.which.hear(talk, texts):  # the school of the menu told last, whatever was asked in between
            schools = talk.store.services.all(SCHOOL)
            topic.which.service = next((each for each in schools if each.key == talk.service), None)
        return topic

    def question(self, talk: Talk) -> Question | None:
        """The school, when schools are served different menus that day."""
        if len({each.dishes for each in talk.store.menus.on(self._day(talk))}) < 2:
            return None
        asked = self.which.question()
        if asked is not None and asked.name == "service":
            return replace(asked, wording="ask_school", retry="ask_school_retry")
        return asked

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The school; to who does not know its name, the names are said, once."""
        if self.which.take(talk, answer):
            return True
        schools = tuple(talk.store.services.all(SCHOOL))[:MOST_OFFERED]
        if self.which.candidates or self.helped or len(schools) < TWO or not answer.texts:
            return False
        self.which.candidates, self.helped = schools, True
        return True

    def again(self, talk: Talk, answer: Answer) -> "MenuTopic | None":
        """ "et demain ?", "il y a des œufs ?", "et à l'école Louise Michel ?"."""
        which = WhichService(SCHOOL, self.which.service)
        heard, named = which.hear(talk, answer.texts), allergens_in(answer.texts)
        when = said_when(talk, answer.texts, self.when)
        allergens = bool(named) or "allerg" in fold(answer.text)
        if not heard and when is None and not allergens:
            return None
        all_again = self.allergens and not self.named  # "quels allergènes demain ? et après-demain ?"
        watched = named or self.watched or self.named
        return MenuTopic(answer.text, which, when or self.when, allergens or all_again, named, watched)

    def tell(self, talk: Talk) -> None:
        """The dishes, or whether an allergen is in them."""
        day = self._day(talk)
        said = say_day(day, talk.now().astimezone(PARIS).date())
        school = self.which.service.key if self.which.service else ""
        menus = talk.store.menus.on(day, school)
        if not menus:
            self._nothing(talk, day, said)
            return
        menu = menus[0]
        talk.service = school or talk.service
        outdated(talk, self.asked, menu.provenance)
        if self.allergens:
            self._tell_allergens(talk, menu, said, self.named)
            return
        dishes = menu.dishes
        whole = list_of(dishes)
        if len(f"{said} {whole}".split()) <= WORDS_IN_A_SENTENCE:
            talk.say("menu", day=said, fact=whole)
        else:
            talk.say("menu", day=said, fact=list_of(dishes[:DISHES_IN_A_SENTENCE]))
            if len(dishes) > DISHES_IN_A_SENTENCE:
                talk.say("menu_then", fact=list_of(dishes[DISHES_IN_A_SENTENCE:]))
        if self.watched:
            self._tell_allergens(talk, menu, said, self.watched)

    def _nothing(self, talk: Talk, day: date, said: str) -> None:
        if public_holiday_at(day) or day.weekday() >= _SATURDAY:
            talk.say("menu_no_school", day=said)
        elif school_holiday_at(day, talk.school_zone):
            talk.say("menu_holidays", day=said)
        elif day.weekday() == _WEDNESDAY:
            talk.say("menu_wednesday", day=said)
        else:
            unknown(talk, self.asked, "menu_unknown", day=said)

    def _tell_allergens(self, talk: Talk, menu: Menu, said: str, named: tuple[str, ...]) -> None:
        if menu.allergens is None:
            talk.say("allergens_unknown", day=said)
        elif not named:
            key = "allergens" if menu.allergens else "allergens_none"
            talk.sentences.extend(
                talk.wording.fill(
                    key, {"day": said, "fact": list_of(menu.allergens)} if menu.allergens else {"day": said}
                )
            )
        else:
            held = [each for each in named if each in menu.allergens]
            talk.say("allergen_yes" if held else "allergen_no", day=said, fact=list_of(held or named))
        talk.say("allergens_check")

    def _day(self, talk: Talk) -> date:
        """The day asked about; else today until lunch is over, else the next day with a menu."""
        if self.when is not None:
            return self.when.day
        now = talk.now().astimezone(PARIS)
        first = now.date() + timedelta(days=now.time() >= LUNCH_IS_OVER)
        days = [first + timedelta(days=number) for number in range(LOOK_AHEAD_DAYS)]
        return next((day for day in days if talk.store.menus.on(day)), first)


def allergens_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The allergens named in the best reading with one."""
    for text in texts:
        said = fold(text)
        found = tuple(name for name, pattern in _ALLERGENS.items() if re.search(pattern, said))
        if found:
            return found
    return ()
