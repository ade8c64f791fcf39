from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import paragraph_spans, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("The ferry sails. The bridge is closed.", ["The ferry sails.", "The bridge is closed."]),
        ("Mr. Reed paid 3.5 million. He was glad.", ["Mr. Reed paid 3.5 million.", "He was glad."]),
        ("Dr. Ann Lee lives in the U.S. now.", ["Dr. Ann Lee lives in the U.S. now."]),
        ("Will it sail? “Yes!” It will.", ["Will it sail?", "“Yes!”", "It will."]),
        ("A line without an end\n\nAnother one", ["A line without an end", "Another one"]),
        ("  Spaces around.  \n\n\tTabs too.\t", ["Spaces around.", "Tabs too."]),
        ("No blank.Between these.", ["No blank.Between these."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


PIECES = [
    "The ferry sails",
    ". ",
    "Mr. ",
    "U.S. ",
    "?",
    "!” ",
    "\n",
    "\n\n",
    " ",
    "\t",
    "“",
    "3.5",
    "…",
    "\u2028",
    "\u00a0",
    "渡轮。",
    "é",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_spans_are_ordered_and_hold_everything_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
    assert not any("\n" in text[start:end] for start, end in spans)


@given(st.text())
def test_paragraphs_are_the_lines_that_hold_something(text: str) -> None:
    held = [line for line in text.split("\n") if line.strip()]
    assert [text[start:end] for start, end in paragraph_spans(text)] == held
