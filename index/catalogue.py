"""What a filter needs to know of every chunk, in memory: dates and outlets as arrays."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .store import UNDATED, Filter

_ALL = slice(None)


class Catalogue:
    """The documents' days and outlets, and which chunk belongs to which document."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT id, first, last, outlet, key FROM documents ORDER BY id").fetchall()
        self._ids = np.array([row[0] for row in rows], np.int64)
        self._dated = np.array([row[1] is not None for row in rows], bool)
        self._first = np.array([UNDATED[0] if row[1] is None else row[1] for row in rows], np.int64)
        self._last = np.array([UNDATED[1] if row[2] is None else row[2] for row in rows], np.int64)
        self._outlets = np.array([row[3] or "" for row in rows], dtype=object)
        self._keys = np.array([row[4] for row in rows], dtype=object)
        pairs = connection.execute("SELECT number, document FROM chunks ORDER BY number").fetchall()
        self._numbers = np.array([pair[0] for pair in pairs], np.int64)
        self._documents = np.searchsorted(self._ids, np.array([pair[1] for pair in pairs], np.int64))

    def allowed(self, where: Filter) -> NDArray[np.int64] | None:
        """The numbers of the chunks that pass; None where all do."""
        if where == Filter():
            return None
        passing = self._by_name(where) & self._by_date(where)
        return self._numbers[passing[self._documents]]

    def passing(self, ids: Sequence[int], where: Filter) -> set[int]:
        """Those of some few documents that pass."""
        rows = np.flatnonzero(np.isin(self._ids, ids))
        return set(self._ids[rows[self._by_name(where, rows) & self._by_date(where)[rows]]].tolist())

    def count(self, where: Filter) -> tuple[int, int]:
        """How many documents pass, and how many only their missing date keeps out."""
        by_name = self._by_name(where)
        left_out = int((by_name & ~self._dated).sum()) if where.dated else 0
        return int((by_name & self._by_date(where)).sum()), left_out

    def _by_name(self, where: Filter, rows: NDArray[np.int64] | slice = _ALL) -> NDArray[np.bool_]:
        outlets, keys = self._outlets[rows], self._keys[rows]
        passing = np.ones(len(keys), bool)
        if where.sources:
            passing &= np.isin(outlets.astype(str), sorted(where.sources))
        if where.not_sources:
            passing &= ~np.isin(outlets.astype(str), sorted(where.not_sources))
        if where.not_documents:
            passing &= ~np.isin(keys.astype(str), sorted(where.not_documents))
        return passing

    def _by_date(self, where: Filter) -> NDArray[np.bool_]:
        passing = np.ones(len(self._ids), bool)
        if where.after:
            passing &= self._first >= where.after.toordinal()
        if where.before:
            passing &= self._last <= where.before.toordinal()
        return passing
