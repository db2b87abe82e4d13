"""Whole conversations over real calls: SIP, RTP, recognition, speech and memory, nothing replaced."""

import threading
import wave
from pathlib import Path

import numpy as np
import pytest

from kb.store import Store
from tests.calls.counter import command, counter, needs_voice
from tests.calls.sipp import needs_sipp, run_sipp
from tests.calls.sound import a_law
from voice.wav import read_wav

pytestmark = [pytest.mark.sip, pytest.mark.speech, needs_voice]

SCENARIOS = Path(__file__).parent / "scenarios"


def test_a_complete_report_is_stored_and_recorded(tmp_path: Path) -> None:
    done = command(tmp_path, "demo", timeout_s=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 rue des Lilas" in done.stdout
    [database] = tmp_path.glob("demo/*/guichet.db")
    with Store.open(database) as store:
        [incident] = store.incidents.recent(5)
        [call] = store.calls.recent(5)
        turns = store.calls.turns(call.id)
    assert (incident.kind, incident.place, incident.state) == ("lampadaire", "12 rue des Lilas", "nouveau")
    assert incident.phone == "+33612345678"
    assert call.outcome == "incident"
    assert call.ended_at is not None
    assert any(incident.ticket in turn.understood for turn in turns)
    gaps = [turn.timings["gap_ms"] for turn in turns if "gap_ms" in turn.timings]
    assert len(gaps) >= 5
    assert max(gaps) < 3500, "answered within the question's patience and a little"
    with wave.open(str(database.parent / "recordings" / call.recording)) as recording:
        assert (recording.getnchannels(), recording.getframerate()) == (2, 8000)
        sides = np.frombuffer(recording.readframes(recording.getnframes()), "<i2").reshape(-1, 2)
    assert np.abs(sides).max(axis=0).min() > 3000, "both sides are heard"


def _resident(data: Path, uri: str, scenario: str) -> None:
    filled = command(data, "prompts", "fill", "--scenario", str(SCENARIOS / scenario))
    assert filled.returncode == 0, filled.stderr
    done = command(data, "resident", str(SCENARIOS / scenario), "--to", uri)
    assert done.returncode == 0, done.stderr


def test_a_caller_who_hangs_up_in_the_middle_leaves_a_draft(tmp_path: Path) -> None:
    with counter(tmp_path) as hall:
        _resident(tmp_path, hall.uri, "hang_up_early.toml")
        assert hall.expect("ended")["outcome"] == "abandoned"
    with Store.open(tmp_path / "guichet.db") as store:
        [draft] = store.incidents.recent(5)
        [call] = store.calls.recent(5)
        assert len(store.calls.turns(call.id)) >= 3
    assert (draft.kind, draft.state, draft.ticket) == ("nid_de_poule", "brouillon", "")
    assert draft.details == {"dangereux": "oui"}
    assert call.ended_at is not None
    assert "Nid" not in draft.place
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["guichet.db"], "no temporary file, no recording: none was asked for"


def test_a_question_of_hours_is_answered_and_gone_on_from(tmp_path: Path) -> None:
    with counter(tmp_path) as hall:
        _resident(tmp_path, hall.uri, "hours.toml")
        assert hall.expect("ended")["outcome"] == "answer"
    with Store.open(tmp_path / "guichet.db") as store:
        [call] = store.calls.recent(5)
        said = " ".join(turn.said for turn in store.calls.turns(call.id))
    assert "La piscine municipale est" in said
    assert "La mairie est" in said, "the second question went on from the first"


def test_keys_alone_obtain_a_call_back(tmp_path: Path) -> None:
    """0 calls an agent (none can be reached), 1 is yes, then ten digits, then any key for no subject."""
    with counter(tmp_path) as hall:
        outcome: list[str] = []

        def call() -> None:
            keys = ["p2", "0", "p3", "1", "p3", *"0612345679", "p3", "1"]
            done = command(tmp_path, "call", hall.uri, "--keys", ",".join(keys), "--linger", "10")
            outcome.append(done.stdout + done.stderr)

        caller = threading.Thread(target=call)
        caller.start()
        hall.expect("ended", 90)
        caller.join(30)
    with Store.open(tmp_path / "guichet.db") as store:
        [callback] = store.callbacks.recent(5)
    assert callback.phone == "+33612345679", outcome
    assert callback.state == "à faire"


@needs_sipp
def test_a_foreign_telephone_is_heard_and_understood(tmp_path: Path) -> None:
    """sipp, a SIP client that no one here wrote, plays G.711 A-law speech and hangs up."""
    speech = command(
        tmp_path, "say", "Il y a un lampadaire en panne.", "--out", str(tmp_path / "a.wav"), "--speaker", "george"
    )
    assert speech.returncode == 0, speech.stderr
    silence = np.zeros(8000 * 12, np.int16)  # the greeting's length: nobody speaks before it is over
    said = np.concatenate([silence, read_wav(tmp_path / "a.wav", 8000), np.zeros(8000 * 4, np.int16)])
    (tmp_path / "speech.alaw").write_bytes(a_law(said))
    with counter(tmp_path / "data") as hall:
        run_sipp("speech", hall.port, tmp_path, patience_s=60)
        hall.expect("ended")
    with Store.open(tmp_path / "data" / "guichet.db") as store:
        [draft] = store.incidents.recent(5)
    assert draft.kind == "lampadaire"
