"""One call that plays a sound file and presses keys: a tool for tests and for installers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ivr.line import FRAME_MS, Frame, HungUp
from ivr.phone.dialer import dial, run_beside
from ivr.phone.endpoint import PhoneError, SipEndpoint
from ivr.phone.phone_line import PhoneLine
from voice.wav import StereoRecorder, read_wav

KEY_GAP_S = 0.5
_READ_S = 1.0
_SAMPLE_BYTES = 2


@dataclass(frozen=True)
class FileCall:
    """What became of the call."""

    rate: int
    """Samples a second of the line, and of the recording."""
    duration_s: float
    ended_by: str
    """"far end", "us" or "failure"."""
    reason: str


@dataclass(frozen=True)
class Script:
    """What the caller does, in frames of 20 ms from the moment the call was answered."""

    frames: Sequence[bytes]
    keys: Sequence[tuple[int, str]]
    """(frame number, key), in order."""
    last: int
    """The frame after which the caller hangs up."""

    def sound(self, frame: int) -> bytes:
        """The frame to say; empty for silence."""
        return self.frames[frame] if frame < len(self.frames) else b""

    def keys_at(self, frame: int) -> list[str]:
        """Keys to press now."""
        return [key for at, key in self.keys if at == frame]


def call_with_file(
    uri: str,
    wav: Path | None,
    keys: Sequence[str] = (),
    out: Path | None = None,
    *,
    key_times_s: Sequence[float] | None = None,
    codec: str = "PCMA",
    caller: str = "",
    address: str = "0.0.0.0",
    linger_s: float = 2.0,
    answer_s: float = 20.0,
) -> FileCall:
    """Dial `uri`, play a mono 16-bit WAV, press keys, record, and hang up `linger_s` seconds after the last.

    Keys come 0.5 s apart after the file, or at `key_times_s` (seconds after the answer, one for each key).
    `out` is a stereo WAV at the line's rate: left what was sent, right what was heard. The call ends sooner
    when the far end hangs up. Raises PhoneError when the call is not taken, WavError (a ValueError) for a file
    that cannot be read or written, ValueError for keys that are none.
    """
    if key_times_s is not None and len(key_times_s) != len(keys):
        raise ValueError(f"{len(keys)} keys need as many moments, not {len(key_times_s)}")
    for key in keys:
        if len(key) != 1 or key not in "0123456789*#":
            raise ValueError(f"{key!r} is no telephone key: use 0 to 9, * or #")
    if wav is not None:
        read_wav(wav, 8000)  # a bad file is told before the telephone rings

    with SipEndpoint(address, 0, codecs=(codec,), user_agent="Guichet vocal, appel") as endpoint:

        def work() -> FileCall:
            line = dial(endpoint, uri, caller=caller, codecs=(codec,), timeout_s=answer_s)
            script = make_script(line.rate, wav, keys, key_times_s, linger_s)
            if out is None:
                return play(line, script, None)
            with StereoRecorder(out, line.rate) as recorder:
                return play(line, script, recorder)

        return run_beside(endpoint, work)


def make_script(
    rate: int, wav: Path | None, keys: Sequence[str], key_times_s: Sequence[float] | None, linger_s: float
) -> Script:
    """The caller's part for a line of this rate. Raises WavError."""
    size = rate * FRAME_MS // 1000 * _SAMPLE_BYTES
    data = read_wav(wav, rate).astype("<i2").tobytes() if wav is not None else b""
    frames = [data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size)]
    moments = (
        [_frames(seconds) for seconds in key_times_s]
        if key_times_s is not None
        else [len(frames) + _frames(KEY_GAP_S * (number + 1)) for number in range(len(keys))]
    )
    last = max([len(frames), *moments]) + _frames(linger_s)
    return Script(frames, list(zip(moments, keys, strict=True)), last)


def play(line: PhoneLine, script: Script, recorder: StereoRecorder | None) -> FileCall:
    """Follow the script on an answered line until either side hangs up; the line's frames are the clock."""
    now = 0
    while True:
        event = line.read(_READ_S)
        if event is None:
            raise PhoneError("The call stands still: no sound has come for a second.")
        if isinstance(event, HungUp):
            return FileCall(line.rate, now * FRAME_MS / 1000, _side(event), event.reason)
        if not isinstance(event, Frame):
            continue
        said = script.sound(now)
        if said:
            line.write(said)
        if recorder is not None:
            recorder.write(said, event.pcm)
        for key in script.keys_at(now):
            line.send_key(key)
        now += 1
        if now == script.last:
            line.hang_up()


def _frames(seconds: float) -> int:
    return round(seconds * 1000 / FRAME_MS)


def _side(event: HungUp) -> str:
    return {"assistant": "us", "caller": "far end"}.get(event.by, "failure")
