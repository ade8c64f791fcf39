"""What a reader takes from a file, before it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """A value as the file states it, and where: `front matter`, `html meta`, `row`, `metadata.csv`."""

    value: str
    origin: str


@dataclass(frozen=True)
class Article:
    """Raw text, one paragraph or line of the file a line, and the fields stated around it.

    `name` is the file's name inside an archive, or the line of a row in a file of many articles
    (`line 12`); empty for a file that is one article. `key` is a row's `_id`. `first_line` is the
    number in the file of the text's first line, or None where lines of the file are not known
    (PDF, DOCX, rows).
    """

    text: str
    name: str = ""
    key: str | None = None
    title: str | None = None
    source: Stated | None = None
    dates: tuple[Stated, ...] = ()
    url: str | None = None
    first_line: int | None = None


@dataclass(frozen=True)
class Unreadable:
    """A part of a file that could not be read: `name` as in `Article`, and the reason in words."""

    name: str
    reason: str


class UnreadableFileError(Exception):
    """A file that cannot be read; the message is the reason, without the file's name."""
