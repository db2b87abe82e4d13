"""What a Vosk model can do, read from its files: its name says nothing."""

from dataclasses import dataclass
from pathlib import Path

from asr_models.files import ModelError

DEFAULT_RATE = 16000
"""Kaldi's, of features whose settings name none (feature-window.h)."""


@dataclass(frozen=True)
class Traits:
    """What the files of a model say."""

    grammar: bool
    """Phrases can be given while it runs: its graph is in two parts, put together as it decodes."""
    rate: int
    """Samples a second that its features are made of."""
    upsamples: bool
    """It takes sound of fewer samples; Kaldi refuses it otherwise. Of more, Vosk always takes it (model.cc)."""

    def fed(self, rate: int) -> int:
        """The rate of the sound to give it, for sound of this rate."""
        return rate if rate >= self.rate or self.upsamples else self.rate


def traits_of(folder: Path) -> Traits:
    """Read a model's folder, of today's layout or of the older flat one. Raises ModelError when it holds no model."""
    old = not (folder / "am" / "final.mdl").is_file()
    if old and not (folder / "final.mdl").is_file():
        raise ModelError(f"{folder} holds no Vosk model: am/final.mdl is missing.")
    graph, settings = (folder, folder / "mfcc.conf") if old else (folder / "graph", folder / "conf" / "mfcc.conf")
    try:
        options = _options(settings.read_text("utf-8"))
        rate = round(float(options.get("sample-frequency", DEFAULT_RATE)))
    except (OSError, ValueError) as error:
        raise ModelError(f"{settings} cannot be read ({error}): it is not the settings of a Vosk model.") from error
    static = (graph / "HCLG.fst").is_file()  # Vosk takes it when both are there
    if not static and not all((graph / part).is_file() for part in ("HCLr.fst", "Gr.fst")):
        raise ModelError(f"{folder} holds no Vosk model: neither HCLG.fst nor HCLr.fst and Gr.fst are in {graph}.")
    return Traits(grammar=not static, rate=rate, upsamples=options.get("allow-upsample", "false") in ("true", ""))


def _options(text: str) -> dict[str, str]:
    """Kaldi's settings: `--name=value` or `--name` a line, `#` begins a comment; underscores are dashes."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    parted = (line.removeprefix("--").partition("=") for line in lines if line.startswith("--"))
    return {name.strip().replace("_", "-"): value.strip().lower() for name, _, value in parted}
