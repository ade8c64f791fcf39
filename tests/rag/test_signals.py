"""What speaks for a document: each signal does what it says, on a real index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from rag import Engine, Options
from rag.signals import BY_TIME_HALF_LIFE, HALF_LIFE, LONG_HALF_LIFE, SIGNALS, TIE_BREAK, read_weights

Make = Callable[[list[dict[str, Any]]], Engine]
TOLL = "What is the toll on the Kessel bridge?"
FOX = "A silver fox slept on the pier of Orrin Point."
FILLER = " ".join(f"Rain fell for {n} hours on the meadows beside the old road to the mill." for n in range(12))
DAYS = {"new": "2024-03-20", "week": "2024-03-10", "month": "2024-02", "old": "2021-03-20", "undated": None}
TODAY = date(2024, 3, 20)


def told(engine: Engine, text: str, options: Options | None = None) -> dict[str, dict[str, float]]:
    """The signals of each candidate, by their names."""
    keys, rows = engine.signals(text, options)
    assert rows.shape == (len(keys), len(SIGNALS))
    return {key: dict(zip(SIGNALS, row, strict=True)) for key, row in zip(keys, rows.tolist(), strict=True)}


def column(engine: Engine, name: str, text: str, as_of: date | None = None) -> dict[str, float]:
    return {key: each[name] for key, each in told(engine, text, Options(as_of=as_of)).items()}


@pytest.fixture
def dated(engine_of: Make) -> Engine:
    """Articles of one text and several days."""
    text = "The toll on the Kessel bridge is five crowns."
    return engine_of([{"_id": key, "text": text, "date": day} for key, day in DAYS.items()])


def decay(days: int, half_life: float) -> float:
    return float(0.5 ** (days / half_life))


def test_there_is_a_weight_for_each_signal_and_none_is_negative() -> None:
    assert read_weights().shape == (len(SIGNALS),)
    assert (read_weights() >= 0).all()
    assert read_weights().any()


def test_values_are_in_their_ranges(engine: Engine) -> None:
    questions = [TOLL, "What happened in Brel this week?", "Who first reported the choir in Dovre?", "the", "xyzzy?"]
    for text in questions:
        for options in (Options(), Options(as_of=date(2024, 6, 30)), Options(as_of=date(2022, 1, 10))):
            keys, rows = engine.signals(text, options)
            assert keys == sorted(keys)
            assert (np.abs(rows[:, SIGNALS.index("chunk")]) <= 1.00001).all()
            assert ((rows[:, 1:] >= 0) & (rows[:, 1:] <= 1)).all()
            for name in ("lead", "article", "names"):
                assert rows[:, SIGNALS.index(name)].max(initial=0.0) in (0.0, 1.0), "the best candidate's is 1"


def test_without_candidates_there_are_no_rows(engine_of: Make) -> None:
    keys, rows = engine_of([]).signals(TOLL)
    assert (keys, rows.shape) == ([], (0, len(SIGNALS)))


def test_the_chunk_is_the_nearest_of_the_document(engine: Engine) -> None:
    best = {key: each["chunk"] for key, each in told(engine, TOLL).items()}
    found = engine.search(TOLL, k=50).passages
    assert best["toll-2022"] == max(best.values()) > 0.5
    assert {passage.document for passage in found} <= best.keys()


def test_an_article_that_begins_with_the_words_goes_before_one_that_ends_with_them(engine_of: Make) -> None:
    rows = [{"_id": "back", "text": f"{FILLER} {FOX}"}, {"_id": "front", "text": f"{FOX} {FILLER}"}]
    engine = engine_of(rows)
    found = told(engine, "Where did the silver fox sleep?")
    assert (found["front"]["lead"], found["back"]["lead"]) == (1.0, 0.0)
    assert found["front"]["article"] == found["back"]["article"] == 1.0
    assert engine.search("Where did the silver fox sleep?").passages[0].document == "front"


def test_names_count_by_themselves(engine: Engine) -> None:
    found = column(engine, "names", "Did the mayor buy a lighthouse from Petra Nilsson?")
    assert [key for key, value in found.items() if value] == ["lighthouse"]
    assert set(column(engine, "names", "Which mayor resigned over a fine?").values()) == {0.0}


def test_a_word_that_says_nothing_counts_only_where_there_is_no_other(engine: Engine) -> None:
    assert max(column(engine, "article", "What was it over?").values()) == 1.0
    assert [key for key, value in column(engine, "article", "What was the lobster over?").items() if value] == [
        "lobster"
    ]


def test_nearness_halves_in_days_before_the_as_of_date(dated: Engine) -> None:
    found = column(dated, "nearness", TOLL, TODAY)
    assert found == {
        "new": 1.0,
        "week": pytest.approx(decay(10, HALF_LIFE)),
        "month": pytest.approx(decay(20, HALF_LIFE)),  # from its last day
        "old": pytest.approx(0.0, abs=1e-6),
    }
    later = column(dated, "nearness", TOLL, TODAY + timedelta(5))
    assert later["new"] == pytest.approx(decay(5, HALF_LIFE))


@pytest.mark.parametrize("text", [TOLL, "What is the latest on the toll?"])
def test_nearness_is_nothing_without_an_as_of_date(dated: Engine, text: str) -> None:
    assert set(column(dated, "nearness", text, None).values()) == {0.0}


@pytest.mark.parametrize(
    "text", ["What is the latest on the toll?", "What is the toll now?", "When was the toll first reported?"]
)
def test_nearness_is_nothing_where_recency_tells_the_latest_and_the_first(dated: Engine, text: str) -> None:
    assert set(column(dated, "nearness", text, TODAY).values()) == {0.0}


def test_recency_only_breaks_ties_where_nobody_asks_for_it(dated: Engine) -> None:
    found = column(dated, "recency", TOLL)
    assert found["new"] == pytest.approx(TIE_BREAK)
    assert TIE_BREAK > found["week"] > found["month"] > found["old"] > found["undated"] == 0.0


@pytest.mark.parametrize("text", ["What was the toll this week?", "Was the toll recently raised?", "The toll today?"])
def test_recency_counts_in_full_where_a_question_speaks_of_its_own_time(dated: Engine, text: str) -> None:
    found = column(dated, "recency", text)
    assert found["new"] == 1.0
    assert found["week"] == pytest.approx(decay(10, LONG_HALF_LIFE))
    assert found["undated"] == 0.0


@pytest.mark.parametrize("as_of", [None, TODAY])
def test_recency_is_steeper_where_the_latest_is_asked_for(dated: Engine, as_of: date | None) -> None:
    found = column(dated, "recency", "What is the latest on the toll?", as_of)
    assert found["new"] == 1.0
    assert found["week"] == pytest.approx(decay(10, BY_TIME_HALF_LIFE))
    assert found["old"] == pytest.approx(decay((TODAY - date(2021, 3, 20)).days, BY_TIME_HALF_LIFE))
    assert found.get("undated") == (None if as_of else 0.0)


def test_recency_turns_round_where_the_first_report_is_asked_for(dated: Engine) -> None:
    found = column(dated, "recency", "What is the first report of the toll on the Kessel bridge?")
    assert found["old"] == 1.0
    assert 0.01 > found["month"] > found["week"] > found["new"] > found["undated"] == 0.0


PLANNED = {"_id": "planned", "text": "The Kessel bridge toll will be five crowns.", "date": "2020-11-02"}
RAISED = {"_id": "raised", "text": "The toll on the bridge at Kessel was raised to seven crowns.", "date": "2021-03-20"}
OTHERS = [
    {"_id": "choir", "text": "The choir of Dovre sang to 900 people in Kessel.", "date": "2020-01-02"},
    {"_id": "fair", "text": "The fair in Kessel drew 900 people to the meadow.", "date": "2024-03-19"},
    {"_id": "fox", "text": FOX, "date": "2024-03-20"},
]


@pytest.mark.parametrize("as_of", [None, TODAY])
@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("What is the latest on the toll of the Kessel bridge?", ["raised", "planned"]),
        ("What is the first report of the toll of the Kessel bridge?", ["planned", "raised"]),
    ],
)
def test_time_is_told_among_what_is_on_the_matter(
    engine_of: Make, text: str, order: list[str], as_of: date | None
) -> None:
    found = engine_of([PLANNED, RAISED, *OTHERS]).search(text, Options(as_of=as_of)).passages
    assert [each.document for each in found][:2] == order


def test_an_index_without_dates_has_nothing_of_time(engine_of: Make) -> None:
    engine = engine_of([{"_id": "a", "text": "The toll is five crowns."}])
    for text in (TOLL, "What is the latest on the toll?", "What is the first report of the toll?"):
        found = told(engine, text)["a"]
        assert (found["nearness"], found["recency"]) == (0.0, 0.0)
