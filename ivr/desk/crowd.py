"""A town hall that has been called for years: rows in bulk, to measure the desk with. What was said are the labelled
requests and answers of many kinds, so that words are as common and as rare as they are in calls.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from dialogue import catalogue
from ivr.labelled import labelled
from kb.database import Database, Value, stamp
from kb.digests import keep_digest
from kb.incidents import NEW
from kb.store import Store
from kb.tickets import free_ticket

OUTCOMES = ("answer", "incident", "appointment", "callback", "abandoned", "transfer", "danger", "followup")
_WEIGHTS = (38, 20, 14, 9, 12, 4, 1, 2)
_ANSWERS = (
    "oui", "non", "oui c'est ça", "c'est bien cela merci", "euh je ne sais pas", "au douze rue des lilas",
    "le mardi matin",
    "zéro six trente neuf quatre vingt dix huit", "attendez je cherche mes lunettes",
    "pouvez vous répéter s'il vous plaît",
    "rue du moulin devant l'école", "non merci au revoir", "je suis pour ma mère qui a quatre vingt deux ans", "demain",
)  # fmt: skip
_SAID = "D'accord. Je note. Où est-ce ? Donnez-moi le numéro et le nom de la rue, ou un lieu connu tout près."
_BATCH = 2000
_INCIDENTS_EVERY, _CALLBACKS_EVERY, _QUESTIONS_EVERY = 10, 17, 23


def fill(store: Store, calls: int, turns: int, now: datetime, rng: Random) -> None:
    """Add `calls` calls of `turns` turns each over the five years before `now`, with reports, call-backs, questions.

    An empty database only: ids follow time there, as they do in a real one.
    """
    texts = [(each.text, each.meaning) for each in labelled(catalogue.load())]
    first = now - timedelta(days=5 * 365)
    step = (now - first) / (calls + 1)
    for start in range(0, calls, _BATCH):
        with store.database.transaction():
            for number in range(start, min(start + _BATCH, calls)):
                _call(store.database, number + 1, first + step * number, turns, texts, rng)
    with store.database.transaction():
        _cases(store, calls, rng)
    store.database.run("ANALYZE")


def _call(
    database: Database, call_id: int, at: datetime, turns: int, texts: list[tuple[str, str]], rng: Random
) -> None:
    outcome = rng.choices(OUTCOMES, _WEIGHTS)[0]
    ended = at + timedelta(seconds=turns * 14)
    values: list[Value] = [call_id, "phone", f"+336399{call_id % 100_000:05d}", stamp(at), stamp(ended), outcome]
    database.run(
        "INSERT INTO calls (id, channel, caller, worker, line_id, started_at, ended_at, outcome) "
        "VALUES (?, ?, ?, '', '', ?, ?, ?)",
        values,
    )
    rows = list(_turns(call_id, at, turns, texts, rng))
    database.run_many("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    keep_digest(database, call_id)


def _turns(call_id: int, at: datetime, turns: int, texts: list[tuple[str, str]], rng: Random) -> Iterator[list[Value]]:
    for number in range(1, turns + 1):
        heard, meaning = rng.choice(texts) if rng.random() < 0.3 else (rng.choice(_ANSWERS), "")
        if number == 1:  # the greeting
            heard, meaning = "", ""
        others = json.dumps([[f"{heard} euh", 0.4], [heard[: len(heard) // 2], 0.2]], ensure_ascii=False)
        sure = round(rng.betavariate(8, 2), 3) if heard else None
        yield [
            call_id, number, stamp(at + timedelta(seconds=14 * number)), heard, others, sure, meaning, _SAID,
            '{"gap_ms": 640.0}',
        ]  # fmt: skip


def _cases(store: Store, calls: int, rng: Random) -> None:
    streets = store.database.rows("SELECT id, name, lat, lon FROM streets") or [
        {"id": None, "name": "rue des Lilas", "lat": 46.92, "lon": 2.61}
    ]
    database = store.database
    for row in database.rows("SELECT id, started_at, caller FROM calls"):
        call_id, at, phone = int(row["id"]), str(row["started_at"]), str(row["caller"])
        if call_id % _INCIDENTS_EVERY == 0:
            _incident(database, call_id, at, phone, rng.choice(streets), rng)
        if call_id % _CALLBACKS_EVERY == 0:
            done = call_id < calls - 1000
            record = {"call_id": call_id, "phone": phone, "subject": "une question d'urbanisme", "reason": "ask"}
            state = {"state": "fait", "done_at": at, "done_by": "Anne Petit"} if done else {"state": "à faire"}
            database.insert("callbacks", record | state | {"created_at": at})
        if call_id % _QUESTIONS_EVERY == 0:
            record = {"call_id": call_id, "text": "où acheter du bois", "reason": "sans réponse", "state": "à faire"}
            database.insert("questions", record | {"created_at": at})


def _incident(database: Database, call_id: int, at: str, phone: str, street: dict[str, object], rng: Random) -> None:
    state = rng.choices((NEW, "en cours", "résolu"), (5, 5, 90))[0]
    place = {"place": f"{rng.randint(1, 60)} {street['name']}", "place_words": "", "place_matched": 1}
    spot = {"street_id": street["id"], "lat": street["lat"], "lon": street["lon"], "house_number": ""}
    what = {
        "kind": "lampadaire",
        "kind_label": "un lampadaire en panne",
        "details": "{}",
        "description": "",
        "danger": "",
    }
    who = {"urgency": "normale", "service": "eclairage", "phone": phone}
    times = {"call_id": call_id, "state": state, "created_at": at, "updated_at": at}
    incident_id = database.insert("incidents", place | spot | what | who | times)
    database.update("incidents", incident_id, {"ticket": free_ticket(database, rng, "report", incident_id)})
    note = {"incident_id": incident_id, "at": at, "state": state, "by": "assistant", "message": ""}
    database.insert("incident_states", note)
