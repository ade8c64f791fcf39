"""Articles to documents: cleaned text, and what the article or `metadata.csv` states about it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from .clean import clean
from .dateline import find_published, find_source
from .document import Document
from .readers import Article, Stated

METADATA = "metadata.csv"


def to_document(article: Article, key: str, path: str, metadata: Mapping[str, str]) -> Document:
    """Cleans an article and reads its source and date.

    `metadata` is the file's row in `metadata.csv` (title, source, date, url; absent where empty),
    which wins over what the article states.
    """
    source = find_source(article, _stated(metadata, "source"))
    cleaned = clean(article.text, metadata.get("title") or article.title, article.title is None, source)
    published, flags = find_published(article, _stated(metadata, "date"))
    return Document(
        key=key,
        text=cleaned.text,
        title=cleaned.title,
        source=source,
        published=published,
        path=path,
        url=_web_address(metadata.get("url") or article.url),
        flags=tuple(dict.fromkeys([*flags, *(mark.flag for mark in cleaned.marks)])),
        marks=cleaned.marks,
    )


def _stated(metadata: Mapping[str, str], field: str) -> Stated | None:
    return Stated(metadata[field], METADATA) if metadata.get(field) else None


def _web_address(url: str | None) -> str | None:
    """The address if it is one of the web's: anything else is not to be followed from a page."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
