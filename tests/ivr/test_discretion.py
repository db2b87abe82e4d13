from ivr.discretion import DiscreetRecorder


class Kept:
    def __init__(self) -> None:
        self.frames: list[tuple[bytes, bytes]] = []

    def write(self, left: bytes, right: bytes) -> None:
        self.frames.append((left, right))


def test_a_recording_is_silent_while_an_anonymous_answer_is_given() -> None:
    kept, private = Kept(), False
    recorder = DiscreetRecorder(kept, lambda: private)
    recorder.write(b"ab", b"cd")
    private = True
    recorder.write(b"ef", b"ghij")
    private = False
    recorder.write(b"kl", b"")
    assert kept.frames == [(b"ab", b"cd"), (b"\0\0", b"\0\0\0\0"), (b"kl", b"")]
