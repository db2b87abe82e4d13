from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.playout import MAX_FRAMES, Playout


def test_two_frames_are_gathered_before_it_plays() -> None:
    playout = Playout()
    playout.push(b"a")
    assert playout.pop() is None
    playout.push(b"b")
    assert [playout.pop(), playout.pop(), playout.pop()] == [b"a", b"b", None]


def test_a_lone_frame_is_played_after_two_ticks() -> None:
    playout = Playout()
    playout.push(b"a")
    assert [playout.pop() for _ in range(4)] == [None, None, b"a", None]
    assert playout.empty


def test_a_writer_one_tick_late_is_not_heard() -> None:
    playout = Playout()
    playout.push(b"a")
    playout.push(b"b")
    heard = [playout.pop(), playout.pop()]  # the writer misses a tick here
    playout.push(b"c")
    playout.push(b"d")
    heard += [playout.pop(), playout.pop()]
    assert heard == [b"a", b"b", b"c", b"d"]
    assert playout.underruns == 0


def test_it_gathers_again_after_running_dry() -> None:
    playout = Playout()
    playout.push(b"a")
    playout.push(b"b")
    assert [playout.pop() for _ in range(3)] == [b"a", b"b", None]
    assert playout.underruns == 1
    playout.push(b"c")
    assert playout.pop() is None


def test_the_oldest_are_forgotten_when_nobody_plays() -> None:
    playout = Playout()
    for number in range(MAX_FRAMES + 5):
        playout.push(bytes([number]))
    assert playout.pop() == bytes([5])


def test_flush_forgets_and_close_takes_no_more() -> None:
    playout = Playout()
    playout.push(b"a")
    playout.push(b"b")
    playout.close()
    playout.push(b"c")
    assert [playout.pop(), playout.pop(), playout.pop()] == [b"a", b"b", None]
    playout = Playout()
    playout.push(b"a")
    playout.push(b"b")
    playout.flush()
    assert playout.empty and playout.pop() is None


@given(st.lists(st.booleans(), max_size=200))
def test_frames_come_out_in_order_and_at_most_once(steps: list[bool]) -> None:
    playout = Playout()
    written, heard = 0, []
    for write in steps:
        if write:
            playout.push(written.to_bytes(2, "big"))
            written += 1
        elif frame := playout.pop():
            heard.append(int.from_bytes(frame, "big"))
    assert heard == sorted(set(heard))
