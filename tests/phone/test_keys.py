from ivr.phone.keys import TWIN_S, KeyFilter

RFC_4733, INFO = 0, 1


def test_every_press_counts() -> None:
    keys = KeyFilter()
    assert [keys.accept("5", RFC_4733, at) for at in (0.0, 0.2, 0.4)] == [True, True, True]
    assert keys.accept("#", INFO, 0.5) and keys.accept("*", INFO, 0.6)


def test_the_twin_by_the_other_method_is_dropped_once() -> None:
    keys = KeyFilter()
    assert keys.accept("5", RFC_4733, 0.0)
    assert not keys.accept("5", INFO, 0.1)
    assert keys.accept("5", RFC_4733, 0.3)
    assert not keys.accept("5", INFO, 0.4)


def test_a_later_press_by_the_other_method_counts() -> None:
    keys = KeyFilter()
    assert keys.accept("5", RFC_4733, 0.0)
    assert keys.accept("5", INFO, TWIN_S + 0.1)
    assert keys.accept("6", RFC_4733, TWIN_S + 0.2)


def test_only_telephone_keys_count() -> None:
    keys = KeyFilter()
    assert not any(keys.accept(key, RFC_4733, 0.0) for key in ("A", "D", "", "12", "!"))
