"""What went wrong with a question, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..outcome import Outcome
from .values import Values

NO_ANSWER = "answered where there is no answer"
REFUSED = "refused"
WRONG_ARTICLE = "wrong article"
WRONG_SENTENCE = "right article, wrong sentence"
GOLD_NOT_THERE = "right article, which does not hold the gold string"
NOT_SHOWN = "gold string not shown"  # and no article is judged, which would say more


def faults(outcomes: Sequence[Outcome], values: Sequence[Values]) -> dict[str, int]:
    """How often each fault was made, the commonest first."""
    found = (fault_of(outcome, value) for outcome, value in zip(outcomes, values, strict=True))
    return dict(Counter(fault for fault in found if fault).most_common())


def fault_of(outcome: Outcome, value: Values) -> str | None:
    """The first of these that holds; None where nothing went wrong that can be told.

    A gold string that stands in no relevant article, though one is cited, is an alias, or wrong: only
    reading can tell.
    """
    if not outcome.query.answerable:
        return None if outcome.abstained else NO_ANSWER
    if outcome.abstained:
        return REFUSED
    if value.get("answer_in_excerpts@3", 1.0) > 0:
        return None
    if "cited_relevant" not in value:
        return NOT_SHOWN
    if value["cited_relevant"] == 0:
        return WRONG_ARTICLE
    return GOLD_NOT_THERE if outcome.gold_says is False else WRONG_SENTENCE
