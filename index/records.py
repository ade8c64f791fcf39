"""Documents and counts as rows of the SQLite file, and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from .document import Document, Mark, Precision, Published
from .schema import Identity
from .store import Heading, Skipped, Stats
from .words import WordEntry

LEAD = 600  # characters of an article's lead: the first two or three sentences

SELECT_DOCUMENT = """
SELECT key, title, source, value, precision, origin, path, url, flags, marks, text FROM documents WHERE key = ?
"""


def fingerprint(document: Document) -> str:
    """What tells whether a document has changed: the hash of all that is kept of it."""
    return hashlib.sha256(json.dumps(asdict(document), sort_keys=True).encode()).hexdigest()


def document_row(document: Document) -> tuple[object, ...]:
    """The values of `INSERT_DOCUMENT`."""
    published = document.published
    days = published.interval() if published else None
    return (
        document.key,
        document.title,
        document.source,
        document.source.casefold() if document.source else None,
        *((published.value, published.precision, published.origin) if published else (None, None, None)),
        *((day.toordinal() for day in days) if days else (None, None)),
        document.path,
        document.url,
        json.dumps(document.flags),
        json.dumps([(mark.start, mark.end, mark.flag) for mark in document.marks]),
        fingerprint(document),
        document.key,  # a story of its own, until its copies are looked for
        document.text,
    )


def read_document(row: tuple[Any, ...]) -> Document:
    """The document of a row of `SELECT_DOCUMENT`."""
    key, title, source, value, precision, origin, path, url, flags, marks, text = row
    return Document(
        key=key,
        text=text,
        title=title,
        source=source,
        published=read_published(value, precision, origin),
        path=path,
        url=url,
        flags=tuple(json.loads(flags)),
        marks=tuple(Mark(*mark) for mark in json.loads(marks)),
    )


def read_published(value: str | None, precision: Precision, origin: str) -> Published | None:
    """The stated date of three columns; None where there is none."""
    return None if value is None else Published(value, precision, origin)


def read_stats(connection: sqlite3.Connection, identity: Identity) -> Stats:
    """Counts what an index holds."""
    rows = connection.execute(
        "SELECT key, source, precision, first, last, flags, story FROM documents ORDER BY key"
    ).fetchall()
    chunks = connection.execute("SELECT count(*) FROM chunks").fetchone()[0]
    skipped = connection.execute("SELECT name, reason FROM skipped ORDER BY name").fetchall()
    sources: dict[str, int] = defaultdict(int)
    flagged: dict[str, list[str]] = defaultdict(list)
    for key, source, _, _, _, flags, _ in rows:
        sources[source or ""] += 1
        for flag in json.loads(flags):
            flagged[flag].append(key)
    not_stated = sources.pop("", 0)
    return Stats(
        documents=len(rows),
        chunks=chunks,
        sources=dict(sorted(sources.items())),
        source_not_stated=not_stated,
        first=min((date.fromordinal(row[3]) for row in rows if row[3]), default=None),
        last=max((date.fromordinal(row[4]) for row in rows if row[4]), default=None),
        undated=sum(row[2] is None for row in rows),
        flagged=dict(flagged),
        skipped=[Skipped(*row) for row in skipped],
        model=identity.model,
        dimension=identity.dimension,
        precision=identity.precision,
        stories=len({row[6] for row in rows}),
    )


def read_headings(connection: sqlite3.Connection, numbers: Sequence[int], limit: int, offset: int) -> list[Heading]:
    """Some of the documents of these numbers in the store, newest first; without a full date last."""
    rows = connection.execute(
        "SELECT key, title, source, flags, length(text), value, precision, origin FROM documents JOIN "
        "(SELECT id AS number FROM documents WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY first DESC, value DESC, key LIMIT ? OFFSET ?) ON id = number ORDER BY first DESC, value DESC, key",
        (json.dumps(numbers), limit, offset),
    )
    return [
        Heading(key, title, source, read_published(*published), tuple(json.loads(flags)), length)
        for key, title, source, flags, length, *published in rows
    ]


def read_months(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Counts the documents that have a full date by source and month, or year where no month is stated."""
    rows = connection.execute(
        "SELECT coalesce(source, ''), substr(value, 1, 7) AS month, count(*) FROM documents "
        "WHERE first IS NOT NULL GROUP BY 1, 2"
    )
    return {(source, month): number for source, month, number in rows}


def chunk_entries(connection: sqlite3.Connection, since: int) -> Iterator[WordEntry]:
    """What is searched of the chunks added after a generation; titles and sources count for every chunk."""
    rows = connection.execute(
        "SELECT number, key, substr(text, start + 1, end - start), coalesce(title, ''), coalesce(source, ''), "
        "first, last FROM chunks JOIN documents ON documents.id = chunks.document "
        "WHERE generation > ? ORDER BY number",
        (since,),
    )
    return (WordEntry(*row) for row in rows)


def article_entries(connection: sqlite3.Connection, since: int) -> Iterator[WordEntry]:
    """What is searched of the articles added after a generation: each whole, and its lead."""
    rows = connection.execute(
        "SELECT id, key, coalesce(title, '') || char(10) || text, "
        "coalesce(title, '') || char(10) || substr(text, 1, ?), coalesce(source, ''), first, last FROM documents "
        "WHERE id IN (SELECT document FROM chunks WHERE generation > ?) ORDER BY id",
        (LEAD, since),
    )
    return (WordEntry(*row) for row in rows)
