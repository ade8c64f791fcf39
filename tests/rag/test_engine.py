"""The stages together: limits, what was searched, and a store that changes under a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import DatelineError
from index.embed import Embedder
from index.local import LocalStore
from rag import Engine, Options
from rag.reader import Reader

from .counted import Counted

LIGHTHOUSE = "Who bought the lighthouse at Orrin Point?"


def test_an_engine_opens_an_index(news_index: Path) -> None:
    assert "Petra Nilsson" in Engine.open(news_index).ask(LIGHTHOUSE).excerpts[0].text


def test_no_index_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="index build"):
        Engine.open(tmp_path / "nothing")


def test_an_index_of_another_model_is_refused(news_index: Path) -> None:
    with pytest.raises(DatelineError, match="model"):
        Engine.open(news_index, "another-model")


def test_what_was_understood_is_returned(engine: Engine) -> None:
    answer = engine.ask("According to the Ilmar Post, who bought the lighthouse in March 2024?")
    assert answer.understood.sources == ("Ilmar Post",)
    assert (answer.understood.after, answer.understood.before) == (date(2024, 3, 1), date(2024, 3, 31))
    assert answer.excerpts[0].document == "lighthouse"


def test_literal_searches_everything(engine: Engine) -> None:
    text = "According to Reuters, who bought the lighthouse at Orrin Point in March 2023?"
    answer = engine.ask(text, Options(literal=True))
    assert answer.excerpts[0].document == "lighthouse"
    assert answer.searched.documents == 15


def test_what_is_searched_is_what_may_be_seen(engine: Engine) -> None:
    assert engine.ask(LIGHTHOUSE).searched.documents == 15
    limited = engine.ask(LIGHTHOUSE, Options(as_of=date(2023, 12, 31))).searched
    assert (limited.documents, limited.undated_left_out) == (3, 2)
    assert engine.ask(LIGHTHOUSE, Options(sources=("Nowhere Times",))).searched.documents == 0


def test_a_refused_question_reads_nothing_twice(news_index: Path, embedder: Embedder, reader: Reader) -> None:
    counted = Counted(reader)
    engine = Engine(LocalStore.open(news_index), embedder, counted)
    answer = engine.ask(LIGHTHOUSE, Options(before=date(2023, 12, 31)))
    assert answer.reason == "outside_dates"
    assert answer.near_misses[0].document == "lighthouse"  # so it was looked for without the window, too
    assert len(counted.given) == len(set(counted.given)) > 0


def test_without_a_sentence_there_is_no_answer_whatever_the_threshold(engine: Engine) -> None:
    answer = engine.ask("Who sang?", Options(after=date(2030, 1, 1), threshold=0.0))
    assert (answer.status, answer.reason, answer.excerpts) == ("not_found", "outside_dates", ())


def test_the_same_question_gets_the_same_answer(engine: Engine) -> None:
    answers = [engine.ask("What happened in Brel?").to_json() for _ in range(2)]
    for answer in answers:
        del answer["timings_ms"]
    assert answers[0] == answers[1]


def test_search_returns_whole_chunks_that_are_verbatim(engine: Engine) -> None:
    found = engine.search("What happened at the harbour of Skarn?", k=20)
    assert [passage.id for passage in found.passages] == [f"p{n}" for n in range(1, len(found.passages) + 1)]
    for passage in found.passages:
        document = engine.store.document(passage.document)
        assert document is not None
        assert document.text[passage.start : passage.end] == passage.text


def test_a_document_that_is_removed_is_cited_no_more(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    row = {"_id": "a", "text": "The lighthouse at Orrin Point was sold to the baker Petra Nilsson."}
    rest = {"_id": "b", "text": "Snow closed the road over Kessel Pass for nine days."}
    engine = engine_of([row, rest])
    assert engine.ask(LIGHTHOUSE).excerpts[0].document == "a"
    engine_of([rest])
    answer = engine.ask(LIGHTHOUSE)
    assert {each.document for each in answer.excerpts + answer.near_misses} <= {"b"}
    assert answer.searched.documents == 1


def test_a_document_that_changed_is_cited_as_it_is_now(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    engine = engine_of([{"_id": "a", "text": "The lighthouse at Orrin Point was sold to Petra Nilsson."}])
    engine.ask(LIGHTHOUSE)
    engine_of([{"_id": "a", "text": "Correction. The lighthouse at Orrin Point was sold to Otto Falk."}])
    assert "Otto Falk" in engine.ask(LIGHTHOUSE).excerpts[0].text


@pytest.mark.parametrize(
    "text", ["???", "\ud800 what", "\x00", "(", "AND OR NOT", "title:x", "😀", "a", "*", '"', "1" * 1999]
)
def test_odd_questions_are_questions(engine: Engine, text: str) -> None:
    assert engine.ask(text).status in ("answered", "not_found")
    engine.search(text)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != ""))
def test_no_question_breaks_it(engine: Engine, text: str) -> None:
    try:
        engine.ask(text)
    except DatelineError as error:
        assert "empty" in str(error) or "asks nothing" in str(error)
