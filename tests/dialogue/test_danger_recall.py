"""Danger in sentences that the rules were not made from: how many are heard, and how often harmless ones are."""

import tomllib
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest

from dialogue.catalogue import Catalogue
from dialogue.understanding.danger import dangers_in, over_in, says_none
from dialogue.understanding.request import RequestUnderstanding, understanding_of
from ivr.labelled import labelled

SAID: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("dangers.toml").read_text("utf-8"))
HARMLESS = [*SAID.pop("harmless"), *SAID.pop("second_harmless"), *SAID.pop("unseen_harmless")]
UNSEEN = SAID.pop("unseen")
SECOND = SAID.pop("second")
JUDGE: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("danger_unseen.toml").read_text("utf-8"))
NO_DANGER = JUDGE.pop("none")
RECALL, FALSE_ALARMS = 0.966, 0.0
"""As measured: 133 of 133, 29 of 30; no alarm in 120."""
JUDGE_ALARMS, JUDGE_HEARD, JUDGE_FALSE, JUDGE_ASKED = 48, 86, 4, 1
"""Of 228 sentences: alarms, and alarms and questions together; of 75 harmless ones: alarms, questions.

As measured when the list was put here; better figures may be written here, worse ones are a step back."""
SEEN_RECALL, NEAR_ASKED = 0.86, 0.05
UNSEEN_RECALL = 0.8
REQUESTS_ALARMED, TAUGHT_ALARMED = 9, 0
"""Of 904 requests of `bench understanding`, and of its groups that rules may be tried on.

Some are dangers indeed: a hole in which a child may fall, bare wires. Nothing is ever tuned on the other groups."""


def test_the_lists_are_long_enough() -> None:
    assert sum(map(len, SAID.values())) >= 100
    assert len(HARMLESS) >= 60
    assert len(set(HARMLESS)) == len(HARMLESS)


def test_recall_with_the_right_instructions(catalogue: Catalogue) -> None:
    missed = [
        (code, text) for code, texts in SAID.items() for text in texts if code not in dangers_in([text], catalogue)
    ]
    assert 1 - len(missed) / sum(map(len, SAID.values())) >= RECALL, missed


def test_recall_of_the_second_list(catalogue: Catalogue) -> None:
    missed = [text for text in SECOND if not dangers_in([text], catalogue)]
    assert 1 - len(missed) / len(SECOND) >= RECALL, missed


def test_recall_of_sentences_the_rules_were_never_changed_for(catalogue: Catalogue) -> None:
    heard = [text for text in UNSEEN if dangers_in([text], catalogue)]
    assert len(heard) / len(UNSEEN) >= UNSEEN_RECALL


def test_false_alarms(catalogue: Catalogue) -> None:
    alarms = [(text, dangers_in([text], catalogue)) for text in HARMLESS if dangers_in([text], catalogue)]
    assert len(alarms) / len(HARMLESS) <= FALSE_ALARMS, alarms


@pytest.fixture(scope="module")
def understanding(catalogue: Catalogue) -> RequestUnderstanding:
    return understanding_of(catalogue)


def test_the_judge_is_heard_no_less_than_before(catalogue: Catalogue, understanding: RequestUnderstanding) -> None:
    texts = [text for each in JUDGE.values() for text in each]
    silent = [text for text in texts if not dangers_in([text], catalogue)]
    asked = sum(bool(understanding.danger([text])) for text in silent)
    alarms = len(texts) - len(silent)  # numbers alone: a failure must not show the judge's sentences
    assert alarms >= JUDGE_ALARMS
    assert alarms + asked >= JUDGE_HEARD


def test_harmless_sentences_of_the_judge(catalogue: Catalogue, understanding: RequestUnderstanding) -> None:
    silent = [text for text in NO_DANGER if not dangers_in([text], catalogue)]
    alarms, asked = len(NO_DANGER) - len(silent), sum(bool(understanding.danger([text])) for text in silent)
    assert alarms <= JUDGE_FALSE
    assert asked <= JUDGE_ASKED


