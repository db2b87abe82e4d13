"""How a simulated resident answers: the first rule that matches and is not used up."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from ivr.simulation.scenario import ReplyRule, Scenario

DONT_KNOW = "Je ne sais pas."
LOST = 3
"""So many times without an answer, a resident gives up."""


@dataclass(frozen=True)
class Move:
    """What the resident does now: says something, presses keys, or keeps silent."""

    say: str = ""
    keys: str = ""
    silence_s: float = 0.0
    hang_up: bool = False
    """The line is closed after that."""
    foreseen: bool = True
    """A rule of the scenario asked for it."""

    def __str__(self) -> str:
        done = self.say or (f"[touches {self.keys}]" if self.keys else "")
        done = done or (f"[silence {self.silence_s:g} s]" if self.silence_s else "")
        return f"{done} [raccroche]".strip() if self.hang_up else done


class Script:
    """One call of a scenario. The dice choose among wordings; without them the first is said.

    They are thrown beforehand, for each rule: what is said does not depend on what was asked before.
    """

    def __init__(self, scenario: Scenario, random: Random | None = None) -> None:
        self._rules = scenario.reply
        seeds = [random.random() if random else None for _ in scenario.reply]
        self._dice = [None if seed is None else Random(seed) for seed in seeds]
        self._used: Counter[int] = Counter()
        self._opened = False
        self._times_lost = 0

    def answer(self, heard: Iterable[str]) -> Move | None:
        """What the rules say to what the assistant was heard to say (readings, the best first); None: nothing."""
        readings = tuple(heard)
        for number, rule in enumerate(self._rules):
            if self._used[number] < rule.times and self._fits(rule, readings):
                self._opened = True
                self._used[number] += 1
                return self._move(number, rule)
        return None

    def lost(self) -> Move:
        """There is no answer to what was asked: it is said, and the third time the line is closed."""
        self._times_lost += 1
        return Move(say=DONT_KNOW, hang_up=self._times_lost >= LOST, foreseen=False)

    def _fits(self, rule: ReplyRule, readings: tuple[str, ...]) -> bool:
        if not rule.when:
            return not self._opened
        return any(re.search(rule.when, text, re.IGNORECASE) for text in readings)

    def _move(self, number: int, rule: ReplyRule) -> Move:
        dice = self._dice[number]
        said = (dice.choice(rule.say) if dice else rule.say[0]) if rule.say else ""
        return Move(said, rule.keys, rule.silence, rule.hang_up)
