"""Written French and the words a voice gets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_to_num import text2num

from accessibility.hearing import sounds
from voice.speaking import speakable
from voice.speaking.numbers import cardinal

SPOKEN = {
    # house numbers, streets
    "12 bis rue Victor-Hugo": "douze bis rue Victor-Hugo",
    "12bis, av. Foch": "douze bis, avenue Foch",
    "3 bd de la Paix, 4 pl. du Marché": "trois boulevard de la Paix, quatre place du Marché",
    "all. des Tilleuls, imp. Pasteur, rte de Lyon, chem. Vert": (
        "allée des Tilleuls, impasse Pasteur, route de Lyon, chemin Vert"
    ),
    "l'av. J. Moulin": "l'avenue J. Moulin",
    "12 r. Pasteur": "douze rue Pasteur",
    "rue St-Jean et rue Ste Anne": "rue Saint-Jean et rue Sainte Anne",
    "n° 12B": "numéro douze B",
    "rue du 8 Mai 1945": "rue du huit Mai mille neuf cent quarante-cinq",
    "01000 Bourg, 06300 Nice": "zéro un mille Bourg, zéro six mille trois cents Nice",
    # hours
    "9h30": "neuf heures trente",
    "9 h 05": "neuf heures cinq",
    "9:30": "neuf heures trente",
    "14h": "quatorze heures",
    "12h": "midi",
    "12h30": "midi trente",
    "0h": "minuit",
    "1h": "une heure",
    "21h": "vingt et une heures",
    "dans 12h": "dans douze heures",
    "9h-12h": "de neuf heures à midi",
    "de 9h30 à 12h30": "de neuf heures trente à midi trente",
    "de 9-12h": "de neuf heures à midi",
    "lun.-ven. 8h30–17h": "lundi au vendredi de huit heures trente à dix-sept heures",
    "24h/24, 7j/7": "vingt-quatre heures sur vingt-quatre, sept jours sur sept",
    # money
    "25 €": "vingt-cinq euros",
    "1 €": "un euro",
    "25,50 €": "vingt-cinq euros cinquante",
    "25,5 €": "vingt-cinq euros cinquante",
    "25€50": "vingt-cinq euros cinquante",
    "0,80 €": "quatre-vingts centimes",
    "1 234,56 euros": "mille deux cent trente-quatre euros cinquante-six",
    "1 000 000 €": "un million d'euros",
    "25 €/mois": "vingt-cinq euros par mois",
    # telephones
    "06 12 34 56 78": "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
    "+33612345678": "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
    "+33 (0)6 12 34 56 78": "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
    "01.00.05.10.15": "zéro un, zéro zéro, zéro cinq, dix, quinze",
    "0 800 123 456": "zéro huit cents, cent vingt-trois, quatre cent cinquante-six",
    "le 15, le 112 ou le 114": "le quinze, le cent douze ou le cent quatorze",
    "Appelez le 3939.": "Appelez le trente-neuf trente-neuf.",
    # dates, ordinals
    "03/11/2026": "trois novembre deux mille vingt-six",
    "2026-11-03": "trois novembre deux mille vingt-six",
    "le 3 novembre 2026": "le trois novembre deux mille vingt-six",
    "le 01/05": "le premier mai",
    "le 1er mai": "le premier mai",
    "45/13/2026": "quarante-cinq ou treize ou deux mille vingt-six",
    "1er, 2e, 1ère, 2nde, 80e": "premier, deuxième, première, seconde, quatre-vingtième",
    "le XXe siècle": "le vingtième siècle",
    "Louis XIV, François Ier et Charles X": "Louis quatorze, François premier et Charles dix",
    # quantities
    "20 %": "vingt pour cent",
    "3,5 km": "trois virgule cinq kilomètres",
    "90 km/h": "quatre-vingt-dix kilomètres à l'heure",
    "25 m²": "vingt-cinq mètres carrés",
    "1,5 kg": "un virgule cinq kilogramme",
    "-5 °C": "moins cinq degrés",
    "0,05": "zéro virgule zéro cinq",
    "1 photo, 21 pièces, 1 enfant": "une photo, vingt et une pièces, un enfant",
    "12 500 habitants": "douze mille cinq cents habitants",
    "10-12 personnes": "dix à douze personnes",
    "1/2 page": "un demi page",
    # tickets
    "Votre numéro est le 4 7 2, 9 1 5.": "Votre numéro est le quatre, sept, deux; neuf, un, cinq.",
    # people, abbreviations
    "M. et Mme Dupont, Dr Martin": "monsieur et madame Dupont, docteur Martin",
    "M. Dupont, Me Durand": "monsieur Dupont, maître Durand",
    "tél., p. ex. le matin, etc.": "téléphone, par exemple le matin, et cétéra.",
    # signs
    "mairie@valbourg.fr": "mairie arobase valbourg point fr",
    "https://www.service-public.fr/aide.": "service tiret public point fr slash aide.",
    "R & D = 1 + 1": "R et D égale un plus un",
    "père/mère et/ou tuteur": "père ou mère et ou tuteur",
    "tapez * ou #": "tapez étoile ou dièse",
    "« Bonjour » (à tous)": "Bonjour, à tous",
    "C'est noté. (Au bout). Merci": "C'est noté. Au bout. Merci",
    "Attendez… je cherche… Voilà…": "Attendez, je cherche. Voilà.",
    "Tapez 1. deux pour la suite": "Tapez un. Deux pour la suite",
    # lexicon
    "la CNI, la CAF, le BTP": "la C N I, la caf, le B T P",
    "un e-mail": "un e-mail",
    "le [[paks]] de 12 ans": "le [[paks]] de douze ans",
}


@pytest.mark.parametrize(("written", "spoken"), SPOKEN.items())
def test_written_text_is_said_as_people_say_it(written: str, spoken: str) -> None:
    assert speakable(written) == spoken


@pytest.mark.parametrize("written", SPOKEN)
def test_speakable_text_stays_as_it_is(written: str) -> None:
    once = speakable(written)
    assert speakable(once) == once


PLAIN_WORDS = st.lists(
    st.sampled_from("la lampe devant école mairie ne marche plus depuis hier et il fait nuit cassé".split()),
    min_size=1,
)


@given(PLAIN_WORDS)
def test_plain_words_are_left_alone(plain: list[str]) -> None:
    assert speakable(" ".join(plain)) == " ".join(plain)


WRITTEN = st.text(alphabet=st.sampled_from("0123456789 .,:;/-+€%°²hHeErbisMmkgXVI'\"()[]@#*…–½٣é\nStav"), max_size=40)


@given(WRITTEN)
def test_no_digit_nor_sign_is_left(written: str) -> None:
    spoken = speakable(written)
    outside = spoken if "[[" not in written else ""
    assert not any(char.isdigit() for char in outside)
    assert all(char in " .,;:!?'-" or char.isalpha() or unicodedata.combining(char) for char in outside)


@given(WRITTEN)
def test_saying_twice_changes_nothing(written: str) -> None:
    once = speakable(written)
    assert speakable(once) == once


@given(st.integers(0, 999_999))
def test_a_number_said_is_the_number(value: int) -> None:
    assert text2num(speakable(f"{value}"), "fr") == value


@given(st.integers(2, 99), st.integers(2, 99))
def test_cents_follow_euros(euros: int, cents: int) -> None:
    assert speakable(f"{euros},{cents:02} €") == f"{cardinal(euros)} euros {cardinal(cents)}"


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_however_a_telephone_number_is_written_it_is_said_in_pairs(number: str) -> None:
    pairs = [number[start : start + 2] for start in range(0, 10, 2)]
    spoken = speakable(number)
    assert spoken.count(", ") == 4
    for written in (
        " ".join(pairs),
        ".".join(pairs),
        f"+33{number[1:]}",
        f"+33 {number[1]} {' '.join(pairs[1:])}",
    ):
        assert speakable(written) == spoken


def test_letters_of_an_acronym_sound_as_letters() -> None:
    # espeak-ng alone reads "CCAS" as one syllable.
    assert sounds(speakable("CCAS")) == "seseaes"