def test_the_examples_taught(catalogue: Catalogue, understanding: RequestUnderstanding) -> None:
    taught = [text for code in catalogue.dangers for text in catalogue.danger_examples[code]]
    heard = sum(bool(dangers_in([text], catalogue) or understanding.danger([text])) for text in taught)
    assert heard / len(taught) >= SEEN_RECALL
    assert [text for text in catalogue.danger_examples["none"] if dangers_in([text], catalogue)] == []


def test_ordinary_requests_are_hardly_asked_about(catalogue: Catalogue, understanding: RequestUnderstanding) -> None:
    asked = [text for text in HARMLESS if understanding.danger([text])]
    assert len(asked) / len(HARMLESS) <= NEAR_ASKED, asked


def test_requests_hardly_raise_an_alarm(catalogue: Catalogue) -> None:
    groups = Counter(request.group for request in labelled(catalogue) if dangers_in([request.text], catalogue))
    assert groups["clean"] + groups["heard"] <= TAUGHT_ALARMED
    assert groups.total() <= REQUESTS_ALARMED  # numbers alone: a failure must not show sentences nobody tunes on


@pytest.mark.parametrize(
    "text",
    [
        "la LED du poteau grésille et s'éteint",
        "sur les cinq lampadaires de l'impasse le dernier n'éclaire rien",
        "une odeur d'œuf pourri remonte du caniveau",
        "un tag à la bombe sur le mur cette nuit",
        "la ligne jaune devant mon garage est usée jusqu'à la corde",
        "le doudou de ma fille a disparu au parc",
        "ma mamie veut la montre qui appelle au secours toute seule",
        "une petite chatte miaule sous une voiture avec la patte blessée",
        "une camionnette est à cheval sur le trottoir et je passe sur la route",
        "le docteur m'interdit de me baisser et ma mère ne peut plus m'aider",
        "je me suis fait cambrioler pendant que j'étais à la messe",
        "ils menacent de me couper le gaz",
    ],
)
def test_near_words_are_no_alarm(catalogue: Catalogue, text: str) -> None:
    assert dangers_in([text], catalogue) == ()


def test_what_ended_well_is_no_alarm_unless_it_lasts(catalogue: Catalogue) -> None:
    assert dangers_in(["mon mari a fait un malaise"], catalogue) == ("blesse",)
    assert dangers_in(["mon mari a fait un malaise hier et tout s'est bien terminé"], catalogue) == ()
    assert dangers_in(["mon mari me bat mais hier ça s'est bien terminé"], catalogue) == ("violence_foyer",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("l'opération s'est bien passé mais il saigne beaucoup et il ne respire plus", "blesse"),
        ("l'intervention s'est bien passé mais mon père a perdu connaissance", "blesse"),
        ("tout est rentré dans l'ordre mais ça recommence ça sent le gaz", "gaz"),
        ("ça s'est bien passé et puis il y a le feu dans la cuisine", "feu"),
        ("l'accouchement s'est bien passé ma femme fait une hémorragie", "blesse"),
        ("ça s'est bien passé au début et puis elle a perdu connaissance", "blesse"),
        ("tout est rentré dans l'ordre sauf que ça sent encore le gaz", "gaz"),
        ("maintenant ça sent le gaz ce matin tout s'est bien passé", "gaz"),
        ("plus de peur que de mal hier mais là il y a le feu tout s'est bien terminé avant", "feu"),
    ],
)
def test_what_ended_well_hides_no_danger_told_after_it(catalogue: Catalogue, text: str, code: str) -> None:
    assert code in dangers_in([text], catalogue)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mon mari a fait un malaise hier et tout s'est bien terminé", "blesse"),
        ("il y a eu le feu mais plus de peur que de mal", "feu"),
        ("il y a eu une fuite de gaz mais maintenant tout est rentré dans l'ordre", "gaz"),
        ("il saigne beaucoup mais l'opération s'est bien passée", "blesse"),
        ("je peux pas parler plus fort", "agression"),
        ("je ne peux pas vous parler plus fort", "agression"),
    ],
)
def test_what_may_be_a_danger_is_asked_about(
    catalogue: Catalogue, understanding: RequestUnderstanding, text: str, code: str
) -> None:
    assert dangers_in([text], catalogue) == ()
    assert understanding.danger([text]) == code


