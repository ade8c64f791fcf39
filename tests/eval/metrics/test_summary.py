"""Values against what was worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from eval.datasets import Query
from eval.metrics.abstention import abstention, reasons
from eval.metrics.summary import by_kind, judged, latency, per_question, scores, summarise
from eval.outcome import Outcome
from rag import Answer, Excerpt
from rag.contract import Reason, Searched, Understood

ONE = Query("q1", "?", answers=("gold",), kind="a")
TWO = Query("q2", "?", answers=("gold",), kind="b")
NONE = Query("q3", "?", answerable=False)


def excerpt(text: str) -> Excerpt:
    return Excerpt("e1", text, "d", None, None, None, None, None, 0, len(text), "", 1.0)


def outcome(
    query: Query,
    cited: tuple[str, ...] = (),
    near: tuple[str, ...] = (),
    ranking: tuple[str, ...] = (),
    verbatim: tuple[bool, ...] = (),
    confidence: float = 0.5,
    reason: Reason = "low_confidence",
    timings: dict[str, float] | None = None,
) -> Outcome:
    """Of a question answered with excerpts of these texts, or not answered for a reason."""
    answer = Answer(
        question=query.text,
        status="answered" if cited else "not_found",
        confidence=confidence,
        reason=None if cited else reason,
        understood=Understood(),
        searched=Searched(1, 0),
        excerpts=tuple(map(excerpt, cited)),
        near_misses=tuple(map(excerpt, near)),
        timings_ms=timings or {},
    )
    return Outcome(query, answer, ranking, verbatim)


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


def test_scores_fall_with_every_rank() -> None:
    assert scores(["a", "b", "c"]) == {"a": 3.0, "b": 2.0, "c": 1.0}


def test_answer_strings_with_and_without_abstention() -> None:
    third = outcome(ONE, cited=("no", "no", "the gold", "gold"))
    fourth = outcome(ONE, cited=("no", "no", "no", "gold"))
    refused = outcome(ONE, near=("Gold!",))
    values = per_question([third, fourth, refused, outcome(NONE, near=("gold",))], {})
    assert [each.get("answer_in_excerpts@1") for each in values] == [0, 0, 0, None]
    assert [each.get("answer_in_excerpts@3") for each in values] == [1, 0, 0, None]
    assert [each.get("answer_in_shown@1") for each in values] == [0, 0, 1, None]
    assert [each.get("answer_in_shown@3") for each in values] == [1, 0, 1, None]


def test_verbatim_is_a_share_of_excerpts() -> None:
    outcomes = [outcome(ONE, cited=("a",), verbatim=(True, True, False)), outcome(TWO, verbatim=(True,))]
    assert summarise(outcomes, per_question(outcomes, {}))["verbatim"] == 0.75


def test_abstention() -> None:
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


def test_kinds_in_their_order_and_only_where_there_are_some() -> None:
    outcomes = [outcome(TWO, cited=("gold",)), outcome(ONE), outcome(NONE)]
    kinds = by_kind(outcomes, per_question(outcomes, {}))
    assert [(kind, number) for kind, (number, _) in kinds.items()] == [("b", 1), ("a", 1), ("none", 1)]
    assert kinds["b"][1]["answer_in_excerpts@1"] == 1
    assert kinds["a"][1]["answer_in_excerpts@1"] == 0
    assert by_kind(outcomes[2:], [{}]) == {}


def test_latency_by_stage() -> None:
    times = [{"read": 10.0, "total": 20.0}, {"read": 20.0, "total": 40.0}, {"read": 30.0, "quote": 1.0, "total": 60.0}]
    found = latency([outcome(ONE, timings=each) for each in times])
    assert list(found) == ["total", "read", "quote"]
    assert found["total"] == {"p50": 40.0, "p95": 58.0}
    assert found["quote"] == {"p50": 1.0, "p95": 1.0}
    assert latency([]) == {}
