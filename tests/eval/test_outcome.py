"""Rankings, and the second look at what is called verbatim."""

from __future__ import annotations

from dataclasses import replace

from eval.outcome import DEPTH, is_verbatim, ranking_of
from index import Document
from rag import Excerpt, Found
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
