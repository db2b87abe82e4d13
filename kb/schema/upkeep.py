"""How old the pages of a site are that tell no date; and marks of the invented commune that older versions did not set.

Before them, the demo's events were kept under the names of their files, and its places had no mark: both looked like a
town's own, which stay for ever.
"""

_EVENTS = (
    "tournoi de belote 2026-12-04T19:00:00.000+00:00",
    "cafe des aidants 2026-12-08T13:30:00.000+00:00",
    "initiation a la tablette 2026-12-01T09:00:00.000+00:00",
    "match de football des veterans 2026-11-29T14:00:00.000+00:00",
    "gouter de noel du centre de loisirs 2026-12-19T14:00:00.000+00:00",
    "concert du nouvel an 2027-01-03T15:00:00.000+00:00",
    "carnaval des ecoles 2027-02-12T13:00:00.000+00:00",
    "nettoyage de printemps 2027-03-20T08:00:00.000+00:00",
)
"""The demo's table of events in those versions, by title and time: a town may have a concert of that name."""
_KEYS = ", ".join(f"'events.csv {event}'" for event in _EVENTS)

_IN_THE_DEMO = "lat BETWEEN 46.92 AND 46.95 AND lon BETWEEN 2.58 AND 2.65"

STATEMENTS = (
    # Of the passages made of the page; empty: not known.
    "ALTER TABLE site_pages ADD COLUMN text_digest TEXT NOT NULL DEFAULT ''",
    # The day from which on the text is known to be what it is, ISO; empty: not known.
    "ALTER TABLE site_pages ADD COLUMN since TEXT NOT NULL DEFAULT ''",
    # Pages of sites that tell no date held for ever: from now on for a year after they were read last.
    """UPDATE passages SET valid_until = (
        SELECT date(substr(fetched_at, 1, 10), '+365 days') FROM passage_sources s WHERE s.id = source_id
    )
    WHERE date = '' AND valid_until = ''
    AND source_id IN (SELECT id FROM passage_sources WHERE name LIKE 'http://%' OR name LIKE 'https://%')""",
    f"""UPDATE OR IGNORE events
    SET key = 'démonstration/' || key, series = 'démonstration/' || series,
        origin = 'démonstration/' || origin, source = 'démonstration/' || source
    WHERE origin = 'events.ics' AND series LIKE 'events.ics %@valbourg.example'
    OR origin = 'events.csv' AND key IN ({_KEYS})""",
    # A town's own places have an empty mark, and lie elsewhere.
    f"""INSERT INTO meta (key, value) SELECT 'demo_places', '1'
    WHERE NOT EXISTS (SELECT 1 FROM meta WHERE key = 'demo_places')
    AND EXISTS (SELECT 1 FROM places) AND NOT EXISTS (SELECT 1 FROM places WHERE NOT ({_IN_THE_DEMO}))""",
)
