"""A large town, made of a small one: many passages and addresses, for measuring speed only."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from kb.gazetteer import rebuild_names
from kb.passages import Passage
from kb.store import Store

_SYLLABLES = (
    "ba bel bri cam cha clo dor du fer fon gar gri jo lan lou mar mi mon nar pel pin ro sal ser tan tou val vi".split()
)
_ENDINGS = "ade age ais ard eau elle erie esse et ette eur ier ière in ol on ot oux".split()
HOUSES = 40
"""In one street."""


def _words() -> Iterator[str]:
    """Made-up words that look French, none twice for long."""
    for first in cycle(_SYLLABLES):
        for second in _SYLLABLES[::3]:
            yield from (first + second + ending for ending in _ENDINGS)


def crowd(passages: Sequence[Passage], count: int) -> list[Passage]:
    """So many passages like these, each with some words of its own."""
    words = _words()
    made = []
    for number, passage in zip(range(count), cycle(passages)):
        own = list(islice(words, 4))
        title = f"{passage.title} à {own[0].capitalize()}"
        text = f"{passage.text} Voyez aussi {own[1]} et {own[2]}, près de {own[3]}."
        made.append(replace(passage, url=f"{passage.url}-{number}", title=title, text=text))
    return made


def addresses(store: Store, count: int) -> None:
    """So many addresses in streets with made-up names."""
    words = _words()
    database = store.database
    for number in range(count // HOUSES):
        name = f"Rue {next(words).capitalize()} {next(words).capitalize()}"
        street = {"key": f"crowd{number}", "insee": "99901", "name": name, "former_town": "", "lat": 46.9, "lon": 2.6}
        street_id = database.insert("streets", street)
        database.run_many(
            "INSERT INTO addresses (key, street_id, number, suffix, lat, lon) VALUES (?, ?, ?, '', 46.9, 2.6)",
            ((f"crowd{number}-{house}", street_id, house) for house in range(1, HOUSES + 1)),
        )
    rebuild_names(database)
