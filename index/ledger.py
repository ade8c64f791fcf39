"""Which files an index has read, which PATH brought them, and what was skipped."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from .scan import FoundFile
from .store import Skipped


@dataclass(frozen=True)
class FileState:
    """What tells whether a file has changed: bytes, nanoseconds since 1970, and the hash of its content.

    Taken before the file is read: a change amid the reading shows at the next build.
    """

    size: int
    modified: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> FileState:
        """The state of a file as it is now; raises OSError."""
        status = path.stat()
        with path.open("rb") as file:
            return cls(status.st_size, status.st_mtime_ns, hashlib.file_digest(file, "sha256").hexdigest())


class Ledger:
    """The tables of files in a local index. Writes belong inside a transaction of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def roots(self) -> list[str]:
        """The PATHs that have brought files."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT root FROM brought ORDER BY root")]

    def unchanged(self, file: FoundFile) -> bool:
        """Whether a file was read as it is now: by size and time, else by content."""
        row = self._connection.execute(
            "SELECT size, modified, sha256, metadata FROM files WHERE path = ?", (str(file.path),)
        ).fetchone()
        if row is None or row[3] != json.dumps(file.metadata, sort_keys=True):
            return False
        status = file.path.stat()
        same_time = bool((status.st_size, status.st_mtime_ns) == row[:2])
        return same_time or FileState.of(file.path).sha256 == str(row[2])

    def key_prefix(self, file: FoundFile) -> str:
        """The key under which a file was first read, else the one that it is found under."""
        row = self._connection.execute("SELECT key FROM files WHERE path = ?", (str(file.path),)).fetchone()
        return file.key if row is None else str(row[0])

    def bring(self, root: Path, files: list[FoundFile]) -> None:
        """Notes that a PATH brings exactly these files, and itself."""
        self._connection.execute("DELETE FROM brought WHERE root = ?", (str(root),))
        rows = [(str(root), path) for path in {str(root), *(str(file.path) for file in files)}]
        self._connection.executemany("INSERT INTO brought VALUES (?, ?)", rows)

    def leave(self, root: Path) -> None:
        """Notes that a PATH brings nothing any more."""
        self._connection.execute("DELETE FROM brought WHERE root = ?", (str(root),))

    def orphans(self) -> list[str]:
        """The files that no PATH brings any more."""
        rows = self._connection.execute(
            "SELECT path FROM files UNION SELECT path FROM documents UNION SELECT path FROM skipped "
            "EXCEPT SELECT path FROM brought ORDER BY path"
        )
        return [row[0] for row in rows]

    def note(self, file: FoundFile, state: FileState) -> None:
        """Notes that a file has been read in full, as it was in that state."""
        metadata = json.dumps(file.metadata, sort_keys=True)
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (str(file.path), self.key_prefix(file), state.size, state.modified, state.sha256, metadata),
        )

    def outdate(self, file: FoundFile) -> None:
        """Notes that what the index has of a file, if anything, may not be the file as it is."""
        self._connection.execute("UPDATE files SET size = -1, sha256 = '' WHERE path = ?", (str(file.path),))

    def forget(self, path: str) -> None:
        """Removes what is noted of a file."""
        self._connection.execute("DELETE FROM files WHERE path = ?", (path,))
        self.skip(path, [])

    def skip(self, path: str, skipped: list[Skipped]) -> None:
        """Notes what of a file (or a PATH) is not in the index, in place of what was noted before."""
        self._connection.execute("DELETE FROM skipped WHERE path = ?", (path,))
        rows = [(path, each.name, each.reason) for each in skipped]
        self._connection.executemany("INSERT INTO skipped VALUES (?, ?, ?)", rows)
