"""Word documents: paragraphs and table rows in the order of the body."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from .archive import check_zip
from .article import Article, UnreadableFileError
from .titles import squeezed, without_title

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # what holds an encrypted document, or one of Word 97
_TITLE_STYLES = ("Title", "Heading 1")
_NO_TITLE = "Word Document"  # python-docx's name for a document that has none
_NAMES = {"t": None, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MARKS = {qn(f"w:{name}"): text for name, text in _NAMES.items()}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# What was moved away or stands in a box beside the paragraph; its own properties hold no text.
_NOT_HERE = {qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")}
_NOT_HERE.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_INSIDE = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}


def read_docx(data: bytes, max_bytes: int) -> Article:
    """A .docx file as one article: paragraphs with blank lines between, the cells of a row on one line.

    A first paragraph in the style of a title is the title; the dates of the file are not read.
    """
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableFileError(
            "is encrypted: save it without its password" if encrypted else "is an old .doc file: save it as .docx"
        )
    check_zip(data, max_bytes)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document.element.body, document))
        title = squeezed(document.core_properties.title or "")
    except Exception as error:  # a broken package shows in KeyErrors, XML errors and others
        raise UnreadableFileError("is a broken Word document, or none at all") from error
    if blocks and blocks[0][0]:
        title, blocks = squeezed(blocks[0][1]), blocks[1:]
    kept = None if title in ("", _NO_TITLE) else title
    return Article(text=without_title("\n\n".join(text for _, text in blocks), kept), title=kept)


def _blocks(parent: Any, document: Document) -> Iterator[tuple[bool, str]]:  # noqa: ANN401 - lxml has no types
    """Each paragraph and table that holds text, and whether it is in the style of a title."""
    for element in parent:
        if element.tag == _PARAGRAPH:
            if text := _text(element).strip():
                style = Paragraph(element, document._body).style
                yield (style is not None and style.name in _TITLE_STYLES), text
        elif element.tag == _TABLE:
            if rows := [text for row in _own(element, _ROW) if (text := _row(row))]:
                yield False, "\n".join(rows)
        elif element.tag in _INSIDE:
            yield from _blocks(element, document)


def _own(parent: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table or the cells of a row, but not those of a table within."""
    return (element for element in parent.iter(tag) if next(element.iterancestors(parent.tag)) is parent)


def _row(row: Any) -> str:  # noqa: ANN401
    cells = (squeezed(" ".join(map(_text, cell.iter(_PARAGRAPH)))) for cell in _own(row, _CELL))
    return " | ".join(filter(None, cells))


def _text(element: Any) -> str:  # noqa: ANN401
    """The text of a paragraph with insertions accepted, deletions gone and hidden runs left out."""
    text = ""
    for part in element:
        if part.tag in _MARKS:
            text += _MARKS[part.tag] or part.text or ""
        elif part.tag not in _NOT_HERE and not _is_hidden(part):
            text += _text(part)
    return text


def _is_hidden(run: Any) -> bool:  # noqa: ANN401
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false", "off")
