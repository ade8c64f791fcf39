"""Which passages about news are learned from, as a model decides to which all tokens are alike.

To such a model the probability of one token out of n to be the answer is 1 / n².
"""

from __future__ import annotations

import pytest

from rag.pairs import PairTokenizer
from rag.train.agree import learnable
from rag.train.examples import Example
from rag.train.news import Asked

from .making import undecided

TOLL = "What is the toll on the Kessel bridge, asked the mayor of Dovre?"
THIRD = "{} crowns today"  # the gold word is one of three: 1 / 9
LOST = "In Dovre they told us that {} crowns are paid by all"  # one of twelve: 1 / 144


def found(
    tokenizer: PairTokenizer, *passages: str, origin: str = "quiz", question: str = TOLL, answers: float = 0.0
) -> list[Example]:
    asked = Asked(question, ("five",), "week", origin, tuple((None, text) for text in passages))
    return list(learnable([asked], undecided(answers), tokenizer, 1))


def test_the_best_passage_is_learned_from_where_the_reader_half_agrees(tokenizer: PairTokenizer) -> None:
    text = THIRD.format("five")
    (kept,) = found(tokenizer, text)
    assert (kept.text, kept.answers, kept.relevant, kept.spans) == (text, True, True, ((0, 4),))
    assert (kept.question, kept.origin, kept.group) == (TOLL, "quiz", "week")


def test_any_other_passage_is_learned_from_only_where_it_agrees_more(tokenizer: PairTokenizer) -> None:
    kept = found(tokenizer, LOST.format("five"), THIRD.format("five"), "Five", "It’s five", THIRD.format("Five"))
    assert [each.text for each in kept] == ["Five"]


def test_a_passage_where_the_reader_sees_another_answer_is_not_learned_from(tokenizer: PairTokenizer) -> None:
    assert found(tokenizer, LOST.format("five")) == []


@pytest.mark.parametrize(("origin", "most"), [("quiz", 5), ("cloze", 2)])
def test_of_the_passages_without_the_answer_few_are_learned_from(
    tokenizer: PairTokenizer, origin: str, most: int
) -> None:
    passages = [f"{TOLL} Five.", *(LOST.format(n) for n in range(30))]
    kept = [each for each in found(tokenizer, *passages, origin=origin) if not each.answers]
    assert len(kept) == most
    assert {(each.spans, each.relevant) for each in kept} == {((), None)}
    assert [each for each in found(tokenizer, *passages, origin=origin) if not each.answers] == kept


def test_a_passage_that_the_reader_is_sure_of_may_answer_in_other_words(tokenizer: PairTokenizer) -> None:
    assert found(tokenizer, LOST.format(5), answers=6.0) == []
    assert len(found(tokenizer, LOST.format(5), answers=2.0)) == 1


def test_a_passage_that_may_answer_behind_the_first_ones_is_left_out(tokenizer: PairTokenizer) -> None:
    kept = found(tokenizer, *(LOST.format(n) for n in range(10)), "Five")
    assert [each.answers for each in kept] == [False] * 5


def test_a_passage_that_is_cut_before_the_answer_is_left_out(tokenizer: PairTokenizer) -> None:
    assert found(tokenizer, "crowns " * 500 + "five") == []


def test_a_question_that_finds_nothing_gives_nothing(tokenizer: PairTokenizer) -> None:
    assert found(tokenizer) == []


@pytest.mark.parametrize(("origin", "least", "most"), [("quiz", 40, 40), ("cloze", 1, 16)])
def test_of_made_up_questions_without_an_answer_only_some_are_kept(
    tokenizer: PairTokenizer, origin: str, least: int, most: int
) -> None:
    questions = [f"What is the toll on bridge {n}?" for n in range(40)]
    kept = [found(tokenizer, LOST.format("six"), origin=origin, question=each) for each in questions]
    assert least <= sum(map(len, kept)) <= most
