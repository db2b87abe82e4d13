"""Passages of what the town publishes: stored, kept up to date with their source, and searched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from accessibility.hearing import sounds
from kb import passage_words, synonyms, vocabulary
from kb.answers import Answer, best_sentences, further_sentences
from kb.database import Database, stamp
from kb.importers.writing import Counts, synchronise
from kb.passage_records import Ages, Passage, ages_of, analysed, keyed, passage_of
from kb.query import Query, read
from kb.ranking import CANDIDATES, Candidate, ranked

__all__ = ["Ages", "Found", "Passage", "Passages"]

_REVISION = "passages_revision"
_PHONETICS = "passages_phonetics"
_PROBE = "Tarifs de la piscine, bruit des voisins, déchets verts, 16 ans"
_MOST_TERMS = 60


@dataclass(frozen=True)
class Found:
    """A passage that may answer; `score` (0 to 1) is about the share of such finds that are right."""

    passage: Passage
    score: float


class Passages:
    """The passages of a store."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def count(self) -> int:
        """How many there are."""
        row = self._db.row("SELECT count(*) AS passages FROM passages")
        return int(row["passages"]) if row else 0

    def all(self) -> list[Passage]:
        """All of them, in the order of their addresses."""
        return [passage_of(row) for row in self._db.rows("SELECT * FROM passages ORDER BY url, id")]

    def ages(self, today: date) -> dict[str, Ages]:
        """How old the pages of each source (a folder, a site) are, by its name."""
        rows = self._db.rows("SELECT name, passages.* FROM passages JOIN passage_sources s ON s.id = source_id")
        pages: dict[str, dict[str, Passage]] = {}
        for row in rows:
            pages.setdefault(row["name"], {})[row["url"]] = passage_of(row)
        return {name: ages_of(list(found.values()), today) for name, found in pages.items()}

    def search(self, texts: Sequence[str], limit: int = 5) -> list[Found]:
        """The passages that answer a question best; `texts`: readings of what was said, the best first.

        Candidates come from the full-text index (BM25), their order from words and sounds (kb/ranking.py).
        """
        queries = self._queries(texts)
        candidates = self._candidates(queries)
        return [Found(passage_of(row), score) for row, score in ranked(candidates, queries)[:limit]]

    def answer(self, found: Found, texts: Sequence[str]) -> Answer:
        """The one or two sentences of a passage that answer, shortened for the ear, with title and date."""
        question = texts[0] if texts else ""
        sentences = best_sentences(found.passage.text, self._queries(texts), question=question)
        return Answer(sentences, found.passage.title, found.passage.dated)

    def further(self, passage: Passage, texts: Sequence[str]) -> tuple[str, ...]:
        """The sentence of a passage already told that answers "et le dimanche ?" or "et où ?"; empty for none."""
        return further_sentences(passage.text, self._queries(texts), texts[0] if texts else "")

    def synchronise(
        self, source: str, passages: Sequence[Passage], fetched_at: datetime, spared: Collection[str] = ()
    ) -> Counts:
        """Bring the passages of one source (a folder, a site) up to date: new, changed, same, gone; all or nothing.

        `passages` is all that the source has, but for the pages (URLs) `spared`, which could not be read this time:
        theirs stay. StoreError when nothing could be stored.
        """
        self.prepare()
        prepared = {key: analysed(each) for key, each in keyed(source, passages)}  # slow: calls need not wait for it
        records = {key: record for key, (record, _) in prepared.items()}
        words = [word for _, found in prepared.values() for word in found]
        with self._db.transaction():
            source_id = self._source(source, fetched_at)
            wanted = {key: {"source_id": source_id, **record} for key, record in records.items()}
            known = self._db.rows("SELECT * FROM passages WHERE source_id = ?", [source_id])
            kept = frozenset(str(row["key"]) for row in known if row["url"] in spared)
            counts = synchronise(self._db, "passages", known, wanted, kept)
            if counts.touched:
                before = {row["key"]: row for row in known if row["key"] in wanted or row["key"] not in kept}
                passage_words.grow(self._db, passage_words.counted(before, wanted), words)
                self._revise()
            return counts

    def forget(self, source: str) -> int:
        """Remove a source and its passages; how many these were."""
        with self._db.transaction():
            gone = self._db.rows(
                "SELECT passages.* FROM passages JOIN passage_sources s ON s.id = source_id WHERE s.name = ?", [source]
            )
            self._db.run("DELETE FROM passage_sources WHERE name = ?", [source])  # its passages go with it
            if gone:
                passage_words.grow(self._db, passage_words.counted({row["key"]: row for row in gone}, {}), ())
                self._revise()
        return len(gone)

    def prepare(self) -> None:
        """Analyse all passages anew when espeak-ng or the sound classes are others than at the import. StoreError.

        It may take seconds: to be called before calls are answered.
        """
        while self._db.meta(_REVISION) and self._db.meta(_PHONETICS) != sounds(_PROBE):
            revision = self._db.meta(_REVISION)
            rows = self._db.rows("SELECT * FROM passages")
            prepared = {row["id"]: analysed(passage_of(row)) for row in rows}  # slow: calls need not wait for it
            with self._db.transaction():
                if self._db.meta(_REVISION) != revision:
                    continue  # an import came between
                for row_id, (record, _) in prepared.items():
                    self._db.update("passages", row_id, record)
                self._db.run("DELETE FROM passage_words")
                counts = passage_words.counted({}, {row_id: record for row_id, (record, _) in prepared.items()})
                passage_words.add(self._db, (word for _, found in prepared.values() for word in found), counts)
                self._revise()

    def _queries(self, texts: Sequence[str]) -> list[Query]:
        revision = self._db.meta(_REVISION)
        if not revision:
            return []
        known = synonyms.load()
        return read(texts, vocabulary.shared(self._db, revision, known.words), known)

    def _candidates(self, queries: Sequence[Query]) -> list[Candidate]:
        terms = list(dict.fromkeys(term for query in queries for term in query.terms))[:_MOST_TERMS]
        if not terms:
            return []
        match = " OR ".join(f'"{term}"' for term in terms)
        # Weights of title, section and text: a word of the title says what the passage is about.
        rows = self._db.rows(
            "SELECT passages.*, -bm25(passage_index, 4.0, 1.5, 1.0) AS bm25 FROM passage_index "
            "JOIN passages ON passages.id = passage_index.rowid "
            f"WHERE passage_index MATCH ? ORDER BY bm25 DESC, passages.id LIMIT {CANDIDATES}",
            [match],
        )
        return [Candidate.of(row) for row in rows]

    def _source(self, name: str, fetched_at: datetime) -> int:
        self._db.run(
            "INSERT INTO passage_sources (name, fetched_at) VALUES (?1, ?2) "
            "ON CONFLICT (name) DO UPDATE SET fetched_at = ?2",
            [name, stamp(fetched_at)],
        )
        row = self._db.row("SELECT id FROM passage_sources WHERE name = ?", [name])
        assert row is not None
        return int(row["id"])

    def _revise(self) -> None:
        phonetics = sounds(_PROBE)
        digest = sha256(phonetics.encode())
        for row in self._db.rows("SELECT hash FROM passages ORDER BY key"):
            digest.update(row["hash"].encode())
        self._db.set_meta(_PHONETICS, phonetics)
        self._db.set_meta(_REVISION, digest.hexdigest())
