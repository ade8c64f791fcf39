"""Abstaining as detection, by hand and against scikit-learn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

from eval.metrics.abstention import abstention, reasons
from tests.eval.making import NONE, ONE, TWO, outcome

ASKED = st.tuples(st.booleans(), st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.9]))


def test_by_hand() -> None:
    outcomes = [
        outcome(ONE, cited=("x",), confidence=0.9),
        outcome(TWO, cited=("x",), confidence=0.6),
        outcome(ONE, confidence=0.4),
        outcome(NONE, confidence=0.4, reason="no_match"),
        outcome(NONE, confidence=0.1, reason="no_match"),
        outcome(NONE, cited=("x",), confidence=0.7),
    ]
    found = abstention(outcomes)
    assert found["abstained"] == 3 / 6
    assert found["abstention_precision"] == pytest.approx(2 / 3)
    assert found["abstention_recall"] == pytest.approx(2 / 3)
    assert found["abstention_F1"] == pytest.approx(2 / 3)
    assert found["answerable_refused"] == pytest.approx(1 / 3)
    # 0.9 beats all three; 0.6 beats two; 0.4 beats one and ties with one
    assert found["confidence_AUC"] == pytest.approx((3 + 2 + 1.5) / 9)
    assert reasons(outcomes) == {"answerable": {"low_confidence": 1}, "unanswerable": {"no_match": 2}}


@given(st.lists(ASKED, min_size=2).filter(lambda asked: len({answerable for answerable, _, _ in asked}) == 2))
def test_as_scikit_learn(asked: list[tuple[bool, bool, float]]) -> None:
    found = abstention(
        [outcome(ONE if has else NONE, cited=("x",) if spoke else (), confidence=sure) for has, spoke, sure in asked]
    )
    none, silent = [not has for has, _, _ in asked], [not spoke for _, spoke, _ in asked]
    assert found["abstention_recall"] == pytest.approx(recall_score(none, silent))
    assert found["confidence_AUC"] == pytest.approx(roc_auc_score([has for has, _, _ in asked], [s for *_, s in asked]))
    if any(silent):
        assert found["abstention_precision"] == pytest.approx(precision_score(none, silent))
        assert found["abstention_F1"] == pytest.approx(f1_score(none, silent))
