"""HTML of answers and documents, read back with a parser as a browser would."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document, Published
from page import render
from rag.contract import Answer, Copy, Excerpt, Searched, ShortAnswer, Understood

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script> ![a](http://b.example/c.png) $x^2$ ${d} {{e}} &amp;'
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
TAGS = set(re.findall(r"\w+", "article header button h2 h3 bdi p ul ol li div mark a section span strong"))


class Read(HTMLParser):
    """What a page holds: its tags, its attributes, and the text by class, or by tag where there is none."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        name = dict(attrs).get("class") or tag
        self._open.append(name)
        self.texts.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open:
            self.texts[name][-1] += data


def excerpt_of(document: Document, start: int, end: int, number: int = 1) -> Excerpt:
    return Excerpt(
        id=f"e{number}",
        text=document.text[start:end],
        document=document.key,
        title=document.title,
        source=document.source,
        published=document.published,
        path=document.path,
        url=document.url,
        start=start,
        end=end,
        sha256=document.sha256,
        score=1.0,
        flags=document.flags,
    )


def answered(*excerpts: Excerpt, short: ShortAnswer | None = None) -> Answer:
    return Answer("When?", "answered", 0.9, None, Understood(), Searched(4, 0), short, excerpts)


FERRY = Document(
    "news/ferry.txt",
    "The storm passed. The ferry resumes on 2 April. The quay is new.",
    "Ferry resumes",
    "The Harbour Courant",
    Published("2022-03-18", "day", "html meta"),
    "/home/ann/news/ferry.txt",
    "https://courant.example/ferry?a=1&b=2",
)
FERRY_START, FERRY_END = 18, 47


@st.composite
def passages(draw: st.DrawFn) -> tuple[Document, int, int]:
    body = draw(PLAIN.filter(bool))
    start = draw(st.integers(0, len(body) - 1))
    end = draw(st.integers(start + 1, len(body)))
    return Document(draw(PLAIN), body, draw(PLAIN), draw(PLAIN), None, draw(PLAIN), draw(PLAIN)), start, end


@given(passages())
def test_the_marked_text_is_the_excerpt_and_the_whole_text_is_there(passage: tuple[Document, int, int]) -> None:
    document, start, end = passage
    page = Read(render.document(document, start, end, 1))
    assert page.texts["mark"] == [document.text[start:end]]
    assert page.texts["text"] == [document.text]
    assert set(page.tags) <= TAGS


@given(passages(), PLAIN)
def test_an_answer_quotes_verbatim_and_its_mark_names_the_passage(
    passage: tuple[Document, int, int], question: str
) -> None:
    document, start, end = passage
    excerpt = replace(excerpt_of(document, start, end), also_in=(Copy(document.text, document.text, None),))
    page = Read(render.turn(question, answered(excerpt)))
    assert page.texts["quote"] == [excerpt.text]
    assert dict(page.attributes)["data-document"] == document.key
    assert set(page.tags) <= TAGS


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    document = Document(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Published("2022", "year", HOSTILE), HOSTILE, HOSTILE)
    excerpt = replace(
        excerpt_of(document, 0, len(HOSTILE)), flags=(HOSTILE,), also_in=(Copy("k", HOSTILE, None),), id=HOSTILE
    )
    answer = answered(excerpt, short=ShortAnswer(HOSTILE, HOSTILE, 0, len(HOSTILE)))
    absent = Answer(
        HOSTILE, "not_found", 0, "source_absent", Understood(sources=(HOSTILE,)), Searched(0, 0), near_misses=(excerpt,)
    )
    pages = [
        render.document(document, 0, 3, 1),
        render.turn(HOSTILE, answer),
        render.turn(HOSTILE, absent),
        render.refused(HOSTILE, HOSTILE),
        render.talk((), (HOSTILE,)),
        render.masthead(HOSTILE),
    ]
    for page in map(Read, pages):
        assert set(page.tags) <= TAGS | {"h1"}
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert any(HOSTILE in found for found in chain(*page.texts.values()))


def test_an_answer_shows_source_and_date_and_where_else_it_ran() -> None:
    first = replace(excerpt_of(FERRY, FERRY_START, FERRY_END), also_in=(Copy("x", "The Island Post", None),))
    second = excerpt_of(Document("post.txt", "No boat yet.", flags=("post",)), 0, 12, number=2)
    page = Read(render.turn("When?", answered(first, second, short=ShortAnswer("2 April", "e1", 39, 46))))
    assert page.texts["lead"] == ["2 April [1]"]
    assert page.texts["quote"] == ["The ferry resumes on 2 April.", "No boat yet."]
    assert page.texts["cite"] == ["[1]", "[1]", "[2]"]
    assert page.texts["byline"] == [
        "The Harbour Courant, 18 March 2022also in: The Island Post",
        "source not stated, undatedfrom a social-media post",
    ]
    assert ("aria-label", "Open passage 1: The Harbour Courant, 18 March 2022") in page.attributes


def test_not_found_says_why_and_offers_what_came_near() -> None:
    near = excerpt_of(FERRY, 0, 17)
    answer = Answer("?", "not_found", 0.1, "outside_dates", Understood(), Searched(38, 3), near_misses=(near,))
    shown = re.sub(r"<[^>]+>", " ", render.turn("?", answer))
    assert "Not found." in shown
    assert "Nothing published within the dates asked for" in shown
    assert "Nearest passages, which may not answer" in shown
    assert "Searched 38 articles; 3 articles without a full date left out." in shown
    assert 'data-start="0" data-end="17"' in render.turn("?", answer)


def test_a_document_says_where_its_date_was_read_and_shows_no_folder() -> None:
    page = render.document(FERRY, FERRY_START, FERRY_END, 1)
    assert "date read from: the page&#x27;s metadata" in page
    assert 'href="https://courant.example/ferry?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"' in page
    without = render.document(replace(FERRY, url=None), FERRY_START, FERRY_END, 1)
    assert "/home/ann" not in page + without
    assert "ferry.txt" in without


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//host.example/x",
        "http:",
        "https://a.example\\@b.example",
        "http://[::1",
    ],
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert render.web_address(url) is None
    assert "<a " not in render.document(replace(FERRY, url=url), 0, 3, 1)
