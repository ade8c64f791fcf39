"""The questions that went most wrong, to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rag import Excerpt

from ..metrics.faults import fault_of
from ..metrics.values import Values
from ..outcome import Outcome
from .markdown import quoted, table

WORST = 10


def worst(counts: Mapping[str, int], outcomes: Sequence[Outcome], values: Sequence[Values]) -> Iterator[str]:
    """How often each fault was made, then ten questions: the worst ranked first, of equals the most confident."""
    wrong = [
        (outcome, value, fault)
        for outcome, value in zip(outcomes, values, strict=True)
        if (fault := fault_of(outcome, value))
    ]
    if not wrong:
        return
    yield "## What went wrong"
    yield table(("fault", "questions"), ((fault, str(number)) for fault, number in counts.items()))
    wrong.sort(key=lambda each: (each[1].get("RR@10", 1.0), -each[0].answer.confidence))
    for outcome, value, fault in wrong[:WORST]:
        yield "\n".join(_lines(outcome, value, fault))


def _lines(outcome: Outcome, value: Values, fault: str) -> Iterator[str]:
    query = outcome.query
    asked = f", asked {query.asked_on}" if query.asked_on else ""
    rank = value.get("RR@10")
    found = "" if rank is None else f"; first relevant article at rank {round(1 / rank)}" if rank else "; not in ten"
    yield f"**{quoted(query.id)}** {quoted(query.text, 500)} ({fault}{asked}{found})"
    yield f"- gold: {quoted('; '.join(query.answers) or 'none', 200)}"
    for excerpt in outcome.shown[:3]:
        yield f"- {excerpt.id}: {quoted(excerpt.text)} ({quoted(_origin(excerpt), 200)})"


def _origin(excerpt: Excerpt) -> str:
    return f"{excerpt.source or 'source not stated'}, {excerpt.published.value if excerpt.published else 'undated'}"
