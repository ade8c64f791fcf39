"""The store on one machine: SQLite holds the truth, FAISS and tantivy are caches made from it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from . import records, schema
from .catalogue import Catalogue
from .copies import Signature, signature, stories
from .document import Document
from .schema import Identity
from .store import Copy, Entry, Filter, Heading, Hit, Listing, Part, Stats
from .vectors import VectorCache
from .words import WordCache, WordEntry

_DIGITS = 6  # of a score: the same vectors may differ behind them, by where they lie in an index
_CHUNK_FIELDS = ["text", "head", "source"]
_TIES = 16  # how many more hits are looked at, to see whether the last score is shared


class LocalStore:
    """A `Store` in a folder. Safe for several threads, and for readers beside one writer.

    Each change of documents has a generation, one higher than the last. A cache knows the generation
    it holds and catches up from SQLite: on opening, and when another process has written. While a
    builder holds the lock, readers find its documents by vector at once, and by words when it ends; then
    copies are looked for, too, and till then a new document is a story of its own.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, identity: Identity) -> None:
        self.identity = identity
        self.connection = connection
        self.lock = FileLock(folder / "lock")
        self._folder = folder
        self._threads = threading.RLock()
        self._vectors = VectorCache(folder, identity.dimension)
        self._words = WordCache(folder / "words")
        self._articles = WordCache(folder / "articles")
        self._catalogue = Catalogue(connection)
        self._counted: tuple[int, Stats, dict[tuple[str, str], int]] | None = None
        self._seen = -1
        self._refresh()

    @classmethod
    def open(cls, folder: Path, model: str | None = None) -> LocalStore:
        """Opens an index; raises DatelineError where there is none, or one of another format or model."""
        connection = schema.connect(folder)
        return cls(folder, connection, schema.read_identity(connection, folder, model))

    @classmethod
    def create(cls, folder: Path, identity: Identity) -> LocalStore:
        """Opens an index or starts an empty one; raises DatelineError for one of another kind."""
        connection = schema.create(folder, identity)
        return cls(folder, connection, schema.read_identity(connection, folder, identity.model))

    def close(self) -> None:
        """Releases the files."""
        self.connection.close()

    # --- writing: only by the process that holds the lock -----------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction: all that is written inside, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds documents, or replaces those of the same key; inside a `transaction`."""
        entries = list(entries)
        self.remove([entry.document.key for entry in entries])
        generation = self._next_generation() if entries else 0
        for entry in entries:
            cursor = self.connection.execute(schema.INSERT_DOCUMENT, records.document_row(entry.document))
            self.connection.execute(
                "INSERT INTO signatures VALUES (?, ?)",
                (cursor.lastrowid, signature(entry.document).shingles.astype("<u4").tobytes()),
            )
            for chunk, vector in zip(entry.chunks, entry.vectors, strict=True):
                number = self.connection.execute(
                    "INSERT INTO chunks (document, start, end, generation) VALUES (?, ?, ?, ?)",
                    (cursor.lastrowid, chunk.start, chunk.end, generation),
                ).lastrowid
                self.connection.execute("INSERT INTO vectors VALUES (?, ?)", (number, vector.astype("<f4").tobytes()))

    def remove(self, keys: Iterable[str]) -> None:
        """Removes documents; inside a `transaction`."""
        found = [self.connection.execute("SELECT id FROM documents WHERE key = ?", (key,)).fetchone() for key in keys]
        rows = [row for row in found if row is not None]
        generation = self._next_generation() if rows else 0
        for row in rows:
            self.connection.execute(
                "INSERT INTO removed SELECT number, ? FROM chunks WHERE document = ?", (generation, *row)
            )
            self.connection.execute(
                "DELETE FROM vectors WHERE chunk IN (SELECT number FROM chunks WHERE document = ?)", row
            )
            self.connection.execute("DELETE FROM chunks WHERE document = ?", row)
            self.connection.execute("DELETE FROM signatures WHERE document = ?", row)
            self.connection.execute("DELETE FROM documents WHERE id = ?", row)

    def fingerprints(self, path: str) -> dict[str, str]:
        """For each document of a file, what tells whether it has changed."""
        return dict(self.connection.execute("SELECT key, fingerprint FROM documents WHERE path = ?", (path,)))

    def path_of(self, key: str) -> str | None:
        """The file that brought a document."""
        row = self.connection.execute("SELECT path FROM documents WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def write_caches(self) -> None:
        """Brings the stories and both caches up to date on disk."""
        with self._threads:
            self._refresh()
            self._write_caches()

    # --- reading ----------------------------------------------------------------------------------

    def search_vectors(self, vector: NDArray[np.float32], k: int, where: Filter) -> list[Hit]:
        """The k chunks of highest inner product with the vector (shape (dimension,))."""
        with self._threads:
            self._refresh()
            allowed = self._catalogue.allowed(where)
            return self._best(lambda count: _pairs(*self._vectors.search(vector, count, allowed)), k)

    def search_words(self, terms: Sequence[str], k: int, where: Filter) -> list[Hit]:
        """The k chunks of highest BM25 score for any of the terms: words, and phrases, which have blanks."""
        with self._threads:
            self._refresh()
            return self._best(lambda count: self._words.search(terms, _CHUNK_FIELDS, count, where), k)

    def search_articles(self, terms: Sequence[str], part: Part, k: int, where: Filter) -> dict[str, float]:
        """The k documents of highest BM25 score for any of the terms, by key, best first."""
        field = "text" if part == "article" else "head"
        with self._threads:
            self._refresh()
            scored = _with_ties(lambda count: self._articles.search(terms, [field], count, where), k)
            # While a builder is at work, the cache may hold what is gone.
            named = [(self._catalogue.key(number), round(score, _DIGITS)) for number, score in scored]
        found = {key: score for key, score in named if key is not None}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0]))[:k])

    def listings(self, keys: Collection[str], vectors: NDArray[np.float32]) -> list[Listing]:
        """Documents with all their chunks compared with the vectors, by key; those unknown or without chunks go."""
        with self._threads:
            self._refresh()
            rows = self.connection.execute(
                "SELECT key, source, value, precision, origin, story FROM documents "  # noqa: S608
                f"WHERE key IN ({_marks(keys)}) ORDER BY key",
                tuple(keys),
            ).fetchall()
            listed = [(row, *self._catalogue.chunks(row[0])) for row in rows]
            listed = [each for each in listed if len(each[1])]  # added since the last look: none are known yet
            numbers = np.sort(np.concatenate([np.zeros(0, np.int64), *(own for _, own, _ in listed)]))
            cosines = np.zeros((len(vectors), len(numbers)), np.float32)
            for cosine, vector in zip(cosines, vectors, strict=True):
                found, scores = self._vectors.search(vector, len(numbers), numbers)
                cosine[np.searchsorted(numbers, found)] = scores.round(_DIGITS)
        return [
            Listing(
                key,
                source,
                records.read_published(value, precision, origin),
                story,
                spans,
                cosines[:, np.searchsorted(numbers, own)],
            )
            for (key, source, value, precision, origin, story), own, spans in listed
        ]

    def count(self, where: Filter) -> tuple[int, int]:
        """How many documents pass the filter, and how many only their missing date keeps out."""
        with self._threads:
            self._refresh()
            return self._catalogue.count(where)

    def copies(self, story: str, where: Filter) -> list[Copy]:
        """The documents of a story that pass the filter, each by its own date; by first day and key, undated last."""
        with self._threads:
            self._refresh()
            rows = self.connection.execute(
                "SELECT key, source, value, precision, origin FROM documents WHERE story = ? "
                "ORDER BY first IS NULL, first, key",
                (story,),
            ).fetchall()
            passing = self._catalogue.passing([row[0] for row in rows], where)
        return [
            Copy(key, source, records.read_published(*published)) for key, source, *published in rows if key in passing
        ]

    def browse(self, terms: Sequence[str], where: Filter, limit: int, offset: int) -> tuple[list[Heading], int]:
        """Documents that pass the filter and hold every term, newest first, and how many there are in all."""
        with self._threads:
            self._refresh()
            numbers = self._catalogue.numbers(where)
            if terms:
                numbers = np.intersect1d(numbers, np.array(self._articles.holding(terms, "text"), np.int64))
            start = min(offset, len(numbers))  # SQLite takes no number of any size
            return records.read_headings(self.connection, numbers.tolist(), limit, start), len(numbers)

    def document(self, key: str) -> Document | None:
        """The document of that key, or None."""
        with self._threads:
            row = self.connection.execute(records.SELECT_DOCUMENT, (key,)).fetchone()
        return None if row is None else records.read_document(row)

    def documents(self) -> Iterator[Document]:
        """All documents, in the order of their keys; one that a builder removes meanwhile is passed over."""
        with self._threads:
            keys = self.connection.execute("SELECT key FROM documents ORDER BY key").fetchall()
        found = (self.document(key) for (key,) in keys)
        return (document for document in found if document is not None)

    def stats(self) -> Stats:
        """Counts, sources, dates, flags and what was skipped."""
        return self._counts()[0]

    def months(self) -> dict[tuple[str, str], int]:
        """How many documents each source has of each month, or year where no month is stated."""
        return self._counts()[1]

    def _counts(self) -> tuple[Stats, dict[tuple[str, str], int]]:
        """What is counted anew when something has changed."""
        with self._threads:
            self._refresh()
            version = int(self.connection.execute("PRAGMA data_version").fetchone()[0])  # others' commits
            if self._counted is None or self._counted[0] != version:
                stats = records.read_stats(self.connection, self.identity)
                self._counted = version, stats, records.read_months(self.connection)
            return self._counted[1:]

    # --- caches -----------------------------------------------------------------------------------

    def _next_generation(self) -> int:
        self.connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")
        return self._generation()

    def _generation(self) -> int:
        return int(self._meta("generation"))

    def _meta(self, name: str) -> str:
        return str(self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])

    def _refresh(self) -> None:
        """Sees what was committed since the last look, by this process or another."""
        if self._generation() == self._seen:
            return
        with self._snapshot():
            generation = self._generation()
            if self._vectors.generation > generation:  # the store lost what the cache kept: power cut, old copy
                self._vectors.clear()
            removed, numbers = self._changes(self._vectors.generation)
            self._vectors.update(removed, numbers, self._stored_vectors(numbers), generation)
            self._catalogue = Catalogue(self.connection)
            self._counted = None
            self._seen = generation
        behind = False
        for cache in (self._words, self._articles):
            cache.reload()
            behind = behind or cache.generation != generation
        if behind and not self.lock.is_locked:
            self._repair()

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever others commit meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("COMMIT")

    def _repair(self) -> None:
        """Writes caches that lag, unless a builder is at work and will."""
        try:
            with self.lock.acquire(blocking=False):
                self._write_caches()
        except (Timeout, PermissionError):
            return

    def _write_caches(self) -> None:
        self._update_stories()
        self._update_words(self._words, records.chunk_entries)
        self._update_words(self._articles, records.article_entries)
        self._vectors.save()

    def _update_stories(self) -> None:
        """Looks for copies anew, among all documents, where some have come or gone since the last time."""
        generation = self._generation()
        if int(self._meta("grouped")) == generation:
            return
        with self.transaction():
            rows = self.connection.execute(
                "SELECT key, story, outlet, shingles FROM documents JOIN signatures ON document = id"
            ).fetchall()
            found = stories({key: Signature(outlet, np.frombuffer(blob, "<u4")) for key, _, outlet, blob in rows})
            changed = [(found[key], key) for key, story, _, _ in rows if found[key] != story]
            self.connection.executemany("UPDATE documents SET story = ? WHERE key = ?", changed)
            self.connection.execute("UPDATE meta SET value = ? WHERE name = 'grouped'", (str(generation),))
        self._counted = None

    def _changes(self, since: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The chunk numbers removed and added after a generation."""
        removed = self.connection.execute("SELECT chunk FROM removed WHERE generation > ?", (since,)).fetchall()
        added = self.connection.execute(
            "SELECT number FROM chunks WHERE generation > ? ORDER BY number", (since,)
        ).fetchall()
        return np.array(removed, np.int64).reshape(-1), np.array(added, np.int64).reshape(-1)

    def _stored_vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        if len(numbers) == 0:
            return np.zeros((0, self.identity.dimension), np.float32)
        rows = self.connection.execute(
            "SELECT vector FROM vectors WHERE chunk BETWEEN ? AND ? ORDER BY chunk", (int(numbers[0]), int(numbers[-1]))
        )
        return np.frombuffer(b"".join(row[0] for row in rows), "<f4").reshape(len(numbers), -1).astype(np.float32)

    def _update_words(
        self, cache: WordCache, entries: Callable[[sqlite3.Connection, int], Iterator[WordEntry]]
    ) -> None:
        since, generation = cache.generation, self._generation()
        if since == generation:
            return
        removed, _ = self._changes(since)
        if since == 0 or since > generation or len(removed):
            cache.rebuild(entries(self.connection, 0), generation)
        else:
            cache.append(entries(self.connection, since), generation)

    def _best(self, search: Callable[[int], list[tuple[int, float]]], k: int) -> list[Hit]:
        return self._hits(_with_ties(search, k))[: max(k, 0)]

    def _hits(self, scored: list[tuple[int, float]]) -> list[Hit]:
        """Hits in a stable order: by score to six digits, then by document and offset.

        While a builder is at work, the word cache may hold what is gone.
        """
        found = ((self._catalogue.chunk(number), round(score, _DIGITS)) for number, score in scored)
        hits = [Hit(chunk, score) for chunk, score in found if chunk is not None]
        return sorted(hits, key=lambda hit: (-hit.score, hit.chunk.document, hit.chunk.start))


def _with_ties(search: Callable[[int], list[tuple[int, float]]], k: int) -> list[tuple[int, float]]:
    """The k best hits and all that share the last one's score: they are told apart by document, not by chance."""
    if k < 1:
        return []
    count = k + _TIES
    scored = search(count)
    while len(scored) == count and round(scored[-1][1], _DIGITS) == round(scored[k - 1][1], _DIGITS):
        count *= 2
        scored = search(count)
    return scored


def _pairs(numbers: NDArray[np.int64], scores: NDArray[np.float32]) -> list[tuple[int, float]]:
    return list(zip(numbers.tolist(), scores.tolist(), strict=True))


def _marks(values: Collection[object]) -> str:
    """As many question marks, for SQL."""
    return ", ".join("?" * len(values))
