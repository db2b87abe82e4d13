"""What the network hears is what Vosk computes; other speakers are near and different."""

import kaldi_native_fbank as knf
import numpy as np

from asr_models.training import features
from asr_models.training.features import RATE, bands, cepstra, other_speaker, stretched
from asr_models.training.network import CEPSTRA

SOUND = (3000 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE)).astype(np.float32)


def kaldis(sound: features.Floats) -> features.Floats:
    options = knf.MfccOptions()
    options.frame_opts.dither, options.frame_opts.samp_freq = 0.0, RATE
    options.mel_opts.num_bins, options.mel_opts.low_freq, options.mel_opts.high_freq = CEPSTRA, 20, 7600
    options.num_ceps, options.use_energy = CEPSTRA, False
    mfcc = knf.OnlineMfcc(options)
    mfcc.accept_waveform(RATE, sound.tolist())
    mfcc.input_finished()
    return np.stack([mfcc.get_frame(frame) for frame in range(mfcc.num_frames_ready)])


def test_cepstra_are_kaldis() -> None:
    noise = features.DITHER * np.random.default_rng(3).standard_normal(SOUND.size, dtype=np.float32)
    ours = cepstra(bands(SOUND, np.random.default_rng(3)))
    np.testing.assert_allclose(ours, kaldis(SOUND + noise), atol=1e-3)


def test_a_throat_of_the_same_length_changes_nothing() -> None:
    energies = bands(SOUND, np.random.default_rng(1))
    np.testing.assert_allclose(stretched(energies, 1.0), energies, atol=1e-4)


def test_a_shorter_throat_sounds_higher() -> None:
    energies = bands(SOUND, np.random.default_rng(1))
    higher, lower = stretched(energies, 0.84), stretched(energies, 1.2)
    loudest = [int(each.mean(axis=0).argmax()) for each in (lower, energies, higher)]
    assert loudest == sorted(loudest) and loudest[0] < loudest[2]


def test_the_same_dice_make_the_same_speaker() -> None:
    energies = bands(SOUND, np.random.default_rng(1))
    made = [other_speaker(energies, np.random.default_rng(seed)) for seed in (5, 5, 6)]
    assert (made[0] == made[1]).all() and not (made[0] == made[2]).all()
    assert made[0].shape == energies.shape
