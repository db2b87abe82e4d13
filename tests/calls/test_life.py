"""Calls begin and end: whoever ends them, and however, the server goes on and nothing stays behind."""

import contextlib
import time
from pathlib import Path

import pytest

from tests.calls.process import Program, answering, calling, free_port, is_free, program

pytestmark = pytest.mark.sip


def sockets_of(child: Program) -> int:
    count = 0
    for descriptor in Path(f"/proc/{child.process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            count += str(descriptor.readlink()).startswith("socket:")
    return count


def threads_of(child: Program) -> int:
    return len(list(Path(f"/proc/{child.process.pid}/task").iterdir()))


def settles(measure: object, child: Program, expected: int) -> bool:
    """Whether the count comes (back) to what is expected within 2 s."""
    assert callable(measure)
    for _ in range(40):
        if measure(child) == expected:
            return True
        time.sleep(0.05)
    return False


def test_a_caller_who_hangs_up_mid_call_leaves_nothing_behind(tmp_path: Path) -> None:
    with answering(behaviour="echo", environment={"TMPDIR": str(tmp_path)}) as (hall, port):
        sockets, threads = sockets_of(hall), threads_of(hall)
        for _ in range(2):
            with calling(what="vanish", uri=f"sip:mairie@127.0.0.1:{port}") as resident:
                resident.expect("up")
                assert resident.expect("gone")["over"] is True
            end = hall.expect("hung up")
            assert end["by"] == "caller" and end["frames"] > 5
        assert settles(sockets_of, hall, sockets), "RTP sockets stay open"
        assert settles(threads_of, hall, threads), "threads stay"
        assert not is_free(port)
        hall.tell("stop")
        closed = hall.expect("closed")
        assert hall.wait() == 0
    assert closed["conversations"] == [] and closed["sockets"] == 0
    assert not {"media", "clock", "ev_thread"} & set(closed["native"]), "pjsip's threads are gone"
    assert is_free(port)
    assert list(tmp_path.iterdir()) == []


def test_the_fifth_caller_hears_busy_and_the_four_go_on() -> None:
    with answering(behaviour="echo") as (hall, port):
        uri = f"sip:mairie@127.0.0.1:{port}"
        with calling(what="many", uri=uri, count=4, codecs=["PCMA", "G722"], seconds=2.2) as four:
            assert four.expect("all up")["rates"] == [16000] * 4, "G.722 though A-law was offered first"
            with calling(what="file", uri=uri, codec="PCMA") as fifth:
                assert "486 Busy Here" in fifth.expect("refused")["text"]
                assert fifth.wait() == 1
            for _ in range(4):
                assert four.expect("call over")["frames"] > 100
            four.expect("done")
        for _ in range(4):
            end = hall.expect("hung up")
            assert end["by"] == "caller"
        with calling(what="vanish", uri=uri) as next_one:
            next_one.expect("up")
            next_one.expect("done")


def test_calls_that_come_and_go_never_cut_each_other() -> None:
    """pjsua uses a call's number again at once: what is left of a finished call must not touch the next one."""
    rounds = 16  # longer than the 10 s after which a media watch lets go of its call
    with answering(behaviour="echo") as (hall, port):
        with calling(what="churn", uri=f"sip:mairie@127.0.0.1:{port}", rounds=rounds) as callers:
            for _ in range(4 * rounds):
                churned = callers.expect("churned")
                assert (churned["by"], churned["early"]) == ("assistant", False)
            callers.expect("done")
        for _ in range(4 * rounds):
            assert hall.expect("hung up")["by"] == "caller"
        hall.tell("stop")
        assert hall.expect("drained")["calls"] == 0
        assert hall.wait() == 0


def test_a_lower_limit_is_kept_too() -> None:
    with answering(behaviour="echo", max_calls=1) as (_, port):
        uri = f"sip:mairie@127.0.0.1:{port}"
        with calling(what="many", uri=uri, count=1, codecs=["PCMA"], seconds=1.5) as first:
            first.expect("all up")
            with calling(what="file", uri=uri, codec="PCMA") as second:
                assert "486" in second.expect("refused")["text"]
            assert first.expect("call over")["frames"] > 60


def test_a_conversation_that_fails_hangs_up() -> None:
    with answering(behaviour="raise") as (hall, port):
        with calling(what="file", uri=f"sip:mairie@127.0.0.1:{port}", codec="PCMA", linger_s=5.0) as resident:
            call = resident.expect("called")
        assert call["ended_by"] == "far end" and call["duration_s"] < 2
        hall.tell("stop")
        assert hall.expect("drained")["calls"] == 0


def test_draining_turns_new_calls_away_and_lets_old_ones_end() -> None:
    with answering(behaviour="echo") as (hall, port):
        uri = f"sip:mairie@127.0.0.1:{port}"
        with calling(what="many", uri=uri, count=1, codecs=["PCMA"], seconds=1.6) as old:
            old.expect("all up")
            hall.tell("drain")
            assert hall.expect("draining")["calls"] == 1
            with calling(what="file", uri=uri, codec="PCMA") as new:
                assert "503" in new.expect("refused")["text"]
            over = old.expect("call over")
            assert over["by"] == "assistant" and over["frames"] > 70
        assert hall.expect("drained")["calls"] == 0
        assert hall.wait() == 0


def test_stopping_ends_calls_in_progress_and_lets_them_store() -> None:
    with answering(behaviour="slow") as (hall, port):
        uri = f"sip:mairie@127.0.0.1:{port}"
        with calling(what="many", uri=uri, count=1, codecs=["PCMA"], seconds=9.0) as resident:
            resident.expect("all up")
            hall.tell("stop")
            assert resident.expect("call over")["by"] == "caller"
            assert hall.expect("hung up")["by"] == "assistant"
        assert hall.wait() == 0


def test_strangers_are_forbidden() -> None:
    with answering(behaviour="echo", allowed_peers=["192.0.2.0/24"]) as (hall, port):
        with calling(what="file", uri=f"sip:mairie@127.0.0.1:{port}", codec="PCMA") as resident:
            assert "403 Forbidden" in resident.expect("refused")["text"]
        hall.tell("stop")
        hall.expect("drained")
        assert not [event for event in hall.seen if event["event"] == "line"]


def test_a_port_in_use_is_told_in_one_sentence() -> None:
    with answering(behaviour="echo") as (_, port):
        with program("tests.calls.answering_program", port=port) as second:
            text = second.expect("error")["text"]
            assert second.wait() == 1
        assert f"127.0.0.1:{port}" in text and "already in use" in text and "\n" not in text


def test_a_wrong_address_is_told_in_one_sentence() -> None:
    with calling(what="file", uri="sip:<<>", codec="PCMA") as resident:
        assert resident.expect("refused")["text"].startswith("sip:<<> cannot be called: ")
        assert resident.wait() == 1


def test_nobody_there_is_told_in_one_sentence() -> None:
    port = free_port()
    with calling(what="file", uri=f"sip:mairie@127.0.0.1:{port}", codec="PCMA", answer_s=0.5) as resident:
        assert f"127.0.0.1:{port}" in resident.expect("refused")["text"]
        assert resident.wait() == 1
