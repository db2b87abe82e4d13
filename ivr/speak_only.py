"""The last resort of an answered call: words from memory, then the end. Needs no store, no ear and no voice."""

from ivr.line import AudioLine, Frame, HungUp
from voice.audio import Pcm
from voice.playback import frames_of

DEAD_LINE_S = 5.0
"""A line that gives no frame for so long is broken."""


def speak_only(line: AudioLine, sound: Pcm) -> None:
    """Play a sound at the line's rate, then hang up; returns when the line is gone, or its hang-up was asked for."""
    line.flush()
    waiting = iter(frames_of(sound, line.rate))
    while True:
        event = line.read(DEAD_LINE_S)
        if isinstance(event, HungUp):
            return
        frame = next(waiting, None) if isinstance(event, Frame) else b""
        if event is None or frame is None:
            line.hang_up()
            return
        if frame:
            line.write(frame)
