"""Passages near to a question that do not answer it."""

from __future__ import annotations

import pytest

from index.embed import Embedder
from rag.train.examples import Example
from rag.train.negatives import with_negatives

from .making import example

TOWNS = ("Brel", "Dovre", "Ilmar", "Skarn", "Orrin", "Hexel")


def bridge(n: int, origin: str = "wiki") -> Example:
    """One of many passages about tolls in six towns; every twentieth tells of the same sum."""
    town, sum_told = TOWNS[n % 6], 10 + n % 20
    text = f"The toll on bridge {n} in {town} is {sum_told} crowns."
    return example(
        text,
        f"{sum_told} crowns",
        question=f"What is the toll on bridge {n} in {town}?",
        title=town,
        origin=origin,
        group=town,
    )


MANY = [bridge(n) for n in range(40)]


@pytest.fixture(scope="module")
def found(embedder: Embedder) -> list[Example]:
    return with_negatives(MANY, embedder, 1)


def test_the_examples_stay_and_most_get_a_passage_that_does_not_answer(found: list[Example]) -> None:
    assert found[: len(MANY)] == MANY
    added = found[len(MANY) :]
    assert 20 < len(added) < len(MANY)
    assert len({each.question for each in added}) == len(added)
    assert {(each.answers, each.spans, each.origin) for each in added} == {(False, (), "wiki")}


def test_what_is_added_is_another_passage_with_its_own_title_held_out_with_its_question(
    found: list[Example],
) -> None:
    asked = {each.question: each for each in MANY}
    passages = {each.text: each for each in MANY}
    for added in found[len(MANY) :]:
        one, other = asked[added.question], passages[added.text]
        start, end = one.spans[0]
        assert one.text[start:end] not in added.text
        assert (added.title, added.group) == (other.title, one.group)


def test_a_passage_of_the_same_page_may_be_on_the_questions_matter(found: list[Example]) -> None:
    passages = {each.text: each for each in MANY}
    told = {(passages[each.text].group == each.group, each.relevant) for each in found[len(MANY) :]}
    assert told == {(True, None), (False, False)}


def test_the_same_seed_gives_the_same(embedder: Embedder, found: list[Example]) -> None:
    assert with_negatives(MANY, embedder, 1) == found
    assert with_negatives(MANY, embedder, 2) != found


def test_few_passages_get_none(embedder: Embedder) -> None:
    few = [*MANY[:30], *(bridge(n, "reviews") for n in range(30, 60))]
    assert with_negatives(few, embedder, 1) == few


def test_questions_that_have_no_answer_get_none(embedder: Embedder) -> None:
    silent = [example(each.text, question=each.question) for each in MANY]
    assert with_negatives(silent, embedder, 1) == silent


def test_where_every_passage_holds_the_answer_none_is_added(embedder: Embedder) -> None:
    texts = [f"Bridge {n} costs {('five crowns', 'FIVE crowns')[n % 2]}." for n in range(40)]
    same = [example(text, text[-12:-1]) for text in texts]
    assert with_negatives(same, embedder, 1) == same
