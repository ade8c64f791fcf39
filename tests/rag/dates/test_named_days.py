"""The days that a comparing question names, and what they do for the articles of those days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Engine, Options
from rag.contract import Understood
from rag.dates.named_days import named_days
from rag.question import understand

TODAY = date(2024, 6, 12)
REPORTS = "Did the Courier's report of 4 October 2023 contradict the Gazette's report published on November 7, 2023?"
BOTH = (date(2023, 10, 4), date(2023, 11, 7))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REPORTS, BOTH),
        ("the report of 3 May and the one of 20 December", (date(2024, 5, 3), date(2023, 12, 20))),
        ("the report of 3 May 2024, and another of May 3, 2024", (date(2024, 5, 3),)),
        ("published on 2024-01-31 at 18:00:00", (date(2024, 1, 31),)),
        ("in May 2024, last week, in 2023, this summer, yesterday", ()),
        ("on 31 February 2024", ()),
        ("", ()),
    ],
)
def test_days_are_named_by_their_date(text: str, expected: tuple[date, ...]) -> None:
    assert named_days(text, TODAY) == expected


@given(text=st.text(max_size=200), today=st.dates())
def test_any_text_can_be_read(text: str, today: date) -> None:
    days = named_days(text, today)
    assert len(set(days)) == len(days)


def test_few_days_are_looked_for() -> None:
    assert len(named_days(" ".join(f"{n} May 2023," for n in range(1, 29)), TODAY)) == 4


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (REPORTS, Options(), BOTH),
        (REPORTS, Options(literal=True), ()),
        (REPORTS, Options(after=date(2023, 11, 1)), ()),
        (REPORTS, Options(before=date(2023, 11, 1)), ()),
        ("What did both papers report on 4 October 2023?", Options(), ()),  # a window
        ("What happened to the ferry that sank on 4 October 2023?", Options(), ()),  # of one article
    ],
)
def test_they_count_where_reports_are_compared_and_no_window_is_set(
    text: str, options: Options, expected: tuple[date, ...]
) -> None:
    assert understand(text, options, (), TODAY).understood.days == expected


PIER = "The pier of Orrin Point needs new planks, says the council, and work on the pier is put off again."
COMPARED = "Was the report on the pier of 3 March 2024 consistent with that of 24 March 2024 on its planks?"


@pytest.fixture
def piers(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> Engine:
    """One report after another on one matter, no copies of each other, of a day each."""
    rows = [
        {
            "_id": f"{day:02}",
            "text": f"{PIER} Planks cost {131 - day} crowns.",
            "date": f"2024-03-{day:02}",
        }
        for day in range(1, 31)
    ]
    return engine_of(rows)


def first(engine: Engine, text: str, options: Options | None = None) -> list[str]:
    return [passage.document for passage in engine.search(text, options).passages]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("3 March 2024", "24 March 2024", {"03", "24"}), ("March 9, 2024", "March 17, 2024", {"09", "17"})],
)
def test_the_articles_of_the_days_named_come_first(piers: Engine, one: str, other: str, expected: set[str]) -> None:
    asked = f"Was the report on the pier published on {one} consistent with the one published on {other} on its planks?"
    assert set(first(piers, asked)[:2]) == expected


def test_a_day_behind_the_as_of_day_brings_nothing(piers: Engine) -> None:
    found = first(piers, COMPARED, Options(as_of=date(2024, 3, 10)))
    assert found[0] == "03"
    assert all(int(key) <= 10 for key in found)


def test_days_that_are_taken_away_bring_nothing(piers: Engine) -> None:
    understood = piers.search(COMPARED).understood
    assert understood.days == (date(2024, 3, 3), date(2024, 3, 24))
    assert set(first(piers, COMPARED, Options(limits=understood))[:2]) == {"03", "24"}
    left = replace(understood, days=understood.days[:1])
    assert "24" not in first(piers, COMPARED, Options(limits=left))[:2]


def test_a_day_outside_the_window_brings_nothing(piers: Engine) -> None:
    window = Understood(after=date(2024, 3, 10), before=date(2024, 3, 20), days=(date(2024, 3, 3), date(2024, 3, 24)))
    found = first(piers, COMPARED, Options(limits=window))
    assert found
    assert all(10 <= int(key) <= 20 for key in found)
