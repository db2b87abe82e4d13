"""What a telephone makes of a voice before it is heard: room, handset, noise, level, the codec, packets lost."""

from collections.abc import Sequence
from typing import Literal

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from asr_models.training.features import RATE

Floats = NDArray[np.float32]
FULL = 32767.0
PACKET = 160
"""Samples of 20 ms at 8 kHz: what is lost at once."""
NARROW = 8000
MOBILE_BITS = (4750, 5900, 7400, 12_200)
"""Rates of the mobile codec AMR narrow band (3GPP TS 26.071): from a full cell to a quiet one."""
SNRS_DB = (3, 6, 9, 12, 15, 20, 25, 30)
LEVELS_DB = (-38.0, -12.0)
"""Of the speech, below full scale: a whisper to the handset, and a voice too near to it."""


class Line:
    """Carries sounds at 8 kHz. `babblers`: sounds of other people, to be behind the caller."""

    def __init__(self, babblers: Sequence[Floats], dice: np.random.Generator) -> None:
        self._babblers = babblers
        self._dice = dice

    def carry(self, voice: Floats) -> Floats:
        """What the other end hears, at 16 kHz and the scale of 16 bits; as long as the voice."""
        sound = self._in_a_room(voice)
        sound = self._by_a_handset(sound)
        sound *= 10 ** (self._dice.uniform(*LEVELS_DB) / 20) * FULL / max(_power(sound), 1e-9)
        if self._chance(0.75):
            sound += self._noise(sound.size) * _power(sound) * 10 ** (-float(self._dice.choice(SNRS_DB)) / 20)
        if self._chance(0.1):
            sound = self._clipped(sound)
        sound = self._coded(np.clip(sound, -FULL, FULL))
        if self._chance(0.2):
            sound = self._with_losses(sound)
        return np.asarray(soxr.resample(sound, NARROW, RATE), np.float32)

    def _chance(self, share: float) -> bool:
        return bool(self._dice.random() < share)

    def _in_a_room(self, voice: Floats) -> Floats:
        """With the room's echo: noise that fades by 60 dB in 50 to 400 ms (speaker-phone, kitchen)."""
        if not self._chance(0.4):
            return voice.copy()
        size = int(self._dice.uniform(0.05, 0.4) * NARROW)
        echo = self._dice.standard_normal(size) * np.exp(-6.9 * np.arange(size) / size) * self._dice.uniform(0.03, 0.2)
        echo[0] = 1.0
        length = voice.size + size
        back = np.fft.irfft(np.fft.rfft(voice, length) * np.fft.rfft(echo, length), length)
        return np.asarray(back[: voice.size], np.float32)

    def _by_a_handset(self, sound: Floats) -> Floats:
        """Through the telephone's band, its edges where this handset has them, tilted as it likes."""
        hertz = np.fft.rfftfreq(sound.size, 1 / NARROW)
        response = np.ones(hertz.size)
        if self._chance(0.7):
            low, high = self._dice.uniform(80, 350), self._dice.uniform(3000, 3900)
            response *= 1 / np.sqrt(1 + (low / np.maximum(hertz, 1.0)) ** 6) / np.sqrt(1 + (hertz / high) ** 12)
        if self._chance(0.6):
            response *= (np.maximum(hertz, 100) / 1000) ** self._dice.uniform(-0.5, 0.5)
        return np.asarray(np.fft.irfft(np.fft.rfft(sound) * response, sound.size), np.float32)

    def _noise(self, size: int) -> Floats:
        """Power 1: hiss, rumble of a car or a street (its spectrum falls), or people who talk."""
        kind = self._dice.random()
        if kind < 0.35 and self._babblers:
            heard = np.zeros(size, np.float32)
            for _ in range(int(self._dice.integers(1, 6))):
                other = self._babblers[int(self._dice.integers(len(self._babblers)))]
                turned = np.roll(other, int(self._dice.integers(other.size)))
                heard += np.resize(turned, size) / max(_power(other), 1e-9)
        else:
            heard = self._dice.standard_normal(size).astype(np.float32)
            hertz = np.maximum(np.fft.rfftfreq(size, 1 / NARROW), 30)
            slope = 0.0 if kind > 0.85 else self._dice.uniform(0.3, 1.2)
            heard = np.fft.irfft(np.fft.rfft(heard) / hertz**slope, size).astype(np.float32)
        if self._chance(0.3):  # comes and goes, as traffic does
            beat = 2 * np.pi * (self._dice.uniform(0.2, 2) * np.arange(size) / NARROW + self._dice.random())
            heard *= (1 + 0.8 * np.sin(beat)).astype(np.float32)
        return np.asarray(heard / max(_power(heard), 1e-9), np.float32)

    def _clipped(self, sound: Floats) -> Floats:
        peak = float(np.abs(sound).max()) * self._dice.uniform(0.2, 0.6)
        return np.clip(sound, -peak, peak)

    def _coded(self, sound: Floats) -> Floats:
        kind = self._dice.random()
        if kind < 0.55:
            return through("pcm_alaw", sound)
        if kind < 0.75:
            return through("libopencore_amrnb", sound, int(self._dice.choice(MOBILE_BITS)))
        return np.round(sound)

    def _with_losses(self, sound: Floats) -> Floats:
        """Packets lost, one in a hundred to one in ten: the last one is heard again, weaker."""
        share, kept = self._dice.uniform(0.01, 0.1), sound.copy()
        for start in range(PACKET, sound.size - PACKET, PACKET):
            if self._chance(share):
                kept[start : start + PACKET] = kept[start - PACKET : start] * 0.6
        return kept


def _power(sound: Floats) -> float:
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2) + 1e-12))


def through(codec: str, sound: Floats, bits: int | None = None) -> Floats:
    """A sound at 8 kHz, coded and decoded by FFmpeg's codec, as long as before and in its time."""
    coder = _context(codec, "w")
    coder.format = av.AudioFormat("s16")
    if bits:
        coder.bit_rate = bits
    decoder = _context(DECODERS.get(codec, codec), "r")
    whole = np.concatenate([sound, np.zeros(-sound.size % PACKET + 4 * PACKET)]).astype(np.int16)
    heard: list[Floats] = []
    for start in range(0, whole.size, PACKET):
        frame = av.AudioFrame.from_ndarray(whole[None, start : start + PACKET], format="s16", layout="mono")
        frame.sample_rate, frame.pts = NARROW, start
        heard += [_samples(out) for packet in coder.encode(frame) for out in decoder.decode(packet)]
    decoded = np.concatenate(heard)
    late = DELAYS.get(codec, 0)
    return np.asarray(decoded[late : late + sound.size], np.float32)


DECODERS = {"libopencore_amrnb": "amrnb"}
"""FFmpeg's own decoder, where a library's coder has another name."""
DELAYS = {"libopencore_amrnb": 39}
"""Samples by which a codec is late: AMR looks 5 ms ahead."""


def _context(codec: str, mode: Literal["r", "w"]) -> av.AudioCodecContext:
    made = av.CodecContext.create(codec, mode)
    assert isinstance(made, av.AudioCodecContext)
    made.sample_rate = NARROW
    made.layout = av.AudioLayout("mono")
    return made


def _samples(frame: av.AudioFrame) -> Floats:
    values = frame.to_ndarray().ravel().astype(np.float32)
    return values * FULL if frame.format.name.startswith("flt") else values
