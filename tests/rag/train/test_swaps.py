"""Questions about someone or something else than the passage tells."""

from __future__ import annotations

import pytest

from rag.train.examples import Example
from rag.train.swaps import with_swaps

from .making import example

TEA = "The mayor of Dovre, Joss Adeyemi, and the baker Petra Nilsson met in Brel for tea."
SEEDS = range(60)


def swapped(question: str, text: str, *said: str, origin: str = "quiz") -> list[Example]:
    """What any of many seeds adds."""
    given = example(text, *said, question=question, title="Tea", origin=origin, group="week")
    found = [with_swaps([given], seed) for seed in SEEDS]
    assert all(each[0] == given and len(each) <= 2 for each in found)
    return [added for each in found for added in each[1:]]


def test_a_name_of_the_question_gives_way_to_another_of_the_passage() -> None:
    added = swapped("What did Petra Nilsson have in Brel?", TEA, "tea")
    assert {each.question for each in added} == {
        "What did Dovre have in Brel?",
        "What did Joss Adeyemi have in Brel?",
        "What did Petra Nilsson have in Dovre?",
        "What did Petra Nilsson have in Joss Adeyemi?",
    }
    assert {(each.answers, each.spans, each.relevant) for each in added} == {(False, (), None)}
    assert {(each.text, each.title, each.origin, each.group) for each in added} == {(TEA, "Tea", "quiz", "week")}


@pytest.mark.parametrize("mark", ["?", "'s tea?", ", and why?", "’s?", "-born?"])
def test_no_question_stays_as_it_was(mark: str) -> None:
    question = f"What was had in Brel{mark}"
    assert question not in {each.question for each in swapped(question, TEA, "tea")}


def test_the_answers_own_name_is_never_put_in() -> None:
    added = swapped("Who met Joss Adeyemi in Brel?", TEA, "the baker Petra Nilsson")
    assert added
    assert not any("Nilsson" in each.question for each in added)


def test_a_year_gives_way_to_one_nearby() -> None:
    added = swapped(
        "What burned down in 1998?", "The mill of old burned down in 1998, and the barn in 1999.", "The mill"
    )
    years = {each.question for each in added}
    assert years <= {f"What burned down in {year}?" for year in (1995, 1996, 1997, 1999, 2000, 2001)}
    assert len(years) > 3


@pytest.mark.parametrize(
    "question", ["What was had?", "What was had in Ilmar?", "What was had in 1998?", "Who said so?", "Brel?", ""]
)
def test_a_question_without_a_name_or_year_of_the_passage_is_not_swapped(question: str) -> None:
    assert swapped(question, TEA, "tea") == []


def test_passages_that_do_not_answer_and_other_sets_are_not_swapped() -> None:
    question = "What did Petra Nilsson have in Brel?"
    assert swapped(question, TEA) == []
    assert swapped(question, TEA, "tea", origin="reviews") == []


def test_about_the_share_of_an_origin_is_swapped_and_the_same_for_the_same_seed() -> None:
    many = [example(TEA, "tea", question="What did Petra Nilsson have in Brel?", origin="quiz")] * 200
    found = with_swaps(many, 1)
    assert found[:200] == many
    assert 70 < len(found) - 200 < 130
    assert with_swaps(many, 1) == found
    assert with_swaps(many, 2) != found
