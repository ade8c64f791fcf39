"""Weights fitted on made-up signals, where what is right is known."""

from __future__ import annotations

import numpy as np
import pytest

from eval import weights as fitting
from eval.weights import FOLDS, REPEATS, Example, Weights, cross_validated, fit, measures, rank
from index import DatelineError

TRUE = np.array([3.0, 1.0, 0.0])  # what the planted relevance goes by; the last signal is noise


def example(seed: int, group: str | None = None, hidden: bool = False) -> Example:
    """Twenty candidates; the one that the true weights put first is relevant (or none is found)."""
    rows = np.random.default_rng(seed).normal(size=(20, len(TRUE)))
    best = np.arange(20) == (rows @ TRUE).argmax()
    return Example(group or f"g{seed}", rows, best & (not hidden))


EXAMPLES = [example(seed) for seed in range(120)]


def judged(*relevant: bool) -> Example:
    return Example("g", np.zeros((len(relevant), 1)), np.array(relevant))


def test_a_planted_weight_is_found() -> None:
    found = fit(EXAMPLES)
    assert found[0] / found[1] == pytest.approx(3, rel=0.25)
    assert found[2] < 0.1 * found[1]


def test_weights_are_for_signals_of_any_size() -> None:
    sizes = np.array([100.0, 0.01, 1.0])
    scaled = [Example(each.group, each.signals * sizes, each.relevant) for each in EXAMPLES]
    assert np.allclose(fit(scaled) * sizes, fit(EXAMPLES), rtol=1e-2, atol=1e-2)


def test_no_weight_is_negative() -> None:
    against = [Example(each.group, each.signals * [1, -1, 1], each.relevant) for each in EXAMPLES]
    assert fit(against)[1] == 0
    assert (fit(against) >= 0).all()


def test_the_same_examples_give_the_same_weights() -> None:
    assert np.array_equal(fit(EXAMPLES), fit(EXAMPLES))


def test_nothing_is_learned_from_a_question_whose_document_is_no_candidate() -> None:
    missed = [example(seed, hidden=True) for seed in range(500, 520)]
    assert np.array_equal(fit([*EXAMPLES, *missed]), fit(EXAMPLES))


@pytest.mark.parametrize("examples", [[], [example(1, hidden=True)]])
def test_where_there_is_nothing_to_learn_from_a_sentence_says_so(examples: list[Example]) -> None:
    with pytest.raises(DatelineError, match="too few questions"):
        fit(examples)
    with pytest.raises(DatelineError, match="too few questions"):
        cross_validated([[*examples, example(2)]])


def test_a_signal_that_never_differs_breaks_nothing() -> None:
    flat = [Example(each.group, np.hstack([each.signals, np.ones((20, 1))]), each.relevant) for each in EXAMPLES[:40]]
    assert np.isfinite(fit(flat)).all()
    assert np.allclose(fit(flat)[:3], fit(EXAMPLES[:40]), rtol=1e-2, atol=1e-2)


def test_several_right_ones_share_what_is_right() -> None:
    both = [Example(str(n), np.array([[1.0], [1.0], [0.0]]), np.array([True, True, False])) for n in range(5)]
    assert fit(both)[0] > 1


def test_a_group_is_never_parted_between_fitting_and_testing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example is ranked by weights that no example of its group was fitted for."""
    fitted: list[set[str]] = []
    tested: list[tuple[int, str]] = []

    def noted_fit(examples: list[Example]) -> Weights:
        fitted.append({each.group for each in examples})
        return np.zeros(len(TRUE))

    def noted_rank(each: Example, _: Weights) -> float:
        tested.append((len(fitted) - 1, each.group))
        return 1.0

    monkeypatch.setattr(fitting, "fit", noted_fit)
    monkeypatch.setattr(fitting, "rank", noted_rank)
    sets = [[example(n, f"week{n % 12}") for n in range(30)], [example(n, f"week{n % 7}") for n in range(20)]]
    ranks = cross_validated(sets)
    assert [each.shape for each in ranks] == [(REPEATS, 30), (REPEATS, 20)]
    assert all((each == 1).all() for each in ranks), "each is ranked in each division"
    assert len(fitted) == FOLDS * REPEATS
    assert len(tested) == 50 * REPEATS
    assert all(group not in fitted[fold] for fold, group in tested)


def test_planted_signals_rank_questions_that_no_weight_has_seen() -> None:
    sets = [EXAMPLES[:60], [*EXAMPLES[60:], example(900, hidden=True)]]
    one, two = cross_validated(sets)
    assert measures(one)["Success@1"] > 0.85
    assert np.isinf(two[:, -1]).all()
    assert all(np.array_equal(first, again) for first, again in zip((one, two), cross_validated(sets), strict=True))


@pytest.mark.parametrize(
    ("relevant", "scores", "expected"),
    [
        ((True, False, False), (3, 2, 1), 1),
        ((False, True, False), (3, 2, 1), 2),
        ((False, True, True), (3, 1, 2), 2),
        ((False, False, True), (1, 1, 1), 1),
        ((False, False, False), (3, 2, 1), np.inf),
    ],
)
def test_a_rank_is_that_of_the_best_relevant_one(
    relevant: tuple[bool, ...], scores: tuple[float, ...], expected: float
) -> None:
    assert rank(judged(*relevant), np.array(scores)) == expected


def test_measures_of_ranks() -> None:
    found = measures(np.array([1, 2, 4, 5, 10, 11, np.inf, 1]))
    assert found == {
        "Success@1": 2 / 8,
        "Success@4": 4 / 8,
        "Success@10": 6 / 8,
        "RR@10": pytest.approx((1 + 1 / 2 + 1 / 4 + 1 / 5 + 1 / 10 + 1) / 8),
    }
    assert measures(np.array([[1.0, 4.0], [np.inf, 4.0]]))["Success@4"] == 3 / 4
