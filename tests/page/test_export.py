"""A conversation as Markdown, HTML and JSON: every word of it, and nothing that does anything."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from lxml import html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from page.export import Asked, as_html, as_json, as_markdown
from rag import Answer
from tests.page.asked import CONVERSATION, FERRY, HOSTILE, MADE, TEXTS, everywhere, excerpt, turn

MARKDOWN = MarkdownIt("commonmark", {"html": True})
TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "blockquote", "bdi", "a", "ol", "li"}
TOLD = [
    "Dateline",
    "Taken away on 30 June 2024, 09:05.",
    "When does the ferry sail?",
    "Read as: as of 1 April 2024.",
    "2 April [1]",
    "These disagree: [1] says “2 April”, [2] says “May”.",
    "The ferry sails again on 2 April. [1]",
    "Lee Courier, 18 March 2024",
    "also in: Isle Post",
    "No boat sails before May. [2]",
    "source not stated, undated",
    "from a social-media post",
    "Searched 38 articles; 3 articles without a full date left out.",
    "And the mail boat?",
    "Read as: “When does the mail boat sail?”.",
    "Not found. Some passages come near, but none answers the question clearly enough to be quoted.",
    "Nearest passages, which may not answer",
    "No boat sails before May. [2]",
    "source not stated, undated",
    "from a social-media post",
    "The mail boat is blue. [3]",
    "Lee Courier, 18 March 2024",
    "Searched 41 articles.",
    "Sources",
]


def parsed(page: str) -> HtmlElement:
    return html.document_fromstring(page.encode())


def rendered(markdown: str) -> HtmlElement:
    return html.fragment_fromstring(MARKDOWN.render(markdown), create_parent="main")


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def paragraphs(root: HtmlElement) -> list[str]:
    """What headings, quotes and paragraphs say, without the list of sources."""
    found = root.xpath(
        "//*[self::h1 or self::h2 or self::h3 or self::p or self::blockquote[not(p)]][not(ancestor::li)]"
    )
    return [words(each) for each in found]


def test_html_tells_all_of_it_in_order() -> None:
    assert paragraphs(parsed(as_html(CONVERSATION, MADE))) == TOLD


def test_markdown_tells_all_of_it_in_order() -> None:
    assert paragraphs(rendered(as_markdown(CONVERSATION, MADE))) == TOLD


def test_sources_are_listed_once_by_number() -> None:
    place = f"lee/ferry.txt, characters 0–33, sha256 {FERRY.sha256}"
    first = "Lee Courier, “Ferry sails again”, 18 March 2024 (date read from: the page's metadata)"
    address = "https://courier.example/ferry?a=1&b=2"
    listed = parsed(as_html(CONVERSATION, MADE)).xpath("//li")
    assert [each.get("value") for each in listed] == ["1", "2", "3"]
    assert [words(each) for each in listed[0]] == [first, address, place]
    assert [words(each) for each in listed[1]][:2] == ["source not stated, post.txt, undated", "post.txt"]
    shown = [words(each) for each in rendered(as_markdown(CONVERSATION, MADE)).xpath("//li")]
    assert shown[0] == f"[1] {first}, {address}, {place}"
    assert [each[:3] for each in shown] == ["[1]", "[2]", "[3]"]


def test_no_folder_of_the_machine_is_shown() -> None:
    assert "/home/ann" not in as_html(CONVERSATION, MADE) + as_markdown(CONVERSATION, MADE)


def test_marks_lead_to_their_sources() -> None:
    page = parsed(as_html(CONVERSATION, MADE))
    marks = [link for link in page.iter("a") if link.get("href").startswith("#")]
    assert {link.get("href").removeprefix("#") for link in marks} == set(page.xpath("//li/@id"))


def test_html_fetches_and_runs_nothing() -> None:
    page = parsed(as_html([everywhere(text) for text in HOSTILE], MADE))
    assert {each.tag for each in page.iter()} <= TAGS
    attributes = {name for each in page.iter() for name in each.attrib}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "href", "rel", "id", "value"}
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert not re.search(r"url\(|@import", page.xpath("string(//style)"))
    assert all(re.match(r"#source-\d+$|https://b\.example/", link.get("href")) for link in page.iter("a"))


@given(TEXTS)
def test_html_gives_an_excerpt_back_verbatim(text: str) -> None:
    page = parsed(as_html([turn(excerpt(text, title=text, source=text))], MADE))
    assert [each.text_content() for each in page.xpath("//blockquote/bdi")] == [text]
    assert {each.tag for each in page.iter()} <= TAGS


@given(TEXTS)
def test_markdown_gives_an_excerpts_words_back_and_no_markup(text: str) -> None:
    page = rendered(as_markdown([turn(excerpt(text, title=text, source=text, document=text, url=None))], MADE))
    assert [words(each) for each in page.iter("blockquote")] == [" ".join([*text.split(), "[1]"])]
    assert {each.tag for each in page.iter()} == {"main", "h1", "h2", "blockquote", "p", "ul", "li"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand_in_markdown(text: str) -> None:
    page = rendered(as_markdown([everywhere(text)], MADE))
    told = {"main", "h1", "h2", "h3", "blockquote", "p", "strong", "ul", "li"}
    assert {each.tag for each in page.iter()} <= told | {"a"}
    assert all(link.get("href").startswith("https://b.example/") for link in page.iter("a"))
    assert words(page).count(" ".join(text.split())) >= 10


def test_a_very_long_line_is_told_whole() -> None:
    text = "harbour " * 12_500 + "end"
    told = turn(excerpt(text))
    assert parsed(as_html([told], MADE)).xpath("string(//blockquote/bdi)") == text
    assert words(rendered(as_markdown([told], MADE)).xpath("blockquote")[0]) == f"{text} [1]"


def test_half_a_character_from_a_browser_can_be_written() -> None:
    asked = Asked("When \ud800 now", CONVERSATION[0].answer, CONVERSATION[0].numbers)
    for told in (as_html([asked], MADE), as_markdown([asked], MADE), as_json([asked], MADE)):
        assert "When ? now" in told.encode().decode()


def test_json_is_the_contracts() -> None:
    made = datetime(2024, 6, 30, 9, 5, tzinfo=UTC)
    told = json.loads(as_json(CONVERSATION, made))
    assert told["made"] == "2024-06-30T09:05:00+00:00"
    assert [each["typed"] for each in told["turns"]] == ["When  does the ferry sail?", "And the mail boat?"]
    assert told["turns"][1]["numbers"] == {"n1": 2, "n2": 3}
    assert [Answer.from_json(each["answer"]) for each in told["turns"]] == [each.answer for each in CONVERSATION]


def test_an_empty_conversation_is_no_error() -> None:
    assert as_markdown([], MADE).endswith("## Sources\n")
    assert json.loads(as_json([], MADE))["turns"] == []
    assert words(parsed(as_html([], MADE)).xpath("//h2")[0]) == "Sources"
