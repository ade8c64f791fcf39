"""Each fault, and none."""

from __future__ import annotations

import pytest

from eval.metrics.faults import (
    GOLD_NOT_THERE,
    NO_ANSWER,
    NOT_SHOWN,
    REFUSED,
    WRONG_ARTICLE,
    WRONG_SENTENCE,
    fault_of,
)
from eval.metrics.summary import per_question
from eval.outcome import Outcome
from tests.eval.making import NONE, ONE, excerpt, outcome

WRONG = (excerpt("silver", "right"), excerpt("silver", "other"))


@pytest.mark.parametrize(
    ("made", "judgements", "fault"),
    [
        (outcome(NONE), {}, None),
        (outcome(NONE, cited=("x",)), {}, NO_ANSWER),
        (outcome(ONE, near=("gold",)), {"d": 1}, REFUSED),
        (outcome(ONE, cited=("a", "b", "gold"), gold_says=False), {"d": 1}, None),
        (outcome(ONE, cited=WRONG, gold_says=True), {"right": 1}, WRONG_SENTENCE),
        (outcome(ONE, cited=WRONG, gold_says=True), {"elsewhere": 1}, WRONG_ARTICLE),
        (outcome(ONE, cited=WRONG, gold_says=False), {"right": 1}, GOLD_NOT_THERE),
        (outcome(ONE, cited=WRONG, gold_says=False), {"elsewhere": 1}, WRONG_ARTICLE),
        (outcome(ONE, cited=WRONG), {}, NOT_SHOWN),
    ],
)
def test_the_fault(made: Outcome, judgements: dict[str, int], fault: str | None) -> None:
    [value] = per_question([made], {made.query.id: judgements} if judgements else {})
    assert fault_of(made, value) == fault
