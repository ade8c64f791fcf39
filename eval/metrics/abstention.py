"""How well Dateline knows when to say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..outcome import Outcome
from .values import Summary, ratio


def abstention(outcomes: Sequence[Outcome]) -> Summary:
    """Abstaining taken as the detection of questions without an answer.

    An answerable question that is refused counts against precision here, and as wrong in every
    measure of cited answers. `confidence_AUC` is how likely an answerable question gets more
    confidence than one without an answer, a tie counting half. None: there are no questions to
    measure it on.
    """
    count = Counter((each.abstained, each.query.answerable) for each in outcomes)
    right, refused = count[True, False], count[True, True]
    unanswerable, answerable = right + count[False, False], refused + count[False, True]
    return {
        "abstained": ratio(right + refused, len(outcomes)),
        "abstention_precision": ratio(right, right + refused) if unanswerable else None,
        "abstention_recall": ratio(right, unanswerable),
        "abstention_F1": ratio(2 * right, right + refused + unanswerable) if unanswerable else None,
        "answerable_refused": ratio(refused, answerable),
        "confidence_AUC": _auc(outcomes),
    }


def reasons(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    """How often each reason was given, where there is an answer and where there is none."""
    return {
        name: dict(
            Counter(
                str(each.answer.reason) for each in outcomes if each.abstained and each.query.answerable is answerable
            ).most_common()
        )
        for name, answerable in (("answerable", True), ("unanswerable", False))
    }


def _auc(outcomes: Sequence[Outcome]) -> float | None:
    sure, unsure = (
        np.array([each.answer.confidence for each in outcomes if each.query.answerable is answerable])
        for answerable in (True, False)
    )
    if len(sure) == 0 or len(unsure) == 0:
        return None
    return float(np.sign(sure[:, None] - unsure[None, :]).mean() / 2 + 0.5)
