"""What a procedure is: questions that lead to a case, and what a resident must know for that case.

One file a procedure (kb/procedures/fr). Questions branch until a case is reached; `[facts]` holds what the cases of a
procedure have in common, and a case overrides it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
Text = Annotated[str, Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Entry):
    """Where a fact comes from: a sheet of service-public.gouv.fr, or an article of law."""

    title: Text
    url: str = ""


class Recheck(_Entry):
    """A figure that may change (a price, a delay), and the day by which a person must look at it again."""

    what: Text
    by: date


class Document(_Entry):
    """One thing to bring."""

    say: Text
    """A noun phrase as it is dictated: "une photo d'identité de moins de six mois"."""
    detail: str = ""
    """One or two sentences more, said when the caller asks about this item."""


class Option(_Entry):
    """One answer to a question, and where it leads."""

    next: Code
    """A question or a case."""
    label: str = ""
    """Of a choice: as it is named to the caller."""
    words: tuple[str, ...] = ()
    """Expressions that amount to this answer, also when they come with the request itself ("ma fille", "perdu")."""
    doubt: tuple[str, ...] = ()
    """Words after which this answer, if nobody gave it to the question itself, is not sure: the question is asked."""
    below: int | None = None
    """Of an age: this option up to, but without, so many years; the last option has none."""
    within_days: int | None = None
    """Of a date: this option when the date is past or at most so many days away; the last option has no bound."""
    town: bool = False
    """Of a choice about where somebody was born: this option when a place is named that is among no option's words."""
    up_to: int | None = Field(default=None, ge=0)
    """Of a question that `counts`: this option up to so many, the last included; one option has none, for more."""
    before: date | None = None
    """Of a date, in place of `within_days`: this option when the date is before this day, whatever today is."""


class ProcedureQuestion(_Entry):
    """A question of the tree. Of `yes_no`: first option yes, second no."""

    kind: Literal["choice", "yes_no", "age", "date"]
    ask: Text
    retry: str = ""
    """Said when the answer was not understood; empty: the options are named again, with their keys."""
    options: tuple[Option, ...] = Field(min_length=2, max_length=5)
    lasts: int | None = Field(default=None, ge=1)
    """Of a date on which something ends: for so many years it is made, so that "faite en 2013" tells the end too."""
    counts: Literal["", "surface", "total_surface", "days_ago", "months_ago"] = ""
    """A quantity in the caller's words that decides: square metres of the work or of the house after it, days since,
    months of the calendar since (0 in the same month)."""
    unasked: str = ""
    """Where it goes on when nothing that was said answers it: then it is not asked. For what is rare and excludes."""
    unknown: str = ""
    """Where "je ne sais pas" leads; empty: the question is asked in other words, then a person is offered."""


class Facts(_Entry):
    """What must be known about a case. Each text is one or two plain sentences for the ear."""

    documents: tuple[Code, ...] | None = None
    """Codes of [document]. An empty list: nothing to bring."""
    cost: str = ""
    delay: str = ""
    where: str = ""
    who: str = ""
    """Who must come."""
    validity: str = ""
    """How long what one gets is valid; empty when nothing is issued."""
    advice: tuple[str, ...] = ()
    """What else matters, said last."""
    appointment: str | None = None
    """Kind of appointment that can be booked at once; empty: none is needed."""
    sources: tuple[Source, ...] = ()
    checked: date | None = None
    """When a person last compared this with its sources."""
    recheck: tuple[Recheck, ...] = ()


class Case(Facts):
    """A leaf: who is in this case, and whether what they want is possible."""

    label: Text
    """A noun phrase: "le renouvellement de la carte d'identité d'un adulte"."""
    possible: bool = True
    verdict: Text
    """Said first: "Vous pouvez ..." or "Vous ne pouvez pas ..., parce que ..."."""


class Procedure(_Entry):
    """One procedure: what it is called, how people ask for it, the tree."""

    label: Text
    """Completes "Vous appelez pour": "une carte d'identité"."""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = Field(min_length=3)
    surely: tuple[str, ...] = ()
    """Expressions that always mean it, as in dialogue/intents: "…" lets a few words pass, "*" ends the word."""
    surely_together: tuple[tuple[str, ...], ...] = ()
    """Names of `groups`, of which one expression each always means it, in any order."""
    groups: dict[str, tuple[str, ...]] = {}
    never: tuple[str, ...] = ()
    """Expressions with which it is never meant."""
    opening: str = ""
    """Said before anything else: a word of condolence."""
    start: Code
    stops: str = ""
    """The question or the case for who wants this stopped; empty: a person is offered. The start: it is as any wish."""
    facts: Facts = Facts()
    document: dict[Code, Document] = {}
    question: dict[Code, ProcedureQuestion] = {}
    case: dict[Code, Case] = Field(min_length=1)

    def facts_of(self, code: str) -> Case:
        """The case with what it leaves out taken from [facts]. KeyError for an unknown case."""
        case = self.case[code]
        common = {name: getattr(self.facts, name) for name in Facts.model_fields if name not in case.model_fields_set}
        return case.model_copy(update=common)
