"""HTML of an opened article."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from hypothesis import given

from index import Document, Published
from page.panel import address, article
from rag.contract import Copy
from tests.page.answers import FERRY, FERRY_END, FERRY_START, Read, excerpt_of, passages

CITED = excerpt_of(FERRY, FERRY_START, FERRY_END)


@given(passages())
def test_the_marked_text_is_the_excerpt_and_the_whole_text_is_there(passage: tuple[Document, int, int]) -> None:
    document, start, end = passage
    page = Read(article(document, excerpt_of(document, start, end), (), 1))
    assert page.texts["mark"] == [document.text[start:end]]
    assert page.texts["text"] == [document.text]
    assert Read(article(document, None, (), 1)).texts["text"] == [document.text]


@given(passages())
def test_an_excerpts_address_names_it(passage: tuple[Document, int, int]) -> None:
    document, start, end = passage
    asked = parse_qs(address(excerpt_of(document, start, end)).removeprefix("?"), keep_blank_values=True)
    named = {"document": [document.key], "start": [str(start)], "end": [str(end)], "sha256": [document.sha256]}
    assert asked == named


def test_an_article_says_where_its_date_was_read_and_shows_no_folder() -> None:
    page = article(FERRY, CITED, (), 1)
    assert "date read from: the page&#x27;s metadata" in page
    assert 'href="https://courant.example/ferry?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"' in page
    without = article(replace(FERRY, url=None), CITED, (), 1)
    assert "/home/ann" not in Read(page).texts["document"][0] + Read(without).texts["document"][0]
    assert "ferry.txt" in without


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    page = Read(article(replace(FERRY, url="javascript:alert(1)"), CITED, (), 1))
    assert [value for name, value in page.attributes if name == "href"] == [address(CITED)]


def test_the_other_outlets_of_a_story_can_be_opened() -> None:
    copies = [Copy("x/1", "The Island Post", Published("2022-03-19", "day", "row")), Copy("x/2", None, None)]
    page = Read(article(FERRY, CITED, copies, 1))
    assert page.texts["open"] == ["The Island Post, 19 March 2022", "source not stated, undated"]
    assert ("data-document", "x/2") in page.attributes


def test_an_excerpt_can_be_copied_and_an_article_opened_by_itself_has_none() -> None:
    copied = [value or "" for name, value in Read(article(FERRY, CITED, (), 1)).attributes if name == "data-copy"]
    assert len(copied) == 2
    assert all("The Harbour Courant" in each and "18 March 2022" in each for each in copied)
    assert "take" not in Read(article(FERRY, None, (), 1)).texts
