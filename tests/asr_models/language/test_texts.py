"""What people say: drawn by chance, the same for the same seed, with nothing left unfilled."""

import tomllib
from random import Random
from string import Formatter

from asr_models.language.frequencies import frequencies
from asr_models.language.model import WEIGHTS, material
from asr_models.language.texts import MADE, SAID, Texts, everyday
from asr_models.language.words import words


def test_every_slot_of_every_template_can_be_filled() -> None:
    said = tomllib.loads(SAID.read_text("utf-8"))
    used = {slot for group in said["sentences"].values() for text in group for _, slot, _, _ in Formatter().parse(text)}
    assert used - {None} <= set(said["lists"]) | set(MADE)
    assert set(said["weights"]) == set(said["sentences"])


def test_the_same_seed_draws_the_same() -> None:
    texts = Texts(["je voudrais un rendez-vous"], everyday())
    drawn = [[texts.draw(random) for _ in range(200)] for random in (Random(4), Random(4), Random(5))]
    assert drawn[0] == drawn[1] != drawn[2]
    assert not any("{" in text or "}" in text for text in drawn[0])


def test_a_communes_streets_take_the_place_of_others() -> None:
    texts = Texts([], [], {"street": ["rue du Puits-Sans-Fond"]})
    random = Random(0)
    said = [texts.answer(random) for _ in range(400)]
    assert any("rue du Puits-Sans-Fond" in text for text in said)
    assert not any("Victor Hugo" in text for text in said)


def test_everyday_sentences_are_words_and_plenty() -> None:
    lines = everyday()
    assert len(lines) > 7000
    assert len(set(lines)) > 0.98 * len(lines)
    assert not [line for line in lines if any(letter.isdigit() for letter in line)]


def test_the_vocabulary_holds_the_communes_names_and_thirty_thousand_words() -> None:
    made = material(["un lampadaire"], {"street": ["rue Xaintrailles"]})
    assert len(frequencies()) > 30_000
    assert {"xaintrailles", "lampadaire", "déchetterie"} <= set(made.frequencies)
    assert len(made.sources) == len(WEIGHTS) and abs(sum(WEIGHTS) - 1) < 1e-9
    assert all(word in made.frequencies for sentence in made.sources[0] for word in sentence)
    assert words("rue Xaintrailles") in [sentence[-2:] for sentence in made.sources[1]]
