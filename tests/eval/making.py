"""Outcomes made by hand."""

from __future__ import annotations

from datetime import date

from eval.datasets import Query
from eval.outcome import Outcome
from rag import Answer, Excerpt
from rag.contract import Reason, Searched, ShortAnswer, Understood

ONE = Query("q1", "?", answers=("gold",), kind="a")
TWO = Query("q2", "?", answers=("gold",), kind="b")
NONE = Query("q3", "?", answerable=False)


def excerpt(text: str, document: str = "d", name: str = "e1", start: int = 0) -> Excerpt:
    return Excerpt(name, text, document, None, None, None, None, None, start, start + len(text), "", 1.0)


def outcome(
    query: Query,
    cited: tuple[str | Excerpt, ...] = (),
    near: tuple[str | Excerpt, ...] = (),
    ranking: tuple[str, ...] = (),
    verbatim: tuple[bool, ...] = (),
    confidence: float = 0.5,
    reason: Reason = "low_confidence",
    timings: dict[str, float] | None = None,
    short: ShortAnswer | None = None,
    understood: Understood | None = None,
    held: tuple[tuple[int, ...], ...] = (),
    dated: int = 0,
    late: int = 0,
    gold_says: bool | None = None,
) -> Outcome:
    """Of a question answered with excerpts of these texts, or not answered for a reason."""
    answer = Answer(
        question=query.text,
        status="answered" if cited else "not_found",
        confidence=confidence,
        reason=None if cited else reason,
        understood=understood or Understood(as_of=date(2024, 5, 1) if dated else None),
        searched=Searched(1, 0),
        short_answer=short,
        excerpts=tuple(each if isinstance(each, Excerpt) else excerpt(each) for each in cited),
        near_misses=tuple(each if isinstance(each, Excerpt) else excerpt(each) for each in near),
        timings_ms=timings or {},
    )
    return Outcome(query, answer, ranking, verbatim, held, dated, late, gold_says)
