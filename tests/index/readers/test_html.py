from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import UnreadableFileError
from index.readers.html import read_html

ONE = "The talks in Geneva resumed on Tuesday after a break of three weeks, the envoy’s office said in a statement."
TWO = "Both sides have agreed on an agenda, but not on who should chair the meetings, diplomats said on Monday."
THREE = "The meetings will go on until Friday at the earliest, and nobody expects them to end with an agreement."


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def story(*parts: str) -> str:
    return f"<article><h1>Talks resume</h1><p>{ONE}</p>{''.join(parts)}<p>{TWO}</p><p>{THREE}</p></article>"


def test_a_page_is_its_story_without_title_menu_and_footer() -> None:
    body = f"<nav><a href=/>Home</a></nav>{story()}<aside><p>Related</p></aside><footer>© 2023 The Bugle</footer>"
    article = read_html(page(body))
    assert article.title == "Talks resume"
    assert article.text == f"{ONE}\n\n{TWO}\n\n{THREE}"
    assert article.first_line is None


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>SECRET words for machines</p>",
        "<div aria-hidden='true'><p>SECRET words for machines</p></div>",
        "<p style='color:red; Display : NONE'>SECRET words for machines</p>",
        "<p style='visibility:hidden'>SECRET words for machines</p>",
        "<p style='font-size:0'>SECRET words for machines</p>",
        "<p style='font-size: 0.0px !important'>SECRET words for machines</p>",
        "<!-- <p>SECRET words for machines</p> -->",
        "<template><p>SECRET words for machines</p></template>",
        "<noscript><p>SECRET words for machines</p></noscript>",
        "<script>SECRET()</script><style>.SECRET {}</style>",
        "<p>Seen.<span hidden>SECRET</span></p>",
    ],
)
def test_what_a_reader_cannot_see_is_not_read(hidden: str) -> None:
    text = read_html(page(story(hidden))).text
    assert "SECRET" not in text
    assert text.startswith(ONE)
    assert text.endswith(THREE)


def test_what_a_reader_sees_stays() -> None:
    shown = "<p style='font-size:0.9em'>Small but seen, and said twice.</p><p>Before <i hidden>x</i>and after it.</p>"
    text = read_html(page(story(shown)).replace(b"<body>", b"<body style='display:none'>")).text
    assert "Small but seen, and said twice." in text
    assert "Before and after it." in text


def test_words_in_unusual_elements_stay_in_their_sentence() -> None:
    odd = "On <time datetime=x>14 March</time> the <abbr>UN</abbr> <q>met</q> in <x-place>Geneva</x-place>"
    odd += " <small>again</small>."
    assert "\n\nOn 14 March the UN met in Geneva again.\n\n" in read_html(page(story(f"<p>{odd}</p>"))).text


def test_line_ends_in_the_source_are_spaces_but_breaks_are_lines() -> None:
    wrapped = "<p>The talks\n   were <b>long\n</b>and <a href=x>hard</a>\nto follow.<br>\nThen they ended.</p>"
    text = read_html(page(story(wrapped, "<pre>one\ntwo</pre>"))).text
    assert "\n\nThe talks were long and hard to follow.\n\nThen they ended.\n\none\n\ntwo\n\n" in text


def test_lists_and_tables_keep_their_lines_together() -> None:
    table = "<table><tr><th>Party</th><th>Seats</th></tr><tr><td>A</td><td>12</td></tr></table>"
    items = "<ul><li>First point of it</li><li>Second point of it</li></ul>"
    text = read_html(page(story(table, items))).text
    assert "\n\nParty | Seats\nA | 12\n\n- First point of it\n- Second point of it\n\n" in text


@pytest.mark.parametrize("body", ["<p>Short.</p>", "<div>Short.</div>", "Short.", "<main><span>Short.</span></main>"])
def test_a_short_page_is_read_all_the_same(body: str) -> None:
    assert read_html(page(body, "<title>Talks</title>")).text == "Short."


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset='windows-1252'>", "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "cp1251"),
        ("<meta charset='gb2312'>", "gb18030"),
        ("<meta charset='iso-8859-1'>", "utf-8"),
        ("<meta charset='nonsense'>", "cp1252"),
        ("<meta charset='utf-8'>", "cp1252"),
        ("", "utf-16"),
    ],
)
def test_declared_charsets_are_respected(declared: str, encoding: str) -> None:
    words = {"cp1251": "Лавров заявил", "gb18030": "外交部长周三表示"}.get(encoding, "“Café” – déjà vu")
    data = f"<html><head>{declared}</head><body><p>{words}</p></body></html>".encode(encoding)
    assert read_html(data).text == words


def test_an_xml_declaration_does_not_matter() -> None:
    assert (
        read_html(b"<?xml version='1.0' encoding='utf-8'?>\n<html><body><p>Caf\xc3\xa9.</p></body></html>").text
        == "Café."
    )


def test_odd_pages_make_no_noise(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert read_html(page("")).text == ""
        read_html(page("<div>" * 3000 + "deep" + "</div>" * 3000))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_refusal(data: bytes) -> None:
    for wrapped in (
        data,
        b"<p>&#1;&#xFFFF;<pre>&#2;" + data,
        b"<html><body><p hidden>" + data,
        b"<meta charset=gbk>\xff" + data,
    ):
        try:
            read_html(wrapped)
        except UnreadableFileError as error:
            assert str(error)
