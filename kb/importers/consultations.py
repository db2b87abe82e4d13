"""Projects, works and consultations from a TOML file (docs/followup.md shows one).

The file is the whole list: what is no longer in it leaves, except a consultation that has answers.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from kb.consultations import Kind, QuestionKind
from kb.database import Row
from kb.importers.reading import FileRefusedError, Progress, Refused, Summary
from kb.importers.toml_text import line_of, read_toml
from kb.importers.writing import synchronise
from kb.store import Store

DEMO_CONSULTATIONS = "demo_consultations"
"""Meta key: set while the store holds the invented commune's list."""
MOST_OPTIONS = 3
"""More cannot be kept in mind on the telephone."""
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_MESSAGES = {"missing": "is missing", "extra_forbidden": "is unknown here"}


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty; write what is to be said")
    return " ".join(text.split())


Said = Annotated[str, AfterValidator(_said)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Question(_Entry):
    code: str
    ask: Said
    kind: QuestionKind
    options: tuple[Said, ...] = ()
    low: str = ""
    high: str = ""

    @model_validator(mode="after")
    def _fits(self) -> "_Question":
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"code {self.code!r} must be small letters, digits and _")
        if self.kind == "choice" and not 2 <= len(set(self.options)) == len(self.options) <= MOST_OPTIONS:
            raise ValueError(f"a choice has 2 or {MOST_OPTIONS} different options")
        if self.kind != "choice" and self.options:
            raise ValueError("only a choice has options")
        if (self.kind == "scale") != bool(self.low and self.high):
            raise ValueError("a scale, and nothing else, has low and high: what 1 and 5 mean")
        return self


class _Consultation(_Entry):
    kind: Kind
    title: Said
    place: str = ""
    aliases: tuple[str, ...] = ()
    description: Said
    from_: date = Field(alias="from")
    to: date
    source: Said
    checked: date
    questions: tuple[_Question, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> "_Consultation":
        if self.to < self.from_:
            raise ValueError(f"it ends ({self.to}) before it begins ({self.from_})")
        twice = [code for code, count in Counter(each.code for each in self.questions).items() if count > 1]
        if twice:
            raise ValueError(f"question {twice[0]} is there twice")
        if (self.kind == "consultation") != bool(self.questions):
            raise ValueError("a consultation, and nothing else, has questions")
        return self


def import_consultations(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the list up to date with a file, in one transaction; `progress(done, total)` counts entries.

    FileRefusedError for a file that is no TOML, is of another shape or has no good entry; an entry with a mistake is
    refused by its line, and the one stored before stays. StoreError when nothing could be stored.
    """
    text, tables = read_toml(path)
    entries = _entries(tables, path, text)
    wanted: dict[str, Row] = {}
    refused: list[Refused] = []
    for code, entry in entries.items():
        mistake = _mistake(code, entry)
        if mistake:
            refused.append(Refused(path, _line_of(text, code, mistake[0]), f"consultation.{code}: {mistake[1]}"))
        else:
            wanted[code] = _record(_Consultation.model_validate(entry))
    if progress:
        progress(len(entries), len(entries))
    if not wanted:
        reasons = "; ".join(str(each) for each in refused) or "it has no table [consultation.CODE]"
        raise FileRefusedError(f"{path} has no entry that can be imported: {reasons}.")
    with store.database.transaction():
        store.database.set_meta(DEMO_CONSULTATIONS, "")
        known = store.database.rows("SELECT * FROM consultations")
        answered = "SELECT DISTINCT key, questions FROM consultations JOIN consultation_totals ON consultation_id = id"
        asked = {str(row["key"]): str(row["questions"]) for row in store.database.rows(answered)}
        for code in [code for code in wanted if code in asked and wanted[code]["questions"] != asked[code]]:
            reason = "it has answers, so its questions stay as they are; give new questions a new code"
            refused.append(Refused(path, line_of(text, f"consultation.{code}"), f"consultation.{code}: {reason}"))
            del wanted[code]
        spared = {*asked, *entries}
        counts = synchronise(store.database, "consultations", known, wanted, frozenset(spared))
    return Summary(counts.new, counts.changed, counts.same, counts.gone, tuple(refused), kept=counts.kept)


def load_demo_consultations(store: Store, path: Path) -> None:
    """Load the invented commune's list, unless a town gave its own."""
    with store.database.transaction():
        if store.database.meta(DEMO_CONSULTATIONS) or not store.database.row("SELECT 1 FROM consultations"):
            import_consultations(store, path)
            store.database.set_meta(DEMO_CONSULTATIONS, "1")


def forget_demo_consultations(store: Store) -> None:
    """The invented commune's list leaves: no town is to tell of works that nobody does."""
    with store.database.transaction():
        if store.database.meta(DEMO_CONSULTATIONS):
            store.database.run("DELETE FROM consultations")
            store.database.set_meta(DEMO_CONSULTATIONS, "")


def _entries(tables: dict[str, Any], path: Path, text: str) -> dict[str, Any]:
    entries = tables.get("consultation", {})
    other = sorted(tables.keys() - {"consultation"})
    if other or not isinstance(entries, dict):
        what = other[0] if other else "consultation"
        raise FileRefusedError(
            f"{path}, line {line_of(text, what)}: {what} is unknown here; write tables [consultation.CODE]."
        )
    return entries


Where = tuple[str | int, ...]
"""The keys that lead to a mistake, from the table on."""


def _mistake(code: str, entry: Any) -> tuple[Where, str] | None:
    if not _CODE.fullmatch(code):
        return (), "a code has small letters, digits and _ only"
    try:
        _Consultation.model_validate(entry)
    except ValidationError as error:
        return error.errors()[0]["loc"], "; ".join(_told(error))
    return None


def _line_of(text: str, code: str, where: Where) -> int:
    """The line of a mistake: of its key, of the question it is in, or of the table."""
    table, (first, place, key) = f"consultation.{code}", (*where, "", "", "")[:3]
    if first == "questions" and isinstance(place, int):
        line = line_of(text, f"{table}.questions", str(key), place)
        return line if line > 1 else line_of(text, table)
    return line_of(text, table, str(first))


def _told(error: ValidationError) -> Iterator[str]:
    for each in error.errors():
        key = ".".join(str(part) for part in each["loc"])
        message = _MESSAGES.get(each["type"], each["msg"].removeprefix("Value error, "))
        yield f"{key}: {message}" if key else message


def _record(entry: _Consultation) -> Row:
    questions = [question.model_dump() for question in entry.questions]
    return {
        "kind": entry.kind,
        "title": entry.title,
        "place": entry.place,
        "aliases": "|".join(alias.strip() for alias in entry.aliases if alias.strip()),
        "description": entry.description,
        "starts": entry.from_.isoformat(),
        "ends": entry.to.isoformat(),
        "questions": json.dumps(questions, ensure_ascii=False),
        "source": entry.source,
        "checked": entry.checked.isoformat(),
    }
