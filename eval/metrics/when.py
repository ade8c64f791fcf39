"""Questions by how they were understood in time, and whether anything was shown that came too late."""

from __future__ import annotations

from collections.abc import Sequence

from ..outcome import Outcome
from .values import Summary, ratio


def time_of(outcome: Outcome) -> str:
    """`latest`, `earliest`, `window`, `as-of` or `undated`: what a question was taken to say of time, in this order."""
    understood = outcome.answer.understood
    if understood.latest:
        return "latest"
    if understood.earliest:
        return "earliest"
    if understood.after or understood.before or understood.told_of:
        return "window"
    return "as-of" if understood.as_of else "undated"


def lateness(outcomes: Sequence[Outcome]) -> Summary:
    """Of all excerpts, copies and ranked passages under an as-of date the share that breaks it; it must be 0."""
    return {"after_as_of": ratio(sum(each.late for each in outcomes), sum(each.dated for each in outcomes))}
