"""What a conversation asks of the engine beside answers: follow-ups, what else bears on them, and copies."""

from __future__ import annotations

from datetime import date

from rag import Engine, Options
from rag.contract import Understood


def test_a_follow_up_is_read_in_the_light_of_what_came_before(engine: Engine) -> None:
    first = engine.ask("Who bought the lighthouse at Orrin Point?")
    second = engine.ask("And what did she pay for it?", earlier=[first])
    assert "lighthouse" in second.question
    assert "40,000 crowns" in second.excerpts[0].text
    assert engine.ask("Who sang in Dovre?", earlier=[first]).question == "Who sang in Dovre?"


def test_a_follow_up_keeps_the_limits_that_it_does_not_set(engine: Engine) -> None:
    first = engine.ask("According to the Ilmar Post, who resigned in July 2024?")
    second = engine.ask("And why did he resign?", earlier=[first])
    assert second.understood == first.understood
    free = engine.ask("And why did he resign?", Options(limits=Understood()), earlier=[first])
    assert free.understood == Understood()


def test_what_bears_on_an_answer_is_a_passage_of_each_article_the_cited_first(engine: Engine) -> None:
    options = Options(excerpts=1)
    answer = engine.ask("What is the toll on the Kessel bridge?", options)
    found = engine.about(answer, options)
    assert found[0] == answer.excerpts[0]
    assert len({each.document for each in found}) == len(found)
    assert "lobster" not in {each.document for each in found}


def test_what_bears_on_an_answer_keeps_within_its_limits(engine: Engine) -> None:
    answer = engine.ask("Who sang at the opening of the concert hall in Dovre?", Options(as_of=date(2024, 4, 30)))
    assert {each.document for each in engine.about(answer, Options())}.isdisjoint({"choir-radio"})


def test_the_other_articles_of_a_story_are_told_and_none_from_after_the_day(engine: Engine) -> None:
    copies = engine.copies_of("toll-2022")
    assert {each.document for each in copies} == {"toll-2023", "toll-2024", "toll-undated"}
    assert [each.document for each in engine.copies_of("toll-2022", date(2023, 6, 1))] == ["toll-2023"]
    assert engine.copies_of("lobster") == ()
    assert engine.copies_of("no such article") == ()
