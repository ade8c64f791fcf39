"""Disagreements: what numbers and names state, and which excerpts of an answer are set against each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Answer, Engine, Options
from rag.disagreement import name_words
from rag.quantity import Quantity, quantity


def stated(text: str) -> Quantity | None:
    return quantity(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("nine goats", 8.5, 9.5, None),
        ("Twenty-one goats", 20.5, 21.5, None),
        ("1,250 goats", 1245, 1255, None),
        ("1,253 goats", 1252.5, 1253.5, None),
        ("about 40 goats", 36, 44, None),
        ("more than 40 goats", 40, float("inf"), None),
        ("40 or more goats", 40, float("inf"), None),
        ("no more than 40 goats", float("-inf"), 40, None),
        ("not less than 40 goats", 40, float("inf"), None),
        ("up to 40 goats", float("-inf"), 40, None),
        ("4.5 million crowns", 4_450_000, 4_550_000, "crown"),
        ("a hundred crowns a day", 50, 150, "crown a day"),
        ("$3bn", 2.5e9, 3.5e9, "dollar"),
        ("6 per cent", 5.5, 6.5, "percent"),
        ("6%", 5.5, 6.5, "percent"),
        ("two dozen eggs", 18, 30, None),
    ],
)
def test_a_number_is_read_with_what_it_may_mean(text: str, low: float, high: float, unit: str | None) -> None:
    found = stated(text)
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "several goats",
        "in 2023",
        "38 to 44 goats",
        "between 38 and 44",
        "three years and four months",
        "two of the goats",
        "two of",
        "26 fewer goats",
        "another 12 goats",
        "rose by six",
        "at 07:40",
        "won 3-1",
        "43-year-old",
        "Otto Falk, 43,",
        "bus number 7",
        "",
    ],
)
def test_what_is_no_number_by_itself_states_none(text: str) -> None:
    assert stated(text) is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Nine people were hurt", "Seven workers were hurt"),
        ("412 breeding pairs", "367 pairs"),
        ("6.2 million crowns", "7.1 million crowns"),
        ("about 140 people", "184"),
        ("more than 40 goats", "31 goats"),
        ("4 per cent", "five percent"),
    ],
)
def test_numbers_of_one_thing_that_cannot_both_be_right_contradict(one: str, two: str) -> None:
    first, second = stated(one), stated(two)
    assert first is not None
    assert second is not None
    assert first.contradicts(second)
    assert second.contradicts(first)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("nine goats", "9 goats"),
        ("2,300 goats", "2,312 goats"),
        ("about 40 goats", "43 goats"),
        ("more than 40 goats", "43 goats"),
        ("up to five goats", "three goats"),
        ("4.5 million crowns", "4,487,000 crowns"),
        ("nine goats", "seven barns"),
        ("nine goats", "7 crowns"),
        ("900 crowns a day", "5,000 crowns a year"),
        ("60 metres", "640"),
    ],
)
def test_numbers_that_may_both_be_right_do_not_contradict(one: str, two: str) -> None:
    first, second = stated(one), stated(two)
    assert first is not None
    assert second is not None
    assert not first.contradicts(second)


def test_a_number_is_read_whole_where_only_a_part_of_it_is_marked() -> None:
    text = "Sixty-one goats died."
    found = quantity(text, 0, 5)
    assert found is not None
    assert text[found.start : found.end] == "Sixty-one"


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_number_contradicts_neither_itself_nor_one_way_only(one: int, two: int) -> None:
    first, second = stated(f"{one:,} goats"), stated(f"{two:,} goats")
    if first and second:  # a year is no number
        assert not first.contradicts(first)
        assert first.contradicts(second) == second.contradicts(first)


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_no_text_breaks_it(text: str, start: int, end: int) -> None:
    quantity(text, start, end)
    name_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ines Varga", {"ines", "varga"}),
        ("Mayor Vargá", {"varga"}),
        ("Ilse van der Holt", {"ilse", "holt"}),
        ("the mayor", set()),
        ("Varga, 46", set()),
        ("", set()),
    ],
)
def test_a_name_is_its_words_without_accents_and_titles(text: str, words: set[str]) -> None:
    assert name_words(text) == words


EARLY = {"source": "Ilmar Post", "date": "2024-04-04"}
LATE = {"source": "Brel Radio", "date": "2025-05-20"}
MAYOR = "Who is the mayor of Skarn?"
HURT = "How many people were hurt when the grandstand in Dovre fell?"
SEVEN = "Seven workers were hurt on Wednesday when a wooden grandstand at the racecourse in Dovre fell down."
NINE = "Nine people were hurt when the grandstand in Dovre fell, two of them badly, the hospital of Brel said."
VARGA = "Ines Varga is the mayor of Skarn and wants to dredge the old harbour before winter comes."
HALE = "Tomas Hale, the mayor of Skarn since Sunday, promised the fishermen a new ice house."


@pytest.mark.parametrize(
    ("question", "one", "two", "kind", "words"),
    [
        (HURT, SEVEN, NINE, "number", ("Seven", "Nine")),
        (HURT, NINE, SEVEN, "number", ("Nine", "Seven")),
        (MAYOR, VARGA, HALE, "name", ("Varga", "Hale")),
    ],
)
def test_two_papers_that_differ_are_set_against_each_other_the_earlier_first(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
    question: str,
    one: str,
    two: str,
    kind: str,
    words: tuple[str, str],
) -> None:
    answer = engine_of([{"_id": "late", "text": two, **LATE}, {"_id": "early", "text": one, **EARLY}]).ask(question)
    [found] = answer.disagreements
    cited = {excerpt.id: excerpt for excerpt in answer.excerpts}
    assert found.kind == kind
    assert [cited[each.excerpt].document for each in (found.one, found.two)] == ["early", "late"]
    for each, expected in zip((found.one, found.two), words, strict=True):
        excerpt = cited[each.excerpt]
        assert each.text == excerpt.text[each.start - excerpt.start : each.end - excerpt.start]
        assert expected in each.text
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))).disagreements == (found,)


def test_an_undated_excerpt_comes_last(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    answer = engine_of([{"_id": "undated", "text": SEVEN}, {"_id": "dated", "text": NINE, **LATE}]).ask(HURT)
    [found] = answer.disagreements
    assert (found.one.text[:4], found.two.text[:5]) == ("Nine", "Seven")


@pytest.mark.parametrize(
    ("question", "one", "two"),
    [
        (HURT, SEVEN, "Several people were hurt when the grandstand in Dovre fell, the hospital of Brel said."),
        (HURT, SEVEN, "The grandstand in Dovre that fell was nine metres high, and people had long feared for it."),
        (HURT, SEVEN, "Seven people were hurt when the grandstand in Dovre fell, the hospital of Brel said."),
        (HURT, SEVEN, "Four people died and many were hurt when the grandstand in Dovre fell, the hospital said."),
        (HURT, SEVEN, "In 1931 a grandstand in Dovre fell as well, and 90 people were hurt in the crush behind it."),
        (HURT, SEVEN, "The grandstand fell two years after a balcony in Dovre, by which 30 people were hurt."),
        (HURT, SEVEN, "Thirty people were hurt when a grandstand fell at the racecourse of Hexel on Sunday."),
        (MAYOR, VARGA, "The mayor of Skarn, Varga, slept through the whole of the regatta on Sunday."),
        (MAYOR, VARGA, "Otto Falk, the deputy mayor of Skarn, slept through the whole of the regatta on Sunday."),
        ("Who sang in Skarn?", "Ada Holm sang in Skarn on Sunday.", "Otto Falk sang in Skarn for two hours."),
    ],
)
def test_two_papers_that_may_both_be_right_are_not(
    engine_of: Callable[[list[dict[str, Any]]], Engine], question: str, one: str, two: str
) -> None:
    engine = engine_of([{"_id": "one", "text": one, **EARLY}, {"_id": "two", "text": two, **LATE}])
    answer = engine.ask(question, Options(threshold=0.0))
    assert len(answer.excerpts) == 2
    assert answer.disagreements == ()


def test_one_paper_does_not_disagree_with_itself(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    answer = engine_of([{"_id": "one", "text": f"{SEVEN}\n\nCorrection. {NINE}", **EARLY}]).ask(HURT)
    assert answer.disagreements == ()
