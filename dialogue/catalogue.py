"""The data an agent edits: incident kinds, intents and dangers, checked when loaded."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from dialogue import danger_words
from kb.procedures import loader
from kb.procedures.loader import ProcedureError
from kb.procedures.model import Procedure

HERE = Path(__file__).parent

UrgencyLevel = Literal["immediate", "haute", "normale", "basse"]
LEVELS: tuple[UrgencyLevel, ...] = ("basse", "normale", "haute", "immediate")
"""From the least to the most urgent."""


class CatalogueError(Exception):
    """A data file cannot be used. One sentence naming file, key and what is allowed."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Detail(_Entry):
    """A yes/no question about an incident, and what the answer does to its urgency."""

    code: str
    ask: str
    yes: UrgencyLevel | None = None
    no: UrgencyLevel | None = None
    yes_words: tuple[str, ...] = ()
    """Said instead of "oui": "des insultes"; after "pas" or "sans" they are a no."""
    no_words: tuple[str, ...] = ()
    """Said instead of "non": "de simples gribouillis"."""
    danger: str = ""


class _Meant(_Entry):
    """What words may mean, and which always or never do."""

    keywords: tuple[str, ...] = ()
    surely: tuple[str, ...] = ()
    """Expressions that always mean this, in any sentence: "…" lets a few words pass, "*" ends the word."""
    surely_together: tuple[tuple[str, ...], ...] = ()
    """Groups of which one expression each, in any order, always means this: names of `groups`."""
    groups: dict[str, tuple[str, ...]] = {}
    never: tuple[str, ...] = ()
    """Expressions with which this is never meant: "le docteur est passé" asks for no doctor."""
    only_with: tuple[str, ...] = ()
    """Without one of these it is never meant; empty: with any words."""

    @model_validator(mode="after")
    def _names_its_groups(self) -> Self:
        for name in (name for names in self.surely_together for name in names):
            if name not in self.groups:
                raise ValueError(f"surely_together names {name}, which groups does not have")
        return self


class IncidentKind(_Meant):
    """Something residents report."""

    label: str
    service: str
    urgency: UrgencyLevel
    radius_m: int = Field(default=250, ge=1, le=5000)
    """Metres within which another report of this kind may be the same one: FixMyStreet's 250 unless told."""
    examples: tuple[str, ...] = Field(min_length=1)
    questions: tuple[Detail, ...] = ()


class Urgency(_Entry):
    """A level of urgency and what is said of it."""

    label: str
    said: str


FlowName = Literal[
    "incident",
    "agent",
    "not_yet",
    "procedure",
    "appointment",
    "information",
    "events",
    "taking_part",
    "followup",
    "chat",
    "advice",
    "which",
]
"""Who takes care of an intent: dialogue/flows/registry.py."""


WHICH = 3
"""Requests of one name among which the flow "which" asks: so many its sentence names."""


class Intent(_Meant):
    """Something residents ask, other than an incident."""

    label: str
    flow: FlowName
    about: str = ""
    """What the flow is to do: one flow serves several intents."""
    denies_incidents: bool = False
    """What is always this is no report, however clear one seems: "le lampadaire n'est plus en panne"."""

    examples: tuple[str, ...] = Field(min_length=1)


def _alternatives(text: str) -> str:
    if not all(any(char.isalnum() for char in part) for part in text.split("|")):
        raise ValueError(f'{text!r} must be words parted by |, such as "fil|fils"')
    if "@" in text:
        raise ValueError(f"{text!r} names a group that danger_words.toml does not have")
    return text


WordAlternatives = Annotated[str, AfterValidator(_alternatives)]


class Danger(_Entry):
    """A situation in which the emergency number comes first."""

    label: str
    phrases: tuple[str, ...] = Field(min_length=1)
    alone: tuple[str, ...] = ()
    together: tuple[tuple[WordAlternatives, ...], ...] = ()
    """One word of each set near each other, in any order; a set is written "fil|fils|câble"."""
    in_order: tuple[tuple[WordAlternatives, ...], ...] = ()
    """The same, in the order of the sets."""
    far: tuple[tuple[WordAlternatives, ...], ...] = ()
    """As `together`, however far apart: "l'arbre est tombé sur la voiture, rue Pasteur, il y a quelqu'un dedans"."""
    ask: tuple[tuple[WordAlternatives, ...], ...] = ()
    """As `together`, but only reason enough to ask whether there is a danger."""
    ask_always: tuple[tuple[WordAlternatives, ...], ...] = ()
    """The same, and it is asked however surely something ordinary was understood besides."""
    figure: tuple[tuple[WordAlternatives, ...], ...] = ()
    """As `together`; where they meet, the words of the first set do not count: "attaque" near "journal"."""
    doubtful: tuple[tuple[WordAlternatives, ...], ...] = ()
    """The same, but what they would tell is asked about: "vivre" near "ici"."""
    lasting: bool = False
    """What was so last year may well be so today."""
    not_: tuple[str, ...] = Field(default=(), alias="not")
    said: str
    end: str = ""
    """The last words to who wants no person now; empty: the usual ones."""
    kind: str = ""


class DangerWords(_Entry):
    """What all dangers have in common."""

    group: dict[str, str] = {}
    harmless: tuple[str, ...] = ()
    """Expressions that never tell of a danger."""
    figure: tuple[tuple[WordAlternatives, ...], ...] = ()
    """`figure` of every danger."""
    past: str = ""
    """Words, parted by |, that tell of another time: no rule counts then, a phrase does."""
    over: str = ""
    """Words, parted by |, that say expressly that all ended well: what was told before them is only asked about."""
    now: str = ""
    """Words, parted by |, after which the present is told: what follows counts though all ended well."""
    withdrawn: tuple[str, ...] = ()
    """What says, after the instructions, that there is no danger."""
    misheard: tuple[tuple[WordAlternatives, ...], ...] = ()
    """Rules as `together`: what says, later too, that something else was meant."""
    contradicted: tuple[str, ...] = ()
    """What says the same with a clear request."""


