from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import to_document
from index.dateline import find_published, find_source, is_byline, is_date_line
from index.document import AMBIGUOUS_DATE, IMPLAUSIBLE_DATE, UNREADABLE_DATE, Published
from index.readers import Article, Stated
from tests.index.helpers import BAKERY, BRIDGE, FERRY

STORY = f"{FERRY}\n\n{BRIDGE}\n"
TITLE = "Ferry to sail every hour"


def page(*head: str, foot: str = "") -> Article:
    """A text file: these lines, the headline, the story."""
    return Article("\n".join([TITLE, *head, "", STORY, foot]), first_line=1)


def stated(article: Article) -> tuple[str, str, str] | None:
    published, _ = find_published(article)
    return None if published is None else (published.value, published.precision, published.origin)


OWN_LINES = {
    "3 March 2024": ("2024-03-03", "day"),
    "Sunday, March 3, 2024": ("2024-03-03", "day"),
    "Sun 3 Mar 2024 08.15 GMT": ("2024-03-03T08:15", "minute"),
    "3 Mar, 2024 08:15": ("2024-03-03T08:15", "minute"),
    "March 3, 2024, 8:15 a.m. ET": ("2024-03-03T08:15", "minute"),
    "2024-03-03": ("2024-03-03", "day"),
    "2024-03-03T08:15:00Z": ("2024-03-03T08:15", "minute"),
    "03.03.2024": ("2024-03-03", "day"),
    "Published 3 March 2024": ("2024-03-03", "day"),
    "Published: 23/03/2024 10:30": ("2024-03-23T10:30", "minute"),
    "First published on Sunday 3 March 2024": ("2024-03-03", "day"),
    "Posted on: March 3, 2024 by Ann Lee": ("2024-03-03", "day"),
    "Date: 3 March 2024": ("2024-03-03", "day"),
    "Published 3 March 2024 | Updated 5 March 2024": ("2024-03-03", "day"),
    "Updated 5 March 2024 | Published 3 March 2024": ("2024-03-03", "day"),
    "March 3, 2024Updated 9:27 a.m. ET": ("2024-03-03", "day"),
    "3 March 2024 · 4 min read": ("2024-03-03", "day"),
    "By Ann Lee | 3 March 2024": ("2024-03-03", "day"),
    "By Ann Lee, 3 March 2024": ("2024-03-03", "day"),
    "By Ann Lee, Harbour Correspondent, 3 March 2024": ("2024-03-03", "day"),
    "Harbour Post · 3 March 2024, 08:15": ("2024-03-03T08:15", "minute"),
    "March 2024": ("2024-03", "month"),
    "3 March": ("--03-03", "month-day"),
}


@pytest.mark.parametrize(("line", "expected"), OWN_LINES.items())
def test_a_line_of_its_own_dates_the_article(line: str, expected: tuple[str, str]) -> None:
    assert stated(page(line)) == (*expected, "text line 2")


@pytest.mark.parametrize(
    "line",
    [
        "Updated 5 March 2024",
        "Last updated: 5 March 2024, 10:00",
        "Updated on: 5 March 2024",
        "Last modified on Monday 4 March 2024 10.00 GMT",
        "Printed on 5 March 2024",
        "2 hours ago",
        "Press conference: 3 March 2024",
        "The ferry sank on 3 March 2024",
        "12-14 March 2024",
    ],
)
def test_an_update_or_an_event_is_not_the_publication(line: str) -> None:
    assert stated(page(line)) is None


def test_the_publication_is_found_beside_an_update() -> None:
    assert stated(page("Last updated: 5 March 2024", "Published: 3 March 2024")) == ("2024-03-03", "day", "text line 3")


DATELINES = {
    "PORT LEE, March 3, 2024 (Coast Wire) - ": (("2024-03-03", "day"), "Coast Wire"),
    "PORT LEE, 3 March (Coast Wire) — ": (("--03-03", "month-day"), "Coast Wire"),
    "PORT LEE, 3 March 2024 — ": (("2024-03-03", "day"), None),
    "Port Lee , July 4 : ": (("--07-04", "month-day"), None),
    "Port Lee, July 4 (Coast Wire): ": (("--07-04", "month-day"), "Coast Wire"),
    "PORT LEE (Coast Wire) - ": (None, "Coast Wire"),
    "PORT LEE, Westland (AP) — ": (None, "AP"),
    "Port Lee (Reuters) - ": (None, "Reuters"),
    "Port Lee – ": (None, None),
}


@pytest.mark.parametrize(("dateline", "expected"), DATELINES.items())
def test_datelines(dateline: str, expected: tuple[tuple[str, str] | None, str | None]) -> None:
    article = Article(f"{TITLE}\n\n{dateline}{STORY}", first_line=1)
    date, source = expected
    assert stated(article) == ((*date, "text line 3") if date else None)
    assert find_source(article) == source


def test_a_full_date_wins_over_one_without_a_year() -> None:
    article = Article(f"{TITLE}\n\nPort Lee, March 3 : {STORY}\nPublished 4 March 2024\n", first_line=1)
    assert stated(article) == ("2024-03-04", "day", "text line 7")


