"""What was loaded from where, and what is known of each page of a site."""

STATEMENTS = (
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,               -- of kb/importers/registry.py
        origin TEXT NOT NULL,             -- path or URL
        tried_at TEXT NOT NULL,
        loaded_at TEXT NOT NULL,          -- the last time it went well; empty: never
        error TEXT NOT NULL,              -- why the last try failed; empty: it did not
        new INTEGER NOT NULL,             -- counts of the last time it went well
        changed INTEGER NOT NULL,
        same INTEGER NOT NULL,
        gone INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        reasons TEXT NOT NULL,            -- the first of what was refused, one a line
        UNIQUE (kind, origin)
    ) STRICT""",
    """CREATE TABLE site_pages (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,         -- site and url
        site TEXT NOT NULL,
        url TEXT NOT NULL,
        state TEXT NOT NULL,              -- of kb/site_pages.py
        reason TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        digest TEXT NOT NULL,             -- of its bytes
        revision TEXT NOT NULL,           -- of how passages were made of it
        links TEXT NOT NULL,              -- addresses within the site, one a line
        fetched_at TEXT NOT NULL          -- the last time it was there
    ) STRICT""",
    "CREATE INDEX site_pages_site ON site_pages (site)",
)