def test_nothing_is_asked_where_only_all_went_well(catalogue: Catalogue, understanding: RequestUnderstanding) -> None:
    assert over_in([], catalogue) == ()
    assert understanding.danger(["la réunion s'est bien passée merci"]) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("un petit pleure tout seul au bord de la route", "enfant_danger"),
        ("deux petits tout seuls sur la route", "enfant_danger"),
        ("j'ai trouvé une petite toute seule qui pleure dans la rue", "enfant_danger"),
        ("y a un petit enfermé dans une voiture", "enfant_danger"),
        ("deux petites pleurent toutes seules sur le trottoir", "enfant_danger"),
        ("un petit est tombé dans le canal", "noyade"),
        ("une petite est par terre elle bouge plus", "blesse"),
        ("je suis enfermée il tente d'entrer", "agression"),
        ("je me suis enfermée dans la chambre il entre", "agression"),
        ("je suis barricadée il veut entrer", "agression"),
        ("je me suis caché sous le lit quelqu'un entre", "agression"),
        ("je peux pas parler plus fort il est derrière la porte", "agression"),
        ("je peux pas parlez plus fort il est derrière la porte", "agression"),
        ("je ne peux pas parler fort mon mari est là", "agression"),
        ("je dois parler tout bas il va m'entendre", "agression"),
    ],
)
def test_small_children_and_people_in_hiding_are_heard(catalogue: Catalogue, text: str, code: str) -> None:
    assert code in dangers_in([text], catalogue)


@pytest.mark.parametrize(
    "text",
    [
        "un petit trou sur la route",
        "j'habite une petite rue et je suis toute seule",
        "un petit portail reste enfermé derrière une grille dans la rue",
        "je suis enfermée dehors je ne peux pas entrer chez moi",
        "la porte est verrouillée il faut un badge pour entrer",
        "il faut entrer par la cour le chat est enfermé",
        "pouvez-vous parler plus fort il est debout mon mari",
    ],
)
def test_small_things_and_doors_are_no_alarm(catalogue: Catalogue, text: str) -> None:
    assert dangers_in([text], catalogue) == ()


def test_the_accent_tells_there_from_the(catalogue: Catalogue) -> None:
    assert dangers_in(["les voleurs sont là"], catalogue) == ("agression",)
    assert dangers_in(["la porte est marquée par les voleurs"], catalogue) == ()


@pytest.mark.parametrize(
    ("text", "none"),
    [("non pas d'urgence", True), ("c'est rien de grave", True), ("non", False), ("c'est urgent", False), ("", False)],
)
def test_no_danger_is_said_in_so_many_words(catalogue: Catalogue, text: str, none: bool) -> None:
    assert says_none([text] if text else [], catalogue) is none


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("je n'en peux plus de la vie", "suicide"),
        ("j'en peux plus de cette vie", "suicide"),
        ("si ça continue je me fous en l'air la poubelle n'est jamais ramassée", "suicide"),
        ("mon frère dit qu'il va en finir", "suicide"),
        ("je veux en finir ce soir", "suicide"),
        ("je vais me tuer", "suicide"),
        ("ma mémé s'est perdue elle devait aller au marché ce matin", "disparu"),
        ("mon petit-fils s'est perdu à la foire", "disparu"),
        ("j'en peux plus de ses coups mon mari me fait vivre un enfer", "violence_foyer"),
        ("il me bat et il joue aux cartes toute la nuit", "violence_foyer"),
        ("mon mari m'a battue hier", "violence_foyer"),
        ("on m'attaque dans la rue", "agression"),
        ("mon fils a sauté dans le canal il ne remonte pas", "noyade"),
        ("mon mari est tombé dans l'escalier il se relève pas il est veuf", "blesse"),
    ],
)
def test_distress_is_heard_in_other_words(catalogue: Catalogue, text: str, code: str) -> None:
    assert code in dangers_in([text], catalogue)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("je n'ai plus envie de rien à quelle heure passe la navette", "suicide"),
        ("je sers plus à rien à mon âge", "suicide"),
        ("je veux plus vivre ici comment je fais un changement d'adresse", "suicide"),
        ("ma mère habite en face de la mairie et elle ne répond plus au téléphone depuis hier", "blesse"),
        ("mon père ne décroche plus son téléphone depuis deux jours", "blesse"),
        ("hier à la piscine un monsieur a embêté ma petite-fille", "enfant_danger"),
        ("un homme a abordé mon fils devant l'école", "enfant_danger"),
        ("je suis coincée chez moi l'ascenseur est en panne", "enferme"),
        ("l'ascenseur est en panne je ne peux plus descendre", "enferme"),
    ],
)
def test_what_may_be_a_danger_is_asked_about_whatever_is_asked_besides(
    catalogue: Catalogue, understanding: RequestUnderstanding, text: str, code: str
) -> None:
    assert dangers_in([text], catalogue) == ()
    assert understanding.danger([text]) == code


