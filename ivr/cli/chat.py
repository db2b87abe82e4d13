"""`chat`: the conversation from a keyboard or a pipe."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from ivr.cli.app import WRONG_USE, ConfigOption, DataOption, JsonOption, app, calling_number, fixed_clock, settings_from


def _typed() -> Iterator[str]:
    """Lines of the standard input. A person gets a prompt."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def _show(record: dict[str, Any]) -> None:
    if "stored" in record:
        print(f"[{record['outcome']}]")
        for kind, case in (record["stored"] or {}).items():
            print(f"{kind}: {json.dumps(case, ensure_ascii=False)}")
        return
    if record["said"]:
        print(f"Guichet : {record['said']}")


@app.command()
def chat(
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
    now: Annotated[str, typer.Option(help="Fix the clock, as 2026-11-23T10:05.")] = "",
    caller: Annotated[str, typer.Option(help="Calling number, as a telephone would show it.")] = "",
    seed: Annotated[int | None, typer.Option(help="Seed of ticket numbers, for repeatable output.")] = None,
) -> None:
    """Hold the conversation in text: one utterance a line.

    Special lines: [silence], [noise], [quiet], [dtmf 1], [hangup]. The end of the input is a hang-up.
    """
    from random import Random

    from ivr.chat import chat as hold
    from ivr.conversations import Conversations, local_time

    number = calling_number(caller)
    settings = settings_from(config, data)
    moment = fixed_clock(now) if now else None
    conversations = Conversations(
        settings, (lambda: moment) if moment else local_time, Random(seed) if seed is not None else None
    )
    wrong_lines = 0
    for record in hold(conversations, _typed(), number):
        if "error" in record:
            wrong_lines += 1
            print(record["error"], file=sys.stderr)
        elif as_json:
            print(json.dumps(record, ensure_ascii=False), flush=True)
        else:
            _show(record)
    if wrong_lines:
        raise typer.Exit(WRONG_USE)
