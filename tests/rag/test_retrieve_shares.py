"""Who has a share of the first passages: no document too many, every outlet asked for some; neighbours are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import Entry
from index.local import LocalStore
from index.schema import Identity
from rag import Engine, Options
from rag.question import understand
from rag.retrieve import FIRST, PER_DOCUMENT, PER_OUTLET, Passage, retrieve
from tests.index.helpers import DIMENSION, entry, fill, vector

TOLL = "What is the toll on the Kessel bridge?"
MANY = 50
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
