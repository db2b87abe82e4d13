"""`say` and `transcribe`: mouth and ear from the command line."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from

FRAMES_OF_SILENCE = 25
"""Half a second after a file, so that the recognizer gives its last word."""


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="French text.")],
    out: Annotated[Path, typer.Option(help="WAV file to write.")],
    rate: Annotated[int, typer.Option(min=8000, max=48000, help="Samples a second.")] = 8000,
    speaker: Annotated[str, typer.Option(help="Speaker (default: the configured one).")] = "",
    slowness: Annotated[float, typer.Option(min=0.5, max=2.0, help="1.25 is a quarter slower.")] = 1.0,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Speak a text into a mono 16-bit WAV file."""
    import numpy as np

    from ivr.speech import prompt_store
    from voice.audio import resample
    from voice.speaking import sentences
    from voice.wav import write_wav

    if not out.parent.is_dir():
        raise typer.BadParameter(f"the folder {out.parent} does not exist: make it first.", param_hint="--out")
    parts = sentences(text)
    if not parts:
        raise typer.BadParameter("there is nothing to say: give a text with words.", param_hint="TEXT")
    store = prompt_store(settings_from(config, data), speaker)
    pause = np.zeros(store.rate // 4, np.int16)
    spoken = [piece for part in parts for piece in (store.get(part, slowness, keep=False), pause)][:-1]
    pcm = resample(np.concatenate(spoken), store.rate, rate)
    write_wav(out, pcm, rate)
    print(f"{out}: {len(pcm) / rate:.1f} s at {rate} Hz")


@app.command()
def transcribe(
    files: Annotated[list[Path], typer.Argument(help="Mono 16-bit WAV files, any rate.")],
    grammar: Annotated[str, typer.Option(help='Expected phrases of a closed question: "oui|non".')] = "",
    rate: Annotated[int, typer.Option(help="Rate of the line to simulate: 8000 or 16000.")] = 8000,
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Recognise French speech in WAV files, as the telephone hears it, with the recognizer that the calls have now."""
    from ivr.speech import RECOGNITION_RATES, recognition_model
    from voice import engine_log
    from voice.audio import frame_samples
    from voice.vosk_recognizer import VoskRecognizer
    from voice.wav import read_wav

    if rate not in RECOGNITION_RATES:
        raise typer.BadParameter(f"{rate} is not a line's rate: use 8000 or 16000.", param_hint="--rate")
    phrases = tuple(phrase.strip() for phrase in grammar.split("|") if phrase.strip())
    sounds = [(file, read_wav(file, rate)) for file in files]
    engine_log.silence()
    recognizer = VoskRecognizer(recognition_model(settings_from(config, data)), rate)
    for phrase in recognizer.unknown(phrases):
        print(f'"{phrase}" has a word that the model does not know: it cannot be recognised.', file=sys.stderr)
    size = frame_samples(rate)
    for file, pcm in sounds:
        recognizer.begin(phrases)
        for start in range(0, len(pcm), size):
            recognizer.accept(pcm[start : start + size].tobytes())
        for _ in range(FRAMES_OF_SILENCE):
            recognizer.accept(bytes(2 * size))
        heard = recognizer.finish()
        if as_json:
            record = {
                "file": str(file),
                "text": heard.text,
                "confidence": heard.confidence,
                "words": [vars(word) for word in heard.words],
                "alternatives": [vars(other) for other in heard.hypotheses[1:]],
            }
            print(json.dumps(record, ensure_ascii=False))
        else:
            print(f"{file}: {heard.text or '(nothing recognised)'}  [{heard.confidence:.2f}]")
