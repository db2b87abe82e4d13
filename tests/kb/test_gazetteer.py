import math
from pathlib import Path

import pytest

from kb.gazetteer import Gazetteer
from kb.importers.places import import_places
from kb.store import Store


def _best(store: Store, *heard: str) -> str:
    matches = store.gazetteer.match(heard)
    return matches[0].entry.name if matches else ""


def _score(store: Store, name: str, *heard: str) -> float:
    return next((match.score for match in store.gazetteer.match(heard, 60) if match.entry.name == name), 0.0)


def _street(gazetteer: Gazetteer, name: str) -> int:
    return next(m.entry.id for m in gazetteer.match([name]) if m.entry.name == name and m.entry.kind == "street")


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("rue de lila", "Rue des Lilas"),
        ("euh c' est rue de lila juste à coté", "Rue des Lilas"),
        ("rude lilas", "Rue des Lilas"),
        ("aller des lilas", "Allée des Lilas"),
        ("au douze bis rue des lilas", "Rue des Lilas"),
        ("avenue de la rez publique", "Avenue de la République"),
        ("rue vicktor hugo", "Rue Victor Hugo"),
        ("devant l' école jules ferry", "École Jules Ferry"),
        ("rue jaurès", "Rue Jean Jaurès"),
        ("avenue de gaulle", "Avenue du Général de Gaulle"),
        ("rue du huit mai", "Rue du 8 Mai 1945"),
        ("rue du huit mai mille neuf cent quarante cinq", "Rue du 8 Mai 1945"),
        ("12 RUE VICTOR HUGO", "Rue Victor Hugo"),
        ("la grès hardière", "La Grézardière"),
        ("bonjour le lampadaire de la rue des acacias ne marche plus depuis trois jours", "Rue des Acacias"),
        ("à coté de la poste", "Bureau de poste"),
        ("maison de retraite", "EHPAD les Glycines"),
        ("place de l' église", "Place de l'Église"),
        ("devant l' église", "Église Saint-Martin"),
        ("boulevard victor hugo", "Rue Victor Hugo"),
    ],
)
def test_what_is_heard_is_found(valbourg: Store, heard: str, name: str) -> None:
    assert _best(valbourg, heard) == name


@pytest.mark.parametrize(
    "heard",
    ["rue", "dans la rue", "", "euh", "oui", "mille neuf cent", "il y a un nid de poule"],
)
def test_nothing_is_found_where_nothing_is_named(valbourg: Store, heard: str) -> None:
    assert valbourg.gazetteer.match([heard]) == []


@pytest.mark.parametrize(
    "heard", ["le lampadaire ne marche plus", "je voudrais signaler un trou dans ma rue", "rue de la barre"]
)
def test_a_sentence_is_not_taken_for_a_street(valbourg: Store, heard: str) -> None:
    assert max((match.score for match in valbourg.gazetteer.match([heard])), default=0.0) < 0.75


