"""Finished calls are destroyed only when no living call has their number."""

import weakref

from ivr.phone.graveyard import Graveyard


class Leg:
    """As much of pjsua2's Call as matters."""

    def __init__(self, number: int) -> None:
        self.number = number

    def getId(self) -> int:
        return self.number


def test_a_number_in_use_again_keeps_the_finished_call_waiting() -> None:
    living: list[int] = [2]
    graveyard = Graveyard(lambda: living)
    finished = Leg(2)
    gone = weakref.ref(finished)
    graveyard.bury(finished)
    del finished
    graveyard.clear()
    assert gone() is not None and len(graveyard) == 1
    living.remove(2)
    graveyard.clear()
    assert gone() is None and len(graveyard) == 0


def test_others_do_not_matter() -> None:
    graveyard = Graveyard(lambda: [0, 3])
    graveyard.bury(Leg(1))
    graveyard.bury(Leg(3))
    graveyard.clear()
    assert len(graveyard) == 1
