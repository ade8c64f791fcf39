"""Files of many articles, one a row: JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from .article import Article, Stated, Unreadable, UnreadableFileError
from .encoding import decode
from .titles import squeezed, without_title

_ORIGIN = "row"
_TEXT = ("text", "body", "content")
_SHOWN = 20  # names of columns in a refusal
Read = list[Article | Unreadable]


def read_jsonl(data: bytes) -> Read:
    """The articles of a JSON lines file; a broken line is `Unreadable`, and the rest is read on."""
    # Only \n ends a row: JSON may hold U+2028 and the like as they are.
    lines = enumerate(decode(data).split("\n"), start=1)
    rows: Read = [_from_json(f"line {number}", line) for number, line in lines if line.strip()]
    if not rows:
        raise UnreadableFileError("holds no rows")
    return rows


def read_csv(data: bytes) -> Read:
    """The articles of a CSV file with a header, separated by commas, semicolons or tabs."""
    text = decode(data)
    # The default of 131,072 characters is shorter than long reads are; the setting is the module's own.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    header, delimiter = _header(text)
    rows = list(_csv_rows(text, header, delimiter))
    if not rows:
        raise UnreadableFileError("holds no rows")
    return rows


def _from_json(name: str, line: str) -> Article | Unreadable:
    try:
        row = json.loads(line)
    except RecursionError:
        return Unreadable(name, "is nested too deeply")
    except ValueError as error:
        return Unreadable(name, f"is not JSON: {getattr(error, 'msg', error)}")
    return _article(name, row) if isinstance(row, dict) else Unreadable(name, "is not a JSON object")


def _header(text: str) -> tuple[list[str], str]:
    """The columns, and the delimiter that makes a text column of them, or failing that the most columns."""
    best: tuple[list[str], str] = ([], ",")
    for delimiter in ",;\t":
        try:
            cells = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [cell.strip().casefold() for cell in cells]
        if any(name in _TEXT for name in names):
            return names, delimiter
        best = max(best, (names, delimiter), key=lambda found: len(found[0]))
    shown = ", ".join(name[:40] or "(no name)" for name in best[0][:_SHOWN]) or "none"
    raise UnreadableFileError(f"has no column for the text (text, body or content); its columns are: {shown}")


def _csv_rows(text: str, header: list[str], delimiter: str) -> Iterator[Article | Unreadable]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    next(reader)
    last = text.rstrip("\n").count("\n") + 1
    unclosed = text.count('"') % 2 == 1
    while True:
        start = reader.line_num + 1
        name = f"line {start}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Unreadable(name, f"is not CSV: {error}")
            continue
        if cells is None:
            return
        if not any(map(str.strip, cells)):
            continue
        if len(cells) > len(header):
            yield Unreadable(name, f"has {len(cells)} cells where the header has {len(header)}")
        elif unclosed and reader.line_num >= last > start:
            yield Unreadable(name, "has a quotation mark that is never closed: the rows after it are lost")
        else:
            yield _article(name, dict(zip(header, cells, strict=False)))


def _article(name: str, row: Mapping[str, object]) -> Article | Unreadable:
    fields = {key.strip().casefold(): value for key, value in row.items() if value not in (None, "")}
    text = _first(fields, *_TEXT)
    if text is None:
        return Unreadable(name, "has no text")
    title, source, date, key, url = (
        squeezed(_first(fields, *names) or "") or None
        for names in (
            ("title",),
            ("source", "publisher", "outlet"),
            ("date", "published_at", "published"),
            ("_id", "id"),
            ("url", "link"),
        )
    )
    return Article(
        text=without_title(text.replace("\r\n", "\n").replace("\r", "\n"), title),
        name=name,
        key=key,
        title=title,
        source=Stated(source, _ORIGIN) if source else None,
        dates=(Stated(date, _ORIGIN),) if date else (),
        url=url,
    )


def _first(fields: Mapping[str, object], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value)
    return None
