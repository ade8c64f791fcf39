"""What the stated confidence is worth: risk against coverage, and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from .values import Summary, mean

Judged = tuple[float, bool]  # a confidence, and whether what was shown with it holds the answer
Row = dict[str, float]

BINS = 10
_POINTS = 100  # of the curve at most: enough for a picture, and for reading a threshold off


def risk_coverage(judged: Sequence[Judged], in_force: float = 0.0) -> list[Row]:
    """The curve over the threshold, from the highest: answering where confidence is at least `threshold`.

    Some of many points, and in any case what comes of the threshold that is `in_force`. `coverage` is the
    share of all questions that is answered, `risk` the share of those answers that is wrong (El-Yaniv and
    Wiener 2010); an answer to a question without one is wrong.
    """
    points: list[Row] = []
    answered = wrong = 0
    ordered = sorted(judged, key=lambda each: -each[0])
    for confidence, group in groupby(ordered, key=lambda each: each[0]):
        rights = [right for _, right in group]
        answered += len(rights)
        wrong += rights.count(False)
        points.append({"threshold": confidence, "coverage": answered / len(judged), "risk": wrong / answered})
    kept = set(np.linspace(0, len(points) - 1, min(len(points), _POINTS)).round().astype(int).tolist())
    reached = sum(point["threshold"] >= in_force for point in points)
    if reached:
        kept.add(reached - 1)
    return [points[n] for n in sorted(kept)]


def reliability(judged: Sequence[Judged]) -> list[Row]:
    """Questions by confidence in ten bins of one width, the empty ones left out.

    Each has its bounds `low` and `high`, the number of `questions`, their mean `confidence`, and the
    share that is `right`.
    """
    bins: dict[int, list[Judged]] = {}
    for each in judged:
        bins.setdefault(min(int(each[0] * BINS), BINS - 1), []).append(each)
    return [
        {
            "low": n / BINS,
            "high": (n + 1) / BINS,
            "questions": len(found),
            "confidence": sum(confidence for confidence, _ in found) / len(found),
            "right": sum(right for _, right in found) / len(found),
        }
        for n, found in sorted(bins.items())
    ]


def confidence_summary(judged: Sequence[Judged]) -> Summary:
    """One figure for each curve.

    `calibration_error` (ECE, Naeini et al. 2015): the mean distance of confidence and share right over
    the bins, weighted by their questions. `Brier`: the mean squared distance of confidence and outcome
    (Brier 1950). `risk_over_coverage` (AURC, Geifman et al. 2019): the mean risk over all coverages;
    of questions with one confidence their mean order is taken.
    """
    bins = reliability(judged)
    distance = sum(each["questions"] * abs(each["confidence"] - each["right"]) for each in bins)
    return {
        "calibration_error": distance / len(judged) if judged else None,
        "Brier": mean([(confidence - right) ** 2 for confidence, right in judged]),
        "risk_over_coverage": mean(_risks(judged)),
    }


def _risks(judged: Sequence[Judged]) -> list[float]:
    """The risk after each question, the surest first; ties count as many wrong as they have on average."""
    risks: list[float] = []
    wrong = 0.0
    ordered = sorted(judged, key=lambda each: -each[0])
    for _, group in groupby(ordered, key=lambda each: each[0]):
        rights = [right for _, right in group]
        for _ in rights:
            wrong += rights.count(False) / len(rights)
            risks.append(wrong / (len(risks) + 1))
    return risks
