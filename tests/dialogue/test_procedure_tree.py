"""Questions answered by what was said, with the procedure of the tests (tests/kb/procedures/carte_de_bus.toml)."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from dialogue.events import Utterance
from dialogue.flows.procedures.facets import asked, only
from dialogue.flows.procedures.listing import item_asked, names, pieces, wants_again, wants_all
from dialogue.flows.procedures.tree import UNKNOWN, answered, reached, refusing, walk
from dialogue.questions import Answer
from kb.procedures.loader import PACKAGED, load
from kb.procedures.model import Procedure

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=timezone(timedelta(hours=1)))
FOLDER = Path(__file__).parents[1] / "kb" / "procedures"


@pytest.fixture(scope="module")
def bus() -> Procedure:
    return load([FOLDER])["carte_de_bus"]


@pytest.fixture(scope="module")
def card() -> Procedure:
    return load([PACKAGED])["carte_identite"]


def _said(*texts: str) -> list[tuple[str, ...]]:
    return [(text,) for text in texts]


@pytest.mark.parametrize(
    ("said", "reached"),
    [
        (["une carte de bus"], "age"),
        (["une carte de bus pour ma fille de douze ans"], "enfant"),
        (["c'est pour un bébé"], "enfant"),
        (["une carte de bus pour moi"], "habitant"),
        (["une carte de bus pour moi j'habite ici je suis à l'université"], "adulte"),
        (["pour moi", "j'habite ici et je suis à la retraite"], "fin"),
        (["pour moi qui suis à la retraite", "j'habite ici", "elle finit en mars deux mille vingt-huit"], "trop_tot"),
        (["pour moi qui suis à la retraite", "j'habite ici", "elle est périmée depuis deux ans"], "senior"),
        (["pour un bébé et pour moi"], "age"),
        (["pour moi", "non c'est pour mon fils de huit ans"], "enfant"),
        (["je l'ai depuis dix ans"], "age"),
    ],
)
def test_what_was_said_is_not_asked(bus: Procedure, said: list[str], reached: str) -> None:
    assert walk(bus, {}, _said(*said), NOW).code == reached


@pytest.mark.parametrize(
    ("said", "reached"),
    [
        ("j'ai perdu ma carte", "majeur_perdue"),
        ("j'ai perdu mon mari je voudrais refaire ma carte", "raison"),
        ("j'ai perdu mon pauvre père et ma carte est périmée", "date"),
        ("ma carte est périmée j'ai perdu la tête", "date"),
        ("j'ai perdu ma belle-mère et ma carte est perdue aussi", "majeur_perdue"),
        ("j'ai perdu la carte de mon mari", "majeur_perdue"),
        ("j'ai retrouvé ma carte", "retrouvee"),
        ("je suis algérienne je veux une carte pour moi", "pas_francais"),
        ("je suis algérienne et française je veux une carte pour moi", "situation"),
        ("mon mari est algérien je veux refaire ma carte", "raison"),
    ],
)
def test_what_is_lost_found_or_foreign(card: Procedure, said: str, reached: str) -> None:
    assert walk(card, {}, _said(said), NOW).code == reached


def test_an_answer_given_outweighs_words(bus: Procedure) -> None:
    assert walk(bus, {"age": 1}, _said("pour un bébé"), NOW).code == "habitant"
    assert walk(bus, {"age": 1, "habitant": 0, "etudiant": UNKNOWN}, (), NOW).code == "adulte"


def test_later_readings_help_only_when_the_first_says_nothing(bus: Procedure) -> None:
    assert walk(bus, {}, [("une carte de bus pour mois", "une carte de bus pour moi")], NOW).code == "habitant"


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("age", "douze", 0),
        ("age", "elle va avoir dix-huit ans en mars", 0),
        ("age", "elle est née en deux mille", 1),
        ("age", "elle a huit mois", 0),
        ("age", "un adulte", 1),
        ("age", "je ne sais pas", None),
        ("age", "mercredi en huit", None),
        ("age", "le douze", None),
        ("habitant", "oui", 0),
        ("habitant", "non pas du tout", 1),
        ("habitant", "j'habite ici depuis toujours", 0),
        ("etudiant", "la deuxième", 1),
        ("etudiant", "retraité", 1),
        ("etudiant", "je suis à la retraite", 1),
        ("etudiant", "boulanger", None),
        ("fin", "le mois prochain", 0),
        ("fin", "dans trois semaines", 0),
        ("fin", "en juin deux mille vingt-neuf", 1),
        ("fin", "le trente novembre", 0),
        ("fin", "elle est de deux mille treize", None),
        ("fin", "je n'en sais rien", None),
    ],
)
def test_answers(bus: Procedure, question: str, text: str, option: int | None) -> None:
    assert answered(bus.question[question], Answer(Utterance.typed(text)), NOW) == option


@pytest.mark.parametrize(
    ("question", "keys", "option"),
    [
        ("age", "12", 0),
        ("age", "70", 1),
        ("habitant", "2", 1),
        ("etudiant", "2", 1),
        ("etudiant", "3", None),
        ("fin", "1", None),
    ],
)
def test_keys(bus: Procedure, question: str, keys: str, option: int | None) -> None:
    assert answered(bus.question[question], Answer(keys=keys), NOW) == option


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("mars deux mille dix", "majeur_renouvellement"),
        ("mars deux mille vingt-deux", "majeur_renouvellement"),
        ("en deux mille vingt-deux", None),
        ("janvier deux mille vingt-trois", "majeur_prolongee"),
        ("en deux mille vingt-trois", "majeur_prolongee"),
        ("le trente et un décembre deux mille vingt-trois", "majeur_prolongee"),
        ("le premier janvier deux mille vingt-quatre", "majeur_renouvellement"),
        ("novembre deux mille vingt-quatre", "majeur_renouvellement"),
        ("elle est périmée depuis deux ans", "majeur_renouvellement"),
        ("elle est périmée depuis trois ans", None),
        ("elle est périmée depuis dix ans", "majeur_renouvellement"),
        ("elle est périmée depuis un mois", "majeur_renouvellement"),
        ("octobre deux mille vingt-sept", "majeur_renouvellement"),
        ("en deux mille vingt-sept", None),
        ("décembre deux mille vingt-sept", "majeur_trop_tot"),
        ("elle est périmée", None),
    ],
)
def test_the_date_on_an_identity_card(card: Procedure, text: str, case: str | None) -> None:
    """Made for an adult from 2004 to 2013, a card lasts five years more than it says; no other does."""
    question = card.question["date"]
    option = answered(question, Answer(Utterance.typed(text)), NOW)
    found = None if option is None else walk(card, {"age": 1, "situation": 1, "raison": 0, "date": option}, (), NOW)
    assert (found and found.code) == case


@pytest.mark.parametrize(
    ("today", "case"), [(2023, "majeur_prolongee"), (2026, "majeur_prolongee"), (2028, "majeur_renouvellement")]
)
def test_prolonged_cards_come_to_an_end(card: Procedure, today: int, case: str) -> None:
    question, now = card.question["date"], NOW.replace(year=today)
    option = answered(question, Answer(Utterance.typed("en octobre deux mille vingt-trois")), now)
    assert option is not None
    assert question.options[option].next == case


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (["j'ai perdu ma carte d'identité"], "majeur_perdue"),
        (["j'ai perdu ma carte d'identité", "en fait c'est pour mon fils"], "age"),
        (["j'ai perdu ma carte d'identité", "c'est pour mon fils", "il a douze ans"], "mineur_perdue"),
        (["la carte de ma fille de douze ans est perdue", "c'est ma fille qui l'a perdue"], "mineur_perdue"),
        (["ma carte est perdue enfin celle de mon petit-fils"], "age"),
        (["j'ai perdu ma carte", "non pas mon fils"], "majeur_perdue"),
        (["je voudrais refaire ma carte d'identité"], "raison"),
        (["je voudrais refaire ma carte d'identité que j'ai perdue"], "majeur_perdue"),
        (["refaire ma carte enfin c'est la première"], "majeur_premiere"),
    ],
)
def test_words_that_leave_an_answer_open(card: Procedure, said: list[str], code: str) -> None:
    assert walk(card, {}, _said(*said), NOW).code == code


def test_which_cases_are_left(bus: Procedure) -> None:
    assert reached(bus, "etudiant") == {"adulte", "senior", "trop_tot"}
    assert reached(bus, "enfant") == {"enfant"}


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("et c'est où ?", True),
        ("et c'est combien la carte de bus", True),
        ("il faut venir", True),
        ("c'est où la piscine", False),
        ("oui", False),
    ],
)
def test_a_question_that_goes_on(bus: Procedure, text: str, alone: bool) -> None:
    assert only((text,), bus.keywords) is alone


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("c'est combien", "cost"),
        ("combien coûte un passeport pour un enfant", "cost"),
        ("combien de temps il faut attendre", "delay"),
        ("combien de temps c'est valable", "validity"),
        ("il faut venir avec l'enfant", "who"),
        ("où est-ce qu'il faut aller", "where"),
        ("c'est où", "where"),
        ("d'où vient cette information", "source"),
        ("vous êtes sûr", "source"),
        ("envoyez-moi la liste par mail", "send"),
        ("qu'est-ce qu'il faut comme papiers", "documents"),
        ("je veux refaire ma carte ou mon passeport", None),
        ("il faut venir", "who"),
        ("il faut venir où", "where"),
        ("et où", "where"),
        ("on peut l'avoir par internet", "where"),
        ("et jusqu'à quand", "delay"),
        ("je voudrais aussi un rendez-vous", "appointment"),
        ("est-ce qu'il faut un rendez-vous", "by_appointment"),
        ("envoyez-moi ça par sms", "send"),
        ("vous pouvez me l'envoyer par la poste", "where"),
        ("oui je peux me déplacer", None),
        ("oui", None),
    ],
)
def test_what_callers_ask_besides(text: str, facet: str | None) -> None:
    assert asked((text,)) == facet


@pytest.mark.parametrize(("count", "lengths"), [(0, []), (1, [1]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (7, [2, 3, 2])])
def test_pieces_are_of_three_at_most(count: int, lengths: list[int]) -> None:
    assert [len(piece) for piece in pieces(count)] == lengths
    assert [place for piece in pieces(count) for place in piece] == list(range(count))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("répétez le deuxième", 1),
        ("le dernier", 3),
        ("la photo c'est-à-dire", 0),
        ("c'est quoi le justificatif", 1),
        ("le relevé de compte", 2),
        ("le numéro trois", 2),
        ("le numéro douze", None),
        ("il pleut", None),
    ],
)
def test_one_item_is_found(bus: Procedure, text: str, place: int | None) -> None:
    documents = [bus.document[code] for code in bus.facts.documents or ()]
    assert item_asked((text,), documents, range(4)) == place


def test_all_of_it_again() -> None:
    assert wants_all(("redites toute la liste",))
    assert not wants_all(("répétez le deuxième",))
    assert wants_again(("qu'est-ce que c'est que ça",))


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("ma carte a été faite en 2013", "majeur_prolongee"),
        ("ma carte date de 2018", "majeur_trop_tot"),
        ("ma carte a été faite en 2010", "majeur_renouvellement"),
        ("ma carte a été faite en 2012", "date"),
        ("ma carte a été faite en 2013 mais je l'ai perdue", "majeur_perdue"),
    ],
)
def test_the_year_of_a_card_is_used(card: Procedure, text: str, reached: str) -> None:
    assert walk(card, {}, _said(text), NOW).code == reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("mon acte de naissance je suis né à Limoges mais j'habite ici", "pays"),
        ("mon acte de naissance je suis né ici", "moi_ici"),
        ("mon acte de naissance j'habite ici", "lieu"),
        ("mon acte de naissance je suis née à Oran en Algérie", "etranger"),
        ("l'acte de naissance de ma mère elle est née à Guéret", "pays_proche"),
    ],
)
def test_the_act_is_asked_of_the_place_of_birth(text: str, reached: str) -> None:
    assert walk(load([PACKAGED])["acte_naissance"], {}, _said(text), NOW).code == reached


@pytest.mark.parametrize(
    ("code", "said", "reached"),
    [
        ("mariage", ["mon neveu a seize ans il veut se marier"], "mineur"),
        ("mariage", ["on veut se marier on a un enfant de quinze ans"], "lien"),
        ("mariage", ["je voudrais me marier ma fille de trois ans sera là"], "lien"),
        ("mariage", ["je veux me marier mais je ne suis pas encore divorcé"], "deja_marie"),
        ("mariage", ["on n'est pas encore mariés, on voudrait se marier"], "lien"),
        ("mariage", ["j'ai déjà été mariée je veux me remarier"], "lien"),
        ("mariage", ["on habite ici", "je me marie avec une Brésilienne"], "etranger"),
        ("pacs", ["je veux me pacser mon divorce est en cours"], "deja_engage"),
        ("pacs", ["je veux me pacser le divorce est prononcé"], "habite"),
        ("pacs", ["on veut rompre notre pacs"], "accord"),
        ("debit_boissons", ["est-ce qu'on peut vendre du rhum à la fête du comité"], "alcool_fort"),
        ("debit_boissons", ["c'est pour mon anniversaire il y aura du whisky"], "fete_privee"),
        ("debit_boissons", ["le comité des fêtes veut vendre du cidre"], "association"),
        ("urbanisme", ["une extension de vingt-deux mètres carrés"], "zone"),
        ("urbanisme", ["une extension de trente-cinq mètres carrés en lotissement"], "total"),
        ("urbanisme", ["elle fait cent trente mètres", "une extension de quarante en ville"], "permis_architecte"),
        ("urbanisme", ["agrandir ma maison de quatre-vingts mètres carrés"], "permis_agrandissement"),
        ("urbanisme", ["agrandir de trente mètres une maison de cent mètres en ville"], "declaration_agrandissement"),
        ("urbanisme", ["un abri de jardin de quatre mètres sur cinq"], "declaration_neuve"),
        ("urbanisme", ["une piscine de dix mètres sur cinq"], "piscine_declaration"),
        ("declaration_naissance", ["ma fille est née ici il y a trois jours"], "maries"),
        ("declaration_naissance", ["ma fille est née ici il y a sept jours"], "limite"),
        ("declaration_naissance", ["ma fille est née ici il y a quinze jours"], "hors_delai"),
        ("recensement_citoyen", ["le recensement de ma fille de dix-sept ans et demi"], "recensement_depasse"),
        ("carte_identite", ["ma carte d'identité finit en juin 2029 je veux le nouveau format"], "majeur_anticipe"),
        ("carte_identite", ["ma carte d'identité finit en juin 2029"], "majeur_trop_tot"),
        ("liste_electorale", ["mon beau-père est belge il veut s'inscrire pour voter"], "citoyen_europeen"),
    ],
)  # fmt: skip
def test_what_excludes_is_heard(code: str, said: list[str], reached: str) -> None:
    """Nobody is asked whether they are under age, but who says so is told what it means."""
    assert walk(load([PACKAGED])[code], {}, _said(*said), NOW).code == reached


def test_a_total_is_added_up_over_several_answers() -> None:
    procedure = load([PACKAGED])["urbanisme"]
    said = _said("agrandir ma maison de trente mètres carrés")
    question = procedure.question["total"]
    for text, case in (
        ("elle fait déjà cent quarante", "permis_architecte"),
        ("elle fait déjà cent", "declaration_agrandissement"),
        ("cent soixante-dix", "permis_architecte"),
        ("non", "declaration_agrandissement"),
    ):
        option = answered(question, Answer(Utterance.typed(text)), NOW, said)
        assert option is not None
        assert question.options[option].next == case


YES, NO, ASK = 0, 1, None


@pytest.mark.parametrize(
    ("code", "question", "text", "option"),
    [
        ("mariage", "lien", "non", NO),
        ("mariage", "lien", "ah ben non pas du tout", NO),
        ("mariage", "lien", "personne", NO),
        ("mariage", "lien", "non nous sommes de Lyon", NO),
        ("mariage", "lien", "non on habite Bourges tous les deux et mes parents sont morts", NO),
        ("mariage", "lien", "non mais c'est elle qui habite ici", YES),
        ("mariage", "lien", "non c'est elle qui habite ici", ASK),
        ("mariage", "lien", "non mais j'ai de la famille ici", ASK),
        ("mariage", "lien", "non rappelez-moi plutôt demain matin", ASK),
        ("mariage", "lien", "non juste ma cousine", ASK),
        ("mariage", "lien", "non je voulais vous demander l'heure de la cérémonie", ASK),
        ("mariage", "lien", "j'ai jamais été marié", ASK),
        ("mariage", "lien", "oui mais moi j'habite plus ici", YES),
        ("pacs", "habite", "j'ai jamais été marié lui non plus", ASK),
        ("pacs", "habite", "non pas encore", NO),
        ("pacs", "habite", "non pas encore mais on va y habiter", YES),
        ("aide_menagere", "deja_apa", "oui", YES),
        ("aide_menagere", "deja_apa", "oui enfin elle l'a demandée", ASK),
        ("mariage", "francais", "non", NO),
        ("mariage", "francais", "non mais ma mère est malade", ASK),
        ("mariage", "francais", "oui mais faites vite", YES),
    ],
)
def test_a_no_that_goes_on_refuses_nothing(code: str, question: str, text: str, option: int | None) -> None:
    procedure = load([PACKAGED])[code]
    refused = refusing(procedure, question)
    assert answered(procedure.question[question], Answer(Utterance.typed(text)), NOW, refusing=refused) == option


def test_a_plain_question_for_yes_or_no_makes_a_long_no_count() -> None:
    procedure = load([PACKAGED])["mariage"]
    said = Answer(Utterance.typed("non je voulais vous demander l'heure de la cérémonie"))
    assert answered(procedure.question["lien"], said, NOW, refusing=refusing(procedure, "lien"), again=True) == NO


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("la photo", True),
        ("et le timbre alors", True),
        ("c'est moi qui voterai pour elle", False),
        ("et puis aussi le lampadaire devant chez moi il clignote toute la nuit", False),
    ],
)
def test_a_document_is_named_by_hardly_anything_else(card: Procedure, text: str, named: bool) -> None:
    assert any(names((text,), document) for document in card.document.values()) is named
