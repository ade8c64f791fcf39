"""What an index is made of: documents, the dates they state, and their chunks."""

from __future__ import annotations

import calendar
import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["minute", "day", "month", "year", "month-day"]

# Flags: what a reader of an excerpt must know about the document or the passage it comes from.
MACHINE_NOTE = "machine-note"  # holds a note to or by a machine, which is never quoted
POST = "post"  # a social-media post pasted into the document
AMBIGUOUS_DATE = "ambiguous-date"  # 03/04/2024: March or April; only the year is taken
IMPLAUSIBLE_DATE = "implausible-date"  # 0001-01-01, or a day that has not come yet
UNREADABLE_DATE = "unreadable-date"  # a date field that holds no date


@dataclass(frozen=True)
class Published:
    """When a document says that it was published: stated in it, never guessed.

    `value` is `2025-08-20T17:40`, `2025-08-20`, `2025-08`, `2025` or, with no year stated, `--07-04`;
    `precision` says which of these; `origin` where it was read: `metadata.csv`, `front matter`,
    `html meta`, `row`, `text line 3` (of the raw file) or `url`.
    """

    value: str
    precision: Precision
    origin: str

    def interval(self) -> tuple[date, date] | None:
        """The first and the last day that the statement allows; None where no year is stated."""
        if self.precision == "month-day":
            return None
        year, month, day = (*map(int, self.value[:10].split("-")), 0, 0)[:3]
        if month == 0:
            return date(year, 1, 1), date(year, 12, 31)
        if day == 0:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)


@dataclass(frozen=True)
class Mark:
    """A stretch `[start, end)` of a document's text that is not plain news, and why (a flag)."""

    start: int
    end: int
    flag: str


@dataclass(frozen=True)
class Document:
    """One article as it was read: cleaned text, and what it states of its source and date.

    `key` is unique in an index: a dataset row's `_id`, else the file's path relative to the folder
    given. `source` and `published` are None where the document does not state them.
    """

    key: str
    text: str
    title: str | None = None
    source: str | None = None
    published: Published | None = None
    path: str | None = None
    url: str | None = None
    flags: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that its date allows; None where it states none, or no year."""
        return self.published.interval() if self.published else None

    def flags_at(self, start: int, end: int) -> set[str]:
        """The flags of the marks that the stretch `[start, end)` of its text touches."""
        return {mark.flag for mark in self.marks if mark.start < end and start < mark.end}

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Chunk:
    """Whole sentences of a document: `document.text[start:end]`, small enough for the embedder."""

    document: str
    start: int
    end: int
