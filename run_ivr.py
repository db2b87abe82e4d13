"""Guichet vocal: the one command. See `python run_ivr.py --help`."""

from ivr.cli import main

if __name__ == "__main__":
    main()
