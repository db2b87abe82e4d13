import io
import subprocess
import sys

from voice.engine_log import copy_without_chatter, is_chatter


def test_chatter_is_told_from_news() -> None:
    assert is_chatter("WARNING (VoskAPI:Lattice():lattice.cc:12) Empty lattice.\n")
    assert is_chatter("LOG (VoskAPI:ReadDataFiles():model.cc:213) Decoding params\n")
    assert not is_chatter("ERROR (VoskAPI:Model():model.cc:122) Folder 'x' does not contain model files\n")
    assert not is_chatter("Traceback (most recent call last):\n")


def test_news_are_copied_whole_and_in_order() -> None:
    source = io.StringIO("un\nWARNING (VoskAPI:x) y\ndeux\nLOG (VoskAPI:x) y\ntrois sans fin de ligne")
    target = io.StringIO()
    copy_without_chatter(source, target)
    assert target.getvalue() == "un\ndeux\ntrois sans fin de ligne"


def test_a_process_without_its_chatter() -> None:
    program = (
        "import os, sys, time\n"
        "from voice import engine_log\n"
        "engine_log.silence()\n"
        "os.write(2, b'WARNING (VoskAPI:x) y\\n')\n"
        "os.write(2, b'from the engine: caf\\xe9\\n')\n"
        "print('from Python: café', file=sys.stderr, flush=True)\n"
        "time.sleep(0.3)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=20, check=True)
    assert sorted(done.stderr.decode("utf-8", "replace").splitlines()) == ["from Python: café", "from the engine: caf�"]