def test_lines_are_counted_in_the_file() -> None:
    article = Article(f"\n\n{TITLE}\r\n3 March 2024\r\n{STORY}", first_line=5)
    assert stated(article) == ("2024-03-03", "day", "text line 8")


def test_where_lines_are_not_known_the_origin_is_the_text() -> None:
    assert stated(Article(f"{TITLE}\n3 March 2024\n{STORY}")) == ("2024-03-03", "day", "text")


def test_a_date_in_the_story_is_not_its_publication() -> None:
    story = f"On 3 March 2024 the old ferry sank. {FERRY}\n\nIt was built on 1 May 1987. {BRIDGE}\n"
    assert stated(Article(f"{TITLE}\n\n{story}", first_line=1)) is None


def test_a_date_line_below_the_story_belongs_to_another() -> None:
    assert stated(page(foot="3 March 2024\nBakery opens")) is None
    assert stated(page("1 March 2024", foot="Published 3 May 2020\nAnother story")) == (
        "2024-03-01",
        "day",
        "text line 2",
    )


def test_a_chronicle_is_not_dated_by_its_first_day() -> None:
    lines = ["3 March 2020", "The keel is laid.", "5 May 2021", "The ship is named.", "7 June 2022", "It sails."]
    assert stated(page(*lines)) is None
    assert stated(page("Published 1 July 2022", *lines)) == ("2022-07-01", "day", "text line 2")


def test_a_pictures_label_dates_the_page_last() -> None:
    label = "Captain Ann Lee - Harbour Post International, 1920, 18.03.2022"
    assert stated(page(label)) == ("2022-03-18", "day", "text line 2")
    assert find_source(page(label)) == "Harbour Post International"
    assert stated(page(label, "Published 19 March 2022")) == ("2022-03-19", "day", "text line 3")


def test_an_old_pictures_year_is_neither_date_nor_source() -> None:
    article = page("The old bridge - Port Lee, 1987")
    assert (stated(article), find_source(article)) == (None, None)


@pytest.mark.parametrize(
    ("line", "value", "flag"),
    [
        ("03/04/2024", ("2024", "year", "text line 2"), AMBIGUOUS_DATE),
        ("Published 30 February 2024", None, IMPLAUSIBLE_DATE),
        ("Published 3 March 2050", None, IMPLAUSIBLE_DATE),
    ],
)
def test_statements_that_are_no_date_are_flagged(line: str, value: tuple[str, str, str] | None, flag: str) -> None:
    published, flags = find_published(page(line))
    assert (published and (published.value, published.precision, published.origin)) == value
    assert flags == (flag,)


def test_fields_win_over_text_and_metadata_over_all() -> None:
    article = Article(
        f"{TITLE}\nPublished 1 March 2024\n{STORY}",
        dates=(Stated("someday", "html meta"), Stated("2024-03-02", "html meta")),
        url="https://post.example/2024/03/03/ferry",
        first_line=1,
    )
    assert find_published(article) == (Published("2024-03-02", "day", "html meta"), (UNREADABLE_DATE,))
    override = Stated("2024-02-28", "metadata.csv")
    assert find_published(article, override) == (Published("2024-02-28", "day", "metadata.csv"), ())


@pytest.mark.parametrize("origin", ["row", "front matter", "html meta"])
def test_a_field_that_holds_no_day_gives_way_and_is_flagged(origin: str) -> None:
    article = Article(f"{TITLE}\n1 March 2024\n{STORY}", dates=(Stated("0001-01-01", origin),), first_line=1)
    assert find_published(article) == (Published("2024-03-01", "day", "text line 2"), (IMPLAUSIBLE_DATE,))


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://post.example/2024/03/03/ferry", "2024-03-03"),
        ("https://post.example/news/2024-3-3-ferry", "2024-03-03"),
        ("https://post.example/2050/03/03/ferry", None),
        ("https://post.example/2024/13/03/ferry", None),
        ("https://post.example/20240/3/3/", None),
        ("https://post.example/ferry", None),
    ],
)
def test_the_address_dates_what_nothing_else_does(url: str, value: str | None) -> None:
    found = stated(Article(f"{TITLE}\n{STORY}", url=url, first_line=1))
    assert found == ((value, "day", "url") if value else None)


def test_a_day_in_the_address_wins_over_less_than_a_day_in_the_text() -> None:
    url = "https://post.example/2024/03/03/ferry"
    assert stated(Article(f"{TITLE}\nMarch 2024\n{STORY}", url=url, first_line=1)) == ("2024-03-03", "day", "url")
    assert stated(Article(f"{TITLE}\n4 March 2024\n{STORY}", url=url, first_line=1)) == (
        "2024-03-04",
        "day",
        "text line 2",
    )


