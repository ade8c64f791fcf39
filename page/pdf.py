"""A conversation to take away as PDF, from which every word can be copied again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, cast

import matplotlib
from fpdf import FPDF
from fpdf.bidi import BidiParagraph, auto_detect_base_direction
from fpdf.enums import Align, MethodReturnValue, TextDirection, XPos, YPos
from fpdf.fonts import TTFFont

from .citation import one_line, place
from .export import SOURCES, TITLE, Asked, address_words, made_words, parts, source_words, sources
from .render import web_address

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FACES = (
    ("serif", "", "DejaVuSerif.ttf"),
    ("serif", "B", "DejaVuSerif-Bold.ttf"),
    ("sans", "", "DejaVuSans.ttf"),
    ("sans", "B", "DejaVuSans-Bold.ttf"),
)
_BOXES = "LastResortHE-Regular.ttf"  # a box for each character of Unicode, with the name of its script
_POINT = 25.4 / 72  # mm
_TURNED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


class _Style(NamedTuple):
    """Font, its size in points, the space before a paragraph and its indent in mm, and the grey of its ink (0..255)."""

    family: str
    bold: str
    size: float
    before: float
    indent: float = 0
    ink: int = 0


_STYLES = {
    "title": _Style("serif", "B", 22, 0),
    "question": _Style("sans", "B", 12, 8),
    "lead": _Style("serif", "B", 15, 3),
    "refused": _Style("serif", "", 11, 3),
    "heading": _Style("sans", "B", 9, 4, ink=90),
    "quote": _Style("serif", "", 11, 4, 5),
    "byline": _Style("sans", "", 9, 1, 5),
    "aside": _Style("sans", "", 8, 0.5, 5, 90),
    "note": _Style("sans", "", 8, 2, 0, 90),
    "source": _Style("sans", "", 9, 3),
    "place": _Style("sans", "", 8, 0.5, 5, 90),
}


@dataclass(frozen=True)
class _Paragraph:
    style: str
    text: str
    link: str = ""


def as_pdf(turns: Sequence[Asked], made: datetime) -> bytes:
    """The conversation as PDF. A character that the fonts lack is a box, from which it can be copied all the same."""
    paragraphs = list(_paragraphs(turns, made))
    pdf = FPDF()
    pdf.alias_nb_pages("")  # or "{nb}" in a document would become the number of pages
    pdf.set_title(TITLE)
    pdf.set_lang("en")
    pdf.set_creation_date(made)
    _add_fonts(pdf, {char for paragraph in paragraphs for char in paragraph.text})
    pdf.set_margin(20)
    pdf.add_page()
    for paragraph in paragraphs:
        _write(pdf, paragraph)
    return bytes(pdf.output())


def _paragraphs(turns: Sequence[Asked], made: datetime) -> Iterator[_Paragraph]:
    yield _Paragraph("title", TITLE)
    yield _Paragraph("note", made_words(made))
    for part in parts(turns):
        mark = "" if part.number is None else f" [{part.number}]"
        yield _Paragraph(part.kind, one_line(part.text) + mark)
    yield _Paragraph("question", SOURCES)
    for number, excerpt in sources(turns):
        yield _Paragraph("source", f"[{number}] {source_words(excerpt)}")
        if address := address_words(excerpt):
            yield _Paragraph("place", one_line(address), web_address(excerpt.url) or "")
        yield _Paragraph("place", place(excerpt))


def _add_fonts(pdf: FPDF, needed: set[str]) -> None:
    for family, bold, file in _FACES:
        pdf.add_font(family, bold, _FONTS / file)
    fallback = ["sans"]
    missing = sorted(set(map(ord, needed)) - set(cast(TTFFont, pdf.fonts["sans"]).cmap))
    if missing:
        pdf.add_font("boxes", "", _FONTS / _BOXES, unicode_range=missing)
        fallback.append("boxes")
    pdf.set_fallback_fonts(fallback, exact_match=False)


def _write(pdf: FPDF, paragraph: _Paragraph) -> None:
    style = _STYLES[paragraph.style]
    height = 1.35 * style.size * _POINT
    pdf.set_font(style.family, style.bold, style.size)
    pdf.set_text_color(style.ink)
    if style.bold and pdf.will_page_break(30):  # no heading alone at the foot of a page
        pdf.add_page()
    pdf.ln(style.before)
    for line, align in _lines(pdf, paragraph.text, pdf.epw - style.indent):
        if pdf.will_page_break(height):
            pdf.add_page()
        pdf.text(0, 0, "")  # sets the font: fpdf2 itself fails to where a line begins with a fallback font's character
        pdf.set_x(pdf.l_margin + style.indent)
        pdf.cell(0, height, line, align=align, link=paragraph.link, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _lines(pdf: FPDF, text: str, width: float) -> list[tuple[str, Align]]:
    """The lines of a paragraph as they look on paper."""
    found = pdf.multi_cell(width, text=text, align=Align.L, dry_run=True, output=MethodReturnValue.LINES)
    lines = cast(list[str], found)
    if not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return [(line, Align.L) for line in lines]
    direction = auto_detect_base_direction(text)
    align = Align.R if direction == TextDirection.RTL else Align.L
    return [(_from_right_to_left(line, direction), align) for line in lines]


def _from_right_to_left(line: str, direction: TextDirection) -> str:
    """A line in the order that it is drawn in, with brackets turned around where it runs to the left."""
    drawn = BidiParagraph(line, base_direction=direction).get_reordered_characters()
    return "".join(each.character.translate(_TURNED) if each.embedding_level % 2 else each.character for each in drawn)
