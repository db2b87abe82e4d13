"""Addresses as callers say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from accessibility.hearing import fold
from dialogue.french.addresses import SpokenAddress, parse_address

SAID = {
    "c' est au douze bis de la rue victor hugo": SpokenAddress(12, "bis", "rue victor hugo"),
    "alors euh c' est douze rue de l' église": SpokenAddress(12, "", "rue de l'église"),
    "j'habite au 12 ter, rue de l'Église": SpokenAddress(12, "ter", "rue de l'église"),
    "12B rue Pasteur": SpokenAddress(12, "b", "rue pasteur"),
    "ça se trouve rue des lilas": SpokenAddress(street_words="rue des lilas"),
    "au numéro quatre-vingt-dix-huit": SpokenAddress(98),
    "douze bis": SpokenAddress(12, "bis"),
    "au douze victor hugo": SpokenAddress(12, "", "victor hugo"),
    "rue victor hugo au douze": SpokenAddress(12, "", "rue victor hugo"),
    "chemin du moulin numéro 4": SpokenAddress(4, "", "chemin du moulin"),
    "au trois de la grande rue": SpokenAddress(3, "", "grande rue"),
    "mille deux cents route de lyon": SpokenAddress(1200, "", "route de lyon"),
    # numbers of names
    "rue du huit mai": SpokenAddress(street_words="rue du huit mai"),
    "douze rue du onze novembre mille neuf cent dix huit": SpokenAddress(
        12, "", "rue du onze novembre mille neuf cent dix huit"
    ),
    "place du 14 juillet": SpokenAddress(street_words="place du 14 juillet"),
    "rue henri quatre": SpokenAddress(street_words="rue henri quatre"),
    "rue louis quatorze au quinze": SpokenAddress(15, "", "rue louis quatorze"),
    # numbers that are none
    "il y a deux lampadaires en panne rue pasteur": SpokenAddress(street_words="rue pasteur"),
    "dans une rue": SpokenAddress(),
    "sur un boulevard": SpokenAddress(),
    "c' est un rue pasteur": SpokenAddress(1, "", "rue pasteur"),
    "je ne sais pas": SpokenAddress(),
    "": SpokenAddress(),
    # sentences around
    "il y a un trou au douze rue pasteur depuis hier": SpokenAddress(12, "", "rue pasteur"),
    "la rue de la paix il y a un arbre tombé": SpokenAddress(street_words="rue de la paix"),
    "le lampadaire devant le douze rue victor hugo est cassé": SpokenAddress(12, "", "rue victor hugo", "devant"),
    "boulevard de l' est s' il vous plaît": SpokenAddress(street_words="boulevard de l'est"),
    # relations
    "devant l' école jules ferry": SpokenAddress(
        street_words="école jules ferry", relation="devant", landmark_words="école jules ferry"
    ),
    "en face du numéro trois rue des lilas": SpokenAddress(3, "", "rue des lilas", "en face de"),
    "rue pasteur en face du douze": SpokenAddress(12, "", "rue pasteur", "en face de"),
    "rue pasteur devant l' école": SpokenAddress(street_words="rue pasteur", relation="devant", landmark_words="école"),
    "à côté de la boulangerie de la rue pasteur": SpokenAddress(
        street_words="rue pasteur", relation="à côté de", landmark_words="boulangerie"
    ),
    "devant chez moi au douze rue des lilas": SpokenAddress(12, "", "rue des lilas", "devant"),
    "pas loin de la gare": SpokenAddress(street_words="gare", relation="près de", landmark_words="gare"),
    "près du passage piéton rue pasteur": SpokenAddress(
        street_words="rue pasteur", relation="près de", landmark_words="passage piéton"
    ),
    # crossings
    "à l' angle de la rue pasteur et de l' avenue de la république": SpokenAddress(
        street_words="rue pasteur", relation="à l'angle de", crossing_words="avenue de la république"
    ),
    "au croisement de la rue pierre et marie curie et du boulevard foch": SpokenAddress(
        street_words="rue pierre et marie curie", relation="à l'angle de", crossing_words="boulevard foch"
    ),
    "rue pasteur au coin de l' avenue foch": SpokenAddress(
        street_words="rue pasteur", relation="à l'angle de", crossing_words="avenue foch"
    ),
    "angle rue pasteur avenue foch": SpokenAddress(
        street_words="rue pasteur", relation="à l'angle de", crossing_words="avenue foch"
    ),
    "au coin de la rue pasteur": SpokenAddress(street_words="rue pasteur", relation="à l'angle de"),
    "entre la rue pasteur et la rue des lilas": SpokenAddress(
        street_words="rue pasteur", relation="entre", crossing_words="rue des lilas"
    ),
    "rue pierre et marie curie": SpokenAddress(street_words="rue pierre et marie curie"),
    # corrections: the last wins
    "au douze non pardon au quatorze rue des lilas": SpokenAddress(14, "", "rue des lilas"),
    "au douze rue des lilas non pardon au quatorze": SpokenAddress(14, "", "rue des lilas"),
    "au douze rue des lilas non rue des rosiers": SpokenAddress(12, "", "rue des rosiers"),
    "au douze bis pardon ter rue des lilas": SpokenAddress(12, "ter", "rue des lilas"),
    "non c' est au douze rue pasteur": SpokenAddress(12, "", "rue pasteur"),
    "rue du pardon": SpokenAddress(street_words="rue du pardon"),
    # the recognizer's confusions
    "douze dix rue pasteur": SpokenAddress(12, "bis", "rue pasteur"),
    "vingt dix rue pasteur": SpokenAddress(20, "bis", "rue pasteur"),
    "soixante dix rue pasteur": SpokenAddress(70, "", "rue pasteur"),
    "quatre vingt dix rue pasteur": SpokenAddress(90, "", "rue pasteur"),
    "cent dix de la rue pasteur": SpokenAddress(110, "", "rue pasteur"),
    "douze terre rue pasteur": SpokenAddress(12, "ter", "rue pasteur"),
}


@pytest.mark.parametrize(("said", "address"), SAID.items())
def test_addresses_as_people_say_them(said: str, address: SpokenAddress) -> None:
    heard = parse_address(said)
    assert heard.raw == said
    assert SpokenAddress(**{**vars(heard), "raw": ""}) == address


STREETS = st.sampled_from(
    [
        "rue victor hugo",
        "rue du huit mai mille neuf cent quarante cinq",
        "avenue de la république",
        "impasse des roses",
        "place du marché",
        "boulevard de l' est",
        "chemin du moulin à vent",
        "grande rue",
        "rue pierre et marie curie",
        "allée des trois tilleuls",
    ]
)
LEAD_INS = st.sampled_from(["", "euh ", "alors c' est ", "ça se trouve ", "j' habite ", "donc euh c' est "])
SUFFIXES = st.sampled_from(["", "", "bis", "ter", "quater", "a", "b"])


@given(st.integers(1, 2_999), SUFFIXES, STREETS, LEAD_INS, st.sampled_from(["", "au ", "au numéro "]))
def test_house_numbers_come_back(number: int, suffix: str, street: str, lead_in: str, mark: str) -> None:
    spoken = str(num2words(number, lang="fr")).replace("-", " ")
    if suffix in ("a", "b") and street == "grande rue":
        suffix = ""  # "douze a grande rue" is not said
    if number == 1 and not suffix and not mark and street.startswith(("boulevard", "chemin")):
        mark = "au "  # "c'est un boulevard" numbers no house
    said = " ".join(f"{lead_in}{mark}{spoken} {suffix} {street}".split())
    heard = parse_address(said)
    assert (heard.number, heard.suffix) == (number, suffix)
    assert fold(heard.street_words) == fold(street)


@given(STREETS, LEAD_INS)
def test_a_street_alone_has_no_number(street: str, lead_in: str) -> None:
    heard = parse_address(f"{lead_in}{street}")
    assert heard.number is None
    assert fold(heard.street_words) == fold(street)


@given(st.integers(1, 300), st.integers(1, 300), STREETS)
def test_the_corrected_number_wins(wrong: int, right: int, street: str) -> None:
    before, after = (str(num2words(number, lang="fr")) for number in (wrong, right))
    heard = parse_address(f"au {before} {street} euh non pardon au {after}")
    assert heard.number == right
    assert fold(heard.street_words) == fold(street)


@given(st.text(max_size=60))
def test_any_text_gives_an_address(text: str) -> None:
    assert parse_address(text).raw == text


HEARD = "au douze bis rue de la et devant l' angle pardon non entre dix a place école"


@given(st.lists(st.sampled_from(HEARD.split()), max_size=12))
def test_any_order_of_its_words_gives_an_address(heard: list[str]) -> None:
    number = parse_address(" ".join(heard)).number
    assert number is None or number > 0


@pytest.mark.parametrize(
    ("text", "number", "street"),
    [
        ("il y a un trou dans la chaussée au 19 rue Molière", 19, "rue molière"),
        ("un trou dans la rue au douze rue des Lilas", 12, "rue des lilas"),
        ("un trou sur la place au 12 rue des Lilas", 12, "rue des lilas"),
        ("dans l'allée du 4 rue Pasteur", 4, "rue pasteur"),
        ("un nid de poule sur la chaussée devant le 27 rue Gambetta", 27, "rue gambetta"),
        ("sur la place à hauteur du 4 rue Pasteur", 4, "rue pasteur"),
        ("un arbre tombé sur la route de Lyon au 12", 12, "route de lyon"),
    ],
)
def test_a_bare_street_type_before_the_address_is_no_street(text: str, number: int, street: str) -> None:
    said = parse_address(text)
    assert (said.number, said.street_words) == (number, street)
