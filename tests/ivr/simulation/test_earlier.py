"""Reports of other residents, told before a simulated call."""

from pathlib import Path
from random import Random

import pytest

from ivr.config import Folders, Settings
from ivr.conversations import Conversations
from ivr.simulation.earlier import check, remember
from ivr.simulation.scenario import EarlierReport, ReplyRule, Scenario, ScenarioError
from ivr.simulation.text import hold
from ivr.simulation.variation import filled
from kb.store import Store

TREE = EarlierReport(kind="arbre", place="3 impasse des Fauvettes", days=2, number="0698765432")


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    at = Scenario(name="x", reply=(ReplyRule(say=("x",)),)).begins_at
    return Conversations(Settings(folders=Folders(data=tmp_path)), lambda: at, Random(1))


def scenario(*earlier: EarlierReport, **more: object) -> Scenario:
    rules = (
        ReplyRule(say=("un arbre est tombé au 3 impasse des Fauvettes",)),
        ReplyRule(when="route", say=("non",)),
        ReplyRule(when="déjà signalé", say=("oui",)),
        ReplyRule(when="rappeler", say=("non",), times=2),
        ReplyRule(when="autre chose", say=("non",), hang_up=True),
    )
    return Scenario.model_validate({"name": "x", "reply": rules, "earlier": earlier, **more})


def test_a_report_told_before_can_be_joined(conversations: Conversations) -> None:
    told = scenario(TREE)
    remember(told, conversations)
    with Store.open(conversations.settings.database) as store:
        known = store.incidents.recent(1)[0]
    assert (known.kind, known.place, known.state, known.phone) == (
        "arbre", "3 impasse des Fauvettes", "nouveau", "+33698765432",
    )  # fmt: skip
    assert (told.begins_at - known.created_at).days == 2
    assert hold(told, conversations).outcome == "joined"


def test_without_one_nothing_is_remembered(conversations: Conversations) -> None:
    remember(scenario(), conversations)
    with Store.open(conversations.settings.database) as store:
        assert store.calls.recent(1) == []


def test_its_place_may_vary() -> None:
    varied = scenario(
        EarlierReport(kind="arbre", place="{here}"), vary={"here": ("3 impasse des Fauvettes", "12 rue des Lilas")}
    )
    assert filled(varied, None).earlier[0].place == "3 impasse des Fauvettes"


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (
            EarlierReport(kind="arbro", place="rue Pasteur"),
            r"told\.toml: \[\[earlier\]\] 1, kind: 'arbro' is not known \(did you mean 'arbre'\?\)",
        ),
        (
            EarlierReport(kind="autre", place="rue Pasteur"),
            r"told\.toml: \[\[earlier\]\] 1, kind: 'autre' is not known",
        ),
        (
            EarlierReport(kind="arbre", place="impasse du Zigzag"),
            r"told\.toml: \[\[earlier\]\] 1, place: 'impasse du Zigzag' is not in",
        ),
    ],
)
def test_what_cannot_be_remembered_is_told(conversations: Conversations, earlier: EarlierReport, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        check(scenario(earlier), conversations, Path("told.toml"))
    with pytest.raises(ScenarioError, match=said):
        remember(scenario(earlier), conversations, Path("told.toml"))
