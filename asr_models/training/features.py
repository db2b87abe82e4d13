"""What the network hears of a sound: Kaldi's cepstra, and the same of a speaker with another throat."""

from functools import cache

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

from asr_models.training.network import CEPSTRA

RATE = 16_000
LOW_HZ, HIGH_HZ = 20.0, 7600.0
"""Of conf/mfcc.conf, as the dimensions below."""
LIFTER = 22.0
DITHER = 1.0
"""Kaldi adds noise of one step of 16 bits before it analyses, so that digital silence has a spectrum."""
TELEPHONE_HZ = 3700.0
"""Above it a telephone carries nothing: what is there stays there when a throat is made longer or shorter."""
THROATS = (0.84, 1.2)
"""How far the spectrum is stretched: from a child's throat to a tall man's, seen from a woman's (Eide, Gish 1996)."""
Floats = NDArray[np.float32]


@cache
def _options() -> knf.FbankOptions:
    options = knf.FbankOptions()
    options.frame_opts.dither = 0.0  # added here, so that a seed gives the same
    options.frame_opts.samp_freq = RATE
    options.mel_opts.num_bins = CEPSTRA
    options.mel_opts.low_freq = LOW_HZ
    options.mel_opts.high_freq = HIGH_HZ
    return options


def bands(sound: Floats, dice: np.random.Generator) -> Floats:
    """Logarithmic energies, [frames of 10 ms, CEPSTRA bands of mel], of a sound at 16 kHz at the scale of 16 bits."""
    dithered = sound + DITHER * dice.standard_normal(sound.size, dtype=np.float32)
    bank = knf.OnlineFbank(_options())
    bank.accept_waveform(RATE, dithered.tolist())
    bank.input_finished()
    return np.stack([bank.get_frame(frame) for frame in range(bank.num_frames_ready)])


@cache
def _cosines() -> Floats:
    """The transform from bands to cepstra: a discrete cosine transform, lifted as Kaldi does (mfcc.cc)."""
    order, band = np.arange(CEPSTRA)[:, None], np.arange(CEPSTRA)[None]
    cosines = np.sqrt(2 / CEPSTRA) * np.cos(np.pi / CEPSTRA * (band + 0.5) * order)
    cosines[0] = np.sqrt(1 / CEPSTRA)
    lifted = cosines * (1 + 0.5 * LIFTER * np.sin(np.pi * np.arange(CEPSTRA) / LIFTER))[:, None]
    return np.asarray(lifted, np.float32)


def cepstra(energies: Floats) -> Floats:
    """[frames, CEPSTRA] of the bands' logarithmic energies."""
    return energies @ _cosines().T


@cache
def _centres_hz() -> NDArray[np.float64]:
    def mel(hertz: float) -> float:
        return 1127 * float(np.log(1 + hertz / 700))

    edges = np.linspace(mel(LOW_HZ), mel(HIGH_HZ), CEPSTRA + 2)[1:-1]
    return 700 * (np.exp(edges / 1127) - 1)


def stretched(energies: Floats, throat: float) -> Floats:
    """The bands as another throat would fill them: what was at `throat` x f is at f, within the telephone's band."""
    centres = _centres_hz()
    places = np.interp(np.minimum(centres * throat, TELEPHONE_HZ), centres, np.arange(CEPSTRA))
    below = np.minimum(places.astype(int), CEPSTRA - 2)
    share = (places - below).astype(np.float32)
    moved = energies[:, below] * (1 - share) + energies[:, below + 1] * share
    return np.where(centres < TELEPHONE_HZ, moved, energies)


def other_speaker(energies: Floats, dice: np.random.Generator) -> Floats:
    """Another throat, another microphone (a smooth curve over the bands), and some bands lost, all by chance."""
    heard = int((_centres_hz() < TELEPHONE_HZ).sum())
    if dice.random() < 0.6:
        energies = stretched(energies, dice.uniform(*THROATS))
    if dice.random() < 0.7:
        band = (np.arange(heard) + 0.5) / heard
        curve = sum(dice.normal(0, 0.5) * np.cos(np.pi * wave * band) for wave in range(1, 5))
        energies = energies.copy()
        energies[:, :heard] += np.asarray(curve, np.float32)
    if dice.random() < 0.3:
        width = int(dice.integers(1, 5))
        first = int(dice.integers(0, heard - width))
        energies = energies.copy()
        energies[:, first : first + width] = energies[:, first : first + width].mean() - np.float32(dice.uniform(0, 1))
    return energies
