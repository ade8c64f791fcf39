"""Words from documents show as they are, and do nothing."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eval.report.markdown import quoted, shown, table

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
BEGINNINGS = st.sampled_from(["", "- ", "1. ", "# ", "> ", "    ", "![x](y)", "<b>", "`", "**", "|", "~~", "---", "+ "])


@given(BEGINNINGS, st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40))
def test_what_is_quoted_renders_as_itself(beginning: str, text: str) -> None:
    said = " ".join((beginning + text).split())
    rendered = MARKDOWN.render(quoted(beginning + text))
    inner = rendered.removeprefix("<p>").removesuffix("</p>\n")
    assert re.findall(r"<[^>]*>", inner) == []
    assert html.unescape(inner) == said


@pytest.mark.parametrize("text", ["see https://example.org/a", "www.example.org", "ann@example.org"])
def test_no_address_becomes_a_link(text: str) -> None:
    linking = MarkdownIt("gfm-like")
    assert "<a" in linking.render(text)
    assert "<a" not in linking.render(quoted(text))


def test_long_text_is_cut() -> None:
    assert quoted("x" * 50, 10) == "x" * 9 + "…"
    assert quoted("one\n\ntwo") == "one two"


def test_a_bar_stays_in_its_cell() -> None:
    assert table(("a", "b"), [("x|y", "z")]) == "| a | b |\n| --- | --- |\n| x\\|y | z |"


def test_values() -> None:
    assert (shown(None), shown(0.12345), shown(1)) == ("-", "0.123", "1.000")
