"""`call`: place one call that plays a file."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ivr.cli.app import app


@app.command()
def call(
    uri: Annotated[str, typer.Argument(help="SIP address, such as sip:mairie@127.0.0.1:5060.")],
    wav: Annotated[Path | None, typer.Option(help="Mono 16-bit WAV file to play.")] = None,
    keys: Annotated[str, typer.Option(help="Keys to press after the file, comma-separated: 1,0.")] = "",
    out: Annotated[Path | None, typer.Option(help="Stereo WAV to write: left sent, right heard.")] = None,
    codec: Annotated[Literal["PCMA", "PCMU", "G722"], typer.Option(help="Codec to offer.")] = "PCMA",
    caller: Annotated[str, typer.Option(help="Calling number to show.")] = "",
    linger: Annotated[float, typer.Option(min=0, help="Seconds to stay on the line afterwards.")] = 2.0,
) -> None:
    """Place one call that plays a file and presses keys: a tool for tests and installers."""
    from ivr.phone.file_call import call_with_file

    pressed = [key.strip() for key in keys.split(",") if key.strip()]
    if any(len(key) != 1 or key not in "0123456789*#" for key in pressed):
        raise typer.BadParameter(f"{keys!r}: keys are 0 to 9, * and #, with commas between.", param_hint="--keys")
    result = call_with_file(uri, wav, pressed, out, codec=codec, caller=caller, linger_s=linger)
    print(f"{result.duration_s:.1f} s at {result.rate} Hz, ended by {result.ended_by} {result.reason}".rstrip())
    if out:
        print(f"recording: {out}")
