"""The command line: `python run_ivr.py COMMAND`.

Exit codes: 0 done; 1 an expectation failed; 2 wrong use; 3 the environment does not allow it (port, disk, model).
"""

import sys
from io import TextIOWrapper

from ivr.cli import (  # noqa: F401 - they register commands
    appointments,
    bench,
    bench_asr,
    bench_calls,
    call,
    chat,
    check,
    demo,
    desk,
    events,
    followup,
    kb,
    loading,
    models,
    models_making,
    outbox,
    prompts,
    serve,
    setup,
    simulate,
    speech,
)
from ivr.cli.app import app


def main() -> None:
    """Run the command line; problems of use or environment become one sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # what callers say is French, whatever the terminal's locale
    try:
        app()
    except Exception as error:
        from ivr.cli.errors import explain  # it knows every room: too slow to import for --help

        explained = explain(error)
        if explained is None:
            raise
        sentence, code = explained
        print(sentence, file=sys.stderr)
        sys.exit(code)
