"""Practical information: read from files, found by what is said, true on the day."""

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import demo_commune
from kb.database import Row, Value
from kb.demo_commune.information import HERE
from kb.finding import Named, find
from kb.importers.demo_leaving import TABLES, forget_information
from kb.importers.menus_csv import import_menus
from kb.importers.reading import FileRefusedError
from kb.importers.town import import_town
from kb.importers.waste_csv import import_rounds, import_sectors
from kb.provenance import Provenance
from kb.store import Store
from kb.waste import Part, Round
from tests.kb.conftest import MORNING

TODAY = MORNING.date()
FRESH = Provenance("la mairie", TODAY)
ORIGIN = '[origin]\nsource = "la mairie"\nchecked = 2026-11-02\n'
POOL = '[service.piscine]\nname = "la piscine"\nkind = "piscine"\nhours = "Mo-Fr 10:00-12:00"\n'


def _town(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "town.toml"
    file.write_text(text, "utf-8")
    return file


# ---------------------------------------------------------------- the file of the town


def test_the_demo_town_is_loaded_once(valbourg: Store) -> None:
    summary = import_town(valbourg, HERE / "town.toml")
    assert (summary.new, summary.changed, summary.gone, summary.refused) == (0, 0, 0, ())
    assert summary.same > 50


def test_what_leaves_the_file_goes_and_other_kinds_stay(store: Store, tmp_path: Path) -> None:
    hall = '[service.mairie]\nname = "la mairie"\nkind = "mairie"\n'
    line = '[line.bus]\nname = "le bus"\nstops = ["la gare", "le stade"]\nfirst = "7 heures"\nlast = "19 heures"\n'
    import_town(store, _town(tmp_path, ORIGIN + POOL + hall + line))
    summary = import_town(store, _town(tmp_path, ORIGIN + POOL.replace("10:00", "09:00")))
    assert (summary.new, summary.changed, summary.same, summary.gone) == (0, 1, 0, 1)
    assert [each.key for each in store.services.all()] == ["piscine"]
    assert [each.name for each in store.transport.lines()] == ["le bus"]


@pytest.mark.parametrize(
    ("table", "line", "reason"),
    [
        ('[service.x]\nname = "piscine"\nkind = "x"\n', 9, "must begin with its article"),
        ('[service.x]\nname = "la halle"\nkind = "x"\nhours = "lundi 9h"\n', 11, "cannot be read at character 1"),
        ('[service.x]\nname = "la halle"\nkind = "x"\nphone = "bonjour"\n', 11, "is no telephone number"),
        ('[service.x]\nname = "la halle"\nkind = "x"\ncolour = "red"\n', 11, "Extra inputs"),
        ('[service.x]\nname = "l\'école"\nkind = "x"\n', 8, "needs feminine"),
        ('[[closure]]\nservice = "y"\nfirst = 2026-12-01\nlast = 2026-12-02\n', 8, "there is no service 'y'"),
        ('[[closure]]\nservice = "piscine"\nfirst = 2026-12-03\nlast = 2026-12-02\n', 8, "before it begins"),
        ('[line.x]\nname = "le bus"\nstops = ["la gare"]\nfirst = "7"\nlast = "8"\n', 10, "at least 2"),
        ('[service.x]\nname = "la halle"\nkind = "x"\naliases = ["a|b"]\n', 11, "the sign | is not allowed"),
    ],
)
def test_a_wrong_table_is_named_and_the_rest_imported(
    store: Store, tmp_path: Path, table: str, line: int, reason: str
) -> None:
    summary = import_town(store, _town(tmp_path, ORIGIN + POOL + table))
    assert [refused.line for refused in summary.refused] == [line]
    assert reason in str(summary.refused[0])
    assert [each.key for each in store.services.all()] == ["piscine"]


def test_a_table_that_turns_wrong_stays_as_it_was(store: Store, tmp_path: Path) -> None:
    hall = '[service.mairie]\nname = "la mairie"\nkind = "mairie"\nphone = "01 99 00 10 00"\n'
    import_town(store, _town(tmp_path, ORIGIN + POOL + hall))
    summary = import_town(store, _town(tmp_path, ORIGIN + POOL + hall.replace("01 99 00 10 00", "01")))
    assert summary.gone == 0
    assert store.services.get("mairie").phone == "+33199001000"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POOL, r"\[origin\] source is missing"),
        (ORIGIN, "no table that can be imported"),
        (ORIGIN + '[desk.x]\nname = "x"\n', "there is no table 'desk'"),
        (ORIGIN + "[service.x\n", "is not valid TOML"),
        (ORIGIN + '[service.x]\nname = "x"\nkind = "x"\n', r"no table that can be imported:\n.*, line 5: "),
    ],
)
def test_a_file_of_no_use_changes_nothing(store: Store, tmp_path: Path, text: str, reason: str) -> None:
    import_town(store, _town(tmp_path, ORIGIN + POOL))
    with pytest.raises(FileRefusedError, match=reason):
        import_town(store, _town(tmp_path, text))
    assert [each.key for each in store.services.all()] == ["piscine"]


