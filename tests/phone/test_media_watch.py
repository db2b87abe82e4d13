from ivr.phone.media_watch import DEAD_MEDIA_S, MediaWatch


def test_a_far_end_without_packets_is_dead_after_a_while() -> None:
    watch = MediaWatch(100.0)
    assert not watch.is_dead(50, False, 110.0)
    assert not watch.is_dead(50, False, 110.0 + DEAD_MEDIA_S - 1)
    assert watch.is_dead(50, False, 110.0 + DEAD_MEDIA_S)


def test_packets_and_hold_keep_it_alive() -> None:
    watch = MediaWatch(0.0)
    assert not watch.is_dead(0, True, 500.0)
    assert not watch.is_dead(1, False, 550.0)
    assert not watch.is_dead(2, False, 1000.0)
    assert watch.is_dead(2, False, 1000.0 + DEAD_MEDIA_S)
