"""Danger in sentences that the rules were not made from: how many are heard, and how often harmless ones are."""

import tomllib
from pathlib import Path
from time import perf_counter

import pytest

from dialogue.catalogue import Catalogue
from dialogue.understanding.danger import dangers_in, says_none
from dialogue.understanding.request import RequestUnderstanding, understanding_of

SAID: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("dangers.toml").read_text("utf-8"))
HARMLESS = [*SAID.pop("harmless"), *SAID.pop("second_harmless"), *SAID.pop("unseen_harmless")]
UNSEEN = SAID.pop("unseen")
SECOND = SAID.pop("second")
JUDGE: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("danger_unseen.toml").read_text("utf-8"))
NO_DANGER = JUDGE.pop("none")
RECALL, FALSE_ALARMS = 0.95, 0.03
JUDGE_ALARMS, JUDGE_HEARD, JUDGE_FALSE, JUDGE_ASKED = 48, 85, 4, 1
"""Of 228 sentences: alarms, and alarms and questions together; of 75 harmless ones: alarms, questions.

As measured when the list was put here; better figures may be written here, worse ones are a step back."""
SEEN_RECALL, NEAR_ASKED = 0.75, 0.05
UNSEEN_RECALL = 0.6


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


@pytest.mark.parametrize(
    ("text", "none"),
    [("non pas d'urgence", True), ("c'est rien de grave", True), ("non", False), ("c'est urgent", False), ("", False)],
)
def test_no_danger_is_said_in_so_many_words(catalogue: Catalogue, text: str, none: bool) -> None:
    assert says_none([text] if text else [], catalogue) is none


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
    assert perf_counter() - began < 0.2
