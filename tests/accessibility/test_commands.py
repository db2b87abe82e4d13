from pathlib import Path

import pytest

from accessibility.commands import FILE, Command, CommandsError, command_for_key, command_in, load, phrases

SAID = {
    Command.REPEAT: [
        "répétez", "pardon", "comment", "hein", "vous pouvez répéter s'il vous plaît", "je n'ai pas bien compris",
        "encore une fois", "qu'est-ce que vous dites", "euh pouvez-vous répéter la question", "hein vous avez dit quoi",
        "j'ai raté la fin", "redonnez le numéro", "je n'ai pas tout entendu",
        "c'est quoi la question déjà", "répétez pour que je note",
    ],
    Command.SLOWER: ["moins vite", "parlez moins vite s'il vous plaît", "vous parlez trop vite", "plus doucement",
        "plus lentement je note",
    ],
    Command.LOUDER: ["plus fort", "parlez plus fort s'il vous plaît", "je n'entends rien", "je suis un peu sourde"],
    Command.WAIT: ["attendez", "un instant s'il vous plaît", "attendez je cherche", "je prends un stylo", "une minute",
        "deux petites secondes", "un petit instant, il faut que je trouve mes lunettes",
        "je vais prendre une feuille, quittez pas",
    ],
    Command.BACK: ["retour", "je me suis trompée", "revenez en arrière", "oh je me suis trompé"],
    Command.HELP: ["aide", "aidez-moi", "qu'est-ce que je dois dire", "je suis perdue", "je ne sais pas quoi dire"],
    Command.AGENT: [
        "un agent", "quelqu'un", "passez-moi quelqu'un s'il vous plaît", "je voudrais parler à une vraie personne",
        "je ne veux pas parler à une machine", "le standard", "bonjour madame je voudrais parler à quelqu'un",
    ],
    Command.GOODBYE: ["au revoir", "merci au revoir", "au revoir madame", "bonne journée", "je raccroche"],
}  # fmt: skip


@pytest.mark.parametrize(("command", "text"), [(command, text) for command, texts in SAID.items() for text in texts])
def test_everyday_wordings_are_commands(command: Command, text: str) -> None:
    assert command_in([text]) is command


def test_every_command_is_tested_and_has_a_phrase_for_grammars() -> None:
    assert set(SAID) == set(Command)
    assert {command_in([phrase]) for phrase in phrases()} == set(Command)


@pytest.mark.parametrize(
    "text",
    [
        "quelqu'un a jeté des déchets",
        "je voudrais signaler un retour de flamme dans la cheminée de l'école",
        "je voudrais signaler un retour de la rue Pasteur",
        "il faut attendre longtemps au feu",
        "il y a un agent qui m'a dit de rappeler pour le lampadaire",
        "le lampadaire est trop fort la nuit",
        "la musique est plus forte que la semaine dernière",
        "une personne est tombée sur le trottoir",
        "douze rue des Lilas",
        "la place de l'Église",
        "rue du Four",
        "oui dites",
        "un crayon",
        "je note",
        "j'ai pas de papier d'identité",
        "je cherche la déchetterie",
        "oui",
        "non",
        "non merci",
        "je ne sais pas",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
        "c'est au bout du chemin",
        "le monument aux morts",
        "d'accord",
        "",
        "euh",
    ],
)
def test_sentences_that_are_no_commands(text: str) -> None:
    assert command_in([text]) is None


def test_homophones_of_a_recognizer_still_are_commands() -> None:
    assert command_in(["répéter"]) is Command.REPEAT
    assert command_in(["au revoirs"]) is Command.GOODBYE
    assert command_in(["plus lente ment"]) is Command.SLOWER


def test_the_second_reading_counts_but_not_the_third() -> None:
    assert command_in(["des tours", "retour"]) is Command.BACK
    assert command_in(["bla bla", "ble ble", "retour"]) is None
    assert command_in([]) is None


def test_keys() -> None:
    assert command_for_key("0") is Command.AGENT
    assert command_for_key("*") is Command.REPEAT
    assert all(command_for_key(key) is None for key in "123456789#")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("repeat = [", "repeat = ", "cannot be read"),
        ("wait = [", "attente = [", "key attente is unknown"),
        ("wait = [", 'wait = ["", ', "key wait must be a list of texts"),
    ],
)
def test_a_broken_file_names_itself_and_the_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / "commands.toml"
    file.write_text(FILE.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(CommandsError, match=message) as raised:
        load(file)
    assert "commands.toml" in str(raised.value)


def test_a_file_in_another_encoding_or_nowhere(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(FILE.read_text("utf-8").encode("latin-1"))
    for file in (latin, tmp_path / "nowhere.toml"):
        with pytest.raises(CommandsError, match="cannot be read"):
            load(file)
