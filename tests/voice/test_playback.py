from concurrent.futures import Future
from itertools import pairwise

import numpy as np
import pytest

from voice.audio import Pcm, level_db, to_pcm
from voice.playback import AGAIN_S, GIVE_UP_S, PATIENCE_S, Clip, Playback, StandIns, beep

RATE = 8000
FRAME = 160
STAND_INS = StandIns(one_moment=np.full(2 * FRAME, -1, np.int16), apology=np.full(3 * FRAME, -2, np.int16))


def made(value: int, frames: float) -> Future[Pcm]:
    future: Future[Pcm] = Future()
    future.set_result(np.full(round(frames * FRAME), value, np.int16))
    return future


def failed() -> Future[Pcm]:
    future: Future[Pcm] = Future()
    future.set_exception(RuntimeError("no voice"))
    return future


def playback(*sounds: Future[Pcm], pause_s: float = 0.04) -> Playback:
    return Playback([Clip(f"phrase {n}", sound) for n, sound in enumerate(sounds, 1)], RATE, pause_s, STAND_INS)


def pull(player: Playback, frames: int) -> list[int | None]:
    """First sample of each frame; None for silence."""
    pulled = [player.next_frame() for _ in range(frames)]
    assert all(frame is None or len(frame) == 2 * FRAME for frame in pulled)
    return [None if frame is None else int(to_pcm(frame)[0]) for frame in pulled]


def test_sentences_in_order_with_pauses_between_but_none_after() -> None:
    player = playback(made(1, 2), made(2, 1))
    assert pull(player, 5) == [1, 1, None, None, 2]
    assert player.finished
    assert player.current is None
    assert pull(player, 2) == [None, None]


def test_the_last_frame_is_completed_with_silence() -> None:
    frame = playback(made(7, 0.5)).next_frame()
    assert frame is not None
    assert to_pcm(frame).tolist() == [7] * 80 + [0] * 80


def test_nothing_to_say_is_finished() -> None:
    player = playback()
    assert player.finished
    assert player.next_frame() is None


def test_a_sentence_without_sound_takes_one_frame() -> None:
    player = playback(made(1, 0), made(2, 1))
    assert pull(player, 4) == [0, None, None, 2]


def test_what_was_begun() -> None:
    player = playback(made(1, 2), made(2, 2))
    begun = []
    for frames in (0, 1, 4, 1):
        pull(player, frames)
        begun.append(len(player.begun))
    assert begun == [0, 1, 2, 2]
    assert (player.finished, player.begun) == (True, ("phrase 1", "phrase 2"))


def test_rewinding_says_the_current_sentence_from_its_start() -> None:
    player = playback(made(1, 1), made(2, 3))
    pull(player, 5)
    player.rewind()
    assert pull(player, 3) == [2, 2, 2]
    assert player.finished


def test_rewinding_in_a_pause_goes_on_at_once() -> None:
    player = playback(made(1, 1), made(2, 1))
    pull(player, 2)
    player.rewind()
    assert pull(player, 1) == [2]


def test_a_sentence_that_failed_is_apologised_for_once() -> None:
    player = playback(failed(), made(2, 1), failed(), pause_s=0.02)
    assert pull(player, 7) == [-2, -2, -2, None, 2, None, 0]
    assert player.finished
    assert player.failures == 2


def test_a_rewound_apology_is_said_again_whole() -> None:
    player = playback(failed())
    pull(player, 2)
    player.rewind()
    assert pull(player, 3) == [-2, -2, -2]
    assert (player.finished, player.failures) == (True, 1)


def test_a_cancelled_sentence_counts_as_failed() -> None:
    cancelled: Future[Pcm] = Future()
    cancelled.cancel()
    assert pull(playback(cancelled), 1) == [-2]


def test_a_late_sentence_is_announced_and_then_said() -> None:
    late: Future[Pcm] = Future()
    player = playback(late)
    patience = round(PATIENCE_S / 0.02)
    assert pull(player, patience + 2) == [None] * patience + [-1, -1]
    late.set_result(np.full(FRAME, 9, np.int16))
    assert pull(player, 3) == [None, None, 9]


def test_a_sentence_a_little_late_is_not_announced() -> None:
    late: Future[Pcm] = Future()
    player = playback(late)
    assert set(pull(player, 80)) == {None}
    late.set_result(np.full(FRAME, 9, np.int16))
    assert pull(player, 1) == [9]


def test_a_sentence_that_never_comes_is_announced_again_and_given_up() -> None:
    late: Future[Pcm] = Future()
    player = playback(late, made(2, 1))
    frames = pull(player, 1300)
    announced = [n for n, value in enumerate(frames) if value == -1 and frames[n - 1] is None]
    gaps = [(after - before) * 0.02 for before, after in pairwise(announced)]
    assert all(gap == pytest.approx(AGAIN_S, abs=0.2) for gap in gaps)
    assert len(announced) == 4
    assert frames.index(-2) * 0.02 == pytest.approx(GIVE_UP_S, abs=0.5)
    assert frames[frames.index(-2) :][:6] == [-2, -2, -2, None, None, 2]


def test_a_sentence_that_comes_during_its_apology_does_not_break_in() -> None:
    late: Future[Pcm] = Future()
    player = playback(late)
    frames = pull(player, 1300)
    player = playback(late)
    pull(player, frames.index(-2) + 1)
    late.set_result(np.full(5 * FRAME, 9, np.int16))
    assert pull(player, 2) == [-2, -2]
    assert player.finished


def test_each_slow_sentence_of_a_turn_is_announced() -> None:
    first: Future[Pcm] = Future()
    second: Future[Pcm] = Future()
    player = playback(first, second, pause_s=0.0)
    assert pull(player, 92)[-2:] == [-1, -1]
    first.set_result(np.full(FRAME, 9, np.int16))
    assert pull(player, 1) == [9]
    assert -1 in pull(player, round(AGAIN_S / 0.02) + 1)


def test_the_beep_is_half_a_second_and_audible() -> None:
    assert beep(16000).size == 8000
    assert -20 < level_db(beep(8000)) < -10
