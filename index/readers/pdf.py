"""PDF: the text of its pages, without their running heads."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from .article import Article, UnreadableFileError
from .limits import in_words
from .titles import squeezed, without_title

# It logs every small fault of a file that it reads all the same.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_EDGE = 3  # lines at the top and at the bottom of a page that may be furniture
_PAGES = 3  # fewer pages than this repeat nothing reliably
_NO_TITLE = re.compile(
    r"Microsoft \w+ - |untitled|\S+\.[A-Za-z]\w{1,4}$|https?:|[^\s]*_|.*\.(?:docx?|pdf|rtf|indd|qxd|odt|html?)$", re.I
)


def read_pdf(data: bytes, max_bytes: int) -> Article:
    """A PDF as one article, its lines as they are broken on the pages.

    A running head stays once, at the very top, where it may state the outlet and the day. The file's
    dates of creation and change say nothing of publication, and are not read.
    """
    pages, title = _open(data, max_bytes)
    text = _joined(_without_furniture([_lines(page) for page in pages]))
    if not text.strip():
        raise UnreadableFileError("holds no text: a scan?")
    return Article(text=without_title(text, title), title=title)


def _open(data: bytes, max_bytes: int) -> tuple[list[str], str | None]:
    try:
        # An owner's password alone forbids printing, not reading: pypdf tries the empty password.
        reader = PdfReader(io.BytesIO(data))
        pages, size = [], 0
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > max_bytes:
                raise UnreadableFileError(f"unpacks to more than the limit of {in_words(max_bytes)}")
        return pages, _title(reader)
    except UnreadableFileError:
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableFileError("is encrypted: save it without its password") from error
    except Exception as error:  # pypdf: "broken PDF files might cause other Exceptions"
        raise UnreadableFileError("is a broken PDF, or none at all") from error


def _title(reader: PdfReader) -> str | None:
    title = squeezed(str(reader.metadata.get("/Title") or "")) if reader.metadata else ""
    return title if " " in title and not _NO_TITLE.match(title) else None


def _lines(page: str) -> list[str]:
    lines = [line.rstrip() for line in page.replace("\r", "\n").split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", squeezed(line)).casefold()


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    if len(pages) < _PAGES:
        return pages
    tops, bottoms = (
        Counter(shape for page in pages for shape in set(map(_shape, edge(page)))) for edge in (_top, _end)
    )
    kept = []
    for number, page in enumerate(pages):
        start, end = 0, len(page)
        while start < min(_EDGE, end) and 2 * tops[_shape(page[start])] > len(pages):
            start += 1
        while end > max(start, len(page) - _EDGE) and 2 * bottoms[_shape(page[end - 1])] > len(pages):
            end -= 1
        head = [line for line in page[:start] if re.search(r"[^\W\d_]{3}", line)] if number == 0 else []
        kept.append(head + page[start:end])
    return kept


def _top(page: list[str]) -> list[str]:
    return page[:_EDGE]


def _end(page: list[str]) -> list[str]:
    return page[-_EDGE:]


def _joined(pages: list[list[str]]) -> str:
    text = ""
    for page in filter(None, pages):
        # A sentence may run on over the page; after a full stop the next page begins a paragraph.
        gap = "\n\n" if re.search(r"[.!?…][\"'”’»)]*$", text) else "\n"
        text += (gap if text else "") + "\n".join(page)
    return text
