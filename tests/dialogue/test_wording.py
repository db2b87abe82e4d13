from pathlib import Path

import pytest

from dialogue.catalogue import load
from dialogue.fixed import fixed_sentences
from dialogue.wording import Wording, WordingError, slots_of, split_sentences


def _wording(tmp_path: Path, text: str) -> Wording:
    file = tmp_path / "wording.toml"
    file.write_text(text, "utf-8")
    return Wording.load("la mairie", file)


def test_a_text_is_split_at_ends_of_sentences() -> None:
    assert split_sentences("Bonjour. Êtes-vous là ? {place}. Dites : oui.") == [
        "Bonjour.",
        "Êtes-vous là ?",
        "{place}.",
        "Dites : oui.",
    ]
    assert split_sentences("  ") == []


def test_slots() -> None:
    assert slots_of("Est-ce {first}, ou {second} ?") == {"first", "second"}
    assert slots_of("Bonjour.") == set()


def test_variants_take_turns(tmp_path: Path) -> None:
    wording = _wording(tmp_path, 'ask = ["Un ?", "Deux ?"]')
    assert [wording.say("ask")[0].text for _ in range(5)] == ["Un ?", "Deux ?", "Un ?", "Deux ?", "Un ?"]
    assert wording.say("ask", variant=1)[0].text == "Deux ?"


def test_a_ladder_never_comes_back_to_its_first_step(tmp_path: Path) -> None:
    wording = _wording(tmp_path, 'unclear = ["Un.", "Deux.", "Trois."]')
    said = [wording.say("unclear", variant=time)[0].text for time in range(7)]
    assert said == ["Un.", "Deux.", "Trois.", "Deux.", "Trois.", "Deux.", "Trois."]


def test_a_ladder_of_two_steps_stays_on_the_second(tmp_path: Path) -> None:
    wording = _wording(tmp_path, 'noise = ["Un.", "Deux."]')
    assert [wording.say("noise", variant=time)[0].text for time in range(4)] == ["Un.", "Deux.", "Deux.", "Deux."]


def test_slots_are_filled_and_a_sentence_keeps_its_capital(tmp_path: Path) -> None:
    wording = _wording(tmp_path, 'where = ["À {town}. {place}. Oui ?"]')
    said = wording.say("where", place="rue des Lilas")
    assert [sentence.text for sentence in said] == ["À la mairie.", "Rue des Lilas.", "Oui ?"]
    assert [sentence.fixed for sentence in said] == [True, False, True]
    assert [sentence.text for sentence in wording.unstored("where", place="ici")] == ["Ici."]


def test_literal_sentences_are_fixed(tmp_path: Path) -> None:
    said = _wording(tmp_path, "").literal("Attention, danger. Appelez le 112.")
    assert [(sentence.text, sentence.fixed) for sentence in said] == [
        ("Attention, danger.", True),
        ("Appelez le 112.", True),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("greeting = 3", "key greeting must be a list of texts"),
        ("greeting = []", "key greeting must be a list of texts"),
        ('greeting = ["Bonjour.", 4]', "key greeting must be a list of texts"),
        ('greeting = ["Bonjour.', "cannot be read"),
    ],
)
def test_a_broken_file_names_itself_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(WordingError, match=message) as raised:
        _wording(tmp_path, text)
    assert "wording.toml" in str(raised.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="cannot be read"):
        Wording.load("la mairie", tmp_path / "nowhere.toml")


def test_every_fixed_sentence_can_be_made_ahead() -> None:
    fixed = fixed_sentences(Wording.load("la mairie"), load())
    assert len(fixed) == len(set(fixed)) > 100
    assert not any("{" in sentence for sentence in fixed)
    assert "Vous signalez un lampadaire en panne." in fixed
    assert "Voulez-vous signaler un lampadaire en panne ?" in fixed
    assert "Attention, danger." in fixed
    assert "Le poteau est-il tombé, ou menace-t-il de tomber ?" in fixed
