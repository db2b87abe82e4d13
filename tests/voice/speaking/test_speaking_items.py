"""Is it said as French people say it? The table of hard items against the phonemes that the voice gets."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from piper import espeakbridge

import dialogue
import kb
from tests.voice.speaking.phonemes import alike, phonemes, sayable
from voice.speaking import for_voice, speakable
from voice.speaking.lexicon import lexicon

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("speaking_items.toml").read_text(encoding="utf-8")
)
KNOWN = TABLE.pop("known")
ITEMS = [(section, written) for section, items in TABLE.items() for written in items]


@pytest.mark.parametrize(("section", "written"), ITEMS)
def test_it_is_said_as_people_say_it(section: str, written: str) -> None:
    must = TABLE[section][written]
    said = phonemes(written)
    assert alike(said) in [alike(each) for each in ([must] if isinstance(must, str) else must)], (
        f'"{for_voice(written)}" is said {said}'
    )


@pytest.mark.parametrize(
    "written", [pytest.param(key, marks=pytest.mark.xfail(strict=True, reason=KNOWN[key]["why"])) for key in KNOWN]
)
def test_what_is_known_to_be_said_wrong(written: str) -> None:
    assert alike(phonemes(written)) == alike(KNOWN[written]["must"])


def test_the_table_is_large_and_every_defect_has_a_reason() -> None:
    assert len(ITEMS) >= 300
    assert all(set(known) == {"must", "why"} and known["why"] for known in KNOWN.values())


@pytest.mark.parametrize(
    ("one", "other"), [("fis", "fil"), ("ʁ", "l"), ("sɛ̃", "sɑ̃"), ("sɔ̃", "sɑ̃"), ("lez o", "lez ɔs"), ("vɛ̃", "vɛ̃t")]
)
def test_what_differs_is_told_apart(one: str, other: str) -> None:
    assert alike(one) != alike(other)


def test_the_voice_has_a_sound_for_every_phoneme() -> None:
    unknown = {
        (symbol, written)
        for written in [*(item for _, item in ITEMS), *lexicon().say, *lexicon().sounds]
        for symbol in phonemes(written)
        if symbol not in sayable()
    }
    assert not unknown, "Piper drops these without a word"


def _texts() -> Iterator[str]:
    """What the assistant may say, with a word in place of each slot, and the names of the demo commune."""
    for package, pattern in (
        (dialogue, "texts/*.toml"),
        (kb, "procedures/fr/**/*.toml"),
        (kb, "demo_commune/*/*.toml"),
    ):
        for file in sorted(Path(package.__file__ or "").parent.glob(pattern)):
            yield from _strings(tomllib.loads(file.read_text("utf-8")))
    for name, column in (("streets_plan.csv", 1), ("places.csv", 0)):
        lines = (Path(kb.__file__ or "").parent / "demo_commune" / name).read_text("utf-8").splitlines()[1:]
        yield from (line.split(";")[column] for line in lines if line)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and " " in value:  # codes and keywords have none
        yield re.sub(r"\{\w+\}", "ceci", value)
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def test_no_word_of_the_product_is_read_as_english() -> None:
    words = {word for text in _texts() for word in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", for_voice(text))}
    assert len(words) > 2000
    phonemes("un")  # espeak-ng is ready
    espeakbridge.set_voice("fr")
    switched = {word for word in words if "(" in "".join(clause[0] for clause in espeakbridge.get_phonemes(word))}
    assert switched == set(), "espeak-ng takes them for another language: write them in lexicon.toml as they sound"


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("le [[bʁœj]], c'est là", "le [[bʁœj,]] c'est là"),
        ("C'est le [[bʁœj]] ?", "C'est le [[bʁœj?]]"),
        ("l'[[inse]] et l'école", "[[linse]] et l'école"),
        ("qu'[[inse]]", "[[kinse]]"),
        ("les [[inse]] ouvrent", "les [[inse]] ouvrent"),
    ],
)
def test_phonemes_keep_the_stop_behind_them_and_the_article_before_them(written: str, given: str) -> None:
    assert for_voice(written) == given


@pytest.mark.parametrize("written", [written for _, written in ITEMS[::7]])
def test_what_is_shown_is_never_respelled_for_the_voice(written: str) -> None:
    assert "quatre-vin-" not in speakable(written)
    assert " '" not in speakable(written)
