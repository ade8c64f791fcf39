"""The plot of what was found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from index import Document, Published
from page.timeline import LANES, OTHERS, timeline
from rag import Excerpt
from tests.page.answers import Read, excerpt_of


def found(day: str | None, source: str = "Island Post", precision: str = "day") -> Excerpt:
    published = None if day is None else Published(day, precision, "row")  # type: ignore[arg-type]
    return excerpt_of(Document(f"{source}/{day}", "The ferry resumes.", source=source, published=published), 0, 18)


def lefts(page: str) -> list[float]:
    return [float(each) for each in re.findall(r'class="point[^>]*style="left:([\d.]+)%', page)]


def test_articles_stand_by_outlet_at_their_dates() -> None:
    first, middle, last = found("2024-01-01"), found("2024-07-01", "Courant"), found("2024-12-31")
    page = timeline([last, first, middle], {last.document: 3})
    read = Read(page)
    assert read.texts["outlet"] == ["Island Post", "Courant", ""]
    assert sorted(lefts(page)) == [0.0, round(100 * 182 / 365, 2), 100.0]
    assert read.texts["point cited level-0"] == ["3"]
    assert ("aria-label", "Courant, 1 July 2024: 2024-07-01") in read.attributes


def test_a_date_without_a_day_is_as_wide_as_what_it_leaves_open() -> None:
    page = timeline([found("2024-01-01"), found("2024-02", precision="month"), found("2024-12-31")], {})
    widths = [float(each) for each in re.findall(r"width:max\(var\(--point\),([\d.]+)%\)", page)]
    assert sorted(widths) == [0.0, 0.0, round(100 * 28 / 365, 2)]


def test_what_has_no_full_date_is_counted_and_not_shown() -> None:
    page = timeline(
        [found("2024-01-01"), found("2024-03-01"), found(None), found("--07-04", precision="month-day")], {}
    )
    assert "2 articles without a full date not shown" in page
    assert len(lefts(page)) == 2


def test_one_day_makes_no_plot() -> None:
    assert timeline([], {}) == ""
    assert timeline([found("2024-01-01"), found("2024-01-01", "Courant"), found(None)], {}) == ""


def test_small_outlets_share_a_line() -> None:
    many = [found(f"2024-01-{n + 1:02}", f"Paper {n}") for n in range(LANES + 3)]
    lines = Read(timeline(many, {})).texts["outlet"]
    assert len(lines) == LANES + 2
    assert lines[-2] == OTHERS


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.lists(st.integers(1, 60_000), min_size=1, max_size=30))
def test_any_dates_are_placed_within_the_plot_and_its_axis_is_readable(start: date, days: list[int]) -> None:
    all_days = [start, *(start + timedelta(each) for each in days)]
    excerpts = [replace(found(day.isoformat()), document=str(n)) for n, day in enumerate(all_days)]
    page = timeline(excerpts, {})
    assert all(0 <= left <= 100 for left in lefts(page))
    assert len(lefts(page)) == len(excerpts)
    ticks = re.search(r'axis".*?</div></div>', page, re.DOTALL)
    assert ticks is not None
    assert 1 <= ticks[0].count("left:") <= 7
