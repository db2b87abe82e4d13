import pytest
import structlog

from ivr.phone.guard import guarded


class Callbacks:
    def __init__(self) -> None:
        self.seen: list[int] = []

    @guarded
    def on_number(self, number: int) -> None:
        """A number came."""
        self.seen.append(10 // number)


def test_a_callback_works_and_keeps_its_name() -> None:
    callbacks = Callbacks()
    callbacks.on_number(5)
    assert callbacks.seen == [2]
    assert Callbacks.on_number.__name__ == "on_number"


def test_what_goes_wrong_is_logged_and_does_not_leave() -> None:
    with structlog.testing.capture_logs() as logs:
        Callbacks().on_number(0)
    assert [(entry["log_level"], entry["callback"]) for entry in logs] == [("error", "Callbacks.on_number")]


def test_what_must_end_the_program_still_does() -> None:
    @guarded
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
