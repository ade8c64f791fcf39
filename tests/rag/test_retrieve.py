"""Passages: which may be seen, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rag import Engine, Options
from rag.retrieve import FIRST

TOLL = "What is the toll on the Kessel bridge?"
MANY = 50


def keys(engine: Engine, text: str, options: Options | None = None) -> list[str]:
    return [passage.document for passage in engine.search(text, options, MANY).passages]


def equals(engine: Engine, text: str, options: Options | None = None, prefix: str = "toll") -> list[str]:
    """Documents of one text in the order of their ranks: one stands for all, so it is set aside to see the next."""
    found: list[str] = []
    while True:
        rest = replace(options or Options(), not_documents=tuple(found))
        best = next((key for key in keys(engine, text, rest) if key.startswith(prefix)), None)
        if best is None:
            return found
        found.append(best)


def test_what_matches_best_comes_first(engine: Engine) -> None:
    assert keys(engine, "Who bought the lighthouse?")[0] == "lighthouse"
    assert keys(engine, "umbrellas")[0] == "library"


def test_scores_fall(engine: Engine) -> None:
    scores = [passage.score for passage in engine.search(TOLL, k=MANY).passages]
    assert scores == sorted(scores, reverse=True)


def test_the_number_of_passages_is_limited(engine: Engine) -> None:
    assert len(engine.search(TOLL, k=2).passages) == 2


def test_an_outlet_is_all_that_is_seen(engine: Engine) -> None:
    found = engine.search("What was sold?", Options(sources=("Old Ledger",)), MANY)
    assert {passage.source for passage in found.passages} == {"Old Ledger"}
    assert found.searched.documents == 3


def test_an_outlet_left_out_is_not_seen(engine: Engine) -> None:
    found = engine.search("Apart from the Ilmar Post, who reported on the children's choir in Dovre?", k=MANY)
    sources = {passage.source for passage in found.passages}
    assert "Ilmar Post" not in sources
    assert {"Brel Radio", "Dovre Courier", None} <= sources


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Options(after=date(2023, 1, 10)), {"toll-2023", "toll-2024"}),
        (Options(after=date(2023, 1, 11)), {"toll-2024"}),
        (Options(before=date(2023, 1, 10)), {"toll-2022", "toll-2023"}),
        (Options(before=date(2023, 1, 9)), {"toll-2022"}),
        (Options(as_of=date(2023, 1, 10)), {"toll-2022", "toll-2023"}),
        (Options(after=date(2022, 6, 1), before=date(2023, 6, 1)), {"toll-2023"}),
        (Options(as_of=date(2022, 1, 9)), set()),
        (Options(), {"toll-2022", "toll-2023", "toll-2024", "toll-undated"}),
    ],
)
def test_days_are_inclusive_limits(engine: Engine, limits: Options, expected: set[str]) -> None:
    assert set(equals(engine, TOLL, limits)) == expected


def test_nothing_later_than_as_of_is_seen(engine: Engine) -> None:
    day = date(2024, 4, 11)
    found = engine.search("What happened?", Options(as_of=day), MANY)
    days = [passage.published.interval() if passage.published else None for passage in found.passages]
    assert days
    assert all(each is not None and each[1] <= day for each in days)


def test_a_month_counts_only_when_it_has_passed(engine: Engine) -> None:
    question = "What did the fishermen catch?"
    assert "lobster" not in keys(engine, question, Options(as_of=date(2024, 5, 30)))
    assert keys(engine, question, Options(as_of=date(2024, 5, 31)))[0] == "lobster"
    assert "lobster" in keys(engine, question, Options(after=date(2024, 5, 1)))
    assert "lobster" not in keys(engine, question, Options(after=date(2024, 5, 2)))


def test_a_limit_of_time_keeps_the_undated_out_and_counts_them(engine: Engine) -> None:
    free, limited = engine.search(TOLL), engine.search(TOLL, Options(after=date(2000, 1, 1)))
    assert free.searched.undated_left_out == 0
    assert limited.searched.undated_left_out == 2
    assert limited.searched.documents == free.searched.documents - 2


def test_an_outlet_alone_keeps_no_undated_out(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    engine = engine_of([{"_id": "a", "text": "The well at Orrin is dry this week.", "source": "Ilmar Post"}])
    found = engine.search("Is the well at Orrin dry?", Options(sources=("Ilmar Post",)))
    assert [passage.document for passage in found.passages] == ["a"]
    assert found.searched.undated_left_out == 0


def test_among_equals_the_one_nearer_to_as_of_comes_first(engine: Engine) -> None:
    assert equals(engine, TOLL, Options(as_of=date(2024, 2, 1))) == ["toll-2024", "toll-2023", "toll-2022"]
    assert equals(engine, TOLL, Options(as_of=date(2023, 2, 1))) == ["toll-2023", "toll-2022"]


def test_among_equals_the_newest_comes_first_where_the_latest_is_asked_for(engine: Engine) -> None:
    found = equals(engine, "What is the toll on the Kessel bridge now?")
    assert found == ["toll-2024", "toll-2023", "toll-2022", "toll-undated"]


@pytest.mark.parametrize("as_of", [None, date(2024, 2, 1)])
def test_among_equals_the_oldest_comes_first_where_the_first_report_is_asked_for(
    engine: Engine, as_of: date | None
) -> None:
    found = equals(engine, "What is the first report of the toll on the Kessel bridge?", Options(as_of=as_of))
    assert found[:3] == ["toll-2022", "toll-2023", "toll-2024"]


def test_recency_only_breaks_ties_where_nobody_asks_for_it(engine: Engine) -> None:
    assert equals(engine, TOLL) == ["toll-2024", "toll-2023", "toll-2022", "toll-undated"]
    assert keys(engine, "Who bought the lighthouse?")[0] == "lighthouse"  # of March; others are of July


def test_without_dates_the_match_decides(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    texts = {
        "b": "The toll on the Kessel bridge is five crowns.",
        "a": "The Kessel bridge was painted green by six people.",
        "c": "Rain fell on the fields of Orrin for a day.",
    }
    engine = engine_of([{"_id": key, "text": text} for key, text in texts.items()])
    assert keys(engine, TOLL) == ["b", "a", "c"]


def test_equals_without_dates_are_in_the_order_of_their_keys(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    engine = engine_of([{"_id": key, "text": "The toll is five crowns."} for key in ("d", "a", "c", "b")])
    assert equals(engine, TOLL, prefix="") == ["a", "b", "c", "d"]


def test_the_order_is_the_same_every_time(engine: Engine) -> None:
    first = keys(engine, "What happened in Brel and in Dovre?")
    assert all(keys(engine, "What happened in Brel and in Dovre?") == first for _ in range(3))
    assert len(first) > 3


def test_an_empty_index_finds_nothing(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    engine = engine_of([])
    assert keys(engine, TOLL) == []
    assert engine.ask(TOLL).reason == "no_match"


def test_news_of_the_week_of_asking_goes_before_a_slightly_better_match(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    old = {"_id": "old", "text": "The toll on the Kessel bridge is five crowns.", "date": "2021-03-01"}
    new = {"_id": "new", "text": "Drivers pay six crowns for crossing the Kessel bridge.", "date": "2024-03-01"}
    far = {"_id": "far", "text": "Rain fell on the fields of Orrin.", "date": "2024-03-01"}
    engine = engine_of([old, new, far])
    assert keys(engine, TOLL)[0] == "old"
    assert keys(engine, TOLL, Options(as_of=date(2024, 3, 2)))[0] == "new"


def test_where_several_articles_are_asked_for_a_chunk_stands_for_itself(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    filler = " ".join(f"The council of Orrin met for the {n}th time and adjourned after an hour." for n in range(40))
    deep = "The toll on the Kessel bridge is six crowns, said the ferryman, and nobody pays it gladly."
    rows = [
        {"_id": "deep", "title": "Council notes", "text": f"{filler}\n\n{deep}\n\n{filler}"},
        {"_id": "near", "title": "Kessel bridge", "text": "The Kessel bridge was painted. Its toll was not discussed."},
    ]
    engine = engine_of(rows)
    first = engine.search("Compare what the ferryman and others said about the toll on the Kessel bridge.", k=FIRST)
    assert any(deep in passage.text for passage in first.passages[:2])
