"""The logistic curve: planted weights are found, and no case is judged by weights that saw its group."""

from __future__ import annotations

import numpy as np
import pytest

from eval import logistic
from eval.logistic import Case, chances, cross_validated_chances, fit_logistic
from eval.weights import REPEATS

TRUE, OFFSET = np.array([2.0, 0.5]), -1.0


def cases(count: int, seed: int = 0) -> list[Case]:
    draw = np.random.default_rng(seed)
    rows = draw.normal(size=(count, 2))
    right = draw.random(count) < 1 / (1 + np.exp(-(rows @ TRUE + OFFSET)))
    return [Case(f"g{n}", row, bool(each)) for n, (row, each) in enumerate(zip(rows, right, strict=True))]


def test_planted_weights_are_found() -> None:
    weights, offset = fit_logistic(cases(6000))
    assert weights == pytest.approx(TRUE, abs=0.2)
    assert offset == pytest.approx(OFFSET, abs=0.2)


def test_chances_are_calibrated() -> None:
    some = cases(6000)
    found = chances(some, *fit_logistic(some))
    for low in (0.1, 0.4, 0.7):
        inside = (found >= low) & (found < low + 0.2)
        share = np.mean([case.right for case, each in zip(some, inside, strict=True) if each])
        assert share == pytest.approx(found[inside].mean(), abs=0.06)


def test_numbers_of_any_size_give_the_same_chances() -> None:
    some = cases(500)
    sizes = np.array([1000.0, 0.01])
    scaled = [Case(each.group, each.numbers * sizes, each.right) for each in some]
    assert chances(scaled, *fit_logistic(scaled)) == pytest.approx(chances(some, *fit_logistic(some)), abs=1e-3)


def test_no_weight_is_negative() -> None:
    against = [Case(each.group, each.numbers * [1, -1], each.right) for each in cases(500)]
    assert (fit_logistic(against)[0] >= 0).all()


def test_weights_of_cases_decide_the_offset() -> None:
    some = cases(2000)
    heavy = [Case(each.group, each.numbers, each.right, 5.0 if each.right else 1.0) for each in some]
    assert fit_logistic(heavy)[1] > fit_logistic(some)[1] + 1


def test_a_case_is_judged_by_weights_that_never_saw_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    some = cases(60)
    seen: list[set[str]] = []

    def fitted(given: list[Case]) -> tuple[np.ndarray, float]:
        seen.append({each.group for each in given})
        return np.zeros(2), float(len(seen))

    monkeypatch.setattr(logistic, "fit_logistic", fitted)
    found = cross_validated_chances(some)
    assert found.shape == (REPEATS, len(some))
    fit_of = np.rint(np.log(found / (1 - found))).astype(int)
    for row in fit_of:
        assert all(case.group not in seen[number - 1] for case, number in zip(some, row, strict=True))
