"""`call`: place one call that plays a file."""

import re
from pathlib import Path
from typing import Annotated, Literal

import typer

from ivr.cli.app import app, calling_number

_PAUSE = re.compile(r"^p\d+(\.\d+)?$")
KEY_GAP_S = 0.5


@app.command()
def call(
    uri: Annotated[str, typer.Argument(help="SIP address, such as sip:mairie@127.0.0.1:5060.")],
    wav: Annotated[Path | None, typer.Option(help="Mono 16-bit WAV file to play.")] = None,
    keys: Annotated[
        str, typer.Option(help="Keys to press after the file, comma-separated; p5 waits 5 s more: 1,p5,0.")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="Stereo WAV to write: left sent, right heard.")] = None,
    codec: Annotated[Literal["PCMA", "PCMU", "G722"], typer.Option(help="Codec to offer.")] = "PCMA",
    caller: Annotated[str, typer.Option(help="Calling number to show.")] = "",
    answer: Annotated[float, typer.Option(min=1, help="Seconds to wait for an answer.")] = 20.0,
    linger: Annotated[float, typer.Option(min=0, help="Seconds to stay on the line afterwards.")] = 2.0,
) -> None:
    """Place one call that plays a file and presses keys: a tool for tests and installers."""
    from ivr.phone.file_call import call_with_file
    from voice.wav import read_wav

    shown = calling_number(caller)
    pressed, moments = _timed(keys, len(read_wav(wav, 8000)) / 8000 if wav else 0.0)
    result = call_with_file(
        uri, wav, pressed, out, key_times_s=moments, codec=codec, caller=shown, linger_s=linger, answer_s=answer
    )
    print(f"{result.duration_s:.1f} s at {result.rate} Hz, ended by {result.ended_by} {result.reason}".rstrip())
    if out:
        print(f"recording: {out}")


def _timed(keys: str, after_s: float) -> tuple[list[str], list[float]]:
    """Keys and the moments to press them, in seconds after the answer. Raises typer.BadParameter."""
    pressed: list[str] = []
    moments: list[float] = []
    moment = after_s
    for item in (part.strip() for part in keys.split(",")):
        if _PAUSE.match(item):
            moment += float(item[1:])
        elif len(item) == 1 and item in "0123456789*#":
            moment += KEY_GAP_S
            pressed.append(item)
            moments.append(moment)
        elif item:
            raise typer.BadParameter(
                f"{item!r} is no key: use 0 to 9, *, #, or p5 for a pause of 5 s, with commas between.",
                param_hint="--keys",
            )
    return pressed, moments
