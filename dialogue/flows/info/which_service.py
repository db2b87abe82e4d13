"""Which service is meant: named in the request, spoken of before, or asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from accessibility.hearing import fold
from dialogue.flows.base import YES
from dialogue.flows.info.plain_words import load
from dialogue.flows.info.service_words import kind_by_pursuit
from dialogue.questions import EXPECT_CHOICE, Answer, Question
from dialogue.talk import Talk
from kb.finding import without_article
from kb.services import Service

TOWN_HALL = "mairie"
"""Kind of the service that "vous" means: "vous êtes ouverts le samedi ?"."""
_YOU = frozenset({"vous", "votre", "vos"})
_POLITE = ("s il vous plait", "est ce que vous savez", "pouvez vous", "pourriez vous", "vous pouvez", "dites vous")
_WISH_TO_KNOW = re.compile(
    r"\b(?:je (?:voudrais|voulais|veux|souhaite|souhaitais|souhaiterais)|j'aimerais|j aimerais) "
    r"(?:bien |juste |simplement |aussi )?savoir\b",
    re.IGNORECASE,
)
"""No part of a name, however it sounds: "voudrais savoir" is no "voirie"."""
MOST_OFFERED = 3
_LAST_RESORT = 3


@dataclass
class WhichService:
    """The service asked about, as far as it is known."""

    kind: str = ""
    """Only services of this kind; empty: any."""
    service: Service | None = None
    candidates: tuple[Service, ...] = field(default=())
    given_up: bool = False

    def hear(self, talk: Talk, texts: Sequence[str]) -> bool:
        """Take the service named in what was said, by what one does there too. False when none is."""
        said = named_in(talk, texts, self.kind)
        if not said:
            return False
        self.service, self.candidates = (said[0], ()) if len(said) == 1 else (None, tuple(said[:MOST_OFFERED]))
        if self.service:
            talk.note(f"service={self.service.key}")
        return True

    def assume(self, talk: Talk, texts: Sequence[str]) -> None:
        """No service was named: "vous" is the town hall, else it is the one spoken of before."""
        if self.service is not None or self.candidates:
            return
        halls = talk.store.services.all(TOWN_HALL)
        if halls and self.means_town_hall(texts):
            self.service = halls[0]
        elif talk.service:
            self.service = next((each for each in talk.store.services.all() if each.key == talk.service), None)
        elif (
            halls
            and texts
            and any(each.search(fold(texts[0])) for each in (load().town_hall_when, load().town_hall_come))
        ):  # "je peux passer à midi et quart ?"
            self.service = halls[0]

    def means_town_hall(self, texts: Sequence[str]) -> bool:
        """Whether "vous" is said of who answers the telephone, not out of politeness."""
        said = f" {fold(texts[0])} " if texts else ""
        for phrase in _POLITE:
            said = said.replace(f" {phrase} ", " ")
        return bool(_YOU.intersection(said.split()))

    def question(self) -> Question | None:
        """Which one, when it is not known."""
        if self.service is not None or self.given_up:
            return None
        if self.candidates:
            names = dict(zip(("first", "second", "third"), (each.name for each in self.candidates), strict=False))
            wording = "choose_service" if len(self.candidates) == 2 else "choose_service_three"
            return Question("service_choice", wording, names, EXPECT_CHOICE, f"{wording}_retry", _LAST_RESORT)
        return Question("service", "ask_service", retry="ask_service_retry", settle_after=_LAST_RESORT)

    def take(self, talk: Talk, answer: Answer) -> bool:
        """Use the answer to the question. False: not understood."""
        if self.candidates:
            option = answer.option(tuple(each.name for each in self.candidates))
            if option is not None:
                self.service, self.candidates = self.candidates[option], ()
                talk.note(f"service={self.service.key}")
                return True
            if answer == YES or answer.yes_no() is False:
                self.candidates = ()
                return True
        return self.hear(talk, answer.texts)


def named_in(talk: Talk, texts: Sequence[str], kind: str = "") -> list[Service]:
    """The services named, of a kind or of any; else those where one does what was said: "on peut nager ?"."""
    said = talk.store.services.said([_WISH_TO_KNOW.sub(" ", text) for text in texts], kind)
    pursued = kind_by_pursuit(texts) if not said else ""
    return talk.store.services.all(pursued) if pursued and kind in ("", pursued) else said


def service_named(talk: Talk, said: str) -> str:
    """The name (folded, the longest) by which folded words name a service to the letter; empty when they do not."""
    names = (name for each in talk.store.services.all() for name in (without_article(each.name), *each.aliases))
    return max((name for name in map(fold, names) if f" {name} " in f" {said} "), key=len, default="")


def articled(first: str, name: str) -> str:
    """ "de" before a name with its article: "du marché", "des services techniques", "de la mairie"."""
    if name.startswith("le "):
        return f"{first} du {name[3:]}"
    if name.startswith("les "):
        return f"{first} des {name[4:]}"
    return f"{first} de {name}"


def at_place(name: str) -> str:
    """ "à" before a name with its article: "au marché", "aux services techniques", "à la mairie"."""
    if name.startswith("le "):
        return f"au {name[3:]}"
    if name.startswith("les "):
        return f"aux {name[4:]}"
    return f"à {name}"


@dataclass
class ServiceTopic:
    """What is asked of one service."""

    asked: str
    which: WhichService = field(default_factory=WhichService)
    elsewhere: bool = False
    """Of something that is no service of the town: nothing is asked back."""

    def question(self, talk: Talk) -> Question | None:
        """Which service."""
        return None if self.elsewhere else self.which.question()

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The service."""
        return self.which.take(talk, answer)
