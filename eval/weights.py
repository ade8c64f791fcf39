"""Weights of the ranking's signals, fitted on judged questions; figures only of questions that no weight has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index import DatelineError

FOLDS = 5
REPEATS = 4  # of the division into folds: one division moves RR@10 by up to 0.01
_PENALTY = 0.0016  # on the squares of weights for signals of unit variance; ten times as much changes little

Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A question's candidates: a row of signals for each, and which of them are judged relevant.

    Examples of one `group` are never parted between fitting and testing. `found` is False where no
    relevant document is among the candidates: nothing can be learned from it, and it counts as missed.
    """

    group: str
    signals: NDArray[np.float64]
    relevant: NDArray[np.bool_]

    @property
    def found(self) -> bool:
        """Whether a relevant document is among the candidates."""
        return bool(self.relevant.any())


def fit(examples: Sequence[Example]) -> Weights:
    """The weights under which a softmax over a question's candidates gives the relevant ones the most, none negative.

    The same examples give the same weights. (Listwise learning to rank: Cao et al., "Learning to
    rank: from pairwise approach to listwise approach", 2007, with several right ones.) Raises
    DatelineError where there is no example to learn from.
    """
    usable = [each for each in examples if each.found]
    if not usable:
        raise DatelineError("too few questions to fit on: give more, of several weeks, whose articles can be found")
    width = usable[0].signals.shape[1]
    spread = np.sqrt(np.mean([each.signals.var(axis=0) for each in usable], axis=0)) + 1e-9

    def loss(weights: Weights) -> tuple[float, Weights]:
        value, slope = _PENALTY * weights @ weights, 2 * _PENALTY * weights
        for each in usable:
            scaled = each.signals / spread
            scores = scaled @ weights
            all_shares = np.exp(scores - scores.max())
            shares = all_shares * each.relevant
            value += (np.log(all_shares.sum()) - np.log(shares.sum())) / len(usable)
            slope = slope + (all_shares / all_shares.sum() - shares / shares.sum()) @ scaled / len(usable)
        return float(value), slope

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * width)
    return np.asarray(found.x / spread)


def folds_of(groups: Iterable[str]) -> Iterator[dict[str, int]]:
    """The fold (0..FOLDS - 1) of each group, REPEATS times; the same groups give the same."""
    names = sorted(set(groups))
    for repeat in range(REPEATS):
        order = np.random.default_rng(repeat).permutation(len(names))
        yield {name: int(place) % FOLDS for name, place in zip(names, order, strict=True)}


def cross_validated(sets: Sequence[Sequence[Example]]) -> list[NDArray[np.float64]]:
    """For each set the ranks of its questions, shape (REPEATS, questions), under weights fitted on other groups.

    One vector of weights is fitted on all sets together, as it is for use.
    """
    ranks = [np.zeros((REPEATS, len(examples))) for examples in sets]
    for repeat, folds in enumerate(folds_of(each.group for examples in sets for each in examples)):
        for fold in range(FOLDS):
            weights = fit([each for examples in sets for each in examples if folds[each.group] != fold])
            for found, examples in zip(ranks, sets, strict=True):
                for n, each in enumerate(examples):
                    if folds[each.group] == fold:
                        found[repeat, n] = rank(each, each.signals @ weights)
    return ranks


def rank(example: Example, scores: NDArray[np.float64]) -> float:
    """The rank of the best relevant candidate by these scores, from 1; infinity where none is a candidate."""
    if not example.found:
        return np.inf
    return 1.0 + float((scores > scores[example.relevant].max()).sum())


def measures(ranks: NDArray[np.float64]) -> dict[str, float]:
    """Success@1, @4 and @10 and RR@10 of ranks of any shape."""
    values = {f"Success@{k}": float((ranks <= k).mean()) for k in (1, 4, 10)}
    return {**values, "RR@10": float(np.where(ranks <= 10, 1 / ranks, 0.0).mean())}
