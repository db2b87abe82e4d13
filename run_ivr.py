"""Guichet vocal: the one command. See `python run_ivr.py --help`."""

import os
import sys
from pathlib import Path

INSTALLED = Path(__file__).resolve().parent / ".venv" / "bin" / "python"

if __name__ == "__main__":
    try:
        from ivr.cli import main
    except ModuleNotFoundError as missing:
        # Started with a Python that lacks the libraries: the one that `make` set up has them.
        if Path(sys.prefix) == INSTALLED.parent.parent or not INSTALLED.exists():
            sys.exit(f"The library {missing.name} is not installed: run `make setup` first.")
        os.execv(INSTALLED, [str(INSTALLED), *sys.argv])
    main()
