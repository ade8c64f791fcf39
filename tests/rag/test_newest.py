"""Time: of what answers the newest comes first, and the newer before the older; as of a day newer counts for more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Published
from rag import Engine
from rag.newest import as_known, by_time
from rag.read import Sentence

DAYS = {
    "old": Published("2019-05-03", "day", "row"),
    "middle": Published("2021-02", "month", "row"),
    "new": Published("2024-05-19", "day", "row"),
    "undated": None,
}
SCORES = st.floats(-9, 9)


@pytest.fixture(scope="module")
def sentences(engine: Engine) -> dict[str, Sentence]:
    """A sentence of each of four articles."""
    _, _, (one, *_) = engine.sentences("What is the toll on the Kessel bridge?")
    return {key: replace(one, document=replace(one.document, key=key, published=day)) for key, day in DAYS.items()}


def order(sentences: dict[str, Sentence], scores: dict[str, float], earliest: bool = False) -> list[str]:
    scored = [replace(sentences[key], score=score) for key, score in scores.items()]
    ranked = sorted(scored, key=lambda each: -each.score)
    return [each.document.key for each in by_time(ranked, earliest)]


def test_of_what_answers_as_well_the_newest_comes_first(sentences: dict[str, Sentence]) -> None:
    scores = {"old": 5.0, "middle": 4.9, "new": 4.2, "undated": 4.0}
    assert order(sentences, scores) == ["new", "middle", "old", "undated"]
    assert order(sentences, scores, earliest=True) == ["old", "middle", "new", "undated"]


def test_newer_news_that_does_not_answer_does_not_come_first(sentences: dict[str, Sentence]) -> None:
    assert order(sentences, {"old": 3.0, "middle": 5.0, "new": 0.0})[0] == "middle"
    assert order(sentences, {"old": 0.0, "middle": 5.0, "new": 5.0}, earliest=True)[0] == "middle"


def test_what_is_far_better_stays_before_what_is_newer(sentences: dict[str, Sentence]) -> None:
    assert order(sentences, {"old": 9.0, "new": 1.0}) == ["old", "new"]


def test_as_of_a_day_the_newer_of_two_that_answer_comes_first(sentences: dict[str, Sentence]) -> None:
    def known(**scores: float) -> list[str]:
        scored = [replace(sentences[key], score=score) for key, score in scores.items()]
        return [each.document.key for each in as_known(sorted(scored, key=lambda each: -each.score))]

    assert known(old=5.0, new=4.0, undated=4.5) == ["new", "old", "undated"]
    assert known(old=5.0, new=2.0) == ["old", "new"]
    assert known(undated=1.0) == ["undated"]


def test_without_dates_the_better_comes_first(sentences: dict[str, Sentence]) -> None:
    assert order(sentences, {"undated": 1.0}) == ["undated"]


@given(old=SCORES, middle=SCORES, new=SCORES, undated=SCORES, earliest=st.booleans())
def test_none_is_lost_and_the_first_is_nearly_the_best(
    sentences: dict[str, Sentence], old: float, middle: float, new: float, undated: float, earliest: bool
) -> None:
    scores = {"old": old, "middle": middle, "new": new, "undated": undated}
    found = order(sentences, scores, earliest)
    assert sorted(found) == sorted(scores)
    assert scores[found[0]] >= max(scores.values()) - 2.0
