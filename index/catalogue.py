"""What a filter needs to know of every chunk, in memory: dates and outlets as arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .document import Chunk
from .store import UNDATED, Filter


class Catalogue:
    """The documents' days and outlets, and which chunk belongs to which document."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT id, first, last, outlet, key FROM documents ORDER BY id").fetchall()
        self._ids = np.array([row[0] for row in rows], np.int64)
        self._dated = np.array([row[1] is not None for row in rows], bool)
        self._first = np.array([UNDATED[0] if row[1] is None else row[1] for row in rows], np.int64)
        self._last = np.array([UNDATED[1] if row[2] is None else row[2] for row in rows], np.int64)
        self._codes: dict[str, int] = {}  # of the outlets, "" for a source that is not stated
        self._outlets = np.array([self._codes.setdefault(row[3] or "", len(self._codes)) for row in rows], np.int64)
        self._keys = {row[0]: row[4] for row in rows}
        self._rows = {row[4]: number for number, row in enumerate(rows)}
        chunks = connection.execute("SELECT number, document, start, end FROM chunks ORDER BY number").fetchall()
        table = np.array(chunks, np.int64).reshape(-1, 4)
        self._numbers = table[:, 0]
        self._documents = np.searchsorted(self._ids, table[:, 1])  # ascends: a document's chunks are numbered in a row
        self._starts = np.searchsorted(self._documents, np.arange(len(rows) + 1))  # a row's chunks begin and end
        self._spans = table[:, 2:]

    def allowed(self, where: Filter) -> NDArray[np.int64] | None:
        """The numbers of the chunks that pass; None where all do."""
        if where == Filter():
            return None
        return self._numbers[(self._by_name(where) & self._by_date(where))[self._documents]]

    def numbers(self, where: Filter) -> NDArray[np.int64]:
        """The numbers in the store of the documents that pass."""
        return self._ids[self._by_name(where) & self._by_date(where)]

    def passing(self, keys: Sequence[str], where: Filter) -> set[str]:
        """Those of some documents that pass."""
        passing = self._by_name(where) & self._by_date(where)
        return {key for key in keys if key in self._rows and passing[self._rows[key]]}

    def key(self, number: int) -> str | None:
        """The key of a document by its number in the store; None for one that is gone."""
        return self._keys.get(number)

    def found(self, numbers: Sequence[int]) -> list[Chunk | None]:
        """Chunks by their numbers; None for one that is gone."""
        if not len(self._numbers):
            return [None] * len(numbers)
        places = np.searchsorted(self._numbers, numbers).clip(max=len(self._numbers) - 1)
        keys = [self._keys[number] for number in self._ids[self._documents[places]].tolist()]
        there = (self._numbers[places] == numbers).tolist()
        spans = self._spans[places].tolist()
        return [Chunk(key, *span) if known else None for known, key, span in zip(there, keys, spans, strict=True)]

    def chunks(self, key: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of a document's chunks and their offsets, shape (n, 2); none for an unknown key."""
        row = self._rows.get(key)
        own = slice(0) if row is None else slice(self._starts[row], self._starts[row + 1])
        return self._numbers[own], self._spans[own]

    def count(self, where: Filter) -> tuple[int, int]:
        """How many documents pass, and how many only their missing date keeps out."""
        by_name = self._by_name(where)
        left_out = int((by_name & ~self._dated).sum()) if where.dated else 0
        return int((by_name & self._by_date(where)).sum()), left_out

    def _by_name(self, where: Filter) -> NDArray[np.bool_]:
        passing = np.ones(len(self._ids), bool)
        if where.sources:
            passing &= np.isin(self._outlets, self._known(where.sources, self._codes))
        if where.not_sources:
            passing &= ~np.isin(self._outlets, self._known(where.not_sources, self._codes))
        if where.documents:
            listed = np.zeros(len(self._ids), bool)
            listed[self._known(where.documents, self._rows)] = True
            passing &= listed
        passing[self._known(where.not_documents, self._rows)] = False
        return passing

    @staticmethod
    def _known(names: Iterable[str], numbers: dict[str, int]) -> list[int]:
        return [numbers[name] for name in names if name in numbers]

    def _by_date(self, where: Filter) -> NDArray[np.bool_]:
        passing = np.ones(len(self._ids), bool)
        if where.after:
            passing &= self._first >= where.after.toordinal()
        if where.before:
            passing &= self._last <= where.before.toordinal()
        return passing