def test_other_encodings_and_missing_files(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    file.write_bytes((ORIGIN + POOL).replace("piscine", "école").encode("latin-1"))
    with pytest.raises(FileRefusedError, match="is not UTF-8"):
        import_town(store, file)
    with pytest.raises(FileRefusedError, match="cannot be read"):
        import_town(store, tmp_path / "nowhere.toml")


# ---------------------------------------------------------------- tables


def _csv(tmp_path: Path, header: str, *rows: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "table.csv"
    file.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
    return file


ROUNDS = "secteur;dechet;jours;ferie;consigne;source;verifie;valable"


def test_rounds_in_latin_1_with_bad_rows(store: Store, tmp_path: Path) -> None:
    file = _csv(
        tmp_path,
        ROUNDS,
        "centre;déchets verts;Mo 06:00-12:00;maintenue;;mairie;02/11/2026;",
        "centre;tri;tous les mardis;;;mairie;02/11/2026;",
        "centre;papier;Mo;;;mairie;02/11/2026;",
        "centre;verre;;;;mairie;02/11/2026;",
        "centre;tri;Tu;jamais;;mairie;02/11/2026;",
        "centre;tri;Tu;;;mairie;31/02/2026;",
        encoding="latin-1",
    )
    summary = import_rounds(store, file)
    assert summary.new == 1
    assert [refused.line for refused in summary.refused] == [3, 4, 5, 6, 7]
    assert [each.waste for each in store.waste.rounds("centre")] == ["déchets verts"]


FIRST_ROUNDS = (
    "centre;tri;Tu;;;mairie;02/11/2026;",
    "centre;verre;We;;;mairie;02/11/2026;",
    "nord;tri;Th;;;mairie;02/11/2026;",
)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        # What the bad row is about stays, the rest is replaced.
        (("centre;tri;tous les jours;;;mairie;02/11/2026;", "nord;tri;Fr;;;mairie;02/11/2026;"), "centre Tu, nord Fr"),
        # A misspelt one may be any that is missing, but none that has a good row.
        (
            ("centre;trie;Fr;;;mairie;02/11/2026;", "centre;verre;Mo;;;mairie;02/11/2026;"),
            "centre Mo, centre Tu, nord Th",
        ),
        # What is there twice is not missing.
        (("nord;tri;Fr;;;mairie;02/11/2026;", "nord;tri;Fr;;;mairie;02/11/2026;"), "nord Fr"),
    ],
)
def test_a_bad_row_spares_only_what_it_could_be_about(
    store: Store, tmp_path: Path, rows: tuple[str, ...], kept: str
) -> None:
    import_rounds(store, _csv(tmp_path, ROUNDS, *FIRST_ROUNDS))
    assert len(import_rounds(store, _csv(tmp_path, ROUNDS, *rows)).refused) == 1
    left = sorted(f"{row['sector']} {row['rule']}" for row in store.database.rows("SELECT * FROM waste_rounds"))
    assert ", ".join(left) == kept


