"""The SQLite file of a local index: its tables, which kind of index it is, and how often it has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from . import chunk
from .embed import Precision
from .errors import DatelineError

FORMAT = "2"  # goes up when what is read, cut or kept from the same files would be different
_FILE = "index.sqlite"
JUDGEMENTS, UPLOADS = "judgements.sqlite", "uploads"  # beside an index's own files
KEPT = (JUDGEMENTS, UPLOADS)  # what people put into its folder: no build brings it back
_AGAIN = f"delete all in that folder but {' and '.join(KEPT)}, and build it again"
_WAIT = 60.0  # seconds that a statement waits for another process's transaction

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE files (path TEXT PRIMARY KEY, key TEXT, size INTEGER, modified INTEGER, sha256 TEXT, metadata TEXT);
CREATE TABLE brought (root TEXT, path TEXT, PRIMARY KEY (root, path));
CREATE TABLE skipped (path TEXT, name TEXT, reason TEXT);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, title TEXT, source TEXT, outlet TEXT,
    value TEXT, precision TEXT, origin TEXT, first INTEGER, last INTEGER, path TEXT, url TEXT,
    flags TEXT, marks TEXT, fingerprint TEXT, story TEXT, text TEXT);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER, start INTEGER, end INTEGER, generation INTEGER);
CREATE TABLE vectors (chunk INTEGER PRIMARY KEY, vector BLOB);
CREATE TABLE signatures (document INTEGER PRIMARY KEY, shingles BLOB);
CREATE TABLE removed (chunk INTEGER, generation INTEGER);
CREATE INDEX documents_by_path ON documents (path);
CREATE INDEX documents_by_story ON documents (story);
CREATE INDEX documents_by_filter ON documents (id, first, last, outlet);
CREATE INDEX chunks_by_document ON chunks (document);
CREATE INDEX chunks_by_generation ON chunks (generation);
CREATE INDEX removed_by_generation ON removed (generation);
"""

INSERT_DOCUMENT = """
INSERT INTO documents (key, title, source, outlet, value, precision, origin, first, last, path, url, flags, marks,
    fingerprint, story, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True)
class Identity:
    """What an index was made with. One opened with something else would compare what cannot be compared."""

    model: str
    dimension: int
    precision: Precision = "float32"
    chunking: str = f"{chunk.ENCODING}/{chunk.TARGET}"


def exists(folder: Path) -> bool:
    """Whether a folder holds an index."""
    return (folder / _FILE).is_file()


def connect(folder: Path) -> sqlite3.Connection:
    """Opens an index's SQLite file; raises DatelineError where there is none."""
    if not exists(folder):
        raise DatelineError(
            f"there is no index at {folder}: make one with 'python -m index build PATH --index {folder}'"
        )
    return _connect(folder)


def create(folder: Path, identity: Identity) -> sqlite3.Connection:
    """Opens an index's SQLite file, made with these tables if it is new."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatelineError(f"the index folder {folder} cannot be made: {error.strerror}") from error
    connection = _connect(folder)
    connection.execute("BEGIN EXCLUSIVE")  # two processes may start at once
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        values = {
            "format": FORMAT,
            "generation": "1",
            "grouped": "1",
            **{name: str(value) for name, value in vars(identity).items()},
        }
        connection.executemany("INSERT INTO meta VALUES (?, ?)", values.items())
    connection.execute("COMMIT")
    return connection


def read_identity(connection: sqlite3.Connection, folder: Path, model: str | None) -> Identity:
    """What the index was made with; raises DatelineError if this program or `model` differs."""
    try:
        meta = dict(connection.execute("SELECT name, value FROM meta"))
    except sqlite3.DatabaseError as error:
        raise DatelineError(f"the index at {folder} is broken ({error}): {_AGAIN}") from error
    again = f"build a new one with another --index, or {_AGAIN}"
    if meta.get("format") != FORMAT:
        raise DatelineError(
            f"the index at {folder} has format {meta.get('format')}, this Dateline reads {FORMAT}: {again}"
        )
    identity = Identity(meta["model"], int(meta["dimension"]), cast(Precision, meta["precision"]), meta["chunking"])
    if model is not None and model != identity.model:
        raise DatelineError(f"the index at {folder} was made with the model '{identity.model}', not '{model}': {again}")
    if identity.chunking != Identity.chunking:
        raise DatelineError(f"the index at {folder} was cut by {identity.chunking}, not {Identity.chunking}: {again}")
    return identity


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: all that is written inside, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def generation(connection: sqlite3.Connection) -> int:
    """How often documents have changed: one higher with each change."""
    return _number(connection, "generation")


def next_generation(connection: sqlite3.Connection) -> int:
    """Counts a change of documents, and gives its generation; inside a transaction."""
    connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")
    return generation(connection)


def grouped(connection: sqlite3.Connection) -> int:
    """The generation whose documents were last compared, to find copies."""
    return _number(connection, "grouped")


def set_grouped(connection: sqlite3.Connection, generation: int) -> None:
    """Notes that the documents of a generation were compared; inside a transaction."""
    connection.execute("UPDATE meta SET value = ? WHERE name = 'grouped'", (str(generation),))


def _number(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])


def _connect(folder: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(folder / _FILE, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, a crash loses no consistency
    except sqlite3.OperationalError as error:  # it is whole, as far as is known
        advice = "close what else uses it, and see that you may write in that folder"
        raise DatelineError(f"the index at {folder} cannot be opened ({error}): {advice}") from error
    except sqlite3.Error as error:
        raise DatelineError(f"the index at {folder} cannot be opened ({error}): {_AGAIN}") from error
    return connection
