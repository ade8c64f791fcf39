"""Questions by time, and what came too late."""

from __future__ import annotations

from datetime import date

import pytest

from eval.metrics.when import lateness, time_of
from rag.contract import Understood
from tests.eval.making import ONE, outcome

DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("understood", "time"),
    [
        (Understood(latest=True, as_of=DAY, after=DAY), "latest"),
        (Understood(earliest=True, as_of=DAY), "earliest"),
        (Understood(as_of=DAY, after=DAY), "window"),
        (Understood(before=DAY), "window"),
        (Understood(as_of=DAY), "as-of"),
        (Understood(), "undated"),
    ],
)
def test_the_time_of_a_question(understood: Understood, time: str) -> None:
    assert time_of(outcome(ONE, understood=understood)) == time


def test_lateness_is_a_share_of_what_was_shown_and_ranked() -> None:
    assert lateness([outcome(ONE, dated=30), outcome(ONE, dated=10, late=1)]) == {"after_as_of": 1 / 40}
    assert lateness([outcome(ONE)]) == {"after_as_of": None}
