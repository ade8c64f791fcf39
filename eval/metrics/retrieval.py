"""How well the right articles are ranked, by `ir_measures`: the values that any tool gives for the TREC files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

from .values import Values

MEASURES = (Success @ 1, Success @ 4, Success @ 10, RR @ 10, nDCG @ 10, R @ 10)
RETRIEVAL = tuple(map(str, MEASURES))


def retrieval_values(
    rankings: Mapping[str, Sequence[str]], qrels: Mapping[str, Mapping[str, int]]
) -> dict[str, Values]:
    """The values of each question; `rankings` maps it to the keys of documents, best first.

    A question for which nothing was found is in no run that a tool could read, and counts 0 all the same.
    """
    values = {question: dict.fromkeys(RETRIEVAL, 0.0) for question in rankings}
    if rankings:
        run = {question: scores(ranking) for question, ranking in rankings.items()}
        relevant = {question: dict(qrels[question]) for question in rankings}
        for metric in ir_measures.iter_calc(list(MEASURES), relevant, run):
            values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def scores(ranking: Sequence[str]) -> dict[str, float]:
    """Scores that fall with every rank, so that any tool keeps the order; the last document has 1."""
    return {document: float(len(ranking) - rank) for rank, document in enumerate(ranking)}


def first_relevant(ranking: Sequence[str], judgements: Mapping[str, int]) -> int | None:
    """The rank, from 1, of the first relevant document; None where none was found."""
    return next((rank for rank, key in enumerate(ranking, 1) if judgements.get(key, 0) > 0), None)
