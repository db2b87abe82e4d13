"""Telephones that no one here wrote, and what is no telephone at all."""

import socket
import time
from pathlib import Path

import pytest

from tests.calls.process import answering, calling, free_port
from tests.calls.sipp import needs_sipp, run_sipp

pytestmark = pytest.mark.sip


@needs_sipp
def test_keys_by_sip_info_come_once_each(tmp_path: Path) -> None:
    with answering(behaviour="echo") as (hall, port):
        run_sipp("info_keys", port, tmp_path)
        assert hall.expect("hung up")["by"] == "caller"
        assert [event["key"] for event in hall.seen if event["event"] == "key"] == ["5", "#", "5"]
        assert hall.seen[1]["rate"] == 16000, "G.722, though offered last"


def test_keys_by_rfc_4733_come_once_each() -> None:
    with answering(behaviour="echo") as (hall, port):
        with calling(what="file", uri=f"sip:mairie@127.0.0.1:{port}", codec="PCMA", keys="1*00") as resident:
            resident.expect("called")
        hall.expect("hung up")
        assert [event["key"] for event in hall.seen if event["event"] == "key"] == list("1*00")


@needs_sipp
def test_a_caller_may_give_up_while_it_rings(tmp_path: Path) -> None:
    with answering(behaviour="echo", ring_delay_s=0.6) as (hall, port):
        run_sipp("cancel", port, tmp_path)
        time.sleep(0.7)  # the moment in which it would have answered
        hall.tell("stop")
        assert hall.expect("drained")["calls"] == 0
        assert not [event for event in hall.seen if event["event"] == "line"]


@needs_sipp
def test_an_accepted_transfer_ends_the_call(tmp_path: Path) -> None:
    with answering(behaviour="transfer", target="sip:agent@127.0.0.1:9") as (hall, port):
        run_sipp("transfer_accepted", port, tmp_path)
        end = hall.expect("hung up")
        assert (end["by"], end["reason"]) == ("assistant", "transferred")


@needs_sipp
@pytest.mark.parametrize(("scenario", "status"), [("transfer_busy", "486"), ("transfer_refused", "405")])
def test_a_failed_transfer_gives_the_line_back(scenario: str, status: str, tmp_path: Path) -> None:
    with answering(behaviour="transfer", target="sip:agent@127.0.0.1:9") as (hall, port):
        run_sipp(scenario, port, tmp_path)
        failed = hall.expect("transfer failed")
        assert failed["reason"].startswith(status)
        end = hall.expect("hung up")
        assert end["by"] == "caller"
        assert end["frames"] > failed["frames"], "frames kept coming"


def test_a_transfer_to_no_address_fails_at_once() -> None:
    with answering(behaviour="transfer", target="<<>") as (hall, port):
        with calling(what="file", uri=f"sip:mairie@127.0.0.1:{port}", codec="PCMA") as resident:
            resident.expect("called")
        assert "<<>" in hall.expect("transfer failed")["reason"]
        assert hall.expect("hung up")["by"] == "caller"


def invitation(port: int, our_port: int, sdp: str, length: int | None = None) -> bytes:
    head = (
        f"INVITE sip:mairie@127.0.0.1:{port} SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP 127.0.0.1:{our_port};branch=z9hG4bK{abs(hash(sdp))}\r\n"
        f"From: <sip:scanner@127.0.0.1:{our_port}>;tag=1\r\nTo: <sip:mairie@127.0.0.1:{port}>\r\n"
        f"Call-ID: {abs(hash(sdp))}@scan\r\nCSeq: 1 INVITE\r\nContact: <sip:scanner@127.0.0.1:{our_port}>\r\n"
        f"Max-Forwards: 70\r\nContent-Type: application/sdp\r\n"
        f"Content-Length: {len(sdp) if length is None else length}\r\n\r\n"
    )
    return (head + sdp).encode()


SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 8\r\n"


def test_malformed_messages_do_not_hurt() -> None:
    with answering(behaviour="echo") as (hall, port):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as scanner:
            scanner.bind(("127.0.0.1", 0))
            ours = scanner.getsockname()[1]
            whole = invitation(port, ours, SDP.format(port=4000))
            for packet in (
                b"\x00" * 40,
                b"\xff\xfe\x80" * 300,
                b"INVITE sip:x SIP/2.0\r\n\r\n",
                whole[:200],
                invitation(port, ours, "v=0\r\nm=audio nonsense\r\n"),
                invitation(port, ours, "o=\r\n\r\n\x01"),
                invitation(port, ours, SDP.format(port=99999)),
                invitation(port, ours, SDP.format(port=4001), length=60000),
                whole.replace(b"CSeq: 1 INVITE", b"CSeq: 99999999999 INVITE"),
                whole.replace(b"Content-Type: application/sdp", b"Content-Type: text/plain"),
            ):
                scanner.sendto(packet, ("127.0.0.1", port))
            time.sleep(0.3)
        with calling(what="file", uri=f"sip:mairie@127.0.0.1:{port}", codec="PCMA") as resident:
            assert resident.expect("called")["ended_by"] == "us"
        assert hall.expect("hung up")["by"] == "caller"
        assert hall.process.poll() is None


def test_a_call_that_is_never_acknowledged_starts_no_conversation() -> None:
    with answering(behaviour="echo") as (hall, port):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as scanner:
            scanner.bind(("127.0.0.1", 0))
            scanner.settimeout(5)
            sdp = SDP.format(port=free_port())
            scanner.sendto(invitation(port, scanner.getsockname()[1], sdp), ("127.0.0.1", port))
            replies = []
            while "200" not in replies:
                replies.append(scanner.recv(4096).split()[1].decode())
        assert "180" in replies
        hall.tell("stop")
        hall.expect("closed")
        assert hall.wait() == 0
        assert not [event for event in hall.seen if event["event"] == "line"]
