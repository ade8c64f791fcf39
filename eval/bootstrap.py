"""How far the difference of two runs over the same questions can be trusted: the paired bootstrap.

The questions are drawn anew, as many as there are and with replacement; on each draw every value is
worked out for both runs. The middle 95 % of the differences are the interval: the percentile
interval of Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13, paired over
questions as Sakai, Evaluating Evaluation Metrics based on the Bootstrap (SIGIR 2006), does for
retrieval.

A draw is a row of counts (how often each question is in it), so that one matrix product gives a
value on a thousand draws, and `Statistic` need know nothing of drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Statistic = Callable[[Array], Array]  # a row of counts -> a value; NaN where there is nothing to work it out on

RESAMPLES = 10_000
SEED = 20060806  # any fixed number: two comparisons of the same runs say the same
_BLOCK = 1000  # draws worked out at once: 2,500 questions are 20 MB
_DECIMALS = 12  # sums in another order differ after these, which is no difference between runs


@dataclass(frozen=True)
class Difference:
    """A value in both runs, B - A, and its 95 % interval; None where there is nothing to work it out on.

    `undefined` counts the draws that were left out because the value was undefined on them.
    """

    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    undefined: int

    @property
    def excludes_zero(self) -> bool:
        """Whether the runs differ by more than the choice of questions explains."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def paired(
    questions: int, statistics: Mapping[str, tuple[Statistic, Statistic]], resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, Difference]:
    """The difference of each pair of statistics, A's and B's, over one and the same set of questions."""
    blocks: dict[str, list[Array]] = {name: [] for name in statistics}
    for counts in _draws(questions, resamples, seed):
        for name, (a, b) in statistics.items():
            blocks[name].append(b(counts) - a(counts))
    once = np.ones((1, questions))
    return {
        name: _difference(float(a(once)[0]), float(b(once)[0]), np.concatenate(blocks[name]))
        for name, (a, b) in statistics.items()
    }


def ratio(parts: NDArray[Any], wholes: NDArray[Any], needs: NDArray[Any] | None = None) -> Statistic:
    """The sum of the parts over the sum of the wholes: with wholes of 1, a mean.

    It is undefined where the wholes come to 0, and where no question of `needs` (a mask) is drawn.
    """
    columns = np.stack([parts, wholes, wholes if needs is None else needs], axis=1).astype(float)

    def statistic(counts: Array) -> Array:
        part, whole, needed = (counts @ columns).T
        return _divide(part, np.where(needed > 0, whole, 0))

    return statistic


def auc(scores: Array, positive: NDArray[np.bool_]) -> Statistic:
    """How likely a positive question has a higher score than another one, a tie counting half."""
    wins = np.sign(scores[positive][:, None] - scores[~positive][None, :]) / 2 + 0.5

    def statistic(counts: Array) -> Array:
        ours, theirs = counts[:, positive], counts[:, ~positive]
        pairs = ours.sum(axis=1) * theirs.sum(axis=1)
        won = ((ours @ wins) * theirs).sum(axis=1)
        return _divide(won, pairs)

    return statistic


def percentile(values: Array, share: float) -> Statistic:
    """The percentile of the values that are not NaN, interpolated as numpy does it."""
    order = np.argsort(values)[: np.count_nonzero(~np.isnan(values))]  # NaN is sorted to the end
    ordered = np.append(values[order], np.nan)  # what a draw without any value comes to

    def statistic(counts: Array) -> Array:
        upto = counts[:, order].cumsum(axis=1)
        total = counts[:, order].sum(axis=1)
        position = (total - 1) * share / 100
        low, high = (
            ordered[np.where(total > 0, (upto <= rank[:, None]).sum(axis=1), len(order))]
            for rank in (np.floor(position), np.ceil(position))
        )
        value: Array = low + (high - low) * (position - np.floor(position))
        return value

    return statistic


def _draws(questions: int, resamples: int, seed: int) -> Iterator[Array]:
    generator = np.random.default_rng(seed)
    for start in range(0, resamples, _BLOCK):
        rows = min(_BLOCK, resamples - start)
        drawn = generator.integers(questions, size=(rows, questions)) + np.arange(rows)[:, None] * questions
        yield np.bincount(drawn.ravel(), minlength=rows * questions).reshape(rows, questions).astype(float)


def _divide(parts: Array, wholes: Array) -> Array:
    shares: Array = np.divide(parts, wholes, out=np.full(len(wholes), np.nan), where=wholes > 0)
    return shares


def _difference(a: float, b: float, drawn: Array) -> Difference:
    defined = np.round(drawn[~np.isnan(drawn)], _DECIMALS)
    low, high = np.percentile(defined, [2.5, 97.5]) if len(defined) else (np.nan, np.nan)
    return Difference(
        *(_plain(a), _plain(b), _plain(round(b - a, _DECIMALS)), _plain(low), _plain(high)),
        undefined=len(drawn) - len(defined),
    )


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value) + 0.0  # no -0.0
