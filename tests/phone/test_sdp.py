from ivr.phone.sdp import choose, codecs_in, keep_codecs

SDP = "\r\n".join(
    [
        "v=0",
        "o=- 1 1 IN IP4 192.0.2.1",
        "s=-",
        "c=IN IP4 192.0.2.1",
        "t=0 0",
        "m=audio 4000 RTP/AVP 8 0 9 101 96",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-16",
        "a=rtpmap:96 opus/48000/2",
        "a=fmtp:96 useinbandfec=1",
        "a=sendrecv",
        "",
    ]
)


def test_codecs_are_named_with_or_without_rtpmap() -> None:
    assert codecs_in(SDP) == ["PCMA", "PCMU", "G722", "TELEPHONE-EVENT", "OPUS"]
    assert codecs_in("v=0\r\n") == []
    assert codecs_in(SDP.replace("\r\n", "\n")) == codecs_in(SDP)


def test_only_the_wanted_codecs_and_keys_stay_in_the_wanted_order() -> None:
    kept = keep_codecs(SDP, ("G722", "PCMA"))
    assert "m=audio 4000 RTP/AVP 9 8 101\r\n" in kept
    assert "a=fmtp:101 0-16\r\n" in kept and "opus" not in kept and "useinbandfec" not in kept
    assert kept.endswith("a=sendrecv\r\n")


def test_nothing_changes_when_no_wanted_codec_is_there() -> None:
    assert keep_codecs(SDP, ("GSM",)) == SDP
    assert keep_codecs("v=0\r\n", ("G722",)) == "v=0\r\n"


def test_our_order_decides_among_what_is_offered() -> None:
    ours = ("G722", "PCMA", "PCMU")
    assert choose(ours, SDP) == ("G722",)
    assert choose(ours, SDP.replace(" 9 ", " ")) == ("PCMA",)
    assert choose(ours, SDP.replace("8 0 9", "3")) == ours
