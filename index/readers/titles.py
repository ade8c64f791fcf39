"""What is title and what is not: site names behind it, and its repetition in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATED = re.compile(r"\s+(?:[|–—·•»:]|-|::)\s+")


def without_site(title: str, sites: Iterable[str | None]) -> str:
    """Cut ` | Site` or ` - Site` off the end of a title, where Site is one of the names given."""
    names = {squeezed(site).casefold() for site in sites if site}
    last = max(_SEPARATED.finditer(title), key=re.Match.start, default=None)
    if last and squeezed(title[last.end() :]).casefold() in names:
        return title[: last.start()].rstrip() or title
    return title


def without_title(text: str, title: str | None) -> str:
    """Drop the text's first line, and the blank lines after it, where it only repeats the title."""
    first, _, rest = text.lstrip("\n").partition("\n")
    if title and rest.strip() and squeezed(first).casefold() == squeezed(title).casefold():
        return rest.lstrip("\n")
    return text


def squeezed(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())
