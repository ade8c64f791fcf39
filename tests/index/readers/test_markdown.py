from __future__ import annotations

from index.readers import Stated
from index.readers.markdown import read_markdown

PAGE = """---
title: "Talks resume"
date: 2023-03-14
Published: 14 March 2023
publisher: The Wire
link: https://wire.example/1
tags: [a, b]
---

# Talks *resume*

First [word](http://x.example) ![picture](a.png)**bold**
second &amp; last.

> quoted `code`

3. three
- bullet <b>x</b>

| a | b |
|---|---|
| 1 | 2 |

<div>html <b>block</b></div>
<!-- for a machine -->

## Section
"""


def test_front_matter_states_the_fields_as_written() -> None:
    article = read_markdown(PAGE.encode())
    assert article.title == "Talks resume"
    assert article.source == Stated("The Wire", "front matter")
    assert article.dates == (Stated("2023-03-14", "front matter"), Stated("14 March 2023", "front matter"))
    assert article.url == "https://wire.example/1"


def test_marks_are_gone_and_lines_keep_their_numbers() -> None:
    article = read_markdown(PAGE.encode())
    lines = {number: line for number, line in enumerate(article.text.split("\n"), article.first_line or 0) if line}
    assert lines == {
        12: "First word bold",
        13: "second & last.",
        15: "quoted code",
        17: "3. three",
        18: "bullet x",
        20: "a | b",
        22: "1 | 2",
        24: "html block",
        27: "Section",
    }


def test_the_first_heading_is_the_title_and_not_text() -> None:
    article = read_markdown(b"14 March 2023\n\nTalks\n=====\n\nText.\n\n# Other\n")
    assert article.title == "Talks"
    assert article.text.split() == ["14", "March", "2023", "Text.", "Other"]
    assert article.first_line == 1


def test_a_heading_that_differs_from_the_title_stays() -> None:
    article = read_markdown(b"---\ntitle: Talks\n---\n# Background\nText.")
    assert (article.title, article.text, article.first_line) == ("Talks", "Background\nText.", 4)


def test_a_heading_far_down_is_no_title() -> None:
    article = read_markdown(b"One.\n\nTwo.\n\nThree.\n\n# Background\n\nFour.")
    assert article.title is None
    assert "Background" in article.text


def test_broken_front_matter_is_text() -> None:
    article = read_markdown(b"---\ntitle: [Talks\ndate: x: y\n---\nText *here*.")
    assert article.text == "---\ntitle: [Talks\ndate: x: y\n---\nText here."
    assert (article.title, article.dates, article.first_line) == (None, (), 1)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read_markdown(b"---\n\nText *here*.\n\n---\nMore.").text.split() == ["Text", "here.", "More."]


def test_fields_that_are_no_text_are_not_stated() -> None:
    article = read_markdown(b"---\ntitle:\nsource: [a, b]\ndate: {a: b}\n---\nText.")
    assert (article.title, article.source, article.dates) == (None, None, ())
