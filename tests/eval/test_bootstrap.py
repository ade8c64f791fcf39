"""The interval against scipy's, and what must hold of any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import roc_auc_score

from eval.bootstrap import Array, auc, paired, percentile, ratio

VALUES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30)


def means(values: NDArray[np.float64]) -> tuple[Array, Array]:
    return values, np.ones(len(values))


def test_the_interval_is_scipys() -> None:
    generator = np.random.default_rng(1)
    a, b = generator.random(80), generator.random(80) + 0.1
    ours = paired(80, {"x": (ratio(*means(a)), ratio(*means(b)))})["x"]
    theirs = stats.bootstrap((b - a,), np.mean, n_resamples=10_000, method="percentile", rng=generator)
    assert ours.difference == pytest.approx(float(np.mean(b - a)))
    assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.005)
    assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.005)


def test_a_difference_that_is_the_same_everywhere_is_certain() -> None:
    a = np.linspace(0, 0.5, 12)
    found = paired(12, {"x": (ratio(*means(a)), ratio(*means(a + 0.25)))})["x"]
    assert (found.difference, found.low, found.high) == (0.25, 0.25, 0.25)
    assert found.excludes_zero


@given(VALUES)
def test_swapping_the_runs_turns_the_sign(values: list[tuple[float, float]]) -> None:
    a, b = (ratio(*means(np.array(column))) for column in zip(*values, strict=True))
    there, back = (paired(len(values), {"x": pair}, resamples=50)["x"] for pair in ((a, b), (b, a)))
    assert there.difference == pytest.approx(-(back.difference or 0), abs=1e-9)
    assert there.low == pytest.approx(-(back.high or 0), abs=1e-9)
    assert (there.low or 0) <= (there.high or 0)


def test_a_share_leaves_out_the_draws_that_have_nothing_of_it() -> None:
    part, whole = np.array([1.0, 0, 0]), np.array([1.0, 0, 0])
    found = paired(3, {"x": (ratio(part, whole), ratio(part, whole))}, resamples=1000)["x"]
    assert (found.a, found.difference) == (1.0, 0.0)
    assert found.undefined == pytest.approx(1000 * (2 / 3) ** 3, abs=60)
    nothing = paired(3, {"x": (ratio(whole * 0, whole * 0), ratio(part, whole))}, resamples=10)["x"]
    assert (nothing.a, nothing.difference, nothing.low, nothing.excludes_zero) == (None, None, None, False)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2).filter(lambda s: len({p for _, p in s}) == 2))
def test_auc_is_scikit_learns(scored: list[tuple[int, bool]]) -> None:
    scores, positive = np.array([float(score) for score, _ in scored]), np.array([which for _, which in scored])
    once = np.ones((1, len(scored)))
    assert auc(scores, positive)(once)[0] == pytest.approx(roc_auc_score(positive, scores))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.sampled_from([0, 50, 95, 100]))
def test_a_percentile_of_a_draw_is_numpys(values: list[float], share: int) -> None:
    counts = np.random.default_rng(len(values)).integers(0, 3, len(values)).astype(float)
    counts[0] += 1
    drawn = np.repeat(values, counts.astype(int))
    assert percentile(np.array(values), share)(counts[None, :])[0] == pytest.approx(np.percentile(drawn, share))
