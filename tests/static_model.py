"""A real Vosk model with a static graph (HCLG.fst), as the large official ones have: few words, any at any time."""

import shutil
from pathlib import Path

from asr_models import installer
from asr_models.graph.lexicon import Lexicon
from asr_models.graph.openfst import automaton, write_const
from asr_models.graph.sounds import sounds

WORDS = ("oui", "non", "peut-être", "rue", "des", "lilas", "un", "lampadaire", "c'", "est", "ça")


def static_model(folder: Path) -> Path:
    """Write the built-in acoustic model with a static graph of WORDS into a folder."""
    lexicon = Lexicon()
    made = sounds({word: lexicon(word) for word in WORDS})
    machine = made.machine
    listed = [(int(state), *arc) for state, arc in zip(machine.source, machine.arcs.tolist(), strict=True)]
    final = {state: float(cost) for state, cost in enumerate(machine.final) if cost != float("inf")}
    graph = folder / "graph"
    graph.mkdir(parents=True)
    write_const(graph / "HCLG.fst", automaton(listed, final, machine.final.size, "input"), made.symbols)
    (graph / "words.txt").write_text("".join(f"{word} {number}\n" for number, word in enumerate(made.symbols)), "utf-8")
    for part in ("am", "conf"):
        shutil.copytree(installer.built_in_recognizer().folder / part, folder / part)
    return folder
