"""Phrases of a closed question found in what was heard freely."""

import pytest

from voice.phrase_matching import matched
from voice.recognition import Hypothesis

YES_NO = ("oui", "non", "c'est ça", "je ne sais pas")


def heard(*texts: str) -> list[Hypothesis]:
    return [Hypothesis(text, round(0.9 - 0.2 * rank, 1)) for rank, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["oui"], Hypothesis("oui", 0.9)),
        (["oui oui"], Hypothesis("oui", 0.9)),
        (["c' est ça"], Hypothesis("c'est ça", 0.9)),
        (["houx", "oui"], Hypothesis("oui", 0.7)),
    ],
)
def test_the_words_of_a_phrase_themselves(texts: list[str], first: Hypothesis) -> None:
    assert matched(heard(*texts), YES_NO)[0] == first


@pytest.mark.parametrize(("text", "phrase"), [("nom", "non"), ("je ne sais", "je ne sais pas"), ("ses ça", "c'est ça")])
def test_what_sounds_like_a_phrase(text: str, phrase: str) -> None:
    found = matched(heard(text), YES_NO)
    assert [each.text for each in found] == [phrase, text]
    assert found[0].confidence < found[1].confidence


@pytest.mark.parametrize("text", ["lampadaire", "oui c' est pour la piscine", "non pas celui là", "vous"])
def test_anything_else_stays_open(text: str) -> None:
    assert matched(heard(text), YES_NO) == heard(text)


def test_two_phrases_that_are_as_like_stay_open() -> None:
    assert matched(heard("rue de lila"), ("rue des lilas", "rue du lilas"))[0].text == "rue de lila"


def test_a_phrase_among_unlikely_readings_is_not_looked_for() -> None:
    assert matched(heard("lampadaire", "le lampadaire", "oui"), YES_NO) == heard("lampadaire", "le lampadaire", "oui")


def test_an_open_question_and_silence() -> None:
    assert matched(heard("oui"), ()) == heard("oui")
    assert matched([], YES_NO) == []
    assert matched(heard(""), ("", "oui")) == heard("")
