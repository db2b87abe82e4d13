import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from dialogue.catalogue import load
from dialogue.fixed import fixed_sentences
from dialogue.wording import FOLDER, OwnWords, Wording, WordingError, slots_of, split_sentences
from dialogue.wording_keys import REQUIRED

GENERAL = FOLDER / "general.toml"


def _wording(tmp_path: Path, text: str) -> Wording:
    """All texts, general.toml in other words."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "texts"))
    (folder / "general.toml").write_text(text, "utf-8")
    return Wording.load("la mairie", folder)


def _of(text: str) -> Wording:
    return Wording({key: tuple(texts) for key, texts in tomllib.loads(text).items()}, "la mairie")


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


def test_an_edit_counts_from_the_next_call_and_the_present_one_keeps_its_texts(tmp_path: Path) -> None:
    text = GENERAL.read_text("utf-8")
    before = _wording(tmp_path, text)
    file = tmp_path / "texts" / "general.toml"
    file.write_text(text.replace("Au revoir", "À bientôt"), "utf-8")
    after = Wording.load("la mairie", file.parent)
    assert "Au revoir" in before.say("goodbye")[-1].text
    assert "À bientôt" in after.say("goodbye")[-1].text


def test_an_edit_of_the_same_length_counts_too(tmp_path: Path) -> None:
    text = GENERAL.read_text("utf-8")
    _wording(tmp_path, text)
    file = tmp_path / "texts" / "general.toml"
    known = file.stat()
    file.write_text(text.replace("Au revoir", "Au retour"), "utf-8")
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns + 1))
    assert file.stat().st_size == known.st_size
    assert "Au retour" in Wording.load("la mairie", file.parent).say("goodbye")[-1].text


def test_what_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _wording(tmp_path, GENERAL.read_text("utf-8"))
    monkeypatch.setattr(tomllib, "loads", None)
    assert Wording.load("la mairie", tmp_path / "texts").say("goodbye")


def test_a_mistake_is_told_until_it_is_mended(tmp_path: Path) -> None:
    text = GENERAL.read_text("utf-8")
    _wording(tmp_path, text)
    file = tmp_path / "texts" / "general.toml"
    file.write_text("nothing = 1", "utf-8")
    for _ in range(2):
        with pytest.raises(WordingError, match=r"general\.toml: key nothing"):
            Wording.load("la mairie", file.parent)
    file.write_text(text, "utf-8")
    assert Wording.load("la mairie", file.parent).say("goodbye")


def test_variants_take_turns() -> None:
    wording = _of('ask = ["Un ?", "Deux ?"]')
    assert [wording.say("ask")[0].text for _ in range(5)] == ["Un ?", "Deux ?", "Un ?", "Deux ?", "Un ?"]
    assert wording.say("ask", variant=1)[0].text == "Deux ?"


def test_a_ladder_never_comes_back_to_its_first_step() -> None:
    wording = _of('unclear = ["Un.", "Deux.", "Trois."]')
    said = [wording.say("unclear", variant=time)[0].text for time in range(7)]
    assert said == ["Un.", "Deux.", "Trois.", "Deux.", "Trois.", "Deux.", "Trois."]


def test_a_ladder_of_two_steps_stays_on_the_second() -> None:
    wording = _of('noise = ["Un.", "Deux."]')
    assert [wording.say("noise", variant=time)[0].text for time in range(4)] == ["Un.", "Deux.", "Deux.", "Deux."]


def test_slots_are_filled_and_a_sentence_keeps_its_capital() -> None:
    wording = _of('where = ["À {town}. {place}. Oui ?"]')
    said = wording.say("where", place="rue des Lilas")
    assert [sentence.text for sentence in said] == ["À la mairie.", "Rue des Lilas.", "Oui ?"]
    assert [sentence.fixed for sentence in said] == [True, False, True]
    assert [sentence.text for sentence in wording.unstored("where", place="ici")] == ["Ici."]


def test_literal_sentences_are_fixed() -> None:
    said = _of("").literal("Attention, danger. Appelez le 112.")
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
    assert "general.toml" in str(raised.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="cannot be read"):
        Wording.load("la mairie", tmp_path / "nowhere.toml")


def test_own_words_are_never_kept() -> None:
    said = Wording.load("la mairie").say("readback", label=OwnWords("« le zouave »"), place="ici", phone="Rien")
    assert [sentence.fixed for sentence in said if "zouave" in sentence.text] == [False]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("apology_end =", "apology_fin =", "key apology_end is missing"),
        ("noted =", 'notted = ["Noté."]\nnoted =', "key notted is unknown"),
        ("signaler {label} ?", "signaler {labell} ?", r"key confirm_kind: \{labell\} is no slot here"),
        ("signaler {label} ?", "signaler {label ?", "key confirm_kind: the braces"),
        ("signaler {label} ?", "signaler {label:d} ?", "key confirm_kind: a slot in"),
        ("signaler {label} ?", "signaler {label.name} ?", "key confirm_kind: "),
        ("signaler {label} ?", "signaler {} ?", "key confirm_kind: "),
        ('noted = ["C\'est noté."]', 'noted = [" "]', "key noted: a text is empty"),
        ("{ticket}", "un, deux", r"key stored: \{ticket\} is missing"),
    ],
)
def test_a_mistake_of_the_editor_is_found_at_start(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = GENERAL.read_text("utf-8")
    assert old in text
    with pytest.raises(WordingError, match=message) as raised:
        _wording(tmp_path, text.replace(old, new))
    assert "general.toml" in str(raised.value)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "texts"))
    (folder / "general.toml").write_bytes(GENERAL.read_text("utf-8").encode("latin-1", "replace"))
    with pytest.raises(WordingError, match="cannot be read"):
        Wording.load("la mairie", folder)


def test_every_key_the_flows_say_is_required() -> None:
    sources = [file.read_text("utf-8") for file in FOLDER.parent.rglob("*.py")]
    said = {key for source in sources for key in re.findall(r'\bsay\(\s*"(\w+)"', source)}
    assert len(said) > 20
    assert said <= REQUIRED.keys()
    assert REQUIRED.keys() <= set(Wording.load("la mairie").keys())


def test_every_fixed_sentence_can_be_made_ahead() -> None:
    fixed = fixed_sentences(Wording.load("la mairie"), load())
    assert len(fixed) == len(set(fixed)) > 100
    assert not any("{" in sentence for sentence in fixed)
    assert "Vous signalez un lampadaire en panne." in fixed
    assert "Voulez-vous signaler un lampadaire en panne ?" in fixed
    assert "Attention, danger." in fixed
    assert "Le poteau est-il tombé, ou menace-t-il de tomber ?" in fixed
