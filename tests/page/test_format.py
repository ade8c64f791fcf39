"""Words for dates, sources, limits and reasons."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from index import Published, Stats
from index.document import MACHINE_NOTE, POST, Precision
from page import format as words
from rag.contract import Answer, Copy, Reason, Searched, Understood


def published(value: str, precision: Precision) -> Published:
    return Published(value, precision, "html meta")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, "undated"),
        (published("2025-08-20T17:40", "minute"), "20 August 2025, 17:40"),
        (published("2022-03-18", "day"), "18 March 2022"),
        (published("2025-07", "month"), "July 2025"),
        (published("2024", "year"), "2024"),
        (published("--07-04", "month-day"), "4 July, year not stated"),
    ],
)
def test_a_date_is_as_exact_as_it_was_stated(stated: Published | None, expected: str) -> None:
    assert words.published_words(stated) == expected


def test_byline_says_what_is_not_stated() -> None:
    assert words.byline("Sputnik International", published("2022-03-18", "day")) == (
        "Sputnik International, 18 March 2022"
    )
    assert words.byline(None, None) == "source not stated, undated"


@pytest.mark.parametrize(
    ("said", "stated", "expected"),
    [
        ("Thursday", published("2022-09-08", "day"), "in a report of 8 September 2022"),
        ("early last week", published("2022-09", "month"), "in a report of September 2022"),
        ("yesterday", None, "in an undated report"),
        ("8 September", published("2022-09-08", "day"), ""),
        ("a road to nowhere", None, ""),
    ],
)
def test_a_day_that_is_counted_from_a_report_says_from_which(
    said: str, stated: Published | None, expected: str
) -> None:
    assert words.counted_from(said, stated) == expected


def test_title_falls_back_to_a_file_name_without_its_folders() -> None:
    assert words.title_words("A title", "a.txt") == "A title"
    assert words.title_words(None, "news/a.txt") == "a.txt"
    assert words.title_words(None, "row-17") == "row-17"


def test_also_in_names_each_publisher_once() -> None:
    copies = (Copy("b", "The Post", None), Copy("c", "The Post", None), Copy("d/e.txt", None, None))
    assert words.also_in_words(copies) == "also in: The Post, e.txt"
    assert words.also_in_words(()) == ""


def test_flags_are_plain_words() -> None:
    assert words.flag_words((POST, MACHINE_NOTE, "not-known-yet")) == [
        "from a social-media post",
        "the document also holds a note to or by a machine, not quoted",
        "not known yet",
    ]


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_is_a_sentence(reason: Reason) -> None:
    answer = Answer("?", "not_found", 0.0, reason, Understood(), Searched(3, 0))
    assert words.reason_words(answer).endswith(".")


def test_an_absent_source_is_named() -> None:
    answer = Answer("?", "not_found", 0.0, "source_absent", Understood(sources=("The Times",)), Searched(0, 0))
    assert words.reason_words(answer) == "No article here comes from The Times."


def test_understood_limits() -> None:
    march = Understood(after=date(2022, 3, 1), before=date(2022, 3, 31))
    assert words.understood_words(Understood()) == ""
    assert words.understood_words(march) == "published 1 March 2022 – 31 March 2022"
    assert words.understood_words(Understood(before=date(2022, 3, 31))) == "published on or before 31 March 2022"
    days = (date(2022, 3, 4), date(2022, 3, 9))
    everything = Understood(date(2022, 4, 1), date(2022, 3, 1), None, ("A", "B"), ("C",), True, True, days)
    assert words.understood_words(everything) == (
        "as of 1 April 2022; published on or after 1 March 2022; articles around 4 March 2022 or 9 March 2022 first; "
        "from A or B; not from C; asks for the latest; asks for the first report"
    )


def test_searched_says_what_was_left_out() -> None:
    assert words.searched_words(Searched(1, 0)) == "searched 1 article"
    assert words.searched_words(Searched(4100, 2)) == (
        "searched 4,100 articles; 2 articles without a full date left out"
    )


def test_what_is_in_the_index() -> None:
    stats = Stats(
        41, 90, {str(n): 1 for n in range(7)}, 2, date(2023, 1, 3), date(2025, 9, 9), 3, {}, [], "m", 4, "int8", 41
    )
    assert words.stats_words(stats) == (
        "41 articles, 7 sources, 3 Jan 2023 – 9 Sep 2025, 3 undated, 2 source not stated"
    )
    one = Stats(1, 1, {"A": 1}, 0, date(2023, 1, 3), date(2023, 1, 3), 0, {}, [], "m", 4, "int8", 1)
    assert words.stats_words(one) == "1 article, 1 source, 3 Jan 2023"
