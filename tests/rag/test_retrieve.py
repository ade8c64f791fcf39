"""Passages: which may be seen, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import Entry
from index.local import LocalStore
from index.schema import Identity
from rag import Engine, Excerpt, Options
from rag.question import understand
from rag.retrieve import FIRST, PER_DOCUMENT, PER_OUTLET, Passage, retrieve
from tests.index.helpers import DIMENSION, entry, fill, vector

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


# --- passages of one document --------------------------------------------------------------------

KESSEL = "The toll on the Kessel bridge is {} crowns for a lorry"
VECTOR = vector(0)  # the question's


def made_up(folder: Path, *entries: Entry) -> LocalStore:
    store = LocalStore.create(folder / "made-up", Identity("model-a", DIMENSION))
    fill(store, list(entries))
    return store


def facing(added: Entry, towards: float) -> Entry:
    """The same with all its vectors at this cosine to the question."""
    away = np.roll(VECTOR, 1) - (np.roll(VECTOR, 1) @ VECTOR) * VECTOR
    turned = towards * VECTOR + np.sqrt(1 - towards**2) * away / np.linalg.norm(away)
    return replace(added, vectors=np.stack([turned.astype(np.float32)] * len(added.chunks)))


def passages(store: LocalStore, longest: int = 1) -> list[Passage]:
    found = retrieve(understand(TOLL, Options(), (), None), VECTOR, store, longest)
    store.close()
    return found


def long(lines: int) -> Entry:
    """A document of which every chunk matches."""
    return facing(entry("long", "\n".join(KESSEL.format(n) for n in range(lines))), 0.9)


def test_no_document_has_more_than_its_share_of_the_first_passages_if_there_are_others(tmp_path: Path) -> None:
    others = [facing(entry(f"other{n}", f"Kessel had {n} sunny days"), 0.2) for n in range(9)]
    found = passages(made_up(tmp_path, long(9), *others))
    first = Counter(passage.chunk.document for passage in found[:FIRST])
    assert first["long"] == PER_DOCUMENT
    assert len(first) == FIRST - PER_DOCUMENT + 1
    assert len(found) == 18, "what is put back is not lost"
    assert [each.chunk.document for each in found[:PER_DOCUMENT]] == ["long"] * PER_DOCUMENT


def test_where_there_is_one_document_all_its_chunks_are_passages(tmp_path: Path) -> None:
    found = passages(made_up(tmp_path, long(9)))
    assert {passage.chunk.start for passage in found} == {chunk.start for chunk in long(9).chunks}
    assert len(found) == 9


def test_scores_fall_also_behind_the_share_of_a_document(tmp_path: Path) -> None:
    others = [facing(entry(f"other{n:02}", f"Kessel had {n} sunny days"), 0.2 + n / 50) for n in range(15)]
    found = passages(made_up(tmp_path, long(12), *others))
    scores = [passage.score for passage in found]
    assert scores == sorted(scores, reverse=True)
    assert len(set(found)) == len(found)


def test_the_best_chunk_of_a_document_is_its_first(tmp_path: Path) -> None:
    added = entry("a", f"Rain fell on Orrin\n{KESSEL.format(5)}\nSnow fell on Brel", seed=300)
    found = passages(made_up(tmp_path, replace(added, vectors=np.stack([VECTOR] * 3))))
    assert found[0].chunk.start == added.chunks[1].start
    assert [passage.words > 0 for passage in found] == [True, False, False]
    assert all(passage.cosine == pytest.approx(1, abs=1e-2) for passage in found)


def test_neighbours_among_the_first_are_one_passage_and_leave_room_for_others(tmp_path: Path) -> None:
    others = [facing(entry(f"other{n}", f"Kessel had {n} sunny days"), 0.2) for n in range(12)]
    added = long(9)
    apart = passages(made_up(tmp_path / "one", added, *others))
    found = passages(made_up(tmp_path / "two", added, *others), 2)
    assert [passage.chunk.document for passage in found[:FIRST]].count("long") == PER_DOCUMENT
    starts = [chunk.start for chunk in added.chunks]
    for passage in (each for each in found[:FIRST] if each.chunk.document == "long"):
        n = starts.index(passage.chunk.start)
        assert passage.chunk.end == added.chunks[n + 1].end, "two chunks, and no more"
    assert found[0].score == apart[0].score
    held = Counter(
        start for each in found for start in range(each.chunk.start, each.chunk.end) if each.chunk.document == "long"
    )
    assert set(held.values()) == {1}, "nothing is in two passages"
    assert all(held[start] for start in starts), "nothing is lost"
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_chunks_with_something_between_them_stay_apart(tmp_path: Path) -> None:
    added = entry("a", f"{KESSEL.format(1)}\n{KESSEL.format(2)}\n{KESSEL.format(3)}")
    first, _, last = added.chunks
    gap = replace(added, chunks=(first, last), vectors=np.stack([VECTOR, VECTOR]))
    found = passages(made_up(tmp_path, gap), 2)
    assert sorted((each.chunk.start, each.chunk.end) for each in found) == [
        (first.start, first.end),
        (last.start, last.end),
    ]


def test_passages_are_read_chunk_by_chunk_and_shown_side_by_side(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    text = "\n".join(
        f"The toll on the Kessel bridge rose for the {n}th time, and drivers of lorries were angry."
        for n in range(1, 60)
    )
    engine = engine_of([{"_id": "a", "text": text}])
    _, chunks, _ = engine.sentences(TOLL)
    shown = engine.search(TOLL, k=MANY).passages
    assert len(shown) < len(chunks)
    assert max(each.end - each.start for each in shown) > max(each.chunk.end - each.chunk.start for each in chunks)
    document = engine.store.document("a")
    assert document is not None
    assert all(document.text[each.start : each.end] == each.text for each in shown)


# --- copies --------------------------------------------------------------------------------------

LEAD = (
    "Fog closed the harbour of Skarn for three days, and eleven freighters waited in the roads with fruit on board. "
    "The pilots went back to the quay on Sunday night, because they could not see the second buoy any more. "
)
END = "Captain Ida Brook gave forty crates of melons to the hospital of Skarn before they rotted."
PAPERS = {
    "post": (f"{LEAD}{END}", "Ilmar Post", "2024-05-03"),
    "courier": (f"DOVRE (Coast Wire) - {LEAD}{END}", "Dovre Courier", "2024-05-04"),
    "radio": (LEAD, "Brel Radio", "2024-05-06"),
    "late": (f"{LEAD}{END}", "Old Ledger", "2024-06-20"),
}
FOG = "How many freighters waited when fog closed the harbour of Skarn?"
PILOTS = "Why did the pilots go back to the quay of Skarn on Sunday night?"
MELONS = "What did captain Ida Brook give to the hospital of Skarn?"


@pytest.fixture
def wire(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> Engine:
    """A wire's story in four outlets, one of which cut its end, and another story."""
    rows = [{"_id": key, "text": text, "source": source, "date": day} for key, (text, source, day) in PAPERS.items()]
    other = {"_id": "other", "text": "The harbour of Skarn was dredged.", "source": "Brel Radio", "date": "2024-05-05"}
    return engine_of([*rows, other])


