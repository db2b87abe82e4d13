"""What the town hall was told before a simulated call: reports of other residents, from a scenario's [[earlier]]."""

from datetime import timedelta
from pathlib import Path
from random import Random

from dialogue.catalogue import Catalogue
from dialogue.flows import place
from dialogue.flows.incidents.report import OWN_WORDS, Report
from dialogue.flows.phone import PhoneState
from ivr.conversations import Conversations, calling_number
from ivr.simulation.mistakes import unknown
from ivr.simulation.scenario import EarlierReport, Scenario, ScenarioError
from kb.store import Store


def remember(scenario: Scenario, conversations: Conversations, file: Path | None = None) -> None:
    """Put the reports told before into the data that a call is about to be held with.

    The scenario's values are filled in already. Raises ScenarioError for an unknown kind or place, naming the file.
    """
    if not scenario.earlier:
        return
    with Store.open(conversations.settings.database) as store:
        for number, told in enumerate(_reports(scenario, conversations.catalogue, store, file)):
            random = Random(f"{scenario.name} {number}")
            _keep(store, conversations.catalogue, scenario, scenario.earlier[number], told, random)


def check(scenario: Scenario, conversations: Conversations, file: Path | None = None) -> None:
    """Raise ScenarioError when `remember` would; nothing is stored."""
    if scenario.earlier:
        with Store.open(conversations.settings.database) as store:
            _reports(scenario, conversations.catalogue, store, file)


def _reports(scenario: Scenario, catalogue: Catalogue, store: Store, file: Path | None) -> list[Report]:
    whose = str(file) if file else f"Scenario {scenario.name!r}"
    reports = []
    for number, earlier in enumerate(scenario.earlier, 1):
        kinds = [kind for kind in catalogue.kinds if kind != OWN_WORDS]
        if earlier.kind not in kinds:
            raise ScenarioError(f"{whose}: [[earlier]] {number}, kind: {unknown(earlier.kind, kinds)}.")
        where = place.volunteered([earlier.place], store.gazetteer)
        if where.entry is None or where.candidates:
            raise ScenarioError(
                f"{whose}: [[earlier]] {number}, place: {earlier.place!r} is not in the demo commune, or could be "
                "several; write an address, a street or a known place of it."
            )
        reports.append(Report(earlier.kind, earlier.place, place=where, phone=_phone(earlier)))
    return reports


def _phone(earlier: EarlierReport) -> PhoneState:
    return PhoneState(number=calling_number(earlier.number))


def _keep(
    store: Store, catalogue: Catalogue, scenario: Scenario, earlier: EarlierReport, told: Report, random: Random
) -> None:
    at = scenario.begins_at - timedelta(days=earlier.days)
    call_id = store.calls.start("simulation", told.phone.number, at)
    incident_id = store.incidents.save_draft(call_id, told.draft(catalogue, store.gazetteer), at)
    store.incidents.submit(incident_id, at, random)
    store.calls.end(call_id, at, "incident")
