"""Answers to try the page's parts with, and a reader of their HTML that sees it as a browser would."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import strategies as st

from index import Document, Published
from rag import Answer, Excerpt
from rag.answer import cut
from rag.contract import Searched, ShortAnswer, Understood

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script> ![a](http://b.example/c.png) $x^2$ ${d} {{e}} &amp;'
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
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
        if tag == "input":
            return
        name = dict(attrs).get("class") or tag
        self._open.append(name)
        self.texts.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open:
            self.texts[name][-1] += data


@st.composite
def passages(draw: st.DrawFn) -> tuple[Document, int, int]:
    """A document of any text with any title and address, and a stretch of it."""
    body = draw(PLAIN.filter(bool))
    start = draw(st.integers(0, len(body) - 1))
    end = draw(st.integers(start + 1, len(body)))
    return Document(draw(PLAIN), body, draw(PLAIN), draw(PLAIN), None, draw(PLAIN), draw(PLAIN)), start, end


def excerpt_of(document: Document, start: int, end: int, number: int | None = None) -> Excerpt:
    """A stretch of a document; its id tells its place, unless it is given a number."""
    name = f"e{start + 1 if number is None else number}"
    return replace(cut(document, start, end, name, 1.0), flags=document.flags)


def answered(*excerpts: Excerpt, short: ShortAnswer | None = None, question: str = "When?") -> Answer:
    """An answer of these excerpts."""
    return Answer(question, "answered", 0.9, None, Understood(), Searched(4, 0), short, excerpts)
