"""A logistic curve over a few numbers, fitted on cases that are right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .weights import FOLDS, REPEATS, folds_of

Weights = NDArray[np.float64]
_PENALTY = 0.003  # on the squares of weights for numbers of unit variance


@dataclass(frozen=True)
class Case:
    """Numbers that speak for an answer, whether it is right, and what it counts; a `group` is never parted."""

    group: str
    numbers: NDArray[np.float64]
    right: bool
    weight: float = 1.0


def fit_logistic(cases: Sequence[Case]) -> tuple[Weights, float]:
    """The weights, none negative, and the offset under which the cases are likeliest."""
    rows = np.array([each.numbers for each in cases])
    right = np.array([each.right for each in cases], float)
    share = np.array([each.weight for each in cases])
    share = share / share.sum()
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - middle) / spread

    def loss(found: Weights) -> tuple[float, Weights]:
        logits = scaled @ found[:-1] + found[-1]
        value = float(share @ (np.logaddexp(0.0, logits) - right * logits)) + _PENALTY * float(found[:-1] @ found[:-1])
        off = share * (1 / (1 + np.exp(-logits)) - right)
        return value, np.append(scaled.T @ off + 2 * _PENALTY * found[:-1], off.sum())

    width = rows.shape[1]
    bounds = [(0.0, None)] * width + [(None, None)]
    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = np.asarray(found[:-1] / spread)
    return weights, float(found[-1] - weights @ middle)


def chances(cases: Sequence[Case], weights: Weights, offset: float) -> NDArray[np.float64]:
    """The probability of each case being right, 0..1."""
    return np.asarray(1 / (1 + np.exp(-(np.array([each.numbers for each in cases]) @ weights + offset))))


def cross_validated_chances(cases: Sequence[Case]) -> NDArray[np.float64]:
    """The probability of each case under weights fitted on other groups, shape (REPEATS, cases)."""
    found = np.zeros((REPEATS, len(cases)))
    for repeat, folds in enumerate(folds_of(each.group for each in cases)):
        of_case = np.array([folds[each.group] for each in cases])
        for fold in range(FOLDS):
            weights, offset = fit_logistic([each for each, other in zip(cases, of_case, strict=True) if other != fold])
            found[repeat, of_case == fold] = chances(cases, weights, offset)[of_case == fold]
    return found
