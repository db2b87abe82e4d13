from pathlib import Path

import pytest

from kb import demo_commune
from kb.demo_commune.generate import Plan, generated
from kb.demo_commune.lambert import lambert93
from kb.importers.ban import COLUMNS, import_ban
from kb.store import Store

MUST_BE_THERE = (
    "Rue des Lilas",
    "Rue Victor Hugo",
    "Avenue de la République",
    "Rue Pasteur",
    "Rue de la Gare",
    "Place de l'Église",
    "Rue Jean Jaurès",
    "École Jules Ferry",
)


def _count(store: Store, table: str) -> int:
    row = store.database.row(f"SELECT count(*) AS total FROM {table}")
    return int(row["total"]) if row else 0


def test_it_is_a_town(valbourg: Store) -> None:
    assert _count(valbourg, "streets") >= 130
    assert _count(valbourg, "places") >= 30
    assert 2_800 <= _count(valbourg, "addresses") <= 4_000
    assert valbourg.gazetteer.count() == _count(valbourg, "streets") + _count(valbourg, "places")


def test_nearly_all_names_match_themselves_first(valbourg: Store) -> None:
    names = [row["name"] for row in valbourg.database.rows("SELECT name FROM streets UNION SELECT name FROM places")]
    first = [name for name in names if valbourg.gazetteer.match([name])[0].entry.name == name]
    assert len(first) >= 0.95 * len(names)
    assert set(MUST_BE_THERE) <= set(first)


def test_the_street_of_the_demo(valbourg: Store) -> None:
    houses = valbourg.database.rows(
        "SELECT number || suffix AS house FROM addresses JOIN streets ON streets.id = street_id WHERE name = ?",
        ["Rue des Lilas"],
    )
    assert sorted(str(row["house"]) for row in houses) == sorted([*map(str, range(1, 49)), "12bis"])


def test_streets_that_share_a_junction_cross(valbourg: Store) -> None:
    """Houses of streets with a common corner are less than 60 m apart; hamlets are too sparse for that."""
    plan, ids = (
        Plan(),
        {row["name"]: row["id"] for row in valbourg.database.rows("SELECT id, name FROM streets")},
    )
    town = {s["nom"]: set(plan.line(s["chemin"])[1:-1]) for s in plan.streets if s["chemin"][0] in "CFLM"}
    pairs = [(a, b) for a in town for b in town if a < b and town[a] & town[b]]
    missing = [(a, b) for a, b in pairs if valbourg.gazetteer.crossing(ids[a], ids[b]) is None]
    assert len(pairs) > 50
    assert missing == []


def test_loading_again_does_no_work(tmp_path: Path) -> None:
    with Store.open(tmp_path / "guichet.db") as store:
        seen: list[int] = []
        assert demo_commune.load(store, lambda done, total: seen.append(done))
        assert seen[-1] == _count(store, "addresses")
        assert not demo_commune.load(store, lambda done, total: pytest.fail("there was nothing to do"))


def test_it_leaves_when_a_real_commune_comes_and_stays_away(tmp_path: Path) -> None:
    row = {"id": "01999_0001_00001", "numero": "1", "nom_voie": "Rue Haute", "code_insee": "01999"}
    row |= {"lon": "5.1", "lat": "46.1"}
    real = tmp_path / "real.csv"
    real.write_text(";".join(COLUMNS) + "\n" + ";".join(row.get(column, "") for column in COLUMNS) + "\n", "utf-8")
    with Store.open(tmp_path / "guichet.db") as store:
        demo_commune.load(store)
        import_ban(store, real)
        assert store.gazetteer.count() == 1
        assert not demo_commune.load(store)
        assert store.gazetteer.match(["devant l'école jules ferry"]) == []


def test_the_committed_files_are_those_of_the_plan() -> None:
    for name, text in generated().items():
        assert (demo_commune.HERE / name).read_text("utf-8") == text


def test_the_french_grid() -> None:
    """The origin of Lambert-93: 46.5° N, 3° E is 700 km east, 6600 km north by definition."""
    assert lambert93(46.5, 3.0) == pytest.approx((700_000, 6_600_000), abs=0.05)


@pytest.mark.parametrize(("path", "message"), [("C00-X", "no junction"), ("C00-C12", "leaves the grid")])
def test_a_plan_that_makes_no_sense_is_refused(path: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Plan().line(path)