class Catalogue(_Entry):
    """All of it."""

    kinds: dict[str, IncidentKind]
    urgency: dict[UrgencyLevel, Urgency]
    services: dict[str, str]
    intents: dict[str, Intent]
    dangers: dict[str, Danger]
    danger_words: DangerWords = DangerWords()
    danger_examples: dict[str, tuple[str, ...]] = {}
    """What people in danger say, by code; "none": what is near to it and is none."""
    procedures: dict[str, Procedure] = {}
    """Each is an intent too, of the same code."""
    heard: dict[str, tuple[str, ...]] = {}
    """More sentences of kinds and intents, by code: as callers said them, and as recognition wrote them."""
    nothing: tuple[str, ...] = ()
    """What was heard and asked for nothing."""


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{file} cannot be read: {error}.") from error


@lru_cache(maxsize=4)
def load(folder: Path = HERE, procedures: tuple[Path, ...] = (loader.PACKAGED,)) -> Catalogue:
    """Read incidents.toml, danger.toml and the intents of `folder`, and `procedures`. Raises CatalogueError."""
    incidents = _read(folder / "incidents.toml")
    spoken = _read(folder / "danger_words.toml")
    known = _procedures(procedures)
    intents = _intents(folder / "intents")
    for code in sorted(intents.keys() & known.keys()):
        raise CatalogueError(f"Procedure {code} is an intent too, in {folder / 'intents'}; give one another code.")
    try:
        catalogue = Catalogue(
            kinds=incidents.get("kind", {}),
            urgency=incidents.get("urgency", {}),
            services=incidents.get("service", {}),
            intents=intents | {code: _intent_of(code, procedure) for code, procedure in known.items()},
            dangers=danger_words.spelled_out(_read(folder / "danger.toml"), spoken.get("group", {})),
            danger_words=DangerWords(**spoken),
            danger_examples=_read(folder / "danger_examples.toml"),
            procedures=known,
            **_heard(folder / "examples.toml"),
        )
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"In the data files of {folder}, {key}: {first['msg']}.") from error
    _check_references(catalogue, folder)
    return catalogue


def _heard(file: Path) -> dict[str, Any]:
    """The sentences that callers were heard to say, which agents add to."""
    tables = _read(file)
    sentences: dict[str, list[str]] = {}
    for name in ("said", "heard"):
        for code, texts in tables.get(name, {}).items():
            sentences.setdefault(code, []).extend(texts)
    return {"heard": sentences, "nothing": tables.get("nothing", {}).get("heard", ())}


def spoken_examples(folder: Path = HERE) -> list[str]:
    """The sentences of examples.toml as they were said. Raises CatalogueError."""
    return [text for texts in _read(folder / "examples.toml").get("said", {}).values() for text in texts]


def _procedures(folders: tuple[Path, ...]) -> dict[str, Procedure]:
    try:
        return loader.load(folders)
    except ProcedureError as error:
        raise CatalogueError(str(error)) from error


def _intent_of(code: str, procedure: Procedure) -> Intent:
    """How a procedure is asked for."""
    return Intent(
        label=procedure.label,
        flow="procedure",
        about=code,
        keywords=procedure.keywords,
        surely=procedure.surely,
        surely_together=procedure.surely_together,
        groups=procedure.groups,
        never=procedure.never,
        examples=procedure.examples,
    )


def _intents(folder: Path) -> dict[str, Any]:
    """The intents of all files of a folder; no code may be there twice."""
    intents: dict[str, Any] = {}
    for file in sorted(folder.glob("*.toml")):
        found = _read(file).get("intent", {})
        for code in found:
            if code in intents:
                raise CatalogueError(f"{file}: intent {code} is in another file too; give it another code.")
        intents |= found
    return intents


def _check_references(catalogue: Catalogue, folder: Path) -> None:
    for level in LEVELS:
        if level not in catalogue.urgency:
            raise CatalogueError(f"{folder / 'incidents.toml'}: table [urgency.{level}] is missing.")
    for code, kind in catalogue.kinds.items():
        if kind.service not in catalogue.services:
            known = ", ".join(catalogue.services)
            raise CatalogueError(
                f"{folder / 'incidents.toml'}: kind.{code}.service is {kind.service!r}; choose one of {known}."
            )
    for code, intent in catalogue.intents.items():
        named = intent.about.split() if intent.flow == "which" else []
        if intent.flow == "which" and (len(named) != WHICH or not set(named) <= catalogue.intents.keys()):
            raise CatalogueError(
                f"{folder / 'intents'}: intent.{code}.about is {intent.about!r}; write the codes of {WHICH} intents."
            )
    for code in catalogue.heard.keys() - catalogue.kinds.keys() - catalogue.intents.keys():
        raise CatalogueError(f"{folder / 'examples.toml'}: {code} is no kind of incident, intent or procedure.")
    _check_dangers(catalogue, folder)


def _check_dangers(catalogue: Catalogue, folder: Path) -> None:
    for code, kind in catalogue.kinds.items():
        for detail in kind.questions:
            if detail.danger and detail.danger not in catalogue.dangers:
                raise CatalogueError(
                    f"{folder / 'incidents.toml'}: kind.{code} names danger {detail.danger!r}, "
                    "which danger.toml does not have."
                )
    for code, danger in catalogue.dangers.items():
        if danger.kind and danger.kind not in catalogue.kinds:
            raise CatalogueError(f"{folder / 'danger.toml'}: {code}.kind is {danger.kind!r}, an unknown kind.")