def test_short_names_do_not_match_inside_words(tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("nom;type;lon;lat;adresse;alias\nLe Pré;lieu-dit;2;47;;\nLa Mare;lieu-dit;2;47;;\n", "utf-8")
    with Store.open(tmp_path / "guichet.db") as store:
        import_places(store, places)
        assert store.gazetteer.match(["je suis près de la route", "le camarade a prévenu"]) == []
        assert _best(store, "c'est au pré") == "Le Pré"


def test_homonyms_are_close_and_the_right_one_leads(valbourg: Store) -> None:
    first, second = valbourg.gazetteer.match(["rue des lilas"])[:2]
    assert (first.entry.name, second.entry.name) == ("Rue des Lilas", "Allée des Lilas")
    assert first.score == 1
    assert second.score > 0.8
    first, second = valbourg.gazetteer.match(["rue pasteur"])[:2]
    assert {first.entry.name, second.entry.name} == {"Rue Pasteur", "Rue du Pasteur"}
    assert first.score - second.score < 0.03


def test_a_name_without_its_type_leaves_both(valbourg: Store) -> None:
    first, second = valbourg.gazetteer.match(["les lilas"])[:2]
    assert {first.entry.name, second.entry.name} == {"Rue des Lilas", "Allée des Lilas"}
    assert abs(first.score - second.score) < 0.03


def test_square_and_church_both_come_out(valbourg: Store) -> None:
    for heard in ("place de l'église", "devant l'église"):
        names = [match.entry.name for match in valbourg.gazetteer.match([heard])[:2]]
        assert set(names) == {"Place de l'Église", "Église Saint-Martin"}


def test_any_school_is_offered_for_the_school(valbourg: Store) -> None:
    names = [match.entry.name for match in valbourg.gazetteer.match(["devant l'école"])[:3]]
    assert names == ["École Jules Ferry", "École Louise Michel", "École maternelle des Mésanges"]


def test_the_better_hypothesis_counts_and_says_what_was_heard(valbourg: Store) -> None:
    match = valbourg.gazetteer.match(["rien trop oh", "c' est rue victor hugo monsieur"])[0]
    assert (match.entry.name, match.heard) == ("Rue Victor Hugo", "rue victor hugo")
    assert match.score < _score(valbourg, "Rue Victor Hugo", "rue victor hugo")


def test_a_neighbour_belonging_to_another_name_costs(valbourg: Store) -> None:
    heard = "rue jean moulin"
    assert _score(valbourg, "Rue du Moulin", heard) < 0.8
    assert _score(valbourg, "Rue Jean Moulin", heard) == 1


def test_limit_and_order(valbourg: Store) -> None:
    matches = valbourg.gazetteer.match(["rue de la gare"], limit=3)
    assert len(matches) == 3
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert len({(match.entry.kind, match.entry.id) for match in matches}) == 3


def test_house_numbers(valbourg: Store) -> None:
    gazetteer = valbourg.gazetteer
    lilas = _street(gazetteer, "Rue des Lilas")
    plain, bis = gazetteer.house_number(lilas, 12), gazetteer.house_number(lilas, 12, "BIS")
    assert plain
    assert bis
    assert (plain.suffix, bis.suffix) == ("", "bis")
    assert (plain.lat, plain.lon) != (bis.lat, bis.lon)
    assert gazetteer.house_number(lilas, 12, "ter") is None
    assert gazetteer.house_number(lilas, 49) is None


def test_the_nearest_number(valbourg: Store) -> None:
    lilas = _street(valbourg.gazetteer, "Rue des Lilas")
    nearest = [valbourg.gazetteer.nearest_number(lilas, number) for number in (12, 500)]
    assert [(each.number, each.suffix) for each in nearest if each] == [(12, ""), (48, "")]
    assert valbourg.gazetteer.nearest_number(99_999, 1) is None


def test_the_nearest_number_prefers_the_same_side(valbourg: Store) -> None:
    database, lilas = valbourg.database, _street(valbourg.gazetteer, "Rue des Lilas")
    database.run("BEGIN")
    database.run("DELETE FROM addresses WHERE street_id = ? AND number = 20", [lilas])
    nearest = valbourg.gazetteer.nearest_number(lilas, 20)
    database.run("ROLLBACK")
    assert nearest
    assert nearest.number == 18


def test_streets_that_cross_and_streets_that_do_not(valbourg: Store) -> None:
    gazetteer = valbourg.gazetteer
    hugo, halle = (_street(gazetteer, name) for name in ("Rue Victor Hugo", "Rue de la Halle"))
    lilas = _street(gazetteer, "Rue des Lilas")
    crossing = gazetteer.crossing(hugo, halle)
    assert crossing
    houses = [gazetteer.nearest_number(street, 1) for street in (hugo, halle)]
    assert all(house and math.dist(crossing, (house.lat, house.lon)) < 0.01 for house in houses)
    assert gazetteer.crossing(halle, hugo) == pytest.approx(crossing)
    assert gazetteer.crossing(hugo, lilas) is None
    assert gazetteer.crossing(hugo, hugo) is None
    assert gazetteer.crossing(hugo, 99_999) is None


def test_an_entry_by_its_id(valbourg: Store) -> None:
    lilas = _street(valbourg.gazetteer, "Rue des Lilas")
    assert valbourg.gazetteer.entry("street", lilas).name == "Rue des Lilas"
    with pytest.raises(LookupError, match="no place 99999"):
        valbourg.gazetteer.entry("place", 99_999)


def test_names_are_worked_out_anew_when_phonetics_changed(tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("nom;type;lon;lat;adresse;alias\nMairie;mairie;2;47;;\n", "utf-8")
    with Store.open(tmp_path / "guichet.db") as store:
        import_places(store, places)
        store.database.set_meta("gazetteer_phonetics", "of another espeak-ng")
        store.database.run("UPDATE spoken_names SET letters = 'x', sounds = 'x'")
        assert _best(store, "la mairie") == "Mairie"


def test_an_import_by_another_connection_is_seen(tmp_path: Path) -> None:
    places = tmp_path / "places.csv"
    places.write_text("nom;type;lon;lat;adresse;alias\nMairie;mairie;2;47;;\n", "utf-8")
    path = tmp_path / "guichet.db"
    with Store.open(path) as reader, Store.open(path) as writer:
        assert reader.gazetteer.match(["la mairie"]) == []
        import_places(writer, places)
        assert _best(reader, "la mairie") == "Mairie"
        assert reader.gazetteer.count() == 1
