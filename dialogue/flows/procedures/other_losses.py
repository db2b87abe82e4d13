"""What is lost that is no paper: "j'ai perdu mon mari et je voudrais refaire ma carte" (other_losses.toml)."""

from collections.abc import Iterator
from pathlib import Path

from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, phrase_at
from dialogue.understanding.word_sets import Span, Spoken

FILE = Path(__file__).with_name("other_losses.toml")


def papers_only(text: str) -> Spoken:
    """The words, without those that tell of losing anything but a paper."""
    spoken = Spoken.of(text)
    return spoken.masked(*_losses(spoken))


def _losses(spoken: Spoken) -> Iterator[Span]:
    known = load()
    letters = spoken.letters
    for start in range(len(letters)):
        verb = phrase_at(letters, start, known["perdu"])
        whose = phrase_at(letters, start + verb, known["le"]) if verb else 0
        what = phrase_at(letters, start + verb + whose, known["autre"]) if whose else 0
        if what:
            yield start, start + verb + whose + what


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "perdu", "le", "autre")
