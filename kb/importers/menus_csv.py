"""Menus of the school canteens from CSV: ecole;date;plats;allergenes;source;verifie.

`ecole`: code of the school's service, or empty for all schools. Dishes and allergens are separated by |; "aucun"
means no allergen, an empty column that nothing is known of them.
"""

from pathlib import Path

from accessibility.hearing import fold
from kb.database import Row
from kb.importers.reading import Fields, Progress, RowRefusedError, Summary, text
from kb.importers.waste_csv import Table, day, import_rows, provenance
from kb.menus import NONE
from kb.store import Store

COLUMNS = ("ecole", "date", "plats", "allergenes", "source", "verifie")


def import_menus(store: Store, path: Path, progress: Progress | None = None) -> Summary:
    """Bring the menus up to date with a file, in one transaction; `progress(done, total)` counts rows.

    FileRefusedError for a file of another shape or without one good row; StoreError when nothing could be stored.
    """
    schools = {str(row["key"]) for row in store.database.rows("SELECT key FROM services")}
    return import_rows(store, path, MENUS, lambda fields: _menu(fields, schools), progress)


def _subject(fields: Fields) -> tuple[str, str]:
    try:
        return fields["ecole"], day(fields, "date").isoformat()
    except RowRefusedError:
        return fields["ecole"], fields["date"]


MENUS = Table("menus", COLUMNS, ("school", "day"), _subject)


def _menu(fields: Fields, schools: set[str]) -> tuple[str, Row]:
    school, served = fields["ecole"], day(fields, "date")
    if school and school not in schools:
        raise RowRefusedError(f"ecole is {school!r}, which is no service; import the services first")
    dishes = [dish.strip() for dish in text(fields, "plats").split("|") if fold(dish)]
    if not dishes:
        raise RowRefusedError("plats names no dish")
    allergens = [each.strip() for each in fields["allergenes"].split("|") if fold(each)]
    if len(allergens) > 1 and any(fold(each) == NONE for each in allergens):
        raise RowRefusedError(f"allergenes has {NONE!r} and others; one of them is wrong")
    if [fold(each) for each in allergens] == [NONE]:
        allergens = [NONE]  # however it was written: it is no name of an allergen
    row = {"school": school, "day": served.isoformat(), "dishes": "|".join(dishes), "allergens": "|".join(allergens)}
    return f"{school} {served.isoformat()}", row | provenance(fields).columns()
