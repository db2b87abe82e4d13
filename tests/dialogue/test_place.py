"""Place: pure transitions from a state and an answer to the next state."""

import pytest

from dialogue.events import Hypothesis, Utterance
from dialogue.flows import place
from dialogue.flows.incidents.report import coordinates
from dialogue.flows.place import PlaceState
from dialogue.questions import Answer
from kb.gazetteer import Gazetteer


def answer(*texts: str) -> Answer:
    return Answer(Utterance(tuple(Hypothesis(text) for text in texts)))


def after(gazetteer: Gazetteer, *answers: Answer, state: PlaceState | None = None) -> PlaceState:
    """The state after answers to whatever is asked; each must be understood."""
    state = state or PlaceState()
    for each in answers:
        question = place.question(state, gazetteer)
        assert question is not None
        taken = place.take(state, question, each, gazetteer)
        assert taken is not None, f"{each.text!r} not understood at {question.name}"
        state = taken
    return state


@pytest.mark.parametrize(
    ("answers", "label"),
    [
        (["douze rue des Lilas"], "12 rue des Lilas"),
        (["au 12 bis rue des Lilas"], "12 bis rue des Lilas"),
        (["rue Pasteur", "quatorze ter"], "14 ter rue Pasteur"),
        (["rue Pasteur", "je ne sais pas"], "rue Pasteur"),
        (["rue Pasteur", "il n'y a pas de numéro, non"], "rue Pasteur"),
        (["en face de la gare"], "en face de la gare de Valbourg"),
        (["devant l'école Jules Ferry"], "devant l'école Jules Ferry"),
        (["à côté du stade"], "à côté du stade Léo Lagrange"),
        (["à l'angle de la rue Pasteur et de la rue du Moulin"], "à l'angle de la rue Pasteur et de la rue du Moulin"),
        (["à l'angle de la rue Victor Hugo et de l'avenue de la République"],
         "à l'angle de la rue Victor Hugo et de l'avenue de la République"),
        (["aux Lilas", "allée des Lilas", "3"], "3 allée des Lilas"),
        (["aux Lilas", "le premier", "3"], "3 rue des Lilas"),
        (["rue Pasteur", "non c'est rue Gambetta", "5"], "5 rue Gambetta"),
    ],
)  # fmt: skip
def test_places_as_they_are_told(gazetteer: Gazetteer, answers: list[str], label: str) -> None:
    state = after(gazetteer, *(answer(text) for text in answers))
    assert state.label == label
    assert state.complete
    assert place.question(state, gazetteer) is None


def test_by_keys(gazetteer: Gazetteer) -> None:
    state = after(gazetteer, answer("aux Lilas"), Answer(keys="2"), Answer(keys="12"))
    assert state.label == "12 allée des Lilas"


def test_the_second_reading_may_be_the_right_one(gazetteer: Gazetteer) -> None:
    assert after(gazetteer, answer("rude et lit la", "rue des Lilas")).entry is not None


@pytest.mark.parametrize("text", ["tralala", "dans la rue", "sur la place", "oui", ""])
def test_what_is_no_known_place_is_not_understood(gazetteer: Gazetteer, text: str) -> None:
    question = place.question(PlaceState(), gazetteer)
    assert question is not None
    assert place.take(PlaceState(), question, answer(text), gazetteer) is None
    assert place.take(PlaceState(), question, Answer(keys="5"), gazetteer) is None


@pytest.mark.parametrize("again", ["rue du Zouave Kalinkova", "Kalinkova je vous dis", "oui", "je ne sais pas"])
def test_a_street_that_the_commune_does_not_have_is_said_to_be_none_then_kept(gazetteer: Gazetteer, again: str) -> None:
    first = answer("au douze rue du Zouave Kalinkova")
    asked = place.question(PlaceState(), gazetteer)
    assert asked is not None
    unknown = place.take(PlaceState(), asked, first, gazetteer)
    assert unknown is not None and unknown.unfound == "rue du zouave kalinkova" and not unknown.complete
    told = place.question(unknown, gazetteer)
    assert told is not None and told.wording == "ask_place_unfound"
    kept = place.take(unknown, told, answer(again), gazetteer)
    assert kept is not None and kept.own_words and kept.words.startswith("au douze rue du Zouave Kalinkova")