def test_streets_are_read_once_for_all_sectors(
    valbourg: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = valbourg.database.rows

    def noted(sql: str, values: Sequence[Value] = ()) -> list[Row]:
        asked.append(sql)
        return rows(sql, values)

    monkeypatch.setattr(valbourg.database, "rows", noted)
    bad = ["Rue de Nulle Part;;;;a;mairie;2026-11-02"] * 3
    with pytest.raises(FileRefusedError):
        import_sectors(valbourg, _csv(tmp_path, "rue;cote;de;a;secteur;source;verifie", *bad))
    assert len([sql for sql in asked if "FROM streets" in sql]) == 1


def test_sectors_name_streets_of_the_gazetteer(valbourg: Store, tmp_path: Path) -> None:
    file = _csv(tmp_path, "rue;cote;de;a;secteur;source;verifie", "Rue de Nulle Part;;;;a;mairie;2026-11-02")
    with pytest.raises(FileRefusedError, match="the gazetteer does not have"):
        import_sectors(valbourg, file)
    assert [part.sector for part in valbourg.waste.parts("Rue Pasteur")] == ["centre"]


def test_menus(store: Store, tmp_path: Path) -> None:
    header = "ecole;date;plats;allergenes;source;verifie"
    rows = (
        ";26/11/2026;soupe|riz;lait|soja;mairie;2026-11-16",
        ";27/11/2026;riz;aucun;mairie;2026-11-16",
        ";30/11/2026;pâtes;;mairie;2026-11-16",
        "nulle_part;30/11/2026;pâtes;;mairie;2026-11-16",
        ";30/11/2026;pâtes;;mairie;2026-11-16",
    )
    summary = import_menus(store, _csv(tmp_path, header, *rows))
    assert [refused.line for refused in summary.refused] == [5, 6]
    allergens = [store.menus.on(date(2026, 11, day))[0].allergens for day in (26, 27, 30)]
    assert allergens == [("lait", "soja"), (), None]
    assert store.menus.last_day() == date(2026, 11, 30)


def test_menus_as_a_clerk_writes_them(store: Store, tmp_path: Path) -> None:
    rows = ";26/11/2026;soupe;Aucun;mairie;2026-11-16", ";27/11/2026;riz;aucun|lait;mairie;2026-11-16"
    file = _csv(tmp_path, "École; DATE ;Plats;Allergènes;Source;Vérifié", *rows, encoding="cp1252")
    summary = import_menus(store, file)
    assert store.menus.on(date(2026, 11, 26))[0].allergens == ()
    assert ["aucun" in each.reason for each in summary.refused] == [True]


def test_nothing_of_the_invented_commune_is_kept_among_a_towns_own(store: Store, tmp_path: Path) -> None:
    demo_commune.load(store)
    wrong = POOL.replace("[service.piscine]", "[service.mediatheque]").replace("10:00", "10h")
    summary = import_town(store, _town(tmp_path, ORIGIN + POOL + wrong))
    assert (len(summary.refused), summary.kept) == (1, 0)
    assert [service.key for service in store.services.all()] == ["piscine"]


def test_words_with_capitals_and_without_accents(store: Store, tmp_path: Path) -> None:
    row = "Centre;Ordures menageres;Mo 06:00-12:00;Decalee;;mairie;2026-11-02"
    import_rounds(
        store, _csv(tmp_path, "Secteur;Déchet;Jours;Férié;Consigne;Source;Vérifié;VALABLE", row + ";31/12/2027")
    )
    (found,) = store.waste.rounds("centre")
    assert (found.waste, found.holiday) == ("ordures ménagères", "décalée")
    assert found.provenance.valid_until == date(2027, 12, 31)


def test_a_reason_has_one_stop(store: Store, tmp_path: Path) -> None:
    row = "centre;tri;Xx 06:00;;;mairie;2026-11-02"
    with pytest.raises(FileRefusedError, match=r"PH off\.$"):
        import_rounds(store, _csv(tmp_path, ROUNDS, row))


def test_a_real_commune_takes_the_demo_out(tmp_path: Path) -> None:
    from kb import demo_commune

    with Store.open(tmp_path / "guichet.db") as store:
        demo_commune.load(store)
        forget_information(store)
        left = [table for table in TABLES if store.database.row(f"SELECT 1 FROM {table}")]
    # National numbers have sources of their own.
    assert left == ["contacts"]


# ---------------------------------------------------------------- rubbish


@pytest.mark.parametrize(
    ("holiday", "expected"),
    [
        ("maintenue", ["2026-12-25", "2027-01-01"]),
        ("supprimée", ["2027-01-08", "2027-01-15"]),
        ("lendemain", ["2026-12-26", "2027-01-02"]),
        ("veille", ["2026-12-24", "2026-12-31"]),
        ("décalée", ["2026-12-26", "2027-01-02"]),
    ],
)
def test_public_holidays_move_a_round(holiday: str, expected: list[str]) -> None:
    friday = Round("tri", "Fr 06:00-12:00", holiday, "", FRESH)
    days = islice(friday.days(date(2026, 12, 21), "B"), 2)
    assert [day.isoformat() for day in days] == expected


def test_a_holiday_early_in_the_week_moves_the_later_rounds() -> None:
    thursday = Round("tri", "Th 06:00-12:00", "décalée", "", FRESH)
    days = list(islice(thursday.days(date(2027, 3, 29), "B"), 2))
    assert [day.isoformat() for day in days] == ["2027-04-02", "2027-04-08"]  # Easter Monday is the 29th
    assert [thursday.moved(day, "B") for day in days] == [True, False]


@given(
    weekday=st.sampled_from(["Mo", "We", "Fr", "Sa"]),
    holiday=st.sampled_from(["maintenue", "lendemain", "veille", "décalée"]),
    first=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
def test_a_weekly_round_comes_every_week(weekday: str, holiday: str, first: date) -> None:
    days = list(islice(Round("tri", f"{weekday} 06:00-12:00", holiday, "", FRESH).days(first, "B"), 8))
    assert days == sorted(set(days))
    assert first <= days[0] <= first + timedelta(days=8)
    assert all(timedelta(days=5) <= later - earlier <= timedelta(days=9) for earlier, later in pairwise(days))


def test_parts_of_a_street() -> None:
    even, rest = Part("pair", 2, 20, "a"), Part("", 21, 99999, "b")
    assert [even.holds(number) for number in (2, 3, 20, 22)] == [True, False, True, False]
    assert [rest.holds(number) for number in (20, 21, 400)] == [False, True, True]


# ---------------------------------------------------------------- what was said


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("à quelle heure ouvre la marie", ["mairie"]),
        ("les horaires de la piste cine", ["piscine"]),
        ("est ce que la déchèterie est ouverte", ["dechetterie"]),
        ("l'école", ["ecole_ferry", "ecole_michel", "ecole_mesanges"]),
        ("l'école jules ferry", ["ecole_ferry"]),
        ("la pharmacie", ["pharmacie_du_centre", "pharmacie_des_lilas"]),
        ("la bibliotek", ["mediatheque"]),
        ("le cimetierre", ["cimetiere"]),
        ("je voudrais un renseignement", []),
        ("", []),
    ],
)
def test_services_are_found_as_they_are_said(valbourg: Store, said: str, keys: list[str]) -> None:
    assert [each.key for each in valbourg.services.said([said])] == keys


