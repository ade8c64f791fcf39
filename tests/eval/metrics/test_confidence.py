"""Curves and their figures, by hand and against scikit-learn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from eval.metrics.confidence import Judged, confidence_summary, reliability, risk_coverage

JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


def test_the_curve_by_hand() -> None:
    judged = [(0.9, True), (0.8, False), (0.8, True), (0.3, False)]
    assert risk_coverage(judged) == [
        {"threshold": 0.9, "coverage": 0.25, "risk": 0.0},
        {"threshold": 0.8, "coverage": 0.75, "risk": pytest.approx(1 / 3)},
        {"threshold": 0.3, "coverage": 1.0, "risk": 0.5},
    ]
    # after each question, ties taken in their mean order: 0/1, 0.5/2, 1/3, 2/4
    assert confidence_summary(judged)["risk_over_coverage"] == pytest.approx((0 + 0.25 + 1 / 3 + 0.5) / 4)


def test_the_bins_by_hand() -> None:
    judged = [(0.05, False), (0.15, True), (0.11, False), (1.0, True)]
    assert reliability(judged) == [
        {"low": 0.0, "high": 0.1, "questions": 1, "confidence": 0.05, "right": 0.0},
        {"low": 0.1, "high": 0.2, "questions": 2, "confidence": pytest.approx(0.13), "right": 0.5},
        {"low": 0.9, "high": 1.0, "questions": 1, "confidence": 1.0, "right": 1.0},
    ]
    assert confidence_summary(judged)["calibration_error"] == pytest.approx((0.05 + 2 * 0.37 + 0) / 4)


def test_nothing_is_none() -> None:
    assert risk_coverage([]) == reliability([]) == []
    assert set(confidence_summary([]).values()) == {None}


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    curve = risk_coverage([(n / 1000, n % 2 == 0) for n in range(1000)])
    assert len(curve) == 100
    assert (curve[0]["threshold"], curve[-1]["threshold"], curve[-1]["coverage"]) == (0.999, 0.0, 1.0)


def test_the_threshold_in_force_stays_on_a_thinned_curve() -> None:
    judged = [(n / 1000, n % 2 == 0) for n in range(1000)]
    assert {"threshold": 0.777, "coverage": 0.223, "risk": pytest.approx(112 / 223)} in risk_coverage(judged, 0.7765)
    assert risk_coverage([(0.9, True), (0.6, True), (0.495, False)], 0.5)[-1]["coverage"] == 1.0
    assert risk_coverage([(0.4, True)], 0.5) == [{"threshold": 0.4, "coverage": 1.0, "risk": 0.0}]


@given(JUDGED)
def test_brier_as_scikit_learn(judged: list[Judged]) -> None:
    confidences, rights = zip(*judged, strict=True)
    expected = brier_score_loss(rights, confidences, pos_label=True)
    assert confidence_summary(judged)["Brier"] == pytest.approx(expected)


@given(JUDGED)
def test_every_figure_is_a_share_and_the_order_does_not_matter(judged: list[Judged]) -> None:
    summary = confidence_summary(judged)
    assert all(value is not None and 0 <= value <= 1 for value in summary.values())
    assert summary == {name: pytest.approx(value) for name, value in confidence_summary(judged[::-1]).items()}
    curve = risk_coverage(judged)
    assert [point["coverage"] for point in curve] == sorted(point["coverage"] for point in curve)
    assert sum(each["questions"] for each in reliability(judged)) == len(judged)
