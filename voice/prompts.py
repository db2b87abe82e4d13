"""The prompt store: rendered sentences on disk, found by what they are made of.

The address of a prompt is the SHA-256 of the voice's identity, the slowness and the speakable sentence, so a
change of voice or wording finds no stale sound, and an unchanged sentence is never rendered twice.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from voice.audio import Pcm
from voice.speaking import speakable
from voice.synthesis import Synthesizer
from voice.wav import WavError, read_wav, write_wav


class PromptStore:
    """Sentences of one voice. Several processes may share the folder: files appear whole."""

    def __init__(self, folder: Path, synthesizer: Synthesizer) -> None:
        self._folder = folder
        self._synthesizer = synthesizer

    @property
    def rate(self) -> int:
        """Samples a second of the prompts."""
        return self._synthesizer.rate

    def path(self, sentence: str, slowness: float = 1.0) -> Path:
        """Where this sentence is or would be."""
        made_of = "\n".join((self._synthesizer.identity, f"{slowness:.2f}", speakable(sentence)))
        name = hashlib.sha256(made_of.encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.wav"

    def get(self, sentence: str, slowness: float = 1.0, *, keep: bool = True) -> Pcm:
        """The sentence's sound, rendered when it is not there.

        With `keep` it is stored for the next time; sentences that carry personal data must not be kept.
        """
        path = self.path(sentence, slowness)
        try:
            return read_wav(path, self.rate)
        except WavError:
            pass  # missing, or cut short by a power failure: render it (again)
        pcm = self._synthesizer.speak(speakable(sentence), slowness)
        if keep:
            with suppress(WavError):  # a full disk must not silence the line
                write_wav(path, pcm, self.rate)
        return pcm

    def missing(self, sentences: Sequence[str]) -> list[str]:
        """The sentences not rendered yet, each once."""
        paths = {self.path(sentence): sentence for sentence in reversed(sentences)}
        return [sentence for path, sentence in reversed(paths.items()) if not path.is_file()]

    def fill(self, sentences: Sequence[str], progress: Callable[[int, int], None]) -> int:
        """Render what is missing; returns how many. `progress(done, total)`. Raises WavError (disk full)."""
        missing = self.missing(sentences)
        for done, sentence in enumerate(missing):
            progress(done, len(missing))
            pcm = self._synthesizer.speak(speakable(sentence), 1.0)
            write_wav(self.path(sentence), pcm, self.rate)
        progress(len(missing), len(missing))
        return len(missing)
