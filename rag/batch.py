"""Questions from a file, asked one after the other, and a table of what was answered."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from index import DatelineError
from index.readers import UnreadableFileError
from index.readers.encoding import decode

from .contract import Answer, Excerpt
from .engine import Engine
from .question import Options, well_formed

MOST_QUESTIONS = 1_000
MOST_BYTES = 1_000_000  # of a file of questions
_TEXT = ("question", "text")
_AS_OF = ("as_of", "asked_on")  # the second is that of a dataset's queries.jsonl
_KNOWN = {*_TEXT, *_AS_OF, "after", "before", "source"}
_SHOWN = 3  # excerpts that have columns in every table; there are more where an answer has more
_ANSWER = ("number", "question", "understood", "status", "reason", "confidence", "short_answer")
_EXCERPT = ("excerpt", "source", "date", "title", "document", "start", "end", "address")
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8

Fields = Mapping[str, object]
Place = tuple[str, Fields]  # where a row stands (`asked.csv, line 3`), and the row


@dataclass(frozen=True)
class Asking:
    """A question of a file, with the limits that its row sets; days are inclusive."""

    text: str
    as_of: date | None = None
    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """What came of a question, numbered from 1: an answer, or the sentence why it could not be asked."""

    number: int
    asking: Asking
    answer: Answer | None
    error: str = ""


def read_questions(name: str, data: bytes) -> list[Asking]:
    """The questions in a file: a line each (.txt), or a row each (.csv, .jsonl) with limits of its own.

    A table without a header that names a column `question` or `text` has its questions in the first
    column. Raises DatelineError, naming the line, for what cannot be read, and for too much.
    """
    if len(data) > MOST_BYTES:
        raise DatelineError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB: split it")
    read = {".txt": _lines, ".csv": _table, ".jsonl": _objects}.get(PurePath(name).suffix.lower())
    if read is None:
        raise DatelineError(f"{name} is no file of questions: give a .txt, a .csv or a .jsonl")
    try:
        asked = [_asking(where, fields) for where, fields in read(name, decode(data))]
    except UnreadableFileError as error:
        raise DatelineError(f"{name} {error}") from error
    if not asked:
        raise DatelineError(f"{name} holds no questions: write one a line")
    if len(asked) > MOST_QUESTIONS:
        raise DatelineError(f"{name} holds {len(asked):,} questions: ask at most {MOST_QUESTIONS:,} at a time")
    return asked


def answer_all(engine: Engine, asked: Sequence[Asking], options: Options) -> Iterator[Row]:
    """The rows, one at a time; limits of a row win over `options`. What cannot be asked does not stop the rest."""
    for number, asking in enumerate(asked, 1):
        limits = replace(
            options,
            as_of=asking.as_of or options.as_of,
            after=asking.after or options.after,
            before=asking.before or options.before,
            sources=asking.sources or options.sources,
        )
        try:
            yield Row(number, asking, engine.ask(asking.text, limits))
        except DatelineError as error:
            yield Row(number, asking, None, str(error))


def to_csv(rows: Iterable[Row]) -> str:
    """The rows as a table for spreadsheets: nothing in it is a formula, and texts keep their line ends."""
    rows = list(rows)
    most = max([_SHOWN, *(len(row.answer.excerpts) for row in rows if row.answer)])
    names = [f"{name}_{number}" for number in range(1, most + 1) for name in _EXCERPT]
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, [*_ANSWER, *names, "searched", "error"])
    table.writeheader()
    for row in rows:
        table.writerow({name: _inert(str(value)) for name, value in _cells(row).items()})
    return _BYTE_ORDER_MARK + written.getvalue()


def _lines(name: str, text: str) -> Iterator[Place]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{name}, line {number}", {"question": line}


def _objects(name: str, text: str) -> Iterator[Place]:
    for where, fields in _lines(name, text):
        try:
            row = json.loads(str(fields["question"]))
        except (ValueError, RecursionError) as error:
            raise DatelineError(f"{where} is not JSON: write an object a line") from error
        if not isinstance(row, dict):
            raise DatelineError(f'{where} is no object: write it like {{"question": "..."}}')
        yield where, row


def _table(name: str, text: str) -> Iterator[Place]:
    head = text.split("\n", 1)[0]
    delimiter = next((mark for mark in ",;\t" if _KNOWN & set(_names(head.replace('"', "").split(mark)))), ",")
    rows = list(_rows(name, text, delimiter))
    header = _names(rows[0][1]) if rows else []
    if _KNOWN & set(header):
        del rows[0]
    columns = header if set(_TEXT) & set(header) else ["question", *header[1:]]
    for where, cells in rows:
        if len(cells) > len(columns):
            raise DatelineError(f"{where} has more cells than the first line: put quotes around a text with a comma")
        yield where, dict(zip(columns, cells, strict=False))


def _rows(name: str, text: str, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """The rows that are not blank, by the line that they begin in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield f"{name}, line {start}", cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise DatelineError(f"{name}, line {start} is not CSV: {error}") from error


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


def _asking(where: str, fields: Fields) -> Asking:
    text = _first(fields, _TEXT)
    if not isinstance(text, str) or not text.strip():
        raise DatelineError(f"{where} has no question")
    return Asking(
        well_formed(text.strip()),
        as_of=_day(where, _first(fields, _AS_OF)),
        after=_day(where, fields.get("after")),
        before=_day(where, fields.get("before")),
        sources=_sources(where, fields.get("source")),
    )


def _day(where: str, value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(str(value).strip()).date()
    except ValueError:
        raise DatelineError(f"{where}: '{str(value)[:40]}' is not a day: write it as 2024-03-01") from None


def _sources(where: str, value: object) -> tuple[str, ...]:
    """The outlets in a cell, with semicolons between them, or in a list."""
    given = value.split(";") if isinstance(value, str) else value or []
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise DatelineError(f"{where}: its source is no name and no list of names")
    return tuple(well_formed(each.strip()) for each in given if each.strip())


def _first(fields: Fields, names: Iterable[str]) -> object:
    return next((fields[name] for name in names if fields.get(name)), None)


def _cells(row: Row) -> dict[str, object]:
    cells: dict[str, object] = {"number": row.number, "question": row.asking.text, "error": row.error}
    answer = row.answer
    if answer is None:
        return cells
    cells |= {
        "understood": answer.understood.in_words(),
        "status": answer.status,
        "reason": answer.reason or "",
        "confidence": round(answer.confidence, 4),
        "short_answer": answer.short_answer.text if answer.short_answer else "",
        "searched": answer.searched.documents,
    }
    for number, excerpt in enumerate(answer.excerpts, 1):
        cells |= {f"{name}_{number}": value for name, value in zip(_EXCERPT, _told(excerpt), strict=True)}
    return cells


def _told(excerpt: Excerpt) -> tuple[object, ...]:
    """An excerpt in the order of _EXCERPT."""
    published = excerpt.published.value if excerpt.published else ""
    return (
        excerpt.text, excerpt.source or "", published, excerpt.title or "",
        excerpt.document, excerpt.start, excerpt.end, excerpt.url or "",
    )  # fmt: skip


def _inert(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would take for a formula."""
    begun = next((char for char in cell if unicodedata.category(char)[0] not in "CZ"), " ")
    return f"'{cell}" if unicodedata.normalize("NFKC", begun)[0] in "=+-@" else cell
