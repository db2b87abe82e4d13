from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.demo_commune.knowledge import load_passages
from kb.french_stems import Word, content_words
from kb.importers.demo_leaving import forget_passages
from kb.passages import Passage
from kb.store import Store, StoreError

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SITE = "https://www.commune.example"
POOL = Passage(
    f"{SITE}/piscine", "Les tarifs de la piscine", "Sport", "L'entrée coûte 3 euros. C'est gratuit avant 4 ans."
)
WASTE = Passage(f"{SITE}/dechets", "Ce qui va dans le bac jaune", "Déchets", "Les emballages vont dans le bac jaune.")
NOISE = Passage(f"{SITE}/bruit", "Le bruit des voisins la nuit", "Quartier", "La nuit, appelez la gendarmerie.")
FILLING = tuple(
    Passage(f"{SITE}/{word}", f"La page sur {word}", "Divers", f"Ici on parle de {word} et de rien d'autre.")
    for word in "musique cimetière vélo fibre jumelage pigeons ramonage".split()
)


@pytest.fixture
def filled(store: Store) -> Store:
    store.passages.synchronise("site", [POOL, WASTE, NOISE, *FILLING], AT)
    return store


def _first(store: Store, *texts: str) -> str:
    found = store.passages.search(texts)
    return found[0].passage.url.removeprefix(f"{SITE}/") if found else ""


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("quels sont les tarifs de la piscine", "piscine"),
        ("les piscines, quel tarif", "piscine"),  # stems
        ("combien ça coûte pour nager à la pissine", "piscine"),  # synonyms, sounds
        ("je jette ça dans quelle poubelle", "dechets"),  # poubelle = bac
        ("les voisin font du boucan", "bruit"),  # boucan = bruit
        ("une question sur le cime tiers", "cimetière"),  # a word cut in two
        ("la rat monnage", "ramonage"),
    ],
)
def test_what_was_said_finds_its_page(filled: Store, said: str, page: str) -> None:
    assert _first(filled, said) == page


def test_a_later_reading_may_be_the_right_one(filled: Store) -> None:
    assert _first(filled, "le brui", "le bruit des voisins") == "bruit"


def test_scores_are_shares_and_a_sure_one_stands_out(filled: Store) -> None:
    found = filled.passages.search(["les tarifs de la piscine"])
    assert all(0 <= each.score <= 1 for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    vague = filled.passages.search(["une page sur je ne sais quoi de tout autre"])
    assert found[0].score > 0.8 > max((each.score for each in vague), default=0.0)


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "   ",
        '"',
        "'; DROP TABLE passages; --",
        "piscine AND (NOT OR NEAR",
        'title_stems:"piscine"* ^tarif {a b} + -',
        "\0\x01\ufffd\u202e",
        "\ud800",
        "😀 🏊",
        "ⅷ ١٢٣ ½ 12345678901234567890",
        "piscine " * 10_000,
        "x" * 100_000,
        "سباحة 游泳 плавание",
    ],
)
def test_hostile_texts_are_only_words(filled: Store, hostile: str) -> None:
    found = filled.passages.search([hostile, hostile])
    assert len(found) <= 5
    assert filled.passages.count() == 10
    for each in found:
        assert filled.passages.answer(each, [hostile]).sentences


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_can_be_searched(filled: Store, texts: list[str]) -> None:
    assert all(0 <= each.score <= 1 for each in filled.passages.search(texts))


def test_nothing_is_found_in_an_empty_store(store: Store) -> None:
    assert store.passages.search(["piscine"]) == []
    assert store.passages.search([]) == []


def test_no_reading_finds_nothing(filled: Store) -> None:
    assert filled.passages.search([]) == []


# ---------------------------------------------------------------- keeping up to date


def test_new_changed_same_and_gone_are_counted(filled: Store) -> None:
    dearer = Passage(POOL.url, POOL.title, POOL.section, "L'entrée coûte 4 euros.")
    other = Passage(f"{SITE}/gare", "La gare", "Transports", "La gare est au nord.")
    counts = filled.passages.synchronise("site", [dearer, WASTE, other, *FILLING], AT)
    assert (counts.new, counts.changed, counts.same, counts.gone) == (1, 1, 8, 1)
    assert _first(filled, "où est la gare") == "gare"
    assert _first(filled, "le bruit des voisins") != "bruit"
    answer = filled.passages.answer(
        filled.passages.search(["les tarifs de la piscine"])[0], ["les tarifs de la piscine"]
    )
    assert answer.sentences == ("L'entrée coûte 4 euros.",)


def test_the_same_again_changes_nothing(filled: Store) -> None:
    counts = filled.passages.synchronise("site", [POOL, WASTE, NOISE, *FILLING], AT)
    assert (counts.new, counts.changed, counts.same, counts.gone) == (0, 0, 10, 0)


def test_a_page_in_several_parts_keeps_them_all(store: Store) -> None:
    parts = [Passage(POOL.url, POOL.title, POOL.section, text) for text in ("Première partie.", "Deuxième partie.")]
    assert store.passages.synchronise("site", parts, AT).new == 2
    assert store.passages.synchronise("site", parts[:1], AT).gone == 1


