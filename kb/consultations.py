"""Projects, works and consultations under way, and what residents answer.

What is kept of an answer, so that it is anonymous to agents: one total for each question and answer, never a
record of a person; open words are kept each by themselves, in alphabetical order. So that nobody answers twice or is
asked twice, a keyed hash (HMAC-SHA-256) of the telephone number or ticket is kept, without a date and without the
answers. Its key is a random number in the same database: whoever has the whole file can find out *that* a number took
part (never *what* it answered) until `forget_participants` deletes hashes and key after the end. The participation
ticket is random and tied to nothing but its consultation. What was said in the call itself is another matter:
the caller of these functions must keep answers out of the call's transcript (Talk.private).
"""

import hmac
import json
import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kb.database import Database, Row
from kb.tickets import free_ticket

Kind = Literal["projet", "travaux", "consultation"]
QuestionKind = Literal["yes_no", "choice", "scale", "words"]
ANSWERED = "répondu"
REFUSED = "refusé"
PROPOSED = "proposé"
"""Proposed, and neither answered nor refused: who hung up, or asked for something else, is not asked again."""
YES, NO = "oui", "non"
SCALE = ("1", "2", "3", "4", "5")
SKIPPED = "sans réponse"
"""A question that the caller left out."""


class ConsultationOverError(Exception):
    """The consultation is not open, or this token has answered it."""


@dataclass(frozen=True)
class ConsultationQuestion:
    """One question. `options`: what a choice may be answered with; `low` and `high`: the ends of a scale."""

    code: str
    ask: str
    kind: QuestionKind
    options: tuple[str, ...] = ()
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Consultation:
    """Something the town does and tells of; with questions, residents may answer them while it is open."""

    id: int
    key: str
    kind: Kind
    title: str
    """A noun phrase with its article: "les travaux de la rue Pasteur"."""
    place: str
    aliases: tuple[str, ...]
    description: str
    starts: date
    ends: date
    questions: tuple[ConsultationQuestion, ...]
    source: str
    checked: date

    def open_on(self, day: date) -> bool:
        """Whether it is under way, both days included."""
        return self.starts <= day <= self.ends

    def answerable_on(self, day: date) -> bool:
        """Whether residents may answer it that day."""
        return bool(self.questions) and self.open_on(day)


@dataclass(frozen=True)
class Total:
    """How often a question was answered so."""

    question: str
    answer: str
    count: int


