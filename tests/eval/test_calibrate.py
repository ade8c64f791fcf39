"""What is fitted on read questions: which cases weigh what, and how silence is measured."""

from __future__ import annotations

import numpy as np
import pytest

from eval.calibrate import _silence
from eval.logistic import Case


def case(right: bool) -> Case:
    return Case("g", np.zeros(1), right)


def test_silence_is_measured_over_all_repeats() -> None:
    found = np.array([[0.9, 0.4, 0.2, 0.6], [0.9, 0.8, 0.2, 0.1]])
    area, precision, recall = _silence([case(True), case(True), case(False), case(False)], found)
    assert area == pytest.approx((3 + 4) / 8)
    assert precision == pytest.approx(3 / 4)
    assert recall == pytest.approx(3 / 4)
