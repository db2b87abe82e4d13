"""The practical information of the demo commune: loaded with its streets, gone when a real commune comes."""

from pathlib import Path

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
TABLES = (
    *("services", "closures", "contacts", "duties"),
    *("transport_lines", "waste_sectors", "waste_rounds", "menus"),
)
_OURS = "source LIKE '%(démonstration)'"


def load_information(store: Store) -> None:
    """Import the files. FileRefusedError when one is broken; StoreError when nothing could be stored."""
    for file, run in IMPORTS.items():
        run(store, file)


def forget_information(store: Store) -> None:
    """Take out what `load_information` put in, once the store holds a real commune. Raises StoreError."""
    if not any(store.database.row(f"SELECT 1 FROM {table} WHERE {_OURS}") for table in TABLES):
        return
    with store.database.transaction():
        for table in TABLES:
            store.database.run(f"DELETE FROM {table} WHERE {_OURS}")