def test_a_better_reading_goes_first() -> None:
    things = [Named("a", ("stade",)), Named("b", ("gymnase",))]
    assert [each.key for each in find(["le gymnase", "le stade"], things)] == ["b"]
    assert [each.key for each in find(["le jim nase", "le stade"], things)] == ["a"]


def test_stops_lead_to_lines(valbourg: Store) -> None:
    assert [line.key for line in valbourg.transport.said(["un bus pour la piscine"])] == ["navette"]
    assert [line.key for line in valbourg.transport.said(["la ligne douze"])] == ["bus_12"]


def test_pharmacies_on_duty(valbourg: Store) -> None:
    assert [duty.service.key for duty in valbourg.services.duties(TODAY)] == ["pharmacie_du_centre"]
    assert [duty.service.key for duty in valbourg.services.duties(date(2026, 11, 29))] == ["pharmacie_des_lilas"]
    assert valbourg.services.duties(date(2027, 6, 1)) == []


def test_a_service_that_is_not_there(valbourg: Store) -> None:
    with pytest.raises(LookupError, match="no service nowhere"):
        valbourg.services.get("nowhere")


def test_facts_grow_old() -> None:
    assert not FRESH.outdated(TODAY + timedelta(days=366))
    assert FRESH.outdated(TODAY + timedelta(days=367))
    assert Provenance("mairie", TODAY, TODAY).outdated(TODAY + timedelta(days=1))


def test_the_demo_files_can_be_moved(tmp_path: Path, store: Store) -> None:
    file = Path(shutil.copy(HERE / "town.toml", tmp_path / "ville.toml"))
    assert import_town(store, file).new > 50
