from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from index.readers.html_meta import Head, read_head

LONG = "The talks in Geneva resumed on Tuesday after a break of three weeks, an envoy said in a statement."


def head(inside: str = "", body: str = "") -> Head:
    page = document_fromstring(f"<html><head>{inside}</head><body>{body}</body></html>")
    return read_head(page, page)


def dates(inside: str = "", body: str = "") -> list[str]:
    found = head(inside, body).dates
    assert {stated.origin for stated in found} <= {"html meta"}
    return [stated.value for stated in found]


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | fields)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_titles_come_in_order_of_trust() -> None:
    stated = [meta("og:title", "One"), ld(headline="Two"), "<title>Three</title>"]
    assert [head("".join(stated[start:]), "<h1>Four</h1>").title for start in range(4)] == [
        "One",
        "Two",
        "Three",
        "Four",
    ]


def test_a_title_is_not_that_of_a_drawing() -> None:
    assert head("", "<svg><title>Menu</title></svg><h1>Talks</h1>").title == "Talks"


@pytest.mark.parametrize("site", [meta("og:site_name", "The Bugle"), ld(publisher={"name": "the bugle"})])
def test_the_sites_name_is_cut_off_the_title(site: str) -> None:
    assert head(f"<title>Talks resume | The Bugle</title>{site}").title == "Talks resume"


def test_sources_come_in_order_of_trust() -> None:
    stated = [ld(publisher={"name": "A"}), meta("og:site_name", "B"), meta("application-name", "C")]
    stated += [meta("publisher", "https://facebook.example/d"), meta("DC.publisher", "E")]
    sources = [head("".join(stated[start:])).source for start in range(6)]
    assert [source and source.value for source in sources] == ["A", "B", "C", "E", "E", None]


def test_dates_come_in_order_of_trust_as_written_and_once() -> None:
    inside = meta("pubdate", "7") + meta("article:published_time", "2") + meta("date", "6") + ld(datePublished="1")
    body = '<span itemprop="datePublished" content="3">x</span><h1>T</h1><time datetime="9">x</time>'
    body += '<time pubdate datetime="8">x</time>'
    assert dates(inside + meta("publish-date", "2"), body) == ["1", "2", "3", "6", "7", "8", "9"]


@pytest.mark.parametrize(
    "inside",
    [
        ld(dateModified="2024-01-01"),
        meta("article:modified_time", "2024-01-01"),
        meta("og:updated_time", "2024-01-01"),
        meta("last-modified", "2024-01-01"),
        '<meta itemprop="dateModified" content="2024-01-01">',
    ],
)
def test_a_date_of_change_is_no_date(inside: str) -> None:
    assert dates(inside) == []


def test_an_items_date_belongs_to_the_story_only() -> None:
    comment = '<div itemscope itemtype="http://schema.org/Comment"><i itemprop="datePublished">2</i></div>'
    story = (
        '<div itemscope itemtype="http://schema.org/NewsArticle"><i itemprop="datePublished dateCreated">1</i></div>'
    )
    assert dates("", comment + story) == ["1"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"<article><time datetime=1>x</time><h1>T</h1><p>By X</p><time datetime=2>y</time><p>{LONG}</p></article>",
            ["1", "2"],
        ),
        (f"<article><h1>T</h1><p>{LONG}</p><time datetime=1>x</time></article>", []),
        ("<time datetime=1>today</time><div><h1>T</h1><time datetime=2>x</time></div>", ["2"]),
        ("<article><h1>T</h1><span>Updated</span> <time datetime=1>x</time></article>", []),
        ("<article><h1>T</h1>Last modified: <time datetime=1>x</time></article>", []),
        ("<article><h1>T</h1><time class=updated datetime=1>x</time></article>", []),
        ("<article><h1>T</h1><aside><time datetime=1>x</time></aside></article>", []),
        ("<article><h1>T</h1><time>14 March 2023</time></article>", ["14 March 2023"]),
        ("<article><h1>T</h1><time>2 hours ago</time></article>", []),
        ("<article><h1>T</h1><time datetime='2023-03-14'>14 March</time></article>", ["2023-03-14"]),
        ("<article><h1>T</h1><p class=date>14 March 2023</p></article>", []),
        ("<time datetime=1>x</time><p>No headline.</p>", []),
    ],
)
def test_times_count_around_the_headline_only(body: str, expected: list[str]) -> None:
    assert dates("", body) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<link rel='canonical' href=' https://x.example/1 '>", "https://x.example/1"),
        ("<link rel='canonical' href='/1'>" + meta("og:url", "http://x.example/2"), "http://x.example/2"),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
        ("", None),
    ],
)
def test_the_address_is_of_the_web(inside: str, expected: str | None) -> None:
    assert head(inside).url == expected
