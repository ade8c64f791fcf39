"""How an excerpt is cited, to be pasted elsewhere: as plain text and as Markdown."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

from rag import Excerpt

from .format import file_name, published_words, source_words
from .render import web_address

# What Markdown or one of its dialects reads: marks, formulas, attributes; what begins a list; and what makes bare
# addresses into links: "://", and a dot within a word (not within a figure).
_ACTIVE = re.compile(r"([\\`*_{}\[\]|~$^=#]|:(?=//)|/(?=/)|\.(?=\w)(?!(?<=\d\.)\d)|^[+-]|(?<=^\d)[.)])")
_NUMBERED = re.compile(r"^(\d{2,9})([.)])")
_OUTSIDE_AN_ADDRESS = re.compile(r"[\s<>\x00-\x1f\x7f]")


def plain(excerpt: Excerpt) -> str:
    """The excerpt word for word, with where it was published and where it stands."""
    address = web_address(excerpt.url)
    where = f"{described(excerpt)}, {address}" if address else described(excerpt)
    return f"“{excerpt.text}” — {where} ({_stretch(excerpt)} of {excerpt.document}, sha256 {excerpt.sha256[:8]}…)"


def markdown(excerpt: Excerpt) -> str:
    """The excerpt as a block quote, and below it where it was published; nothing of a document's becomes markup."""
    title = linked(_title(excerpt), excerpt.url)
    source, published = escaped(source_words(excerpt.source)), published_words(excerpt.published)
    return f"> {escaped(excerpt.text)}\n\n— {source}, {title}, {published}\n"


def described(excerpt: Excerpt) -> str:
    """Source, title and date of the excerpt's document."""
    return f"{one_line(source_words(excerpt.source))}, {_title(excerpt)}, {published_words(excerpt.published)}"


def place(excerpt: Excerpt) -> str:
    """Where the excerpt stands: its document's key, the characters, and the hash that they belong to."""
    return f"{one_line(excerpt.document)}, {_stretch(excerpt)}, sha256 {excerpt.sha256}"


def escaped(text: str) -> str:
    """Any text on one line of Markdown, with nothing in it that Markdown would read."""
    line = html.escape(one_line(text), quote=False)
    return _NUMBERED.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", line))


def linked(text: str, url: str | None) -> str:
    """Any text as Markdown, linked if its address is one that a link may have."""
    address = web_address(url)
    if address is None:
        return escaped(text)
    target = _OUTSIDE_AN_ADDRESS.sub(lambda found: quote(found[0]), address)
    return f"[{escaped(text)}](<{html.escape(target, quote=False)}>)"


def one_line(text: str) -> str:
    """A text's words, with one space between them."""
    return " ".join(text.split())


def _title(excerpt: Excerpt) -> str:
    if excerpt.title:
        return f"“{one_line(excerpt.title)}”"
    return one_line(file_name(excerpt.path or excerpt.document))


def _stretch(excerpt: Excerpt) -> str:
    return f"characters {excerpt.start}–{excerpt.end}"
