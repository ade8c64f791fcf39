"""Which files a PATH brings to an index, and under which keys."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .articles import METADATA
from .errors import DatelineError
from .readers import UnreadableFileError
from .readers.encoding import decode
from .store import Skipped

_CORPUS = ("corpus.jsonl", "corpus.jsonl.gz", "corpus")
_QUERIES = ("queries.jsonl", "queries.jsonl.gz")


@dataclass(frozen=True)
class FoundFile:
    """A file to read: `key` is its path relative to the folder given; `metadata` its row, if any."""

    path: Path
    key: str
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scan:
    """The files that a PATH holds, in order of their keys, and what in it is not read."""

    files: list[FoundFile]
    skipped: list[Skipped]


def existing(path: Path) -> Path:
    """The path with nothing relative in it; raises DatelineError if there is nothing at it."""
    if not path.exists():
        raise DatelineError(f"there is no file or folder at {path}")
    return path.resolve()


def scan(root: Path, leave_out: Path) -> Scan:
    """Lists a file or a folder; `leave_out` (the index) and hidden files are passed over.

    A file in the index's folder that is given itself has its key relative to that folder. Of a dataset
    folder (questions beside a corpus) only the corpus. Links are not followed: one that leads out of
    the folder is refused, what another one leads to is read where it is.
    """
    root = existing(root)
    if root.is_file():
        home = leave_out if root.is_relative_to(leave_out) else root.parent
        return Scan([FoundFile(root, root.relative_to(home).as_posix())], [])
    base = _corpus_of(root)
    if base.is_file():
        return Scan([FoundFile(base, base.name)], [])
    skipped: list[Skipped] = []
    paths = sorted(_walk(base, leave_out, skipped), key=lambda path: path.relative_to(base).as_posix())
    metadata: dict[Path, dict[str, str]] = {}
    for path in paths:
        if path.name == METADATA:
            metadata.update(_read_metadata(path, base, skipped))
    files = [
        FoundFile(path, path.relative_to(base).as_posix(), metadata.get(path, {}))
        for path in paths
        if path.name != METADATA
    ]
    return Scan(files, skipped)


def _corpus_of(folder: Path) -> Path:
    if not any((folder / name).is_file() for name in _QUERIES):
        return folder
    return next((folder / name for name in _CORPUS if (folder / name).exists()), folder)


def _walk(base: Path, leave_out: Path, skipped: list[Skipped]) -> Iterator[Path]:
    for folder, folders, names in os.walk(base):
        here = Path(folder)
        for name in sorted([*folders, *names]):
            path = here / name
            if path.is_symlink():
                inside = path.resolve().is_relative_to(base.resolve())
                reason = "a link to what is read where it is" if inside else "a link that leaves the folder given"
                skipped.append(Skipped(path.relative_to(base).as_posix(), reason))
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not (here / name).is_symlink() and (here / name).resolve() != leave_out
        ]
        for name in names:
            path = here / name
            if name.startswith(".") or path.is_symlink():
                continue
            if path.is_file():
                yield path
            else:
                skipped.append(Skipped(path.relative_to(base).as_posix(), "not a regular file"))


def _read_metadata(path: Path, base: Path, skipped: list[Skipped]) -> dict[Path, dict[str, str]]:
    """The rows of a `metadata.csv` by the file that they are about; a row about no file is skipped by name."""
    name = path.relative_to(base).as_posix()
    rows: dict[Path, dict[str, str]] = {}
    try:
        reader = csv.DictReader(io.StringIO(decode(path.read_bytes())))
        if "file" not in (reader.fieldnames or []):
            skipped.append(Skipped(name, "has no column 'file': the columns are file, title, source, date, url"))
            return {}
        for row in reader:
            about = Path(os.path.normpath(path.parent / (row["file"] or "").strip()))
            if not (_is_file(about) and about.is_relative_to(base)):
                skipped.append(Skipped(f"{name}:{reader.line_num}", f"there is no file '{row['file']}'"))
                continue
            rows[about] = {
                column: row[column].strip() for column in ("title", "source", "date", "url") if row.get(column)
            }
    except (UnreadableFileError, csv.Error, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        skipped.append(Skipped(name, reason or str(error)))
    return rows


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # no file has so long a name
        return False
