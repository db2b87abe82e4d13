"""What is wanted, said again after a refusal."""

from dataclasses import fields
from pathlib import Path

import pytest

from dialogue import restating
from dialogue.french.choices import which, without_refused
from dialogue.french.phrase_files import PhraseFileError

SAID = restating.load()


@pytest.mark.parametrize(
    ("text", "slip", "named"),
    [
        ("ah non en fait c'est une poubelle renversée", True, "poubelle renversée"),
        ("je me suis trompée c'est un banc cassé", True, "banc cassé"),
        ("en fait c'est pas un lampadaire c'est un panneau", True, "panneau"),
        ("non c'est une poubelle", False, "poubelle"),
        ("non c'est une poubelle", True, ""),
        ("c'est une poubelle", False, ""),
        ("non je ne sais pas", False, ""),
        ("en fait c'est le trottoir d'en face", True, ""),
        ("finalement c'est la poubelle", True, ""),
        ("non c'est le lampadaire d'en face", False, ""),
        ("c'est pas ça c'est la poubelle renversée", True, "poubelle renversée"),
        ("je me suis trompé c'est l'abribus", True, "abribus"),
        ("c'est pas le lampadaire c'est le banc", True, "banc"),
    ],
)
def test_what_is_named_instead(text: str, slip: bool, named: str) -> None:
    assert SAID.named_instead(text, slip=slip) == named


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Non, c'est pas ça, je cherche le numéro du plombier", "je cherche le numéro du plombier"),
        ("ah ben non, moi c'est la poubelle du square qui déborde", "c'est la poubelle du square qui déborde"),
        ("ni l'un ni l'autre, c'est pour inscrire mon fils au judo", "c'est pour inscrire mon fils au judo"),
        ("mais non je ne signale rien, je demande le prix de la cantine", "je demande le prix de la cantine"),
        ("non, c'est pour la piscine", "c'est pour la piscine"),
        ("non", ""),
        ("non merci bien", ""),
        ("non merci, au revoir madame", ""),
        ("non, la piscine municipale, au revoir", ""),
        ("je cherche le numéro du plombier", ""),
        ("oui c'est ça", ""),
    ],
)
def test_what_follows_a_no_is_what_is_wanted(text: str, wanted: str) -> None:
    assert SAID.beyond_no(text) == wanted


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("mais je n'ai rien à signaler", ""),
        ("je ne veux pas faire de signalement, je voudrais un composteur", "je voudrais un composteur"),
        ("je voudrais signaler un banc", None),
    ],
)
def test_a_report_begun_by_mistake_is_heard(text: str, rest: str | None) -> None:
    assert SAID.without_report(text) == rest


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("est-ce que la commune loue des tables", True),
        ("louez-vous des barnums", True),
        ("vous prêtez des grilles d'exposition", True),
        ("la commune vend-elle des terrains", True),
        ("on m'a vendu un vélo cassé", False),
        ("il y a un lampadaire cassé", False),
    ],
)
def test_asking_what_the_town_offers_is_no_report(text: str, offered: bool) -> None:
    assert SAID.asks_for_offer(text) is offered


def test_a_problem_announced_is_told_apart_from_its_announcement() -> None:
    assert SAID.reported("je voudrais vous signaler que le portail est forcé") == "que le portail est forcé"
    assert SAID.reported("je voudrais signaler un problème") == ""


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("pas le dentiste, le notaire", 1),
        ("je ne veux pas le notaire, le dentiste", 0),
        ("pas ça", None),
    ],
)
def test_of_two_options_one_may_be_refused_and_the_other_named(text: str, option: int | None) -> None:
    assert which(without_refused(text), ("le dentiste", "le notaire")) == option


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pas le menu c'est pour les inscrire à la cantine", ("le menu", "c'est pour les inscrire à la cantine")),
        ("non pas les horaires les tarifs", ("les horaires", "les tarifs")),
        ("pas le menu de la cantine l'inscription", ("le menu de la cantine", "l'inscription")),
        ("je ne veux pas la carte, je voudrais le passeport", ("la carte", "je voudrais le passeport")),
        ("j'ai pas dit procuration j'ai dit carte électorale", ("procuration", "j'ai dit carte électorale")),
        ("pas le matin", None),
        ("pas ça", None),
        ("je n'ai pas le temps", None),
        ("le menu et pas l'inscription", None),
    ],
)
def test_something_is_refused_and_something_else_wanted(text: str, parts: tuple[str, str] | None) -> None:
    assert SAID.corrected(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("la carte d'identité pas le passeport", ("le passeport", "la carte d'identité")),
        ("j'ai besoin de la carte et pas le passeport", ("le passeport", "j'ai besoin de la carte et")),
        ("la carte je l'ai pas le passeport", None),
        ("je ne sais pas", None),
        ("pas le passeport", None),
        ("c'est la carte et je l'ai perdue mais ce n'est pas le passeport de mon fils qui est perdu", None),
    ],
)
def test_something_is_wanted_and_something_else_refused_after_it(text: str, parts: tuple[str, str] | None) -> None:
    assert SAID.put_right(text) == parts


@pytest.mark.parametrize(
    ("text", "held_to"),
    [
        ("non c'est la carte d'identité que je veux refaire", "la carte d'identité"),
        ("c'est le jour que je préfère", ""),
        ("la carte que je veux", ""),
    ],
)
def test_what_is_named_and_held_to(text: str, held_to: str) -> None:
    assert SAID.insisted(text) == held_to


def test_every_expression_is_short_enough_to_be_found() -> None:
    lists: list[frozenset[tuple[str, ...]]] = [getattr(SAID, each.name) for each in fields(SAID)]
    assert [phrase for phrases in lists for phrase in phrases if len(phrase) > 7] == []


@pytest.mark.parametrize("text", ["refused = 3", 'refused = ["non"]', "refused = ["])
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "restating.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(PhraseFileError, match=r"restating\.toml"):
        restating.load(file)