@pytest.mark.parametrize(
    "text",
    [
        "je vais finir tard ce soir la mairie ferme à quelle heure",
        "ce soir je finis mon travail à six heures",
        "j'en ai marre de la vie chère il y a des aides pour payer le chauffage",
        "je vais me jeter à l'eau et me présenter aux élections",
        "je me tue à vous dire que la mairie était fermée lundi",
        "je serai plus là lundi je pars en vacances",
        "le dernier bus pour rentrer de la piscine",
        "mon mari ne remonte plus sur son vélo y a des cours à la piscine",
        "ma fille a sauté du grand plongeoir c'est permis à quel âge",
        "le chien du voisin m'a mordu hier",
        "mon mari m'a battu aux cartes",
        "mon mari m'a dit de vous appeler",
        "on m'attaque dans le journal de la mairie",
        "j'ai avalé de travers le prix de votre cantine",
        "mon enfant a disparu de la liste de la cantine",
        "le dossier de ma mère s'est perdu",
        "le maître-nageur a insulté mon fils",
        "mon mari est mort dans un accident de voiture il me faut des copies de l'acte de décès",
        "la dame de l'accueil ne répond plus au téléphone",
        "un monsieur a proposé à mon fils de rejoindre le club",
    ],
)
def test_a_manner_of_speaking_is_neither_alarm_nor_question(
    catalogue: Catalogue, understanding: RequestUnderstanding, text: str
) -> None:
    assert dangers_in([text], catalogue) == ()
    assert understanding.danger([text]) == ""


def test_what_is_over_is_no_danger(catalogue: Catalogue) -> None:
    assert dangers_in(["ma tante a chuté du balcon"], catalogue) == ("blesse",)
    assert dangers_in(["l'an dernier ma tante a chuté du balcon"], catalogue) == ()


def test_two_dangers_are_both_heard(catalogue: Catalogue) -> None:
    assert dangers_in(["ça sent le gaz et il y a un blessé"], catalogue) == ("gaz", "blesse")


@pytest.mark.parametrize(
    "text", ["aucun fil ne pend", "les fils ne pendent pas", "la maison ne brûle plus", "sans odeur ni fuite de gaz"]
)
def test_a_denied_danger_is_none(catalogue: Catalogue, text: str) -> None:
    assert dangers_in([text], catalogue) == ()


def test_not_far_denies_nothing(catalogue: Catalogue) -> None:
    assert dangers_in(["un fil est tombé pas loin de l'école"], catalogue) == ("fil_electrique",)


def test_a_long_utterance_is_heard_in_time(catalogue: Catalogue) -> None:
    """48 words in 3 readings took 85 ms with every run pronounced; generous, for a busy machine."""
    text = " ".join(["le lampadaire devant chez moi est en panne depuis trois semaines"] * 5)
    dangers_in([text], catalogue)
    began = perf_counter()
    dangers_in([text, f"{text} a", f"{text} b"], catalogue)
    assert perf_counter() - began < 2.0
