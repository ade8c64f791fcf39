"""An excerpt to paste elsewhere: word for word, and nothing but words."""

from __future__ import annotations

import pytest
from hypothesis import given
from lxml import html
from markdown_it import MarkdownIt

from page import citation
from tests.page.asked import FERRY, HOSTILE, LATER, TEXTS, excerpt

PLAINEST = MarkdownIt("commonmark", {"html": True})
RICHEST = MarkdownIt("gfm-like", {"html": True, "linkify": True})


def test_plain_text_says_who_when_and_where() -> None:
    assert citation.plain(FERRY) == (
        "“The ferry sails again on 2 April.” — Lee Courier, “Ferry sails again”, 18 March 2024, "
        "https://courier.example/ferry?a=1&b=2 "
        f"(characters 0–33 of lee/ferry.txt, sha256 {FERRY.sha256[:8]}…)"
    )
    assert citation.plain(LATER).startswith(
        "“No boat sails before May.” — source not stated, post.txt, undated (characters 0–25 of post.txt, "
    )


def test_markdown_quotes_and_links_the_title() -> None:
    assert citation.markdown(FERRY) == (
        "> The ferry sails again on 2 April.\n\n"
        "— Lee Courier, [“Ferry sails again”](<https://courier.example/ferry?a=1&amp;b=2>), 18 March 2024\n"
    )
    assert "](" not in citation.markdown(LATER)


@given(TEXTS)
def test_plain_text_is_verbatim(text: str) -> None:
    assert citation.plain(excerpt(text)).startswith(f"“{text}” — ")


@given(TEXTS)
def test_markdown_renders_as_the_excerpts_words_and_no_markup(text: str) -> None:
    assert_only_words(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    assert_only_words(text)


def assert_only_words(text: str) -> None:
    words = " ".join(text.split())
    for reader in (PLAINEST, RICHEST):
        cited = excerpt(text, title=text, source=text, url=None)
        page = html.fragment_fromstring(reader.render(citation.markdown(cited)), create_parent="main")
        assert [each.text_content() for each in page.xpath("blockquote/p")] == [words]
        assert [each.text_content() for each in page.xpath("p")] == [f"— {words}, “{words}”, 18 March 2024"]
        assert {each.tag for each in page.iter()} == {"main", "blockquote", "p"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_leads_to_its_own_address_and_nowhere_else(text: str) -> None:
    cited = excerpt("Words.", title=text, url=f"https://b.example/{text}")
    page = html.fragment_fromstring(PLAINEST.render(citation.markdown(cited)), create_parent="main")
    (link,) = page.iter("a") if "\\" not in text else [None]
    assert link is None or link.get("href").startswith("https://b.example/")
    assert {each.tag for each in page.iter()} <= {"main", "blockquote", "p", "a"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//b.example", "https://a.example\\@b.example"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert "<a" not in PLAINEST.render(citation.markdown(excerpt("Words.", url=url)))
    assert url not in citation.plain(excerpt("Words.", url=url))
