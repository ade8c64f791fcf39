"""What sets reports, or two things, side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.comparison import compares_reports, compares_things, have_own_times, sides


@pytest.mark.parametrize(
    "text",
    [
        "Compare the tolls of the two bridges.",
        "Give me the old toll beside the new one.",
        "How does the toll of 2019 compare with that of 2024?",
        "the first count versus the last count",
        "Was the catch of January bigger than that of May?",
        "Did more sing this year than last?",
        "Was the catch bigger on the first day of the season or on the last?",
    ],
)
def test_two_things_are_set_side_by_side(text: str) -> None:
    assert compares_things(text)
    assert have_own_times(text)


@pytest.mark.parametrize(
    "text",
    [
        "To what does the pilot compare his boat?",
        "Did more than 50 people come to Brel?",
        "Was the mayor or the driver hurt?",
        "Did more people come by boat or car?",
        "What did he do rather than the work?",
        "Who sat beside the judge?",
        "",
    ],
)
def test_one_thing_is_no_comparison(text: str) -> None:
    assert not compares_things(text)


def test_what_was_reported_of_two_things_may_be_of_one_time() -> None:
    text = "Compare what was reported of the two bridges in March."
    assert compares_things(text)
    assert not have_own_times(text)


def test_reports_are_compared_where_they_are_named_as_such() -> None:
    assert compares_reports("Did the report of 3 March contradict that of 24 March?")
    assert compares_reports("Is the count of 3 March consistent with that of 24 March?")
    assert not compares_reports("Which two mayors died on 4 July of the same year?")
    assert not compares_reports("What did the report of 3 March say?")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    found = sides(text)
    assert found is None or all(each.endswith("?") for each in found)
    assert have_own_times(text) <= compares_things(text)
