"""The practical information of the demo commune: loaded with its streets, gone when a real commune comes."""

import tomllib
from pathlib import Path

from kb.database import Database
from kb.importers.demo_leaving import DEMO_RECORD, TABLES
from kb.importers.menus_csv import import_menus
from kb.importers.town import import_town
from kb.importers.waste_csv import import_rounds, import_sectors
from kb.store import Store

HERE = Path(__file__).parent
IMPORTS = {
    HERE / "town.toml": import_town,
    HERE / "waste_sectors.csv": import_sectors,
    HERE / "waste_rounds.csv": import_rounds,
    HERE / "menus.csv": import_menus,
}
"""In this order: menus name schools."""


def load_information(store: Store) -> None:
    """Import the files, unless a town gave information of its own: half of each would be true of neither.

    FileRefusedError when one is broken; StoreError when nothing could be stored.
    """
    if _town_has_its_own(store.database):
        return
    for file, run in IMPORTS.items():
        run(store, file)


def _town_has_its_own(database: Database) -> bool:
    town = tomllib.loads((HERE / "town.toml").read_text("utf-8"))
    national = {(code, contact["source"]) for code, contact in town["contact"].items() if "source" in contact}
    return any(
        (row["key"], row["source"]) not in national
        for table in TABLES
        for row in database.rows(f"SELECT key, source FROM {table} WHERE NOT {DEMO_RECORD}")
    )
