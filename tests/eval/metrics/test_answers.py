"""SQuAD's measures, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets import Query
from eval.metrics.answers import answer_values, exact_match, squad2, token_f1
from rag.contract import ShortAnswer
from tests.eval.making import NONE, ONE, excerpt, outcome


@pytest.mark.parametrize(
    ("given", "gold", "em", "f1"),
    [
        ("The Beatles!", "beatles", 1, 1),  # case, article, punctuation
        ("an old cat", "old cats", 0, 1 / 2),  # 1 of 2 and 1 of 2 tokens
        ("in the city of Brel", "Brel", 0, 2 * (1 / 4) * 1 / (1 / 4 + 1)),  # in, city, of, brel against brel
        ("dog dog cat", "dog cat cat", 0, 2 / 3),  # as bags: one dog and one cat in common
        ("40,000", "40000", 1, 1),
        ("U.S.", "US", 1, 1),
        ("nine", "ten", 0, 0),
        ("", "ten", 0, 0),
        ("the", "", 1, 1),  # both are nothing after normalisation
        ("anaconda", "conda", 0, 0),  # "an" goes only as a word
    ],
)
def test_exact_match_and_f1(given: str, gold: str, em: float, f1: float) -> None:
    assert exact_match(given, gold) == em
    assert token_f1(given, gold) == pytest.approx(f1)


@given(st.text(), st.text())
def test_both_are_symmetric_shares(one: str, two: str) -> None:
    assert 0 <= exact_match(one, two) <= token_f1(one, two) <= 1
    assert token_f1(one, two) == token_f1(two, one)


def test_the_best_gold_answer_counts() -> None:
    query = Query("q", "?", answers=("nine whole days", "9 days"))
    short = ShortAnswer("nine days", "e1", 0, 9)
    values = answer_values(outcome(query, cited=("nine days it was",), short=short))
    assert values["short_EM"] == 0
    assert values["short_F1"] == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))
    assert values["short_shares_word"] == 1


def test_no_short_answer_counts_0_and_so_does_one_that_is_refused() -> None:
    assert answer_values(outcome(ONE, cited=("gold",)))["short_EM"] == 0
    refused = outcome(ONE, near=("gold",), short=ShortAnswer("gold", "n1", 0, 4))
    assert answer_values(refused)["short_F1"] == 0


@pytest.mark.parametrize("answers", [("Yes",), ("no.",), (), ("True", "false")])
def test_verdicts_are_in_no_text(answers: tuple[str, ...]) -> None:
    assert answer_values(outcome(Query("q", "?", answers=answers), cited=("yes",))) == {}


def test_an_unanswerable_question_has_no_values() -> None:
    assert answer_values(outcome(Query("q", "?", answers=("x",), answerable=False), cited=("x",))) == {}


def test_squad_2_counts_silence_where_there_is_no_answer() -> None:
    right = outcome(ONE, cited=(excerpt("the gold"),), short=ShortAnswer("the gold", "e1", 0, 8))
    spoke = outcome(NONE, cited=(excerpt("gold"),), short=ShortAnswer("gold", "e1", 0, 4))
    half = outcome(ONE, cited=(excerpt("gold ring"),), short=ShortAnswer("gold ring", "e1", 0, 9))
    silent = outcome(NONE)
    assert squad2([right, spoke, half, silent]) == {
        "SQuAD2_exact": pytest.approx((1 + 0 + 0 + 1) / 4),
        "SQuAD2_F1": pytest.approx((1 + 0 + 2 / 3 + 1) / 4),
    }
    assert squad2([right]) == {"SQuAD2_exact": None, "SQuAD2_F1": None}
