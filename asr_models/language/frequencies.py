"""How often French words are said: frequencies.tsv, most frequent first, made from wordfreq (Speer 2022) once."""

from functools import cache
from pathlib import Path

from asr_models.language.words import ELIDED, words

FILE = Path(__file__).with_name("frequencies.tsv")
SIZE = 32_000
LETTERS_THAT_ARE_WORDS = "aày"
RARE = 1e-8
"""For a word that the list lacks: as rare as the rarest that people still say."""


@cache
def frequencies() -> dict[str, float]:
    """Words of the recognizer (elisions apart) to their share of all words."""
    with FILE.open(encoding="utf-8") as file:
        return {word: float(share) for word, share in (line.rstrip("\n").split("\t") for line in file)}


def make() -> None:
    """Write the file anew; needs the package wordfreq, which the product does not."""
    from wordfreq import top_n_list, word_frequency

    found: dict[str, float] = {}
    for listed in top_n_list("fr", SIZE):
        for word in words(listed):
            share = max(word_frequency(word, "fr"), RARE)
            word = f"{word}'" if word in ELIDED else word  # wordfreq counts the "l" of "l'école"
            if len(word) > 1 or word in LETTERS_THAT_ARE_WORDS:
                found[word] = max(found.get(word, 0.0), share)
    ordered = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
    FILE.write_text("".join(f"{word}\t{share:.3g}\n" for word, share in ordered), "utf-8")


if __name__ == "__main__":
    make()