def test_after_an_unknown_street_a_known_one_counts(gazetteer: Gazetteer) -> None:
    assert after(gazetteer, answer("boulevard Haussmann"), answer("12 rue des Lilas")).label == "12 rue des Lilas"


def test_settling_keeps_the_own_words(gazetteer: Gazetteer) -> None:
    question = place.question(PlaceState(), gazetteer)
    assert question is not None
    state = place.settle(PlaceState(), question, answer("derrière le grand hangar bleu"))
    assert (state.own_words, state.label, state.complete) == (True, "derrière le grand hangar bleu", True)
    assert coordinates(state, gazetteer) == (None, None)


def test_offers_refused_twice_end_in_own_words(gazetteer: Gazetteer) -> None:
    first = after(gazetteer, answer("aux Lilas"), answer("non"))
    assert not first.own_words
    assert len(first.refused) == 2
    question = place.question(first, gazetteer)
    assert question is not None
    again = place.take(first, question, answer("aux Lilas"), gazetteer)
    assert again is None or not set(again.candidates) & set(first.refused)


def test_a_place_said_in_passing_must_be_beyond_doubt(gazetteer: Gazetteer) -> None:
    assert place.volunteered(["le lampadaire de la rue des Lilas est en panne"], gazetteer).label == "rue des Lilas"
    assert place.volunteered(["le lampadaire est en panne"], gazetteer) == PlaceState()
    assert place.volunteered(["un lampadaire aux Lilas"], gazetteer).entry is None
    assert place.volunteered([], gazetteer) == PlaceState()


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("non c'est au seize rue Gambetta", "16 rue Gambetta"),
        ("non c'est au numéro quatorze", "14 rue Pasteur"),
        ("non c'est au quatorze rue Pasteur", "14 rue Pasteur"),
        ("non devant l'école Jules Ferry", "devant l'école Jules Ferry"),
    ],
)
def test_corrections_outright(gazetteer: Gazetteer, said: str, label: str) -> None:
    known = after(gazetteer, answer("douze rue Pasteur"))
    corrected = place.corrected(known, [said], gazetteer)
    assert corrected is not None
    assert corrected.label == label


@pytest.mark.parametrize("said", ["oui", "non", "oui c'est bien au douze rue Pasteur", "le téléphone"])
def test_what_corrects_nothing(gazetteer: Gazetteer, said: str) -> None:
    assert place.corrected(after(gazetteer, answer("douze rue Pasteur")), [said], gazetteer) is None


def test_coordinates_get_as_near_as_they_can(gazetteer: Gazetteer) -> None:
    house, street = (after(gazetteer, *map(answer, told)) for told in (["12 rue Pasteur"], ["rue Pasteur", "non"]))
    assert None not in coordinates(house, gazetteer)
    assert coordinates(house, gazetteer) != coordinates(street, gazetteer)
    far = after(gazetteer, answer("9999 rue Pasteur"))
    assert None not in coordinates(far, gazetteer)


def test_a_refusal_is_no_place() -> None:
    assert place.own_words(Answer(Utterance.typed("non, près du zigzag"))) == ("près du zigzag",)
    assert place.own_words(Answer(Utterance.typed("non non"))) == ()
    assert place.own_words(Answer(keys="1")) == ()


def test_a_number_far_beyond_the_street_s_is_doubted_once(gazetteer: Gazetteer) -> None:
    state = after(gazetteer, answer("9999 rue des Lilas"))
    assert state.doubtful
    assert not state.complete
    assert after(gazetteer, answer("oui"), state=state).label == "9999 rue des Lilas"
    assert after(gazetteer, answer("non"), answer("douze"), state=state).label == "12 rue des Lilas"
    assert after(gazetteer, answer("non le quarante-cinq"), state=state).label == "45 rue des Lilas"
    assert after(gazetteer, answer("je ne sais pas"), state=state).label == "rue des Lilas"
    assert after(gazetteer, answer("non"), answer("8888"), state=state).complete, "asked once"


