"""A model's folder, as Vosk reads it: the acoustic model as it is, a graph made of texts and pronunciations."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from asr_models.graph.lexicon import Lexicon, Pronunciation
from asr_models.graph.ngram import BEGIN, END, BackOff, History, KneserNey, Mixture, Sentence, backed_off
from asr_models.graph.openfst import automaton, write_const, write_lookahead
from asr_models.graph.sounds import UNUSED_TRANSITION, Sounds, sounds

GAIN = 1e-7
FLOOR = 1e-9


@dataclass(frozen=True)
class Built:
    """What a graph holds, and what could not be said (words without a pronunciation)."""

    words: int
    pronunciations: int
    grams: int
    unsaid: tuple[str, ...]


def build_graph(
    folder: Path,
    sources: Sequence[Sequence[Sentence]],
    weights: Sequence[float],
    frequencies: Mapping[str, float],
    lexicon: Lexicon,
    gain: float = GAIN,
) -> Built:
    """Write `graph/` of a model into `folder`.

    `sources` are sentences as lists of words, each kind apart, and `weights` how much each kind counts (together 1).
    `frequencies` (word to share of all words) are the vocabulary, and what is known of a word that no source holds.
    """
    pronunciations: dict[str, dict[Pronunciation, float]] = {word: lexicon(word) for word in frequencies}
    unsaid = tuple(word for word, ways in pronunciations.items() if not ways)
    spoken = {word: ways for word, ways in pronunciations.items() if ways}
    base = shares({word: frequencies[word] for word in spoken})
    mixture = Mixture([KneserNey(source, base) for source in sources], weights)
    model = backed_off(mixture, base, gain)
    made = sounds(spoken)
    graph = folder / "graph"
    graph.mkdir(parents=True, exist_ok=True)
    write_lookahead(graph / "HCLr.fst", made.machine, made.reachable, len(made.symbols))
    _write_grammar(graph, model, made)
    (graph / "words.txt").write_text("".join(f"{word} {number}\n" for number, word in enumerate(made.symbols)), "utf-8")
    (graph / "disambig_tid.int").write_text(f"{UNUSED_TRANSITION}\n", "utf-8")
    grams = sum(len(following) for following in model.probabilities.values())
    return Built(len(spoken), sum(map(len, spoken.values())), grams, unsaid)


def build_model(folder: Path, acoustic: Path) -> None:
    """Put the acoustic model and its settings beside a graph: `am/` and `conf/` of the model in `acoustic`."""
    for part in ("am", "conf"):
        shutil.copytree(acoustic / part, folder / part, dirs_exist_ok=True)


def shares(frequencies: Mapping[str, float]) -> dict[str, float]:
    """Shares that sum to one, with the end of the sentence for one word in ten."""
    total = sum(frequencies.values())
    return {**{word: 0.9 * share / total for word, share in frequencies.items()}, END: 0.1}


def _write_grammar(graph: Path, model: BackOff, made: Sounds) -> None:
    """The n-gram model as an automaton: a state a history, an arc a word, and an arc without a word to back off."""
    labels = {word: number for number, word in enumerate(made.symbols)}
    states: dict[History, int] = {(BEGIN,): 0}
    for history in model.probabilities:
        states.setdefault(history, len(states))
    arcs: list[tuple[int, int, int, float, int]] = []
    final: dict[int, float] = {}
    for history in states:
        here = states[history]
        for word, probability in model.probabilities.get(history, {}).items():
            cost = -log(max(probability, FLOOR))
            if word == END:
                final[here] = cost
            else:
                arcs.append((here, labels[word], labels[word], cost, states[_known((*history, word), states)]))
        if history:
            shorter = _known(history[1:], states)
            arcs.append((here, 0, 0, -log(min(1.0, max(model.weights.get(history, 1.0), FLOOR))), states[shorter]))
    write_const(graph / "Gr.fst", automaton(arcs, final, len(states), "input"), made.symbols)


def _known(history: History, states: Mapping[History, int]) -> History:
    """The longest end of a history that has a state."""
    history = history[-2:]
    while history not in states:
        history = history[1:]
    return history
