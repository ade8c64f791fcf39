from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.readers import UnreadableFileError
from index.readers.docx import read_docx

LIMIT = 1_000_000


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_rows_come_in_the_order_of_the_body() -> None:
    document = docx.Document()
    document.add_paragraph("")
    document.add_heading("Talks  resume", 1)
    document.add_paragraph("First.")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ["Party", "Seats", "A", ""], strict=True):
        cell.text = text
    document.add_paragraph("Last.")
    article = read_docx(saved(document), LIMIT)
    assert article.title == "Talks resume"
    assert article.text == "First.\n\nParty | Seats\nA\n\nLast."
    assert (article.dates, article.first_line) == ((), None)


@pytest.mark.parametrize("style", ["Title", "Heading 1"])
def test_only_a_first_paragraph_is_a_title(style: str) -> None:
    document = docx.Document()
    document.add_paragraph("First.")
    document.add_paragraph("Background", style)
    article = read_docx(saved(document), LIMIT)
    assert (article.title, article.text) == (None, "First.\n\nBackground")


def test_the_stated_title_is_taken_and_not_repeated() -> None:
    document = docx.Document()
    document.core_properties.title = "Talks resume"
    document.add_paragraph("Talks resume")
    document.add_paragraph("First.")
    article = read_docx(saved(document), LIMIT)
    assert (article.title, article.text) == ("Talks resume", "First.")


def test_changes_are_accepted_and_hidden_words_left_out() -> None:
    document = docx.Document()
    runs = (
        '<w:r><w:t xml:space="preserve">The </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:tab/><w:t>text</w:t></w:r><!-- x -->'
    )
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    boxed = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(boxed))
    assert read_docx(saved(document), LIMIT).text == "The new\ttext\n\nBoxed."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip", "is a broken zip file"),
        (saved(docx.Document())[:500], "is a broken zip file"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"WordDocument", "is an old .doc file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read_docx(data, LIMIT)


def test_a_zip_that_is_no_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(UnreadableFileError, match="is a broken Word document"):
        read_docx(out.getvalue(), LIMIT)


def test_a_document_that_unpacks_beyond_the_limit_is_refused() -> None:
    data = io.BytesIO(saved(docx.Document()))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.bin", b"\0" * 3_000_000)
    with pytest.raises(UnreadableFileError, match="unpacks to more than the limit of 1 MB"):
        read_docx(data.getvalue(), LIMIT)
