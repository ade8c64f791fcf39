"""Plain text: the whole file as it stands."""

from __future__ import annotations

import re

from .article import Article
from .encoding import decode
from .html import read_html

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.I | re.S
)


def read_text(data: bytes) -> Article:
    """A text file as one article; a whole HTML page saved as text is read as HTML."""
    if _PAGE.match(data):
        return read_html(data)
    return Article(text=decode(data), first_line=1)
