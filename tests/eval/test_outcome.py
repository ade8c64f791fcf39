"""Rankings, and the second look at what is called verbatim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from eval.datasets import Query
from eval.outcome import DEPTH, is_late, is_verbatim, outcome_of, ranking_of
from index import Document, Entry, Published
from index.local import LocalStore
from index.schema import Identity
from rag import Answer, Excerpt, Found
from rag.contract import Copy, Searched, Understood

DOCUMENT = Document("d", "Snow fell. The road closed.")


def excerpt(
    text: str, document: str = "d", sha256: str = "", start: int = 0, also_in: tuple[Copy, ...] = ()
) -> Excerpt:
    return Excerpt(
        "e1", text, document, None, None, None, None, None, start, start + len(text), sha256, 1.0, also_in=also_in
    )


def found(*passages: Excerpt) -> Found:
    return Found("?", Understood(), Searched(1, 0), passages, {})


def test_a_document_stands_where_its_best_passage_does_and_its_copies_follow() -> None:
    copies = (Copy("c", None, None), Copy("b", None, None))
    passages = (excerpt("x", "b"), excerpt("x", "a", also_in=copies), excerpt("y", "b"), excerpt("z", "d"))
    assert ranking_of(found(*passages)) == ("b", "a", "c", "d")


def test_a_ranking_ends_at_its_depth() -> None:
    assert len(ranking_of(found(*(excerpt("x", f"d{n}") for n in range(DEPTH + 5))))) == DEPTH


def test_verbatim_is_by_offsets_and_by_hash() -> None:
    good = excerpt("The road closed.", sha256=DOCUMENT.sha256, start=11)
    assert is_verbatim(good, DOCUMENT)
    assert not is_verbatim(good, None)
    assert not is_verbatim(replace(good, start=10), DOCUMENT)
    assert not is_verbatim(replace(good, text="The road opened."), DOCUMENT)
    assert not is_verbatim(replace(good, sha256="0" * 64), DOCUMENT)
    assert not is_verbatim(replace(good, text="", end=11), DOCUMENT)


DAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("published", "late"),
    [
        (Published("2024-05-10", "day", "row"), False),
        (Published("2024-05-10T23:59", "minute", "row"), False),
        (Published("2024-05-11", "day", "row"), True),
        (Published("2024-05", "month", "row"), True),  # perhaps the 31st
        (Published("2024-04", "month", "row"), False),
        (Published("--05-01", "month-day", "row"), True),
        (None, True),
    ],
)
def test_late_is_what_is_not_known_to_be_in_time(published: Published | None, late: bool) -> None:
    assert is_late(published, DAY) is late
    assert not is_late(published, None)


def test_what_only_the_store_can_tell(tmp_path: Path) -> None:
    store = LocalStore.create(tmp_path, Identity("m", 2))
    with store.transaction():
        store.add([Entry(DOCUMENT, [], np.zeros((0, 2), np.float32))])
    early, late = Published("2024-05-01", "day", "row"), Published("2024-06-01", "day", "row")
    good = replace(excerpt("The road closed.", sha256=DOCUMENT.sha256, start=11), published=early)
    copied = replace(good, also_in=(Copy("x", None, late),))
    answer = Answer(
        "?", "answered", 0.5, None, Understood(as_of=DAY), Searched(1, 0), excerpts=(good, replace(good, start=10))
    )
    query = Query("q", "?", answers=("snow",), evidence=("The road closed.", "Rain fell."))
    made = outcome_of(query, answer, found(copied), store, ["d", "gone"])
    assert made.verbatim == (True, False)
    assert made.held == ((0,),)
    assert (made.dated, made.late) == (4, 1)
    assert made.gold_says is True
    assert outcome_of(replace(query, answers=("rain",)), answer, found(), store, ["d"]).gold_says is False
    assert outcome_of(query, answer, found(), store, ["gone"]).gold_says is None
    undated = replace(answer, understood=Understood())
    assert outcome_of(query, undated, found(copied), store).dated == 0