def test_sources_do_not_touch_each_other(filled: Store) -> None:
    assert filled.passages.synchronise("folder", [POOL], AT).new == 1
    assert filled.passages.synchronise("folder", [], AT).gone == 1
    assert _first(filled, "les tarifs de la piscine") == "piscine"


def test_a_spared_page_stays(filled: Store) -> None:
    counts = filled.passages.synchronise("site", [WASTE], AT, spared={POOL.url})
    assert counts.gone == 8
    assert _first(filled, "les tarifs de la piscine") == "piscine"


def test_forgetting_a_source(filled: Store) -> None:
    assert filled.passages.forget("site") == 10
    assert filled.passages.search(["piscine"]) == []
    assert filled.passages.forget("site") == 0


def test_a_failed_synchronisation_leaves_everything_as_it_was(filled: Store) -> None:
    filled.database.run(
        "CREATE TRIGGER fault BEFORE DELETE ON passages BEGIN SELECT RAISE(ABORT, 'a fault of the disk'); END"
    )
    other = Passage(f"{SITE}/gare", "La gare", "Transports", "La gare est au nord.")
    with pytest.raises(StoreError, match="a fault of the disk"):
        filled.passages.synchronise("site", [other], AT)
    assert filled.passages.count() == 10
    assert _first(filled, "les tarifs de la piscine") == "piscine"
    assert _first(filled, "où est la gare") != "gare"
    filled.database.run("INSERT INTO passage_index (passage_index) VALUES ('integrity-check')")


def test_another_store_of_the_same_file_sees_the_change(filled: Store) -> None:
    with Store.open(filled.database.path) as other:
        assert _first(other, "les tarifs de la piscine") == "piscine"
        filled.passages.synchronise("site", [WASTE], AT)
        assert _first(other, "les tarifs de la piscine") == ""


def test_other_sound_classes_prepare_the_passages_again_but_not_in_a_search(filled: Store) -> None:
    before = _words(filled)
    filled.database.run("UPDATE passages SET title_sounds = '?'")
    filled.database.set_meta("passages_phonetics", "another espeak-ng")
    filled.passages.search(["les tarifs de la piscine"])
    assert filled.database.rows("SELECT 1 FROM passages WHERE title_sounds = '?'")
    filled.passages.prepare()
    assert _first(filled, "les tarifs de la piscine") == "piscine"
    assert not filled.database.rows("SELECT 1 FROM passages WHERE title_sounds = '?'")
    assert _words(filled) == before


def _words(store: Store) -> set[tuple[str, str, int]]:
    return {(row["stem"], row["sounds"], row["passages"]) for row in store.database.rows("SELECT * FROM passage_words")}


def test_after_changes_words_are_counted_as_if_imported_at_once(filled: Store, tmp_path: Path) -> None:
    dearer = Passage(POOL.url, POOL.title, POOL.section, "La patinoire coûte 4 euros.")
    filled.passages.synchronise("folder", [NOISE, WASTE], AT)
    filled.passages.synchronise("site", [dearer, *FILLING[:3]], AT, spared={NOISE.url})
    filled.passages.synchronise("folder", [WASTE], AT)
    filled.passages.forget("nothing")
    with Store.open(tmp_path / "fresh.db") as fresh:
        fresh.passages.synchronise("site", [dearer, NOISE, *FILLING[:3]], AT)
        fresh.passages.synchronise("folder", [WASTE], AT)
        assert _words(filled) == _words(fresh)
    filled.passages.forget("site")
    filled.passages.forget("folder")
    assert _words(filled) == set()


def test_no_text_is_analysed_while_calls_wait_for_the_database(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    analysed: list[bool] = []

    def watched(text: str) -> list[Word]:
        analysed.append(filled.database.raw.conn.in_transaction)
        return content_words(text)

    monkeypatch.setattr("kb.passage_records.content_words", watched)
    filled.passages.synchronise("site", [POOL, WASTE], AT)
    filled.database.set_meta("passages_phonetics", "another espeak-ng")
    filled.passages.prepare()
    assert len(analysed) == 12
    assert not any(analysed)
    filled.passages.forget("site")
    assert len(analysed) == 12


def test_validity() -> None:
    passage = Passage(POOL.url, POOL.title, "", "", valid_until=date(2026, 11, 23))
    assert not passage.outdated(date(2026, 11, 23))
    assert passage.outdated(date(2026, 11, 24))
    assert not POOL.outdated(date(2126, 1, 1))


def test_the_demo_pages_leave_when_a_town_gives_its_own(store: Store) -> None:
    load_passages(store)
    assert store.passages.count() >= 120
    store.passages.synchronise("site", [POOL], AT)
    load_passages(store)
    assert [each.url for each in store.passages.all()] == [POOL.url]
    forget_passages(store)
    assert store.passages.count() == 1


def test_the_demo_pages_are_loaded_once(store: Store, tmp_path: Path) -> None:
    load_passages(store)
    before = store.database.row("SELECT total_changes() AS changes")
    load_passages(store)
    assert store.database.row("SELECT total_changes() AS changes") == before
