"""What all parts of the page are made with: escaped text, marks, and the name at the top.

Everything that comes from a document or a person goes through `text`; nothing else may put it in a page.
"""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from rag import Excerpt

from . import format as words


def text(value: str) -> str:
    """Plain text as HTML that shows exactly it, also inside an attribute.

    A carriage return is written as a reference, since a parser would turn a bare one into a line feed.
    """
    return html.escape(value, quote=True).replace("\r", "&#13;")


def masthead(contents: str) -> str:
    """The name, and beneath it what is in the index."""
    return f'<header class="masthead"><h1>Dateline</h1><p class="quiet"><bdi>{text(contents)}</bdi></p></header>'


def place(document: str, start: int, end: int, sha256: str) -> str:
    """Attributes that name a passage for the page's scripts: itself, not its place in some list."""
    return f'data-document="{text(document)}" data-start="{start}" data-end="{end}" data-sha256="{text(sha256)}"'


def mark(number: int, excerpt: Excerpt) -> str:
    """The button that opens a cited passage."""
    where = place(excerpt.document, excerpt.start, excerpt.end, excerpt.sha256)
    label = text(words.citation_label(number, excerpt))
    return f'<button type="button" class="cite" {where} aria-label="{label}">[{number}]</button>'


def web_address(url: str | None) -> str | None:
    """The address if it is one that a link may have: http or https, with a host.

    One with a backslash is none: browsers and Python disagree on which host it names.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    named = parts.scheme in {"http", "https"} and parts.hostname and "\\" not in (url or "")
    return url if named else None
