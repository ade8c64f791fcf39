"""What is taken out of a question, and what is left in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eval.datasets import Query
from eval.without_gold import AnswerFinder, describe, twin
from index import Document, Published


def article(key: str, day: str | None, text: str, title: str | None = None) -> Document:
    return Document(key, text, title, published=Published(day, "day", "row") if day else None)


FILLER = [article(f"f{n}", "2024-03-01", f"Parish council number {n} met and spoke of hedges.") for n in range(20)]
SOLD = "The lighthouse at Orrin Point was sold on Monday to the baker Petra Nilsson, who wants to live there."
WHO = Query("q", "Who bought the lighthouse at Orrin Point?", date(2024, 3, 10), ("Petra Nilsson", "Nilsson"))
ARTICLES = [
    article("gold", "2024-03-08", SOLD),
    article("other outlet", "2024-03-09", "Petra Nilsson has bought the lighthouse at Orrin Point."),
    article("in the title", "2024-03-09", "It stands at Orrin Point.", "Nilsson buys lighthouse"),
    article("same name", "2024-03-09", "Petra Nilsson won the pie contest in Brel."),
    article("no name", "2024-03-09", "A baker bought the lighthouse at Orrin Point."),
    article("too late", "2024-03-11", SOLD),
    article("old and like it", "2023-01-01", "Nilsson has not bought the lighthouse at Orrin Point, she says."),
    article("old", "2023-01-01", "Nilsson sketched the lighthouse at Orrin."),
    article("undated and like it", None, "Who bought the lighthouse at Orrin Point? Nilsson did."),
    article("far apart", "2024-03-09", "The lighthouse at Orrin Point. " + "Hedge. " * 80 + "Petra Nilsson sang."),
]


@pytest.fixture(scope="module")
def finder() -> AnswerFinder:
    return AnswerFinder([*FILLER, *ARTICLES])


def test_what_answers_is_found_by_the_asking_day(finder: AnswerFinder) -> None:
    removal = finder.removal(WHO, ["gold", "no name"])
    assert removal.answering == ("gold", "other outlet", "in the title", "old and like it", "undated and like it")
    assert removal.documents == (
        "gold", "no name", "other outlet", "in the title", "old and like it", "undated and like it",
    )  # fmt: skip
    assert removal.holding == ("gold",)


def test_without_an_asking_day_no_article_is_far(finder: AnswerFinder) -> None:
    found = finder.removal(replace(WHO, asked_on=None), []).answering
    assert {"too late", "old", "undated and like it"} <= set(found)
    assert "old" not in finder.removal(WHO, []).answering


def test_a_long_question_asks_for_no_more_than_a_passage_can_say(finder: AnswerFinder) -> None:
    more = " ".join(f"word{number}" for number in range(30))
    long = replace(WHO, text=f"{WHO.text} {more}")
    assert "gold" in finder.removal(long, []).answering


@pytest.mark.parametrize("answers", [(), ("",), ("...",)])
def test_without_a_gold_string_only_what_is_judged_goes(finder: AnswerFinder, answers: tuple[str, ...]) -> None:
    removal = finder.removal(Query("q", WHO.text, WHO.asked_on, answers), ["gold"])
    assert (removal.documents, removal.holding) == (("gold",), ())


def test_a_question_that_is_its_answer_takes_out_nothing(finder: AnswerFinder) -> None:
    assert finder.removal(Query("q", "Nilsson?", WHO.asked_on, ("Nilsson",)), []).answering == ()


def test_the_twin_has_no_answer_and_a_name_of_its_own() -> None:
    other = twin(WHO)
    assert (other.id, other.answerable, other.kind) == ("q~without-gold", False, "without gold")
    assert (other.text, other.asked_on) == (WHO.text, WHO.asked_on)


def test_the_description_counts(finder: AnswerFinder) -> None:
    said = describe([finder.removal(WHO, ["gold", "no name"]), finder.removal(WHO, ["same name"])])
    assert said.startswith("2 questions are asked again with 3 articles judged relevant taken out, and 9 more in which")
    assert said.endswith("1 of the 2 relevant articles that hold a gold string are found")
