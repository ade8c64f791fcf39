"""What searches look at beside SQLite: vectors, words and the catalogue, which catch up with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from . import records, schema
from .catalogue import Catalogue
from .copies import Signature, stories
from .vectors import VectorCache
from .words import WordCache, WordEntry


class Caches:
    """The caches of a local index: FAISS vectors, tantivy's words of chunks and of articles, and the catalogue.

    Each knows the generation of the documents that it holds; `seen` is the one of the last look. For
    one thread at a time.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, dimension: int, lock: FileLock) -> None:
        self.vectors = VectorCache(folder, dimension)
        self.words = WordCache(folder / "words")
        self.articles = WordCache(folder / "articles")
        self.seen = -1
        self._dimension = dimension
        self._connection = connection
        self._lock = lock
        self.refresh()

    def refresh(self) -> None:
        """Sees what was committed since the last look, by this process or another."""
        if schema.generation(self._connection) == self.seen:
            return
        with self._snapshot():
            generation = schema.generation(self._connection)
            if self.vectors.generation > generation:  # the store lost what the cache kept: power cut, old copy
                self.vectors.clear()
            removed, added = self._removed(self.vectors.generation), self._added(self.vectors.generation)
            self.vectors.update(removed, added, self._stored_vectors(added), generation)
            self.catalogue = Catalogue(self._connection)
            self.seen = generation
        behind = False
        for cache in (self.words, self.articles):
            cache.reload()
            behind = behind or cache.generation != generation
        if behind and not self._lock.is_locked:
            self._repair()

    def write(self) -> None:
        """Brings the stories and all caches up to date on disk; only for who holds the lock."""
        self.refresh()
        self._update_stories()
        self._update_words(self.words, records.chunk_entries)
        self._update_words(self.articles, records.article_entries)
        self.vectors.save()

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever others commit meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def _repair(self) -> None:
        """Writes caches that lag, unless a builder is at work and will."""
        try:
            with self._lock.acquire(blocking=False):
                self.write()
        except (Timeout, PermissionError):
            return

    def _update_stories(self) -> None:
        """Looks for copies anew, among all documents, where some have come or gone since the last time."""
        generation = schema.generation(self._connection)
        if schema.grouped(self._connection) == generation:
            return
        with schema.transaction(self._connection):
            rows = self._connection.execute(
                "SELECT key, story, outlet, shingles FROM documents JOIN signatures ON document = id"
            ).fetchall()
            found = stories({key: Signature(outlet, np.frombuffer(blob, "<u4")) for key, _, outlet, blob in rows})
            changed = [(found[key], key) for key, story, _, _ in rows if found[key] != story]
            self._connection.executemany("UPDATE documents SET story = ? WHERE key = ?", changed)
            schema.set_grouped(self._connection, generation)

    def _removed(self, since: int) -> NDArray[np.int64]:
        """The numbers of the chunks removed after a generation."""
        rows = self._connection.execute("SELECT chunk FROM removed WHERE generation > ?", (since,)).fetchall()
        return np.array(rows, np.int64).reshape(-1)

    def _added(self, since: int) -> NDArray[np.int64]:
        """The numbers of the chunks added after a generation, in ascending order."""
        rows = self._connection.execute("SELECT number FROM chunks WHERE generation > ? ORDER BY number", (since,))
        return np.array(rows.fetchall(), np.int64).reshape(-1)

    def _stored_vectors(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        if len(numbers) == 0:
            return np.zeros((0, self._dimension), np.float32)
        rows = self._connection.execute(
            "SELECT vector FROM vectors WHERE chunk BETWEEN ? AND ? ORDER BY chunk", (int(numbers[0]), int(numbers[-1]))
        )
        return np.frombuffer(b"".join(row[0] for row in rows), "<f4").reshape(len(numbers), -1).astype(np.float32)

    def _update_words(
        self, cache: WordCache, entries: Callable[[sqlite3.Connection, int], Iterator[WordEntry]]
    ) -> None:
        since, generation = cache.generation, schema.generation(self._connection)
        if since == generation:
            return
        if since == 0 or since > generation or len(self._removed(since)):
            cache.rebuild(entries(self._connection, 0), generation)
        else:
            cache.append(entries(self._connection, since), generation)
