"""The texts behind the recognizer's language model, put together: the product's own, and a commune's names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from asr_models.language.frequencies import RARE, frequencies
from asr_models.language.texts import Texts, everyday
from asr_models.language.words import words

ANSWERS = 40_000
"""Answers drawn from the templates: so many that streets, days and numbers all meet."""
SOURCES = ("stories", "answers", "everyday")
WEIGHTS = (0.26, 0.17, 0.57)
"""Of each source: what suits the sentences of the scenarios' half `tune` best (`models weights`)."""
LOCAL = 1e-6
"""How often a commune's own name is said, of all words."""

Sentences = list[list[str]]


@dataclass(frozen=True)
class Material:
    """What `graph.build.build_graph` takes: sources with their weights, and the vocabulary with its frequencies."""

    sources: tuple[Sentences, ...]
    weights: tuple[float, ...]
    frequencies: Mapping[str, float]


def material(stories: Sequence[str], lists: Mapping[str, Sequence[str]], seed: int = 0) -> Material:
    """Texts for the language model.

    `stories` are examples of what callers say; `lists` are a commune's names by slot of said.toml (street, place …).
    """
    texts = Texts(stories, everyday(), lists)
    random = Random(seed)
    answers = [texts.answer(random) for _ in range(ANSWERS)]
    sources = tuple([words(text) for text in kind] for kind in (texts.stories, answers, texts.everyday))
    vocabulary = dict(frequencies())
    for names in lists.values():
        for name in names:
            for word in words(name):
                vocabulary[word] = max(vocabulary.get(word, 0.0), LOCAL)
    for source in sources:
        for sentence in source:
            for word in sentence:
                vocabulary.setdefault(word, RARE)
    return Material(sources, WEIGHTS, vocabulary)
