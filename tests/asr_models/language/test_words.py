"""Sentences as the recognizer's words."""

import pytest

from asr_models.language.words import words


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Bonjour, c'est pour l'école.", "bonjour c' est pour l' école"),
        ("Qu’est-ce qu’il faut ?", "qu' est ce qu' il faut"),
        ("Aujourd'hui, quelqu'un d'autre", "aujourd'hui quelqu'un d' autre"),
        ("au 12 rue du 8 mai", "au douze rue du huit mai"),
        ("92 euros", "quatre vingt douze euros"),
        ("jusqu'à l'arrêt", "jusqu' à l' arrêt"),
        ("'scusez-moi", "scusez moi"),
        ("…", ""),
    ],
)
def test_words_are_those_that_are_said(sentence: str, said: str) -> None:
    assert words(sentence) == said.split()
