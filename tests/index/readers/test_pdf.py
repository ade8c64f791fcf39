from __future__ import annotations

import io
import logging

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from index.readers import UnreadableFileError
from index.readers.pdf import read_pdf

LIMIT = 1_000_000
BODY = ["The talks in Geneva", "The parties differ on", "Nobody expects that it"]


def pdf(pages: list[list[str]], title: str = "") -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    if title:
        made.set_title(title)
    for lines in pages:
        made.add_page()
        for line in lines:
            made.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["Talks."]]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_stay_as_they_are_broken() -> None:
    article = read_pdf(pdf([["The talks in", "Geneva resumed."], ["Then they ended."]]), LIMIT)
    assert article.text == "The talks in\nGeneva resumed.\n\nThen they ended."
    assert (article.title, article.dates, article.first_line) == (None, (), None)


def test_running_heads_stay_once_and_page_numbers_go() -> None:
    pages = [
        ["The Bugle, 14 March 2023", line, f"goes on {line[-2:]}", f"Page {n} of 3"] for n, line in enumerate(BODY, 1)
    ]
    assert read_pdf(pdf(pages), LIMIT).text.split("\n") == [
        "The Bugle, 14 March 2023",
        *(text for line in BODY for text in (line, f"goes on {line[-2:]}")),
    ]


def test_two_pages_are_too_few_to_tell_what_repeats() -> None:
    assert read_pdf(pdf([["Same.", "One."], ["Same.", "Two."]]), LIMIT).text.count("Same.") == 2


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks resume in Geneva", "Talks resume in Geneva"),
        ("Microsoft Word - talks final.doc", None),
        ("talks final.docx", None),
        ("talks_final v2", None),
        ("Untitled document", None),
        ("report", None),
    ],
)
def test_only_a_title_is_a_title(title: str, expected: str | None) -> None:
    assert read_pdf(pdf([["Talks."]], title), LIMIT).title == expected


def test_the_title_is_not_repeated() -> None:
    assert read_pdf(pdf([["Talks resume", "First."]], "Talks resume"), LIMIT).text == "First."


def test_an_encrypted_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="is encrypted"):
        read_pdf(encrypted("secret"), LIMIT)


def test_a_file_that_only_forbids_printing_is_read() -> None:
    assert read_pdf(encrypted(""), LIMIT).text == "Talks."


def test_a_scan_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"holds no text: a scan\?"):
        read_pdf(pdf([[], []]), LIMIT)


@pytest.mark.parametrize("data", [b"no PDF", b"%PDF-1.4\n%%EOF", pdf([["Talks."]])[:200]])
def test_a_broken_file_is_refused_in_words(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(UnreadableFileError, match=r"broken PDF|no text"):
        read_pdf(data, LIMIT)
    assert not caplog.records


def test_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="unpacks to more than the limit of 10 bytes"):
        read_pdf(pdf([["The talks in Geneva resumed."]]), 10)
