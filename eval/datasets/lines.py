"""Files of one record a line, plain or gzipped: a broken line is named, and the rest is read on."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index import DatelineError, Document

Row = dict[str, Any]


def read_bytes(path: Path) -> bytes:
    """What a file holds, unpacked, without a byte order mark; raises DatelineError for one that cannot be read."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise DatelineError(f"{path} cannot be read: {error}") from error
    return data.removeprefix(b"\xef\xbb\xbf")


def read_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The lines that are not blank, each under its name (`queries.jsonl:3`); raises DatelineError for a broken file."""
    for number, line in enumerate(read_bytes(path).split(b"\n"), 1):
        if line.strip():
            yield f"{path.name}:{number}", line


def read_rows(path: Path, faults: list[str]) -> Iterator[tuple[str, Row]]:
    """The objects of a JSON lines file under the names of their lines; what is none goes to `faults`."""
    for name, line in read_lines(path):
        try:
            row = json.loads(line)
            json.dumps(row, ensure_ascii=False).encode()  # half a character (a lone surrogate) fits in no file
        except (ValueError, RecursionError):
            faults.append(f"{name}: is not JSON in UTF-8")
            continue
        if isinstance(row, dict):
            yield name, row
        else:
            faults.append(f"{name}: is not a JSON object")


def article_row(document: Document) -> Row:
    """A document of an index as a row of a dataset's corpus."""
    return {
        "_id": document.key,
        "title": document.title,
        "text": document.text,
        "source": document.source,
        "date": document.published.value if document.published else None,
    }
