"""MultiHop-RAG's measures, worked out by hand from its script, and the strict ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.evidence import EVIDENCE, evidence_values, held


def test_a_sentence_is_held_whole_whatever_its_spaces() -> None:
    passages = ["Snow fell on\nOrrin. The road was closed.", "The road was", "nothing"]
    assert held(passages, ["Snow  fell on Orrin.", "The road was closed."]) == ((0, 1), (), ())
    assert held(["snow fell"], ["Snow fell"]) == ((),), "the case counts"


def test_three_sentences_two_of_them_found() -> None:
    # ranks 2 and 5 hold something: new sentences 1 and 1, so "precisions" 1/2 and 1/5; rank 7 holds nothing new
    values = evidence_values([(), (0,), (), (), (0, 2), (), (2,)], 3)
    assert values == {
        "MultiHop-RAG Hits@4": 1.0,
        "MultiHop-RAG Hits@10": 1.0,
        "MultiHop-RAG MRR@10": 0.5,
        "MultiHop-RAG MAP@10": pytest.approx((1 / 2 + 1 / 5) / 3),
        "evidence_recall@10": pytest.approx(2 / 3),
        "all_evidence@10": 0.0,
    }


def test_what_comes_after_ten_does_not_count() -> None:
    assert set(evidence_values([()] * 10 + [(0,)], 1).values()) == {0.0}
    assert evidence_values([()] * 9 + [(0,)], 1)["MultiHop-RAG Hits@10"] == 1
    assert evidence_values([()] * 9 + [(0,)], 1)["MultiHop-RAG Hits@4"] == 0


def test_all_in_one_passage() -> None:
    values = evidence_values([(0, 1)], 2)
    assert values["all_evidence@10"] == values["evidence_recall@10"] == values["MultiHop-RAG MAP@10"] == 1


@given(st.lists(st.lists(st.integers(0, 4), unique=True).map(tuple), max_size=15))
def test_every_value_is_a_share(passages: list[tuple[int, ...]]) -> None:
    values = evidence_values(passages, 5)
    assert tuple(values) == EVIDENCE
    assert all(0 <= value <= 1 for value in values.values())
    assert values["all_evidence@10"] <= values["evidence_recall@10"] <= values["MultiHop-RAG Hits@10"]
