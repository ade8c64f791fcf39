"""What a stretch of time means, seen from a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dates.period import PERIOD, read_period
from rag.dates.spans import Period

TODAY = date(2024, 6, 12)  # a Wednesday


def period(text: str, today: date = TODAY) -> Period | None:
    match = PERIOD.search(text)
    return read_period(match, today) if match else None


def days(first: str, last: str) -> Period:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-03", "2024-05-03", "2024-05-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("3 May 2023", "2023-05-03", "2023-05-03"),
        ("3rd of May 2023", "2023-05-03", "2023-05-03"),
        ("May 3rd, 2023", "2023-05-03", "2023-05-03"),
        ("Sept. 3, 2023", "2023-09-03", "2023-09-03"),
        ("3 May", "2024-05-03", "2024-05-03"),
        ("3 July", "2023-07-03", "2023-07-03"),
        ("12 June", "2024-06-12", "2024-06-12"),
        ("29 February", "2024-02-29", "2024-02-29"),
        ("February 2023", "2023-02-01", "2023-02-28"),
        ("March", "2024-03-01", "2024-03-31"),
        ("June", "2024-06-01", "2024-06-30"),
        ("August", "2023-08-01", "2023-08-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("yesterday", "2024-06-11", "2024-06-11"),
        ("two days ago", "2024-06-10", "2024-06-10"),
        ("last week", "2024-06-03", "2024-06-09"),
        ("last month", "2024-05-01", "2024-05-31"),
        ("the past two weeks", "2024-05-29", "2024-06-12"),
        ("spring 2023", "2023-03-01", "2023-05-31"),
        ("winter of 2023", "2023-12-01", "2024-02-29"),
        ("last summer", "2023-06-01", "2023-08-31"),  # this one is running
        ("last winter", "2023-12-01", "2024-02-29"),
    ],
)
def test_a_period_is_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert period(text) == days(first, last)


@pytest.mark.parametrize("text", ["31 February 2024", "30 Feb", "2024-13", "2024-02-30", "29 February 2023"])
def test_a_day_that_no_calendar_has_is_no_period(text: str) -> None:
    assert period(text) is None


@pytest.mark.parametrize(
    "text", ["marching on", "the 1200 metres", "mayor", "augustus", "4 Mayors", "12024", "dismay 2 crowns", "113 may"]
)
def test_other_words_are_no_period(text: str) -> None:
    assert period(text) is None


def test_a_leap_day_is_looked_for_in_earlier_years() -> None:
    assert period("29 February", date(2023, 6, 1)) == days("2020-02-29", "2020-02-29")


def test_last_month_in_january_is_december() -> None:
    assert period("last month", date(2024, 1, 31)) == days("2023-12-01", "2023-12-31")


@pytest.mark.parametrize("text", ["a week ago", "a month ago", "a few days ago", "three weeks ago"])
def test_a_vague_distance_is_more_than_one_day_and_before_today(text: str) -> None:
    found = period(text)
    assert found is not None
    assert found[0] < found[1] < TODAY


@pytest.mark.parametrize(
    "text", ["the last week of the campaign", "the last two weeks of the strike", "the last winter of the war"]
)
def test_the_last_part_of_something_is_not_counted_from_today(text: str) -> None:
    assert period(text) is None


@pytest.mark.parametrize("text", ["over the last 12 months", "the past 90 days"])
def test_a_long_stretch_is_what_a_figure_covers(text: str) -> None:
    assert period(text) is None


NAMES = ["yesterday", "last week", "last month", "last summer", "3 months ago", "the past 10 days", "5 May", "March"]


@given(st.sampled_from(NAMES), st.dates())
def test_a_relative_period_never_inverts_and_never_ends_after_its_month(text: str, today: date) -> None:
    found = period(text, today)
    if found is not None:
        assert found[0] <= found[1]
        assert (found[0].year, found[0].month) <= (today.year, today.month)


@given(st.text(alphabet=st.sampled_from(list("0123456789-/., ")) | st.sampled_from(list("MarchJuneSept dayslastof"))))
def test_no_text_breaks_it(text: str) -> None:
    for match in PERIOD.finditer(text):
        found = read_period(match, TODAY)
        assert found is None or found[0] <= found[1]
