"""Passages of what the town publishes, their full-text index, and the words they are made of."""

STATEMENTS = (
    """CREATE TABLE passage_sources (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,        -- a folder of files, or a site
        fetched_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        source_id INTEGER NOT NULL REFERENCES passage_sources ON DELETE CASCADE,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        section TEXT NOT NULL,
        text TEXT NOT NULL,
        date TEXT NOT NULL,               -- of the page, ISO; empty: not told
        valid_until TEXT NOT NULL,        -- ISO; empty: no end told
        hash TEXT NOT NULL,               -- of all that is above but the key and the source
        title_stems TEXT NOT NULL,        -- prepared for the index (kb/french_stems.py)
        section_stems TEXT NOT NULL,
        text_stems TEXT NOT NULL,
        title_sounds TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX passages_source ON passages (source_id)",
    """CREATE VIRTUAL TABLE passage_index USING fts5(
        title_stems, section_stems, text_stems,
        content = 'passages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN
        INSERT INTO passage_index (rowid, title_stems, section_stems, text_stems)
        VALUES (new.id, new.title_stems, new.section_stems, new.text_stems);
    END""",
    """CREATE TRIGGER passages_gone AFTER DELETE ON passages BEGIN
        INSERT INTO passage_index (passage_index, rowid, title_stems, section_stems, text_stems)
        VALUES ('delete', old.id, old.title_stems, old.section_stems, old.text_stems);
    END""",
    """CREATE TRIGGER passages_changed AFTER UPDATE OF title_stems, section_stems, text_stems ON passages BEGIN
        INSERT INTO passage_index (passage_index, rowid, title_stems, section_stems, text_stems)
        VALUES ('delete', old.id, old.title_stems, old.section_stems, old.text_stems);
        INSERT INTO passage_index (rowid, title_stems, section_stems, text_stems)
        VALUES (new.id, new.title_stems, new.section_stems, new.text_stems);
    END""",
    # Every word of the passages, so that what was heard can be compared with what is written.
    """CREATE TABLE passage_words (
        letters TEXT PRIMARY KEY,         -- folded
        stem TEXT NOT NULL,
        sounds TEXT NOT NULL,
        passages INTEGER NOT NULL         -- how many have the stem
    ) STRICT""",
)
