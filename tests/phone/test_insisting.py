from collections.abc import Callable

import pytest

from ivr.phone.insisting import AGAIN_S, TRIES, insist


class Refusing:
    """Something that is refused so many times, and the loop that would wait."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked = 0
        self.given_up = 0
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def ask(self) -> None:
        self.asked += 1
        if self.asked <= self.refusals:
            raise RuntimeError("PJ_EINVALIDOP")

    def give_up(self) -> None:
        self.given_up += 1

    def run(self) -> list[float]:
        """Insist to the end; the waits."""
        insist(self.ask, lambda delay, job: self.waiting.append((delay, job)), self.give_up)
        waits = []
        while self.waiting:
            delay, job = self.waiting.pop()
            waits.append(delay)
            job()
        return waits


@pytest.mark.parametrize("refusals", [0, 1, TRIES - 1])
def test_it_asks_again_until_it_is_granted(refusals: int) -> None:
    call = Refusing(refusals)
    assert call.run() == [AGAIN_S] * refusals
    assert (call.asked, call.given_up) == (refusals + 1, 0)


def test_it_gives_up_in_the_end() -> None:
    call = Refusing(99)
    assert call.run() == [AGAIN_S] * (TRIES - 1)
    assert (call.asked, call.given_up) == (TRIES, 1)