def test_a_new_house_is_not_doubted(gazetteer: Gazetteer) -> None:
    assert not after(gazetteer, answer("70 rue des Lilas")).doubtful


def test_a_doubtful_number_never_confirmed_is_kept(gazetteer: Gazetteer) -> None:
    state = after(gazetteer, answer("9999 rue des Lilas"))
    asked = place.question(state, gazetteer)
    assert asked is not None
    assert place.settle(state, asked, answer("bla")).complete


def test_a_telephone_number_is_no_house_number(gazetteer: Gazetteer) -> None:
    said = "je suis au 06 98 76 54 32 il y a un trou rue Pasteur"
    assert place.volunteered([said], gazetteer).label == "rue Pasteur"


@pytest.mark.parametrize("said", ["au douze", "c'est au douze en fait", "non pardon au douze"])
def test_a_number_alone_belongs_to_the_street_known(gazetteer: Gazetteer, said: str) -> None:
    state = after(gazetteer, answer("rue des Lilas"))
    moved = place.corrected(state, [said], gazetteer)
    assert moved is not None
    assert moved.label == "12 rue des Lilas"


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("au cimetière, à l'entrée principale", "le cimetière communal"),
        ("le stade, dans la rue du Parc", "le stade Léo Lagrange"),
        ("sur le parking de la gare", "le parking de la Gare"),
        ("c'est pas devant l'école Jules Ferry, c'est devant le collège", "devant le collège Marcel Pagnol"),
        ("rue Pasteur, je suis au vingt-deux bis", "22 bis rue Pasteur"),
        ("entre la mairie et la poste", "entre la mairie et le bureau de poste"),
        ("la route bloquée rue Pasteur au 3", "3 rue Pasteur"),
    ],
)
def test_a_place_among_other_words(gazetteer: Gazetteer, told: str, label: str) -> None:
    assert after(gazetteer, answer(told)).label == label


@pytest.mark.parametrize(
    ("told", "label", "house"),
    [
        ("après le 10", "rue Pasteur, après le 10", ""),
        ("un peu avant le quatorze", "rue Pasteur, avant le 14", ""),
        ("du 10 au 14", "rue Pasteur, entre le 10 et le 14", ""),
        ("à peu près au niveau du 12", "12 rue Pasteur", "12"),
        ("je n'ai pas de numéro à vous donner", "rue Pasteur", ""),
        ("c'est partout dans la rue", "rue Pasteur", ""),
    ],
)
def test_where_in_the_street(gazetteer: Gazetteer, told: str, label: str, house: str) -> None:
    state = after(gazetteer, answer("rue Pasteur"), answer(told))
    assert (state.label, state.house, state.complete) == (label, house, True)


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("les sacs sont pas ramassés à la maison de retraite", "l'EHPAD les Glycines"),
        ("un banc cassé au parc des Tilleuls, près du bassin", "le parc des Tilleuls"),
        ("la mairie doit venir voir ça", ""),
        ("je suis passé à la mairie et personne n'a répondu", ""),
        ("des jeunes font du bruit devant la mairie", "devant la mairie"),
        ("rue Pasteur, vous pouvez m'appeler au 22", "rue Pasteur"),
    ],
)
def test_places_said_in_passing(gazetteer: Gazetteer, told: str, label: str) -> None:
    assert place.volunteered([told], gazetteer).label == label


def test_another_type_of_street_is_to_be_confirmed(gazetteer: Gazetteer) -> None:
    state = place.volunteered(["un trou avenue Jean Jaurès"], gazetteer)
    asked = place.question(state, gazetteer)
    assert asked is not None and asked.name == "place_confirm"