def named(excerpt: Excerpt) -> dict[str, str | None]:
    return {copy.document: copy.source for copy in excerpt.also_in}


def test_copies_take_one_place_and_are_named_with_their_outlets(wire: Engine) -> None:
    sources = {key: source for key, (_, source, _) in PAPERS.items()}
    first, *rest = wire.search(FOG, k=MANY).passages
    assert {first.document: first.source, **named(first)} == sources
    assert [passage.document for passage in rest] == ["other"]
    best = wire.ask(FOG).excerpts[0]
    assert "eleven freighters" in best.text
    assert {best.document: best.source, **named(best)} == sources
    assert not any(each.document in named(best) for each in wire.ask(FOG).excerpts[1:])


@pytest.mark.parametrize("key", PAPERS)
def test_each_copy_is_found_under_its_outlets_name(wire: Engine, key: str) -> None:
    options = Options(sources=(PAPERS[key][1],))
    for excerpt in (wire.search(PILOTS, options).passages[0], wire.ask(PILOTS, options).excerpts[0]):
        assert (excerpt.document, excerpt.source) == (key, PAPERS[key][1])
        assert named(excerpt).keys() == PAPERS.keys() - {key}, "the other outlets that carry it are told"


def test_an_outlet_left_out_is_not_named_either(wire: Engine) -> None:
    found = wire.search("Apart from the Old Ledger, who told of the fog in the harbour of Skarn?").passages[0]
    assert {found.document, *named(found)} == {"post", "courier", "radio"}


def test_a_copy_later_than_as_of_is_neither_found_nor_named(wire: Engine) -> None:
    options = Options(as_of=date(2024, 5, 5))
    for excerpt in (*wire.search(FOG, options, MANY).passages, *wire.ask(FOG, options).excerpts):
        if excerpt.document != "other":
            assert {excerpt.document, *named(excerpt)} == {"post", "courier"}


def test_a_copy_outside_a_window_is_named_and_not_found(wire: Engine) -> None:
    found = wire.search(FOG, Options(after=date(2024, 5, 4), before=date(2024, 5, 4))).passages
    assert [passage.document for passage in found] == ["courier"]
    assert named(found[0]).keys() == {"post", "radio", "late"}


def test_an_excerpt_names_only_the_copies_in_which_its_sentence_stands(wire: Engine) -> None:
    best = wire.ask(MELONS).excerpts[0]
    assert "forty crates of melons" in best.text
    assert {best.document, *named(best)} == {"post", "courier", "late"}
    passage = wire.search(MELONS).passages[0]
    assert {passage.document, *named(passage)} == PAPERS.keys(), "a passage tells what its document is a copy of"


def outlets_of(store: LocalStore, text: str) -> Counter[str | None]:
    known = tuple(store.stats().sources)
    found = retrieve(understand(text, Options(), known, None), VECTOR, store)
    store.close()
    return Counter(passage.source for passage in found[:FIRST])


def test_each_outlet_asked_for_has_passages_among_the_first(tmp_path: Path) -> None:
    def of(source: str, name: str, text: str, nearness: float) -> Entry:
        made = facing(entry(name, text), nearness)
        return replace(made, document=replace(made.document, source=source))

    loud = [of("Ilmar Post", f"loud{n}", KESSEL.format(n), 0.9) for n in range(12)]
    quiet = [of("Dovre Courier", f"quiet{n}", f"Rain fell on Orrin for {n} days", 0.1) for n in range(3)]
    both = "What did the Ilmar Post and the Dovre Courier report on the toll of the Kessel bridge?"
    assert outlets_of(made_up(tmp_path, *loud, *quiet), both) == {"Ilmar Post": FIRST - PER_OUTLET, "Dovre Courier": 2}


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
