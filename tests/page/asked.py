"""Invented turns of a conversation, and words from documents that try to be more than words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import strategies as st

from index import Document, Published
from page.export import Asked
from rag.contract import Answer, Copy, Disagreement, Excerpt, Searched, ShortAnswer, Stated, Understood

MADE = datetime(2024, 6, 30, 9, 5)
HOSTILE = [
    '"><script>alert(1)</script><img src=x onerror=alert(2)>',
    "![look](https://b.example/c.png) [here](javascript:alert(1)) [1]: https://b.example <https://b.example>",
    "`code` **bold** _lean_ ~~gone~~ | a | b | $x^2$ ==seen== {.big} &lt; &#60; \\*",
    "# Head",
    "- item",
    "12) item",
    "> quote",
    "---",
    "    indented",
    "see https://example.org/x, www.example.org, example.org, //example.org, 127.0.0.1 and ann@example.org",
    '=HYPERLINK("https://b.example","open")',
    "{nb} of the boats",
    "one\n\n<b>two</b>\r\n\tthree",
]
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=60)
TEXTS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["", *HOSTILE]), WORDS),
    st.text("ab.:/@#*_`[]()<>!|~\\ \n-+=1", max_size=40),
).filter(str.strip)


def excerpt(text: str, name: str = "e1", **changed: object) -> Excerpt:
    """A whole document of the Lee Courier as an excerpt, with other values where they are given."""
    document = Document("lee/ferry.txt", text)
    made = Excerpt(
        id=name,
        text=text,
        document=document.key,
        title="Ferry sails again",
        source="Lee Courier",
        published=Published("2024-03-18", "day", "html meta"),
        path="/home/ann/news/lee/ferry.txt",
        url="https://courier.example/ferry?a=1&b=2",
        start=0,
        end=len(text),
        sha256=document.sha256,
        score=1.0,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def turn(*excerpts: Excerpt, typed: str = "When does the ferry sail?") -> Asked:
    """A turn that cites excerpts, numbered from 1."""
    answer = Answer(typed, "answered", 0.9, None, Understood(), Searched(4, 0), None, excerpts)
    return Asked(typed, answer, {each.id: number for number, each in enumerate(excerpts, 1)})


def everywhere(text: str) -> Asked:
    """A turn with a text wherever a document or a person can put one."""
    cited = excerpt(
        text, title=text, source=text, document=text, path=text, url=f"https://b.example/{text}", flags=(text,),
        published=Published("2024", "year", text), also_in=(Copy("k", text, None),),
    )  # fmt: skip
    near = replace(cited, id="n1", url=text)
    stated = Stated("e1", text, 0, len(text))
    answer = Answer(
        text, "not_found", 0.1, "source_absent", Understood(sources=(text,)), Searched(4, 1),
        ShortAnswer(text, "e1", 0, len(text)), (cited,), (near,),
        disagreements=(Disagreement("name", stated, stated),),
    )  # fmt: skip
    return Asked(text, answer, {"e1": 1, "n1": 2})


FERRY = excerpt("The ferry sails again on 2 April.", also_in=(Copy("x", "Isle Post", None),))
LATER = excerpt(
    "No boat sails before May.", "e2", document="post.txt", title=None, source=None, published=None, url=None,
    path="/home/ann/post.txt", flags=("post",),
)  # fmt: skip
CONVERSATION = [
    Asked(
        "When  does the ferry sail?",
        Answer(
            "When does the ferry sail?", "answered", 0.9, None, Understood(as_of=date(2024, 4, 1)), Searched(38, 3),
            ShortAnswer("2 April", "e1", 25, 32), (FERRY, LATER),
            disagreements=(Disagreement("number", Stated("e1", "2 April", 25, 32), Stated("e2", "May", 21, 24)),),
        ),
        {"e1": 1, "e2": 2},
    ),
    Asked(
        "And the mail boat?",
        Answer(
            "When does the mail boat sail?", "not_found", 0.1, "low_confidence", Understood(), Searched(41, 0),
            near_misses=(replace(LATER, id="n1"), excerpt("The mail boat is blue.", "n2", document="mail.txt")),
        ),
        {"n1": 2, "n2": 3},
    ),
]  # fmt: skip
