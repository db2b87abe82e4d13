"""The prompt store: rendered sentences on disk, found by what they are made of.

The address of a prompt is the SHA-256 of the voice's identity, the slowness and the sentence as the voice gets it, so
a change of voice or wording finds no stale sound, and an unchanged sentence is never rendered twice. What is no longer
said (another voice's prompts, last year's dates) goes when the folder outgrows its bound, the longest unheard first.
"""

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from voice.audio import Pcm
from voice.speaking import for_voice
from voice.synthesis import Synthesizer
from voice.wav import WavError, read_wav, write_wav

MOST_BYTES = 2_000_000_000
"""Some eleven hours of sound; all fixed sentences of a voice take less than a fifth of it."""
KEPT_SHARE = 0.9
"""What is left after a clearing, so that not every new sentence is followed by one."""
WRITES_BETWEEN_LOOKS = 200
FORGOTTEN_S = 3600
"""An unfinished file this old belongs to a process that died."""


class PromptStore:
    """Sentences of one voice. Several processes may share the folder: files appear whole, and one that another
    process clears away is rendered again."""

    def __init__(self, folder: Path, synthesizer: Synthesizer, *, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._synthesizer = synthesizer
        self._most_bytes = most_bytes
        self._writes = 0

    @property
    def rate(self) -> int:
        """Samples a second of the prompts."""
        return self._synthesizer.rate

    def path(self, sentence: str, slowness: float = 1.0) -> Path:
        """Where this sentence is or would be."""
        made_of = "\n".join((self._synthesizer.identity, f"{slowness:.2f}", for_voice(sentence)))
        name = hashlib.sha256(made_of.encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.wav"

    def get(self, sentence: str, slowness: float = 1.0, *, keep: bool = True) -> Pcm:
        """The sentence's sound, rendered when it is not there.

        With `keep` it is stored for the next time; sentences that carry personal data must not be kept.
        """
        path = self.path(sentence, slowness)
        try:
            pcm = read_wav(path, self.rate)
        except WavError:
            pass  # missing, or cut short by a power failure: render it (again)
        else:
            _heard_now(path)
            return pcm
        pcm = self._synthesizer.speak(for_voice(sentence), slowness)
        if keep:
            with suppress(WavError):  # a full disk must not silence the line
                self._write(path, pcm)
        return pcm

    def missing(self, sentences: Sequence[str]) -> list[str]:
        """The sentences not rendered yet, each once."""
        paths = {self.path(sentence): sentence for sentence in reversed(sentences)}
        return [sentence for path, sentence in reversed(paths.items()) if not path.is_file()]

    def fill(self, sentences: Sequence[str], progress: Callable[[int, int], None]) -> int:
        """Render what is missing; returns how many. `progress(done, total)`. Raises WavError (disk full)."""
        missing = self.missing(sentences)
        for sentence in set(sentences).difference(missing):
            _heard_now(self.path(sentence))
        rendered = 0
        for done, sentence in enumerate(missing):
            progress(done, len(missing))
            path = self.path(sentence)
            if path.is_file():
                continue  # another process was quicker
            self._write(path, self._synthesizer.speak(for_voice(sentence), 1.0))
            rendered += 1
        progress(len(missing), len(missing))
        return rendered

    def clear(self) -> None:
        """Delete what was not heard for longest until the folder is within its bound. Raises nothing."""
        found = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):  # another process clears too
                about = path.stat()
                if path.suffix == ".part" and time.time() - about.st_mtime > FORGOTTEN_S:
                    path.unlink()
                elif path.suffix == ".wav":
                    found.append((about.st_mtime, about.st_size, path))
        size = sum(each[1] for each in found)
        if size <= self._most_bytes:
            return
        for _, bytes_, path in sorted(found):
            if size <= KEPT_SHARE * self._most_bytes:
                break
            with suppress(OSError):
                path.unlink(missing_ok=True)
            size -= bytes_

    def _write(self, path: Path, pcm: Pcm) -> None:
        write_wav(path, pcm, self.rate)
        self._writes += 1
        if self._writes % WRITES_BETWEEN_LOOKS == 1:
            self.clear()


def _heard_now(path: Path) -> None:
    with suppress(OSError):  # a folder that may only be read
        os.utime(path)
