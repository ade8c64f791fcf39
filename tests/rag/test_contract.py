"""The JSON that leaves `rag/`: exactly DESIGN.md's keys, and the same from every thread."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from index import Published
from rag import Answer, Engine, Options
from rag.contract import Copy, Disagreement, Excerpt, Searched, ShortAnswer, Stated, Understood

ANSWER = (
    "question status confidence reason understood searched short_answer excerpts near_misses timings_ms disagreements"
)
FOUND = "question understood searched passages timings_ms"
UNDERSTOOD = "as_of after before sources not_sources latest earliest days told_of"
EXCERPT = "id text document title source published path url start end sha256 score flags also_in"
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("Who sang at the opening of the concert hall in Dovre?", {}),
    ("Who sang at the opening of the concert hall in Dovre?", {"as_of": date(2024, 5, 1), "excerpts": 5}),
    ("According to Reuters, who bought the lighthouse at Orrin Point?", {}),
    ("What is the latest toll on the Kessel bridge, apart from the Ilmar Post?", {}),
    ("Who bought the lighthouse at Orrin Point in March 2023?", {}),
    ("What did the fishermen in Brel catch?", {}),
]


def check_keys(found: dict[str, Any], names: str) -> None:
    assert " ".join(found) == names


def check_excerpts(found: Iterable[dict[str, Any]]) -> None:
    for excerpt in found:
        check_keys(excerpt, EXCERPT)
        check_published(excerpt["published"])
        assert isinstance(excerpt["start"], int)
        assert excerpt["end"] - excerpt["start"] == len(excerpt["text"])
        assert isinstance(excerpt["score"], float)
        for copy in excerpt["also_in"]:
            check_keys(copy, "document source published")
            check_published(copy["published"])


def check_published(found: dict[str, Any] | None) -> None:
    if found is not None:
        check_keys(found, "value precision from")


@pytest.mark.parametrize(("text", "options"), QUESTIONS)
def test_an_answer_has_exactly_the_contracts_keys(engine: Engine, text: str, options: dict[str, Any]) -> None:
    found = engine.ask(text, Options(**options)).to_json()
    assert json.loads(json.dumps(found)) == found
    check_keys(found, ANSWER)
    check_keys(found["understood"], UNDERSTOOD)
    check_keys(found["searched"], "documents undated_left_out")
    check_excerpts(found["excerpts"] + found["near_misses"])
    assert found["question"] == text
    assert 0 <= found["confidence"] <= 1
    assert (found["status"] == "answered") == (found["reason"] is None) == bool(found["excerpts"])


def test_a_search_has_exactly_the_contracts_keys(engine: Engine) -> None:
    found = engine.search("Who sang in Dovre?").to_json()
    assert json.loads(json.dumps(found)) == found
    check_keys(found, FOUND)
    check_keys(found["understood"], UNDERSTOOD)
    check_keys(found["searched"], "documents undated_left_out")
    check_excerpts(found["passages"])
    assert found["passages"]


def test_timings_name_every_stage_and_the_total(engine: Engine) -> None:
    for timings in (
        engine.ask("Who sang?").to_json()["timings_ms"],
        engine.search("Who sang?").to_json()["timings_ms"],
    ):
        assert "total" in timings
        assert len(timings) > 1
        assert all(isinstance(value, float) and value >= 0 for value in timings.values())


def test_days_are_iso_8601(engine: Engine) -> None:
    options = Options(date(2024, 5, 1), date(2024, 1, 1), date(2024, 4, 1))
    understood = engine.ask("Who sang?", options).to_json()["understood"]
    assert (understood["as_of"], understood["after"], understood["before"]) == (
        "2024-05-01",
        "2024-01-01",
        "2024-04-01",
    )


def test_a_short_answer_names_its_excerpt_and_its_offsets() -> None:
    answer = Answer(
        "Who?", "answered", 0.87654321, None, Understood(), Searched(1, 0), ShortAnswer("Petra Nilsson", "e1", 3, 16)
    )
    found = answer.to_json()
    assert found["short_answer"] == {"text": "Petra Nilsson", "excerpt": "e1", "start": 3, "end": 16}
    assert found["confidence"] == 0.8765


def test_a_date_says_where_it_was_read(engine: Engine) -> None:
    first = engine.ask("Who bought the lighthouse at Orrin Point?").to_json()["excerpts"][0]
    assert first["published"] == {"value": "2024-03-01", "precision": "day", "from": "row"}
    assert Published("2024-03-01", "day", "row") is not None


def test_undated_and_unattributed_are_null(engine: Engine) -> None:
    first = engine.ask("How much do the sails of the Hexel windmill weigh?").to_json()["excerpts"][0]
    assert (first["document"], first["source"], first["published"]) == ("mill.txt", None, None)


def test_threads_that_ask_at_once_get_what_one_gets(engine: Engine) -> None:
    def ask(question: tuple[str, dict[str, Any]]) -> dict[str, Any]:
        found = engine.ask(question[0], Options(**question[1])).to_json()
        del found["timings_ms"]
        return found

    alone = [ask(question) for question in QUESTIONS]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(ask, QUESTIONS * 2))
    assert together == alone * 2


def test_an_answer_reads_back_from_its_json(engine: Engine) -> None:
    for text, options in (
        ("Who closed the bridge?", Options(excerpts=2)),
        ("Who closed the bridge?", Options(after=date(2030, 1, 1))),
        ("What is the latest, according to the Moon Gazette?", Options()),
    ):
        row = json.loads(json.dumps(engine.ask(text, options).to_json()))
        assert Answer.from_json({"_id": "not the contract's", **row}).to_json() == row


def test_every_field_reads_back() -> None:
    published = Published("--07-04", "month-day", "text line 3")
    excerpt = Excerpt(
        "e1", "Snow.", "a", "Snow", "Post", published, "a.txt", "https://example.org/a", 3, 8, "0f", 0.5,
        ("post",), (Copy("b", None, None), Copy("c", "Wire", published)),
    )  # fmt: skip
    understood = Understood(
        date(2024, 5, 1),
        date(2024, 4, 1),
        date(2024, 4, 30),
        ("Post",),
        ("Wire",),
        True,
        True,
        (date(2024, 4, 3),),
        (date(2024, 4, 1), date(2024, 4, 2)),
    )
    answer = Answer(
        "What fell?", "answered", 0.75, None, understood, Searched(3, 1), ShortAnswer("Snow", "e1", 3, 7),
        (excerpt,), (excerpt,), {"read": 1.5, "total": 2.0},
        (Disagreement("name", Stated("e1", "Snow", 3, 7), Stated("e2", "Hail", 0, 4)),),
    )  # fmt: skip
    assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


def test_an_older_answer_has_neither_disagreements_nor_days(engine: Engine) -> None:
    row = engine.ask("Who sang?").to_json()
    del row["disagreements"], row["understood"]["days"], row["understood"]["told_of"]
    older = Answer.from_json(row)
    assert (older.disagreements, older.understood.days, older.understood.told_of) == ((), (), None)


def test_what_was_understood_is_told_in_a_line() -> None:
    days = (date(2024, 4, 3), date(2024, 4, 9))
    understood = Understood(date(2024, 5, 1), None, None, ("Post", "Wire"), ("Ledger",), latest=True, days=days)
    assert Understood().in_words() == ""
    told = Understood(told_of=(date(2024, 4, 1), date(2024, 4, 30)))
    assert told.in_words() == "telling of 2024-04-01 to 2024-04-30"
    assert understood.in_words() == (
        "as of 2024-05-01; around 2024-04-03; around 2024-04-09; from Post or Wire; not from Ledger; latest"
    )
