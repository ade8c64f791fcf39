"""Values against what was worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from eval.datasets import Query
from eval.metrics.latency import latency
from eval.metrics.summary import by_group, is_right, judged, judged_confidence, per_question, summarise
from tests.eval.making import NONE, ONE, TWO, outcome


def test_retrieval_of_a_run_made_by_hand() -> None:
    outcomes = [
        outcome(ONE, ranking=("x", "good", "y", "bad", "also")),
        outcome(TWO, ranking=()),
        outcome(NONE, ranking=("good",)),
        outcome(Query("q4", "?"), ranking=("good",)),
    ]
    qrels = {"q1": {"good": 1, "also": 1, "bad": 0}, "q2": {"good": 1}, "q3": {"good": 1}, "q4": {"good": 0}}
    first, second, third, fourth = per_question(outcomes, qrels)
    assert first["Success@1"] == 0
    assert first["Success@4"] == first["Success@10"] == first["R@10"] == 1
    assert first["RR@10"] == 0.5
    assert first["nDCG@10"] == pytest.approx((1 / log2(3) + 1 / log2(6)) / (1 + 1 / log2(3)))
    assert second["RR@10"] == second["nDCG@10"] == second["Success@10"] == 0
    assert "RR@10" not in third
    assert "RR@10" not in fourth
    assert [each.query.id for each in judged(outcomes, qrels)] == ["q1", "q2"]
    assert summarise(outcomes, [first, second, third, fourth])["RR@10"] == 0.25


def test_nothing_to_measure_is_none_and_not_zero() -> None:
    summary = summarise([], [])
    assert set(summary.values()) == {None}
    lone = outcome(ONE, cited=("gold",), verbatim=(True,))
    summary = summarise([lone], per_question([lone], {}))
    assert summary["RR@10"] is None
    assert summary["abstention_precision"] is summary["abstention_F1"] is summary["confidence_AUC"] is None
    assert summary["answerable_refused"] == 0
    assert summary["answer_in_excerpts@1"] == summary["verbatim"] == 1


def test_answer_strings_with_and_without_abstention() -> None:
    third = outcome(ONE, cited=("no", "no", "the gold", "gold"))
    fourth = outcome(ONE, cited=("no", "no", "no", "gold"))
    refused = outcome(ONE, near=("Gold!",))
    values = per_question([third, fourth, refused, outcome(NONE, near=("gold",))], {})
    assert [each.get("answer_in_excerpts@1") for each in values] == [0, 0, 0, None]
    assert [each.get("answer_in_excerpts@3") for each in values] == [1, 0, 0, None]
    assert [each.get("answer_in_shown@1") for each in values] == [0, 0, 1, None]
    assert [each.get("answer_in_shown@3") for each in values] == [1, 0, 1, None]


def test_latency_by_stage() -> None:
    times = [{"read": 10.0, "total": 20.0}, {"read": 20.0, "total": 40.0}, {"read": 30.0, "quote": 1.0, "total": 60.0}]
    found = latency([outcome(ONE, timings=each) for each in times])
    assert list(found) == ["total", "read", "quote"]
    assert found["total"] == {"p50": 40.0, "p95": 58.0, "p99": 59.6}
    assert found["quote"] == {"p50": 1.0, "p95": 1.0, "p99": 1.0}
    assert latency([]) == {}


def test_groups_in_the_order_in_which_they_appear() -> None:
    outcomes = [outcome(TWO, cited=("gold",)), outcome(ONE), outcome(NONE)]
    groups = by_group(outcomes, per_question(outcomes, {}), lambda each: each.query.kind or "none")
    assert [(kind, number) for kind, (number, _) in groups.items()] == [("b", 1), ("a", 1), ("none", 1)]
    assert groups["b"][1]["answer_in_excerpts@1"] == 1
    assert groups["a"][1]["answer_in_excerpts@1"] == 0


def test_evidence_and_citations_are_measured_where_they_apply() -> None:
    sought = Query("q5", "?", evidence=("Snow fell.", "Roads closed."))
    first, second = per_question([outcome(sought, held=((), (0,))), outcome(ONE, cited=("x",))], {"q1": {"d": 1}})
    assert (first["evidence_recall@10"], first["all_evidence@10"]) == (0.5, 0)
    assert "cited_relevant" not in first
    assert second["cited_relevant"] == 1
    assert "evidence_recall@10" not in second


def test_what_is_right_and_what_cannot_be_told() -> None:
    yes = Query("q6", "?", answers=("Yes",))
    outcomes = [outcome(ONE, cited=("gold",)), outcome(ONE, near=("gold",)), outcome(ONE, cited=("x",)), outcome(NONE)]
    outcomes.append(outcome(yes, cited=("yes",)))
    values = per_question(outcomes, {})
    assert [is_right(*pair) for pair in zip(outcomes, values, strict=True)] == [True, True, False, False, None]
    assert judged_confidence(outcomes, values) == [(0.5, True), (0.5, True), (0.5, False), (0.5, False)]