class Consultations:
    """The consultations of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Consultation]:
        """Every one, those that began last first."""
        return [_consultation(row) for row in self._db.rows("SELECT * FROM consultations ORDER BY starts DESC, key")]

    def under_way(self, day: date) -> list[Consultation]:
        """Those that go on at a day, consultations first, then the one that ends first."""
        going = [each for each in self.all() if each.open_on(day)]
        return sorted(going, key=lambda each: (not each.questions, each.ends, each.key))

    def get(self, key: str) -> Consultation | None:
        """One by its code."""
        row = self._db.row("SELECT * FROM consultations WHERE key = ?", [key])
        return _consultation(row) if row else None

    # ------------------------------------------------------------------ who took part

    def state_of(self, consultation_id: int, token: str) -> str:
        """ANSWERED, REFUSED or PROPOSED for a telephone number or ticket; empty when it is none of them."""
        digest = self._digest(consultation_id, token)
        sql = "SELECT state FROM consultation_participants WHERE consultation_id = ? AND token = ?"
        row = self._db.row(sql, [consultation_id, digest]) if digest else None
        return str(row["state"]) if row else ""

    def propose(self, consultation_id: int, token: str) -> None:
        """Remember that it was proposed: once is enough, whatever comes of it."""
        self._remember(consultation_id, token, PROPOSED)

    def refuse(self, consultation_id: int, token: str) -> None:
        """Remember that it was refused; who has answered keeps that."""
        self._remember(consultation_id, token, REFUSED)

    def _remember(self, consultation_id: int, token: str, state: str) -> None:
        if not token:
            return
        with self._db.transaction():
            digest = self._digest(consultation_id, token, make=True)
            sql = (
                "INSERT INTO consultation_participants (consultation_id, token, state) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET state = excluded.state WHERE state = ?"
            )
            self._db.run(sql, [consultation_id, digest, state, PROPOSED])

    def answer(
        self, consultation: Consultation, token: str, answers: Mapping[str, str], day: date, rng: random.Random
    ) -> str:
        """Count answers (question code → answer) once for a token; the participation ticket, committed.

        `token`: telephone number (E.164) or ticket; it cannot be empty. ConsultationOverError when the consultation
        is closed that day or the token has answered; ValueError for an answer that the question does not have.
        """
        if not token:
            raise ValueError("a participation needs a telephone number or a ticket")
        counted = [_checked(question, answers.get(question.code, SKIPPED)) for question in consultation.questions]
        with self._db.transaction():
            if not consultation.answerable_on(day) or self.state_of(consultation.id, token) == ANSWERED:
                raise ConsultationOverError(f"{consultation.key} cannot be answered (again)")
            digest = self._digest(consultation.id, token, make=True)
            self._db.run(
                "INSERT OR REPLACE INTO consultation_participants (consultation_id, token, state) VALUES (?, ?, ?)",
                [consultation.id, digest, ANSWERED],
            )
            for question, given in zip(consultation.questions, counted, strict=True):
                self._count(consultation.id, question.code, given)
            return free_ticket(self._db, rng, "participation", consultation.id)

    def totals(self, consultation_id: int) -> list[Total]:
        """The answers to each question, counted; the most frequent first, words in alphabetical order."""
        rows = self._db.rows(
            "SELECT question, answer, count FROM consultation_totals WHERE consultation_id = ?"
            " ORDER BY question, count DESC, answer",
            [consultation_id],
        )
        return [Total(**row) for row in rows]

    def participants(self, consultation_id: int) -> int:
        """How many answered."""
        sql = "SELECT count(*) AS n FROM tickets WHERE kind = 'participation' AND record_id = ?"
        return int(self._db.rows(sql, [consultation_id])[0]["n"])

    def forget_participants(self, day: date) -> int:
        """Delete the hashes, and the key they were made with, of what ended before `day`; how many hashes."""
        with self._db.transaction():
            over = "SELECT id FROM consultations WHERE ends < ?"
            gone = self._db.run(
                f"DELETE FROM consultation_participants WHERE consultation_id IN ({over})", [day.isoformat()]
            )
            self._db.run("UPDATE consultations SET secret = '' WHERE ends < ?", [day.isoformat()])
        return gone

    def _count(self, consultation_id: int, question: str, answer: str) -> None:
        self._db.run(
            "INSERT INTO consultation_totals (consultation_id, question, answer, count) VALUES (?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET count = count + 1",
            [consultation_id, question, answer],
        )

    def _digest(self, consultation_id: int, token: str, *, make: bool = False) -> str:
        """The keyed hash of a token; empty when there is no key yet and none is to be made."""
        row = self._db.row("SELECT secret FROM consultations WHERE id = ?", [consultation_id])
        if row is None:
            raise LookupError(f"no consultation {consultation_id} in {self._db.path}")
        secret = str(row["secret"])
        if not secret and make:
            secret = secrets.token_hex(32)
            self._db.run("UPDATE consultations SET secret = ? WHERE id = ?", [secret, consultation_id])
        return hmac.new(bytes.fromhex(secret), token.encode(), "sha256").hexdigest() if secret and token else ""


def allowed(question: ConsultationQuestion) -> Sequence[str] | None:
    """The answers a question can have; None for open words."""
    return {"yes_no": (YES, NO), "choice": question.options, "scale": SCALE, "words": None}[question.kind]


def _checked(question: ConsultationQuestion, given: str) -> str:
    possible = allowed(question)
    if given != SKIPPED and possible is not None and given not in possible:
        raise ValueError(f"{given!r} does not answer {question.code}; choose one of {', '.join(possible)}")
    return given


def _consultation(row: Row) -> Consultation:
    questions = tuple(
        ConsultationQuestion(**(each | {"options": tuple(each["options"])})) for each in json.loads(row["questions"])
    )
    read = {
        "aliases": tuple(alias for alias in row["aliases"].split("|") if alias),
        "starts": date.fromisoformat(row["starts"]),
        "ends": date.fromisoformat(row["ends"]),
        "checked": date.fromisoformat(row["checked"]),
        "questions": questions,
    }
    return Consultation(**{name: value for name, value in (row | read).items() if name != "secret"})
