"""The store on one machine: SQLite holds the truth, FAISS and tantivy are caches made from it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import accumulate
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from . import records, schema
from .caches import Caches
from .copies import signature
from .document import Document
from .schema import Identity
from .store import Copy, Entry, Filter, Heading, Hit, Listing, Part, Stats

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
        self._threads = threading.RLock()
        self._caches = Caches(folder, connection, identity.dimension, self.lock)
        self._counted: tuple[tuple[int, int, int], Stats, dict[tuple[str, str], int]] | None = None

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

    def transaction(self) -> AbstractContextManager[None]:
        """One transaction: all that is written inside, or nothing."""
        return schema.transaction(self.connection)

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds documents, or replaces those of the same key; inside a `transaction`."""
        entries = list(entries)
        self.remove([entry.document.key for entry in entries])
        generation = schema.next_generation(self.connection) if entries else 0
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
        generation = schema.next_generation(self.connection) if rows else 0
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
        """Brings the stories and all caches up to date on disk."""
        with self._threads:
            self._caches.write()

    # --- reading ----------------------------------------------------------------------------------

    def search_vectors(self, vector: NDArray[np.float32], k: int, where: Filter) -> list[Hit]:
        """The k chunks of highest inner product with the vector (shape (dimension,))."""
        with self._threads:
            self._caches.refresh()
            allowed = self._caches.catalogue.allowed(where)
            return self._best(lambda count: _pairs(*self._caches.vectors.search(vector, count, allowed)), k)

    def search_words(self, terms: Sequence[str], k: int, where: Filter) -> list[Hit]:
        """The k chunks of highest BM25 score for any of the terms: words, and phrases, which have blanks."""
        with self._threads:
            self._caches.refresh()
            return self._best(lambda count: self._caches.words.search(terms, _CHUNK_FIELDS, count, where), k)

    def search_articles(self, terms: Sequence[str], part: Part, k: int, where: Filter) -> dict[str, float]:
        """The k documents of highest BM25 score for any of the terms, by key, best first."""
        field = "text" if part == "article" else "head"
        with self._threads:
            self._caches.refresh()
            scored = _with_ties(lambda count: self._caches.articles.search(terms, [field], count, where), k)
            # While a builder is at work, the cache may hold what is gone.
            named = [(self._caches.catalogue.key(number), round(score, _DIGITS)) for number, score in scored]
        found = {key: score for key, score in named if key is not None}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0]))[:k])

    def listings(self, keys: Collection[str], vectors: NDArray[np.float32]) -> list[Listing]:
        """Documents with all their chunks compared with the vectors, by key; those unknown or without chunks go."""
        with self._threads:
            self._caches.refresh()
            rows = self.connection.execute(
                "SELECT key, source, value, precision, origin, story FROM documents "  # noqa: S608
                f"WHERE key IN ({_marks(keys)}) ORDER BY key",
                tuple(keys),
            ).fetchall()
            listed = [(row, *self._caches.catalogue.chunks(row[0])) for row in rows]
            listed = [each for each in listed if len(each[1])]  # added since the last look: none are known yet
            numbers = np.concatenate([np.zeros(0, np.int64), *(own for _, own, _ in listed)])
            cosines = np.zeros((len(vectors), len(numbers)), np.float32)
            order = np.argsort(numbers)
            for row, vector in zip(cosines, vectors, strict=True):
                found, scores = self._caches.vectors.search(vector, len(numbers), numbers)
                row[order[np.searchsorted(numbers, found, sorter=order)]] = scores.round(_DIGITS)
        ends = accumulate(len(own) for _, own, _ in listed)
        return [
            Listing(
                key,
                source,
                records.read_published(value, precision, origin),
                story,
                spans,
                cosines[:, end - len(own) : end],
            )
            for ((key, source, value, precision, origin, story), own, spans), end in zip(listed, ends, strict=True)
        ]

    def count(self, where: Filter) -> tuple[int, int]:
        """How many documents pass the filter, and how many only their missing date keeps out."""
        with self._threads:
            self._caches.refresh()
            return self._caches.catalogue.count(where)

    def copies(self, story: str, where: Filter) -> list[Copy]:
        """The documents of a story that pass the filter, each by its own date; by first day and key, undated last."""
        with self._threads:
            self._caches.refresh()
            rows = self.connection.execute(
                "SELECT key, source, value, precision, origin FROM documents WHERE story = ? "
                "ORDER BY first IS NULL, first, key",
                (story,),
            ).fetchall()
            passing = self._caches.catalogue.passing([row[0] for row in rows], where)
        return [
            Copy(key, source, records.read_published(*published)) for key, source, *published in rows if key in passing
        ]

    def browse(self, terms: Sequence[str], where: Filter, limit: int, offset: int) -> tuple[list[Heading], int]:
        """Documents that pass the filter and hold every term, newest first, and how many there are in all."""
        with self._threads:
            self._caches.refresh()
            numbers = self._caches.catalogue.numbers(where)
            if terms:
                numbers = np.intersect1d(numbers, np.array(self._caches.articles.holding(terms, "text"), np.int64))
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
            self._caches.refresh()
            others = int(self.connection.execute("PRAGMA data_version").fetchone()[0])  # goes up with their commits
            state = (self._caches.seen, schema.grouped(self.connection), others)
            if self._counted is None or self._counted[0] != state:
                stats = records.read_stats(self.connection, self.identity)
                self._counted = state, stats, records.read_months(self.connection)
            return self._counted[1:]

    def _best(self, search: Callable[[int], list[tuple[int, float]]], k: int) -> list[Hit]:
        return self._hits(_with_ties(search, k))[: max(k, 0)]

    def _hits(self, scored: list[tuple[int, float]]) -> list[Hit]:
        """Hits in a stable order: by score to six digits, then by document and offset.

        While a builder is at work, the word cache may hold what is gone.
        """
        chunks = self._caches.catalogue.found([number for number, _ in scored])
        found = zip(chunks, scored, strict=True)
        hits = [Hit(chunk, round(score, _DIGITS)) for chunk, (_, score) in found if chunk is not None]
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
