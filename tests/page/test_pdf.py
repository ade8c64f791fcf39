"""A conversation as PDF: its words can be copied out again, whatever script they are in."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from page.export import Asked
from page.pdf import as_pdf
from tests.page.asked import CONVERSATION, HOSTILE, MADE, everywhere, excerpt, turn

# Letters, what only the sans font has, what no font here has, and what has no width or no look at all.
MIXED = st.text(
    st.sampled_from("ab é“”\u0142\u0444\u2192\U0001f600\u4e2d\u6587\U00013000\u0e01\ufffd\u200d\ufe0f\u0007 ")
)


def read(turns: list[Asked]) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(turns, MADE)))


def words(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def letters(text: str) -> str:
    return "".join(text.split())


def links(document: PdfReader) -> set[str]:
    return {note["/A"]["/URI"] for page in document.pages for note in page.get("/Annots", [])}


def test_it_tells_all_of_it_with_numbers_and_sources() -> None:
    told = words(read(CONVERSATION))
    for line in (
        "Taken away on 30 June 2024, 09:05.",
        "2 April [1]",
        "These disagree: [1] says “2 April”, [2] says “May”.",
        "The ferry sails again on 2 April. [1] Lee Courier, 18 March 2024 also in: Isle Post",
        "Not found. Some passages come near",
        "Nearest passages, which may not answer No boat sails before May. [2]",
        "Sources [1] Lee Courier, “Ferry sails again”, 18 March 2024 (date read from: the page's metadata) "
        "https://courier.example/ferry?a=1&b=2 lee/ferry.txt, characters 0–33, sha256",
    ):
        assert line in told
    assert "/home/ann" not in told


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_printed_as_they_are(text: str) -> None:
    document = read([everywhere(text)])
    assert letters(words(document)).count(letters(text)) >= 10
    assert all(address.startswith("https://b.example/") for address in links(document))


def test_only_web_addresses_are_links() -> None:
    assert links(read(CONVERSATION)) == {"https://courier.example/ferry?a=1&b=2"}
    assert links(read([turn(excerpt("Words.", url="javascript:alert(1)"))])) == set()


@settings(max_examples=10)
@given(MIXED, MIXED)
def test_words_of_any_script_can_be_copied(first: str, second: str) -> None:
    text = f"x{first * 9}y {second * 9}z"
    assert letters(f"{text} [1]") in letters(words(read([turn(excerpt(text, title=text))])))


def test_each_line_is_in_its_own_font_also_behind_a_page_break() -> None:
    text = "\U0001f600 ab " * 3_000
    document = read([turn(excerpt(text))])
    assert len(document.pages) > 2
    assert letters(text) in letters(words(document))


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم", "The sign says שלום (twice) in 1998."])
def test_words_from_right_to_left_are_drawn_so(text: str) -> None:
    told = words(read([turn(excerpt(text))]))
    assert all(word in told for word in text.replace("(", " ").replace(")", " ").split())


@settings(max_examples=10)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert read([everywhere(text)]).pages


@pytest.mark.parametrize("text", ["harbour " * 12_500, "x" * 100_000])
def test_a_very_long_line_is_printed_whole(text: str) -> None:
    assert letters(text) in letters(words(read([turn(excerpt(text))])))
