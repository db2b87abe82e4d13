from collections.abc import Sequence
from pathlib import Path

import pytest

from dialogue.french.phrase_files import PhraseFileError
from dialogue.understanding import several
from dialogue.understanding.examples import Ranked
from dialogue.understanding.request import RequestUnderstanding
from dialogue.understanding.several import requests_in

WORDS = {
    "lampadaire": "incident:lampadaire",
    "trou": "incident:nid_de_poule",
    "piscine": "intent:horaires",
    "passeport": "intent:passeport",
}


def _rank(texts: Sequence[str]) -> list[Ranked]:
    """Sure of one word, torn between two: as the real one is of two requests at once."""
    found = [meaning for word, meaning in WORDS.items() if word in texts[0]]
    return [Ranked(meaning, 1.0 / len(found), "") for meaning in found]


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("le lampadaire est cassé et à quelle heure ouvre la piscine", ["incident:lampadaire", "intent:horaires"]),
        ("pour mon passeport et puis aussi la piscine", ["intent:passeport", "intent:horaires"]),
        ("le lampadaire est cassé et il y a aussi un trou", ["incident:lampadaire", "incident:nid_de_poule"]),
        (
            "un lampadaire en panne, et aussi un trou, et je voudrais un passeport",
            ["incident:lampadaire", "incident:nid_de_poule", "intent:passeport"],
        ),
    ],
)
def test_each_request_is_found_in_order(text: str, meanings: list[str]) -> None:
    parts = requests_in(text, _rank)
    assert [part.meaning for part in parts] == meanings
    assert all(part.text in text.replace(",", "") for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        "le lampadaire est cassé",
        "le lampadaire est tombé et il y a un trou",  # one problem told in two clauses
        "le lampadaire est cassé et aussi le lampadaire d'en face",
        "le passeport et",
        "et",
        "",
    ],
)
def test_one_request_is_not_cut(text: str) -> None:
    assert requests_in(text, _rank) == ()


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("pour mon passeport et aussi il y a un machin bizarre ici", ""),  # begins as a request does
        ("pour mon passeport et aussi je voudrais savoir autre chose", ""),
        ("le lampadaire est cassé et aussi je voudrais demander quelque chose", ""),
        ("pour mon passeport et aussi celui de mon mari", None),  # more of the same
        ("le lampadaire est cassé et aussi il y a tout un bazar", None),  # one problem, told at length
    ],
)
def test_a_request_half_heard_is_kept_to_be_asked_about(text: str, second: str | None) -> None:
    parts = requests_in(text, _rank)
    assert [(part.meaning, part.half_heard) for part in parts[1:]] == ([] if second is None else [(second, True)])


def test_no_more_than_three_are_taken() -> None:
    text = "un lampadaire en panne et aussi un trou et aussi la piscine et aussi un passeport"
    assert len(requests_in(text, _rank)) == 3


def test_with_the_real_understanding(understanding: RequestUnderstanding) -> None:
    parts = requests_in(
        "il y a un lampadaire en panne rue des lilas et je voudrais aussi voter par procuration", understanding.request
    )
    assert [part.meaning.split(":")[0] for part in parts] == ["incident", "intent"]
    assert parts[0].text == "il y a un lampadaire en panne rue des lilas"


def test_a_file_without_a_list_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "several.toml"
    file.write_text('aussi = ["et aussi"]\n', "utf-8")
    with pytest.raises(PhraseFileError, match=r"several\.toml: peut_etre must be a list"):
        several.load(file)