SOURCES = {
    "Source: Harbour Post": "Harbour Post",
    "Publisher: The Harbour Post": "Harbour Post",
    "© 2024 Harbour Post. All rights reserved.": "Harbour Post",
    "Copyright © 2019-2024 Harbour Post": "Harbour Post",
    "Copyright 2024 Harbour Post": "Harbour Post",
    "© Harbour Post. All rights reserved.": "Harbour Post",
    "© Reuters": None,
    "(c) AFP": None,
    "© 2024 AFP": None,
    "© 2024 Getty Images": None,
    "© Eva Holm": None,
    "Photo: Eva Holm/Reuters": None,
    "The Wenn Courier reported this first.": None,
    "He told the Wenn Courier that he would go.": None,
    "Eva Holm": None,
}


@pytest.mark.parametrize(("line", "source"), SOURCES.items())
def test_the_outlet_is_what_the_article_states_as_its_own(line: str, source: str | None) -> None:
    assert find_source(page(foot=line)) == source


def test_a_running_head_names_outlet_and_month() -> None:
    article = Article(f"Harbour Review | July 2025\n{TITLE}\n\n{STORY}", first_line=1)
    assert find_source(article) == "Harbour Review"
    assert stated(article) == ("2025-07", "month", "text line 1")


@pytest.mark.parametrize("first", ["By Ann Lee | 3 March 2024", "Port Lee, 3 March 2024", TITLE])
def test_what_is_no_running_head_names_no_outlet(first: str) -> None:
    assert find_source(Article(f"{first}\n\n{STORY}", first_line=1)) is None


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee (Greens) – “We will sail,” she told the council.",
        "Ann Lee (Captain): We will sail in spring and not before.",
        "Reed (Labour) - the man who sank it",
        f"He told the Wenn Courier (Port Lee) that {FERRY}",
    ],
)
def test_what_stands_behind_a_name_is_no_agency(line: str) -> None:
    assert find_source(Article(f"{TITLE}\n\n{line}\n\n{STORY}", first_line=1)) is None


def test_the_dateline_of_another_story_below_is_not_taken() -> None:
    article = page(foot=f"WESTMARSH, 1 May 2020 (Coast Wire) - {BAKERY}")
    assert (find_source(article), stated(article)) == (None, None)


def test_a_charts_source_amid_the_story_is_not_the_outlet() -> None:
    assert find_source(Article(f"{TITLE}\n\n{FERRY}\nSource: Office for Ferries\n{BRIDGE}\n", first_line=1)) is None


def test_fields_name_the_source_before_the_text_does() -> None:
    article = Article(f"{TITLE}\n{STORY}\nSource: Wenn Courier", source=Stated(" Harbour\n Post ", "html meta"))
    assert find_source(article) == "Harbour Post"
    assert find_source(article, Stated("Cape Radio", "metadata.csv")) == "Cape Radio"


def test_metadata_wins_in_the_document() -> None:
    article = page("3 March 2024", foot="Source: Wenn Courier")
    row = {"title": "Hourly ferry", "source": "Cape Radio", "date": "2024-02", "url": "https://radio.example/1"}
    document = to_document(article, "a.txt", "/news/a.txt", row)
    assert (document.title, document.source, document.url) == ("Hourly ferry", "Cape Radio", "https://radio.example/1")
    assert document.published == Published("2024-02", "month", "metadata.csv")
    assert TITLE not in document.text or document.text.startswith(TITLE)
    assert FERRY in document.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://[broken", "data:text/html,x"])
def test_an_address_that_is_not_the_webs_is_not_kept(url: str) -> None:
    assert to_document(Article(STORY, url=url), "a", "/a", {}).url is None


@pytest.mark.parametrize("line", [*OWN_LINES, "Updated 5 March 2024", "Last updated: 10:15", "Updated"])
def test_lines_that_only_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Updated rules for ferries take effect on Monday, the council said.",
        "On 3 March 2024 the ferry sank.",
        "Published works of the poet are rare.",
        "May",
        "Edited by the censors, the film was dull.",
    ],
)
def test_lines_that_say_more_than_a_date(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    "line", ["By Ann Lee", "By ANN LEE and Tom Reed", "By Ann Lee in Port Lee", "Written by Ann Lee"]
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line", ["By Monday all ships will sail.", "By a hair", "by ann lee", "Written by a poet, the song is old.", "By"]
)
def test_lines_that_are_no_byline(line: str) -> None:
    assert not is_byline(line)


PIECES = [
    "By Ann Lee",
    "3 March 2024",
    " | ",
    "\n",
    "(Reuters) - ",
    "PORT LEE, ",
    "© 2024 ",
    "Source: ",
    FERRY,
    "updated ",
    "A.",
    "99",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.none() | st.text())
def test_any_text_is_read_without_error_and_takes_its_line_from_the_file(text: str, url: str | None) -> None:
    article = Article(text, url=url, first_line=1)
    published, _ = find_published(article)
    source = find_source(article)
    assert source is None or source in text
    if published and published.origin.startswith("text line "):
        assert 1 <= int(published.origin.split()[-1]) <= text.count("\n") + text.count("\r") + 1
