"""What a question asks for, and the sentences of a page that have it."""

from pathlib import Path

import pytest

from kb import asked
from kb.answers import best_sentences, further_sentences
from kb.asked import asked_in
from kb.phrase_files import PhraseFileError
from kb.query import read
from kb.synonyms import load
from kb.vocabulary import Vocabulary

VOCABULARY = Vocabulary([], 1)
"""No passages: all words weigh the same."""
PAGE = (
    "Le prêt de matériel est réservé aux associations. Le retrait se fait le mardi de 9 h à 11 h. "
    "Le dépôt coûte 30 euros. Les clés sont données au guichet de la rue Haute."
)


@pytest.mark.parametrize(
    ("question", "sentence", "share"),
    [
        ("ça coûte combien", "Le dépôt coûte 30 euros.", 1.0),
        ("ça coûte combien", "Le retrait se fait le mardi.", 0.0),
        ("c'est où", "Les clés sont données au guichet.", 1.0),
        ("et le dimanche", "Le dimanche, c'est fermé.", 1.0),
        ("je voudrais un renseignement", "Le dimanche, c'est fermé.", 0.0),
    ],
)
def test_a_sentence_has_what_is_asked_for(question: str, sentence: str, share: float) -> None:
    assert asked_in(question).share(sentence) == share


def test_nothing_particular_is_asked() -> None:
    assert not asked_in("le prêt de matériel")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("et c'est combien", "Le dépôt coûte 30 euros."),
        ("et les clés on les prend où", "Les clés sont données au guichet de la rue Haute."),
        ("et le mardi", "Le retrait se fait le mardi de 9 h à 11 h."),
    ],
)
def test_the_same_page_answers_what_comes_next(question: str, told: str) -> None:
    assert further_sentences(PAGE, read([question], VOCABULARY, load()), question) == (told,)


def test_what_a_page_does_not_have_is_not_answered() -> None:
    assert further_sentences(PAGE, read(["et le dimanche"], VOCABULARY, load()), "et le dimanche") == ()


def test_the_price_asked_for_is_among_the_two_sentences() -> None:
    question = "le prêt de matériel c'est combien"
    assert "Le dépôt coûte 30 euros." in best_sentences(PAGE, read([question], VOCABULARY, load()), question=question)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[lieu\n", r"asked\.toml cannot be read: .*line 1"),
        ('[lieu]\nquestion = ["où"]\n', r"asked\.toml: lieu\.reponse must be a list of expressions"),
        ('[lieu]\nquestion = "où"\nreponse = ["rue"]\n', r"asked\.toml: lieu\.question must be a list"),
        ('[lieu]\nquestion = ["où", " "]\nreponse = ["rue"]\n', r"asked\.toml: lieu\.question must be a list"),
        ("lieu = 3\n", r"asked\.toml: lieu\.question must be a list"),
    ],
)
def test_a_broken_file_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "asked.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PhraseFileError, match=message) as raised:
        asked.load(file)
    assert "\n" not in str(raised.value)


def test_an_empty_list_is_found_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "asked.toml"
    file.write_text('[lieu]\nquestion = []\nreponse = ["rue"]\n', "utf-8")
    (kind,) = asked.load(file)
    assert not kind.question.search("ou est la mairie")
