"""Practical information: services, exceptions to their hours, waste, canteens, contacts, pharmacies, transport.

`source`, `checked` and `valid_until` (ISO dates; empty: none given) say of each record whence it comes and for
how long it may be given as true. Lists are separated by |.
"""

_PROVENANCE = "source TEXT NOT NULL, checked TEXT NOT NULL, valid_until TEXT NOT NULL"

STATEMENTS = (
    f"""CREATE TABLE services (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,               -- with its article: "la piscine municipale"
        feminine INTEGER NOT NULL,        -- for "ouverte" and "fermée"
        aliases TEXT NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        hours TEXT NOT NULL,              -- OSM opening_hours, or empty: unknown
        note TEXT NOT NULL,               -- one sentence said after the hours
        {_PROVENANCE}
    ) STRICT""",
    f"""CREATE TABLE closures (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        service TEXT NOT NULL,            -- key of the service
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        why TEXT NOT NULL,
        hours TEXT NOT NULL,              -- OSM opening_hours instead of the usual; empty: closed
        {_PROVENANCE}
    ) STRICT""",
    f"""CREATE TABLE waste_sectors (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        street TEXT NOT NULL,             -- folded name
        side TEXT NOT NULL,               -- pair, impair or empty
        first INTEGER NOT NULL,           -- house numbers, 0 and 99999 when all
        last INTEGER NOT NULL,
        sector TEXT NOT NULL,
        {_PROVENANCE}
    ) STRICT""",
    "CREATE INDEX waste_sectors_street ON waste_sectors (street)",
    f"""CREATE TABLE waste_rounds (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        sector TEXT NOT NULL,             -- empty: the whole commune
        waste TEXT NOT NULL,
        rule TEXT NOT NULL,               -- days as OSM opening_hours; empty: no round, only the note
        holiday TEXT NOT NULL,            -- what happens on public holidays: kb/waste.py
        note TEXT NOT NULL,
        {_PROVENANCE}
    ) STRICT""",
    f"""CREATE TABLE menus (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        school TEXT NOT NULL,             -- as its service is named; empty: every school
        day TEXT NOT NULL,
        dishes TEXT NOT NULL,
        allergens TEXT NOT NULL,          -- empty: not told
        {_PROVENANCE}
    ) STRICT""",
    "CREATE INDEX menus_day ON menus (day)",
    f"""CREATE TABLE contacts (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,               -- élu, urgence, médecin ...
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        note TEXT NOT NULL,               -- when and how to reach them, one or two sentences
        {_PROVENANCE}
    ) STRICT""",
    f"""CREATE TABLE duties (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        service TEXT NOT NULL,            -- key of the pharmacy
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        {_PROVENANCE}
    ) STRICT""",
    f"""CREATE TABLE transport_lines (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,
        stops TEXT NOT NULL,
        days TEXT NOT NULL,               -- OSM opening_hours of the service
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        headway TEXT NOT NULL,
        note TEXT NOT NULL,
        {_PROVENANCE}
    ) STRICT""",
)
