"""What a town hall knew before a conversation began, from the `known` lines of a script.

known report ticket=100012 kind=lampadaire street="Rue des Lilas" number=12 state="en cours" day=2026-11-16
    further: phone=+33612345678, changed=2026-11-20 by="Services techniques" message="Une équipe passera lundi."
known appointment phone=+33612345678      (for a passport, 2026-11-24 at 10:20, in the name of Dupont)
    further: procedure=carte_identite motive="une carte d'identité" day=2026-12-02      (the first time of that day)
known registration event="Repas des aînés" phone=+33612345678 people=2      (in an earlier call)
known answered consultation=place_marche phone=+33612345678      (or: known refused …, known proposed …)
"""

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random

from kb.appointments import Context
from kb.incidents import ASSISTANT, NEW, Draft
from kb.slots import Wish
from kb.store import Store
from tests.conversations.clock import MORNING


def remember(database: Path, lines: Sequence[str]) -> None:
    """Put it all into a store that has the demo commune. ValueError for a line that means nothing."""
    with Store.open(database) as store:
        for line in lines:
            what, *rest = shlex.split(line)
            facts = dict(part.split("=", 1) for part in rest)
            if what == "report":
                _report(store, facts)
            elif what == "appointment":
                _appointment(store, facts)
            elif what == "registration":
                _registration(store, facts)
            elif what in ("answered", "refused", "proposed"):
                _participation(store, what, facts)
            else:
                raise ValueError(f"{what!r} cannot be known: {line}")


def _day(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T09:30").replace(tzinfo=MORNING.tzinfo)


def _report(store: Store, facts: dict[str, str]) -> None:
    street = store.database.row("SELECT id, lat, lon FROM streets WHERE name = ?", [facts["street"]])
    assert street is not None, facts
    number = facts.get("number", "")
    house = store.gazetteer.house_number(street["id"], int(number)) if number else None
    label = facts["street"][:1].lower() + facts["street"][1:]
    draft = Draft(
        kind=facts["kind"],
        kind_label=facts.get("label", "un lampadaire en panne"),
        place=f"{number} {label}".strip(),
        place_matched=True,
        street_id=street["id"],
        house_number=number,
        lat=house.lat if house else street["lat"],
        lon=house.lon if house else street["lon"],
        service=facts.get("service", "eclairage"),
        phone=facts.get("phone", ""),
    )
    at = _day(facts["day"])
    call_id = store.calls.start("phone", facts.get("phone", ""), at)
    incident_id = store.incidents.save_draft(call_id, draft, at)
    store.incidents.submit(incident_id, at, Random(int(facts["ticket"])))
    with store.database.transaction():  # the number that the script says
        store.database.run("UPDATE incidents SET ticket = ? WHERE id = ?", [facts["ticket"], incident_id])
        store.database.run(
            "UPDATE tickets SET number = ? WHERE kind = 'report' AND record_id = ?", [facts["ticket"], incident_id]
        )
    if facts.get("state", NEW) != NEW:
        changed, by = _day(facts.get("changed", facts["day"])), facts.get("by", ASSISTANT)
        store.incidents.change_state(incident_id, facts["state"], changed, by, facts.get("message", ""))


def _appointment(store: Store, facts: dict[str, str]) -> None:
    desk = store.desks.get("titres")
    assert desk is not None
    wish = Wish(first=_day(facts["day"]).date()) if "day" in facts else Wish()
    slot = store.appointments.offers(desk, MORNING, wish)[0]
    context = Context(facts.get("procedure", "passeport"), motive=facts.get("motive", "un passeport"))
    store.appointments.book(
        desk, slot, context, phone=facts["phone"], name="Dupont", call_id=None, at=MORNING, rng=Random(3)
    )


def _registration(store: Store, facts: dict[str, str]) -> None:
    event = next(event for event in store.events.after(MORNING) if event.title == facts["event"])
    store.events.register(
        event.id, None, name="Martin", phone=facts["phone"], people=int(facts["people"]), at=MORNING, rng=Random(3)
    )


def _participation(store: Store, what: str, facts: dict[str, str]) -> None:
    consultation = store.consultations.get(facts["consultation"])
    assert consultation is not None, facts
    if what == "refused":
        store.consultations.refuse(consultation.id, facts["phone"])
    elif what == "proposed":
        store.consultations.propose(consultation.id, facts["phone"])
    else:
        store.consultations.answer(consultation, facts["phone"], {}, MORNING.date(), Random(7))
