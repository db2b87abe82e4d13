"""What is known of a place, and how it is said and stored."""

from dataclasses import dataclass

from dialogue.french.articles import landmark
from kb.gazetteer import Entry


@dataclass(frozen=True)
class PlaceState:
    """What is known of the place so far."""

    words: str = ""
    """The caller's own words."""
    relation: str = ""
    number: str = ""
    """House number with its suffix: "12", "12 bis"."""
    beside: str = ""
    """How the problem lies to that house, when it is not there: "après le 12"."""
    entry: Entry | None = None
    crossing: Entry | None = None
    candidates: tuple[Entry, ...] = ()
    """One: to be confirmed. Two: to choose from."""
    number_asked: bool = False
    refused: tuple[Entry, ...] = ()
    """Offered, and not meant: never offered again."""
    unfound: str = ""
    """A street that was said, and that the commune does not have: the caller is told."""
    own_words: bool = False
    """Not found: the caller's words are kept as they are."""
    doubtful: bool = False
    """The street has no number so high, as far as it is known: to be confirmed, once."""
    number_sure: bool = False
    """It was confirmed, or said again."""

    @property
    def complete(self) -> bool:
        """Nothing is left to ask."""
        if self.own_words:
            return True
        if self.entry is None or self.candidates or self.doubtful:
            return False
        landmarked = self.entry.kind == "place" or self.crossing is not None
        return bool(landmarked or self.number or self.number_asked)

    @property
    def label(self) -> str:
        """The place in words, to say and to store; the caller's own words when it was not found."""
        if self.entry is None:
            return self.words
        name = street_label(self.entry)
        if self.crossing is not None:
            if self.relation == "entre":
                return landmark("entre", name) + f" et {landmark('', street_label(self.crossing))}"
            other = landmark(" de", street_label(self.crossing)).strip()
            return landmark("à l'angle de", name) + f" et {other}"
        if self.entry.kind == "place":
            return landmark(self.relation, self.entry.name)
        if self.beside:
            return f"{name}, {self.beside}"
        return f"{self.number} {name}" if self.number else name

    @property
    def house(self) -> str:
        """The house number that it is at; empty when it is only beside it."""
        return "" if self.beside else self.number


def street_label(entry: Entry) -> str:
    """The name of a street inside a sentence: "rue des Lilas"; of a place, as written."""
    return entry.name[:1].lower() + entry.name[1:] if entry.kind == "street" else entry.name
