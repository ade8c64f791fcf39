"""What measures give: a value for a question, or for a set of questions."""

from __future__ import annotations

from collections.abc import Sequence

Values = dict[str, float]  # the measures that apply to one question
Summary = dict[str, float | None]  # None: there is nothing to measure it on


def mean(values: Sequence[float]) -> float | None:
    """The mean; None of nothing."""
    return sum(values) / len(values) if values else None


def ratio(part: float, whole: float) -> float | None:
    """A share; None of nothing."""
    return part / whole if whole else None
