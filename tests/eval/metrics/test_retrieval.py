"""The same values as trec_eval gives."""

from __future__ import annotations

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.retrieval import first_relevant, retrieval_values, scores

KEYS = st.sampled_from([f"d{n}" for n in range(30)])
# What trec_eval calls the same measures. Its reciprocal rank has no cut-off, so a later one counts 0 here.
NAMES = {"success_1": "Success@1", "success_10": "Success@10", "ndcg_cut_10": "nDCG@10", "recall_10": "R@10"}


@given(
    st.dictionaries(st.sampled_from(["q1", "q2", "q3"]), st.lists(KEYS, unique=True, min_size=1), min_size=1),
    st.dictionaries(KEYS, st.integers(0, 3), min_size=1),
)
def test_as_trec_eval_by_its_own_binding(rankings: dict[str, list[str]], judgements: dict[str, int]) -> None:
    qrels = dict.fromkeys(rankings, judgements)
    run = {question: scores(ranking) for question, ranking in rankings.items()}
    theirs = pytrec_eval.RelevanceEvaluator(qrels, {"success.1,10", "ndcg_cut.10", "recall.10", "recip_rank"})
    values = retrieval_values(rankings, qrels)
    for question, expected in theirs.evaluate(run).items():
        for name, ours in NAMES.items():
            assert values[question][ours] == pytest.approx(expected[name])
        reciprocal = expected["recip_rank"]
        assert values[question]["RR@10"] == pytest.approx(reciprocal if reciprocal >= 0.1 else 0.0)


def test_a_question_that_found_nothing_counts_0() -> None:
    assert set(retrieval_values({"q1": []}, {"q1": {"d": 1}})["q1"].values()) == {0.0}
    assert retrieval_values({}, {}) == {}


def test_scores_fall_with_every_rank() -> None:
    assert scores(["a", "b", "c"]) == {"a": 3.0, "b": 2.0, "c": 1.0}


def test_the_first_relevant_rank() -> None:
    assert first_relevant(["a", "b", "c"], {"a": 0, "c": 2, "b": -1}) == 3
    assert first_relevant(["a"], {"b": 1}) is None
