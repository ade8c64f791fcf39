"""Days that a question names and that articles of other days tell of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag import Answer, Engine, Options
from rag.contract import Understood

Make = Callable[[list[dict[str, Any]]], Engine]

BARGE = {
    "_id": "inquiry",
    "date": "2024-03-18",
    "source": "Brel Radio",
    "title": "Skipper to face inquiry in Kessel",
    "text": (
        "The skipper of the barge will be heard next week. On 24 February the sugar barge Mirabel rammed the bridge "
        "at Kessel, which has been shut since. Nobody was hurt. Repairs are to cost two million crowns."
    ),
}
FAIR = {
    "_id": "fair",
    "date": "2024-05-02",
    "source": "Ilmar Post",
    "title": "Fair opens in Dovre",
    "text": "A fair opened in Dovre on Thursday. Its wheel is forty metres high, and children ride it for nothing.",
}
WHAT = "Which barge rammed the bridge at Kessel on 24 February 2024?"
THE_DAY = (date(2024, 2, 24), date(2024, 2, 24))


@pytest.fixture
def engine(engine_of: Make) -> Engine:
    return engine_of([BARGE, FAIR])


def near(answer: Answer) -> list[str]:
    return [excerpt.document for excerpt in answer.near_misses]


def test_what_happened_on_a_day_may_stand_in_an_article_of_a_later_one(engine: Engine) -> None:
    answer = engine.ask(WHAT)
    assert answer.status == "answered"
    assert answer.understood == Understood(told_of=THE_DAY)
    assert answer.short_answer is not None
    assert "Mirabel" in answer.short_answer.text
    assert all("24 February" in excerpt.text for excerpt in answer.excerpts)
    assert answer.searched.documents == 2


def test_a_day_without_a_year_is_the_one_that_the_article_means(engine_of: Make) -> None:
    engine = engine_of([BARGE, {**FAIR, "date": "2026-05-02"}])
    answer = engine.ask("Which barge rammed the bridge at Kessel on 24 February?")
    assert (answer.status, answer.understood.told_of) == ("answered", THE_DAY)


def test_an_undated_article_tells_of_a_day_too(engine_of: Make) -> None:
    engine = engine_of([{name: value for name, value in BARGE.items() if name != "date"}, FAIR])
    answer = engine.ask("Which barge rammed the bridge at Kessel on 24 February?")
    assert (answer.status, answer.understood.told_of) == ("answered", THE_DAY)


def test_of_an_undated_article_nobody_knows_when_yesterday_was(engine_of: Make) -> None:
    text = "Yesterday the sugar barge Mirabel rammed the bridge at Kessel, which has been shut since."
    day = {"title": "Bridge shut in Kessel", "text": text, "date": "2024-05-02"}
    question = "Which barge rammed the bridge at Kessel on 1 May 2024?"
    dated = engine_of([{**BARGE, **day}, FAIR]).ask(question)
    assert (dated.status, dated.understood.told_of) == ("answered", (date(2024, 5, 1), date(2024, 5, 1)))
    del day["date"]
    undated = engine_of([{**{name: value for name, value in BARGE.items() if name != "date"}, **day}, FAIR])
    assert undated.ask(question).status == "not_found"


@pytest.mark.parametrize("day", ["25 February 2024", "24 February 2023"])
def test_what_is_told_of_another_day_is_no_answer(engine: Engine, day: str) -> None:
    answer = engine.ask(f"Which barge rammed the bridge at Kessel on {day}?")
    assert (answer.status, answer.reason) == ("not_found", "outside_dates")
    assert answer.understood.told_of is None
    assert near(answer)[0] == "inquiry"


def test_what_was_published_then_comes_first(engine_of: Make) -> None:
    report = {
        "_id": "report",
        "date": "2024-02-24",
        "source": "Brel Radio",
        "title": "Barge rams bridge in Kessel",
        "text": "The sugar barge Mirabel rammed the bridge at Kessel this morning. The bridge is shut.",
    }
    answer = engine_of([BARGE, FAIR, report]).ask(WHAT)
    assert [excerpt.document for excerpt in answer.excerpts] == ["report"]
    assert (answer.understood.after, answer.understood.told_of) == (date(2024, 2, 24), None)


def test_a_window_that_is_counted_from_the_day_of_asking_is_of_publication(engine: Engine) -> None:
    answer = engine.ask("Which barge rammed the bridge at Kessel 25 days ago?", Options(as_of=date(2024, 3, 20)))
    assert (answer.status, answer.understood.told_of) == ("not_found", None)
    assert (answer.understood.after, near(answer)[0]) == (date(2024, 2, 24), "inquiry")


def test_days_of_publication_that_are_given_stay_so(engine: Engine) -> None:
    day = date(2024, 2, 24)
    for options in (Options(after=day, before=day), Options(limits=Understood(after=day, before=day))):
        answer = engine.ask(WHAT, options)
        assert (answer.status, answer.understood.told_of) == ("not_found", None)


def test_nothing_is_told_that_was_published_after_as_of(engine: Engine) -> None:
    answer = engine.ask(WHAT, Options(as_of=date(2024, 3, 17)))
    assert (answer.status, near(answer)) == ("not_found", [])


def test_what_tells_of_the_days_comes_first_of_what_comes_near(engine: Engine) -> None:
    answer = engine.ask("Whom did the barge at Kessel kill on 24 February 2024?", Options(threshold=1.0))
    assert answer.status == "not_found"
    assert "24 February" in answer.near_misses[0].text


def test_what_is_asked_next_is_not_held_to_the_day(engine: Engine) -> None:
    first = engine.ask(WHAT)
    answer = engine.ask("And how much are repairs to cost?", earlier=[first])
    assert (answer.status, answer.understood) == ("answered", Understood())
    assert "two million" in answer.excerpts[0].text


def test_the_days_told_of_can_be_kept_as_a_limit(engine: Engine) -> None:
    limits = Understood(told_of=THE_DAY)
    answer = engine.ask("Who was hurt at the bridge at Kessel?", Options(limits=limits, threshold=0.0))
    assert all("24 February" in excerpt.text for excerpt in answer.excerpts)
    other = Understood(told_of=(date(2024, 2, 25), date(2024, 2, 25)))
    assert engine.ask("Which barge rammed the bridge?", Options(limits=other)).reason == "outside_dates"
