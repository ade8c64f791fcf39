"""What a system came to: the retrieval measures of all runs, times, memory, size."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..datasets import Dataset, relevant_to
from ..metrics.retrieval import RETRIEVAL, retrieval_values
from .process import Measured

Figures = dict[str, float | None]

_COSTS = ("build_s", "articles_per_s", "query_p50_ms", "query_p95_ms", "first_query_ms", "memory_mb", "index_mb")
COLUMNS = (*RETRIEVAL, *_COSTS)


def judged(dataset: Dataset) -> list[str]:
    """The answerable questions with a relevant document: those that retrieval is measured on."""
    return [query.id for query in dataset.queries if relevant_to(query, dataset.qrels)]


def figures(measured: Measured, dataset: Dataset, articles: int) -> Figures:
    """The figures of a system, in the order of COLUMNS; None: there is nothing to measure it on."""
    rankings: Mapping[str, list[str]] = {name: measured["rankings"].get(name, []) for name in judged(dataset)}
    values = retrieval_values(rankings, dataset.qrels)
    times, seconds = measured["query_ms"], measured["build_seconds"]
    costs = (
        round(seconds, 2),
        round(articles / seconds, 1),
        *(round(float(np.percentile(times, share)), 1) for share in (50, 95)),
        round(measured["first_query_ms"], 1),
        round(measured["memory_mb"], 1),
        None if measured["index_mb"] is None else round(measured["index_mb"], 1),
    )
    means = {
        name: round(sum(value[name] for value in values.values()) / len(values), 4) if values else None
        for name in RETRIEVAL
    }
    return {**means, **dict(zip(_COSTS, costs, strict=True))}
