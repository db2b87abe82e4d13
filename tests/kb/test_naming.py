import pytest

from kb.naming import joined_sounds, place_names, split_type, street_names, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l' école", ["l'", "école"]),
        ("L'École", ["l'", "école"]),
        ("12 bis av. Foch", ["douze", "bis", "avenue", "foch"]),
        ("8 mai 1945", ["huit", "mai", "mille", "neuf", "cent", "quarante", "cinq"]),
        ("1er mai", ["premier", "mai"]),
        ("Bd St-Martin", ["boulevard", "saint", "martin"]),
        ("… ! ", []),
    ],
)
def test_words_are_cut_and_written_out(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


@pytest.mark.parametrize(
    ("name", "street_type", "core"),
    [
        ("Rue des Lilas", "rue", "lilas"),
        ("aller des lilas", "allée", "lilas"),
        ("Rond-point de l'Europe", "rond-point", "europe"),
        ("rond point de l'Europe", "rond-point", "europe"),
        ("Grande Rue", "", "granderue"),
        ("Les Granges", "", "granges"),
        ("Rue des Deux Ponts", "rue", "deuxponts"),
        ("Place", "", "place"),
    ],
)
def test_type_and_core(name: str, street_type: str, core: str) -> None:
    found, words = split_type(tokens(name))
    assert (found, "".join(word.letters for word in words)) == (street_type, core)


def test_short_forms_of_streets() -> None:
    assert {way.letters for way in street_names("Avenue du Général de Gaulle")} == {"generaldegaulle", "gaulle"}
    assert {way.letters for way in street_names("Rue Jean Jaurès")} == {"jeanjaures", "jaures"}
    assert "huitmai" in {way.letters for way in street_names("Rue du 8 Mai 1945")}
    assert [way.letters for way in street_names("Rue des Lilas")] == ["lilas"]


def test_a_place_is_called_by_its_aliases_and_its_kind() -> None:
    ways = place_names("École Jules Ferry", ["l'école Ferry"], "école")
    assert [(way.letters, way.weight) for way in ways] == [
        ("ecolejulesferry", 1.0),
        ("ecoleferry", 1.0),
        ("ecole", 0.85),
    ]


def test_sounds_do_not_depend_on_where_words_are_cut() -> None:
    assert joined_sounds(tokens("rez publique")) == joined_sounds(tokens("république"))
