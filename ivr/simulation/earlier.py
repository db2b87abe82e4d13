"""What the town hall was told before a simulated call: reports of other residents, from a scenario's [[earlier]]."""

from datetime import timedelta
from random import Random

from dialogue.catalogue import Catalogue
from dialogue.flows import place
from dialogue.flows.incidents.report import OWN_WORDS, Report
from dialogue.flows.phone import PhoneState
from ivr.conversations import Conversations, calling_number
from ivr.simulation.scenario import EarlierReport, Scenario, ScenarioError
from kb.store import Store


def remember(scenario: Scenario, conversations: Conversations) -> None:
    """Put the reports told before into the data that a call is about to be held with.

    The scenario's values are filled in already. Raises ScenarioError for an unknown kind or place.
    """
    if not scenario.earlier:
        return
    with Store.open(conversations.settings.database) as store:
        for number, report in enumerate(scenario.earlier):
            _report(store, conversations.catalogue, scenario, report, Random(f"{scenario.name} {number}"))


def _report(store: Store, catalogue: Catalogue, scenario: Scenario, earlier: EarlierReport, random: Random) -> None:
    if earlier.kind not in catalogue.kinds or earlier.kind == OWN_WORDS:
        raise ScenarioError(f"Scenario {scenario.name!r}: earlier.kind {earlier.kind!r} is no kind of incidents.toml.")
    where = place.volunteered([earlier.place], store.gazetteer)
    if where.entry is None or where.candidates:
        raise ScenarioError(f"Scenario {scenario.name!r}: earlier.place {earlier.place!r} is not in the commune.")
    at = scenario.begins_at - timedelta(days=earlier.days)
    phone = calling_number(earlier.number)
    told = Report(earlier.kind, earlier.place, place=where, phone=PhoneState(number=phone))
    call_id = store.calls.start("simulation", phone, at)
    incident_id = store.incidents.save_draft(call_id, told.draft(catalogue, store.gazetteer), at)
    store.incidents.submit(incident_id, at, random)
    store.calls.end(call_id, at, "incident")
