"""Limits as chips."""

from __future__ import annotations

from datetime import date

import pytest

from index import DatelineError
from page.chips import changed, chips, without
from rag.contract import Understood
from tests.page.answers import Read

ALL = Understood(
    date(2024, 6, 30),
    date(2024, 1, 1),
    date(2024, 5, 31),
    ("The Harbour Courant", "Island Post"),
    ("Radio Skell",),
    True,
    days=(date(2024, 2, 3), date(2024, 3, 4)),
    told_of=(date(2023, 12, 1), date(2023, 12, 31)),
)


def test_each_limit_is_a_chip_in_words() -> None:
    assert Read(chips(ALL)).texts["bdi"] == [
        "as of 30 June 2024",
        "published from 1 January 2024",
        "published until 31 May 2024",
        "from The Harbour Courant",
        "from Island Post",
        "not from Radio Skell",
        "around 3 February 2024 first",
        "around 4 March 2024 first",
        "telling of 1 December 2023 – 31 December 2023, whenever published",
        "the latest first",
    ]
    assert "chip" not in Read(chips(Understood())).texts


def test_taking_every_chip_away_leaves_no_limit() -> None:
    left = ALL
    buttons = Read(chips(ALL)).attributes
    limits = [value for name, value in buttons if name == "data-limit"]
    values = [value for name, value in buttons if name == "data-value"]
    for limit, value in zip(limits, values, strict=False):
        left = without(left, limit or "", value or "")
    assert left == Understood()


def test_only_the_outlet_named_is_taken_away() -> None:
    assert without(ALL, "sources", "Island Post").sources == ("The Harbour Courant",)
    assert without(ALL, "no such limit", "") == ALL


def test_only_the_day_named_is_taken_away() -> None:
    assert without(ALL, "days", "2024-02-03").days == (date(2024, 3, 4),)


def test_a_day_can_be_changed_and_cleared_and_an_outlet_added() -> None:
    assert changed(ALL, "after", "2023-12-31").after == date(2023, 12, 31)
    assert changed(ALL, "after", "").after is None
    assert changed(Understood(), "sources", " Island Post ").sources == ("Island Post",)
    assert changed(ALL, "sources", "Island Post") == ALL
    with pytest.raises(DatelineError, match="is not a day"):
        changed(ALL, "before", "tomorrow")
