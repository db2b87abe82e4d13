"""The names that only this commune's people say: for the recognizer, which knows no others."""

from dataclasses import dataclass

from kb.database import Database

_ALIASES = "|"


@dataclass(frozen=True)
class LocalNames:
    """Each as it is written: "Rue des Lilas", "la piscine municipale", "Concert de Noël"."""

    streets: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    events: tuple[str, ...]


def local_names(database: Database) -> LocalNames:
    """All of them, each once, in the order of the alphabet."""
    places = _split(database, "SELECT name, aliases FROM places") | _split(
        database, "SELECT name, aliases FROM services"
    )
    return LocalNames(
        streets=_sorted(_column(database, "SELECT name FROM streets UNION SELECT former_town FROM streets")),
        places=_sorted(places | _column(database, "SELECT place FROM events")),
        people=_sorted(_column(database, "SELECT name FROM contacts WHERE kind IN ('élu', 'médecin')")),
        events=_sorted(_column(database, "SELECT title FROM events")),
    )


def _column(database: Database, query: str) -> set[str]:
    return {str(value) for row in database.rows(query) for value in row.values()}


def _split(database: Database, query: str) -> set[str]:
    """Names and their aliases, which stand in one field."""
    return {name for text in _column(database, query) for name in text.split(_ALIASES)}


def _sorted(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name.strip() for name in names if name.strip()))
