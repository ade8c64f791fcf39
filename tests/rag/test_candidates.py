"""Which documents may answer: by vector, by words, and what has just happened; never what came later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Entry
from index.local import LocalStore
from index.schema import Identity
from rag.candidates import DEPTH, RECENT_DAYS, Candidate, find_candidates
from rag.question import Options, understand
from tests.index.helpers import DIMENSION, entry, fill, vector

ASKED = "What does the toll on the Kessel bridge cost?"
VECTOR = vector(0)  # the question's
OLD = 2 * DEPTH
DAY = date(2024, 3, 31)
FAR = "Rain fell on fields"


def facing(added: Entry, towards: float) -> Entry:
    """The same with all its vectors towards the question, or away from it."""
    return replace(added, vectors=np.stack([towards * VECTOR] * len(added.chunks)))


def found(store: LocalStore, options: Options | None = None, text: str = ASKED) -> dict[str, Candidate]:
    stats = store.stats()
    question = understand(text, options or Options(), stats.sources, stats.last)
    candidates = find_candidates(question, VECTOR, store)
    assert [each.listing.key for each in candidates] == sorted(each.listing.key for each in candidates)
    return {each.listing.key: each for each in candidates}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    """Many old articles that match in words and by vector, and others of the month before DAY that do not."""
    store = LocalStore.create(tmp_path_factory.mktemp("candidates"), Identity("model-a", DIMENSION))
    old = [facing(entry(f"old{n:03}", f"The toll on the Kessel bridge is {n}", "2020-05-05"), 1.0) for n in range(OLD)]
    new = [
        facing(entry(f"new{n:02}", f"{FAR} for {n} hours", str(DAY - timedelta(n))), -1.0)
        for n in range(RECENT_DAYS + 6)
    ]
    others = [
        facing(entry("year", "The toll is six crowns", "2024"), 0.9),
        facing(entry("month", f"{FAR} of Brel", "2024-03"), -1.0),
        facing(entry("later", "The toll on the Kessel bridge is free", "2024-04-01"), 1.0),
        facing(entry("yearless", "The toll on the Kessel bridge", "--03-30"), 1.0),
        facing(entry("undated", "The toll on the Kessel bridge"), 1.0),
        facing(entry("gazette", f"{FAR} of Dovre", str(DAY), "Dovre Gazette"), -1.0),
    ]
    fill(store, [*old, *new, *others])
    yield store
    store.close()


def test_the_nearest_by_vector_and_by_words_are_candidates(tmp_path: Path) -> None:
    store = LocalStore.create(tmp_path / "index", Identity("model-a", DIMENSION))
    crowd = [facing(entry(f"n{n:03}", f"{FAR} for {n} hours"), 0.5) for n in range(DEPTH + 20)]
    near, named = facing(entry("near", "Nothing in common"), 1.0), facing(entry("named", "The toll was paid"), -1.0)
    fill(store, [*crowd, near, named])
    keys = found(store)
    assert {"near", "named"} <= keys.keys()
    assert len(keys) == DEPTH + 1
    store.close()


def test_what_has_just_happened_is_a_candidate_though_many_older_match_better(store: LocalStore) -> None:
    fortnight = {f"new{n:02}" for n in range(RECENT_DAYS + 1)}
    with_day = found(store, Options(as_of=DAY))
    assert {key for key in with_day if key.startswith("new")} == fortnight
    assert "old000" in with_day
    assert not {key for key in found(store) if key.startswith("new")}


def test_a_fortnight_is_counted_from_the_end_of_the_window(store: LocalStore) -> None:
    found_then = found(store, Options(as_of=DAY, before=DAY - timedelta(10)))
    assert {key for key in found_then if key.startswith("new")} == {f"new{n:02}" for n in range(10, 20)}


def test_a_window_of_its_own_stays(store: LocalStore) -> None:
    limited = found(store, Options(as_of=DAY, after=DAY - timedelta(3)))
    assert limited.keys() == {"new00", "new01", "new02", "new03", "gazette"}
    assert found(store, Options(as_of=DAY, sources=("Dovre Gazette",))).keys() == {"gazette"}
    assert "gazette" not in found(store, Options(as_of=DAY, not_documents=("gazette",)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    as_of=st.dates(date(2024, 2, 20), date(2024, 4, 5)) | st.dates() | st.sampled_from([date.min, date.max]),
    window=st.none() | st.integers(0, 40),
)
def test_nothing_later_than_as_of_is_ever_a_candidate(store: LocalStore, as_of: date, window: int | None) -> None:
    after = None if window is None else date.fromordinal(max(as_of.toordinal() - window, 1))
    for key, candidate in found(store, Options(as_of=as_of, after=after)).items():
        published = candidate.listing.published
        days = published.interval() if published else None
        assert days is not None, key
        assert days[1] <= as_of
        assert after is None or days[0] >= after


def test_a_candidate_has_scores_where_words_are_in_common_and_all_its_chunks(tmp_path: Path) -> None:
    store = LocalStore.create(tmp_path / "index", Identity("model-a", DIMENSION))
    fill(
        store,
        [
            entry("lines", "Rain fell\nThe toll on the Kessel bridge is five crowns\nSnow fell", seed=1),
            entry("name", "Mrs Kessel resigned", seed=20),
            entry("rain", "Rain fell again", seed=40),
        ],
    )
    keys = found(store)
    assert keys.keys() == {"lines", "name", "rain"}
    lines, name, rain = keys["lines"], keys["name"], keys["rain"]
    assert [score > 0 for score in lines.words] == [False, True, False]
    assert lines.listing.spans.shape == (3, 2)
    assert lines.listing.cosines.shape == (1, 3)
    assert lines.article > name.article > 0
    assert lines.names > 0 < name.names
    assert lines.lead > 0
    assert (rain.lead, rain.article, rain.names, rain.words.tolist()) == (0.0, 0.0, 0.0, [0.0])
    store.close()


def test_an_empty_index_has_no_candidates(tmp_path: Path) -> None:
    store = LocalStore.create(tmp_path / "index", Identity("model-a", DIMENSION))
    assert found(store) == found(store, Options(as_of=DAY)) == {}
    store.close()


def test_articles_of_a_day_that_is_named_are_candidates(store: LocalStore) -> None:
    asked = "Was the report of 20 March 2024 on the toll of the Kessel bridge consistent with the later one?"
    assert "new11" in found(store, text=asked)
    assert "new11" not in found(store, text=asked.replace("of 20 March 2024 ", ""))
    assert "new11" not in found(store, Options(as_of=DAY - timedelta(12)), asked), "it is of the day after"
