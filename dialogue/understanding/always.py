"""Expressions that always mean the same (`surely`, `surely_together` of an entry)."""

import re
from dataclasses import dataclass

from dialogue.catalogue import IncidentKind, Intent
from dialogue.french.phrase_files import pattern_of


@dataclass(frozen=True)
class Expressions:
    """Patterns over folded words."""

    alone: re.Pattern[str]
    together: tuple[tuple[re.Pattern[str], ...], ...]
    """Of each set, every pattern has to be found."""

    @classmethod
    def of(cls, entry: Intent | IncidentKind) -> "Expressions":
        """Those of a kind or an intent."""
        groups = {name: pattern_of(told) for name, told in entry.groups.items()}
        together = tuple(tuple(groups[name] for name in names) for names in entry.surely_together)
        return cls(pattern_of(entry.surely), together)

    def said(self, said: str) -> bool:
        """Whether the folded words have one of them."""
        together = any(all(group.search(said) for group in groups) for groups in self.together)
        return together or self.alone.search(said) is not None
