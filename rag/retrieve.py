"""Question to passages: by vectors and by words, fused, and ordered by time where time is asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import Chunk, Hit, Published, Store

from .question import Question

DEPTH = 300  # chunks taken from each search
# Chosen on the news quiz (176 questions with their asking dates): Success@4 0.915 and RR@10 0.795 with
# these. Weights of 0.5 or 0.7, or 1,000 chunks instead of 300, move RR@10 by at most 0.015.
VECTOR_WEIGHT = 0.6
RECENCY_WEIGHT = 0.5
HALF_LIFE = 10.0  # days: an article is mostly asked about in the days after it
# "The latest" may be months old: there a longer memory, so that the newer of two old articles wins.
LATEST_WEIGHT = 0.3
LATEST_HALF_LIFE = 200.0  # days
TIE_BREAK = 1e-3  # how much recency counts where nobody asked for it


@dataclass(frozen=True)
class Passage:
    """A chunk that bears on a question.

    `score` ranks; `cosine` (-1..1) and `words` (BM25) say why, 0 where it was not found that way.
    """

    chunk: Chunk
    score: float
    cosine: float
    words: float


def retrieve(question: Question, vector: NDArray[np.float32], store: Store) -> list[Passage]:
    """All passages found, best first; the vector is the question's, shape (dimension,)."""
    where = question.where
    by_vector = {hit.chunk: hit for hit in store.search_vectors(vector, DEPTH, where)}
    by_words = {hit.chunk: hit for hit in store.search_words(question.text, DEPTH, where)}
    hits = {**by_words, **by_vector}
    cosines, words = _scale(by_vector, _worst(by_vector)), _scale(by_words, 0.0)  # no word in common: BM25 is 0
    passages = [
        Passage(
            chunk,
            VECTOR_WEIGHT * cosines.get(chunk, 0.0)
            + (1 - VECTOR_WEIGHT) * words.get(chunk, 0.0)
            + _recency(hit.published, question),
            by_vector[chunk].score if chunk in by_vector else 0.0,
            by_words[chunk].score if chunk in by_words else 0.0,
        )
        for chunk, hit in hits.items()
    ]
    return sorted(passages, key=lambda each: (-round(each.score, 6), each.chunk.document, each.chunk.start))


def _worst(hits: dict[Chunk, Hit]) -> float:
    return min((hit.score for hit in hits.values()), default=0.0)


def _scale(hits: dict[Chunk, Hit], zero: float) -> dict[Chunk, float]:
    """Scores moved to 0..1: `zero` to 0, the best to 1."""
    best = max((hit.score for hit in hits.values()), default=0.0)
    return {chunk: (hit.score - zero) / (best - zero or 1.0) for chunk, hit in hits.items()}


def _recency(published: Published | None, question: Question) -> float:
    """What nearness to the day of asking adds: much for an as-of date or "the latest", else a tie-break.

    Where the first report is asked for, distance counts instead.
    """
    days = published.interval() if published else None
    if days is None or question.today is None:
        return 0.0
    age = max((question.today - days[1]).days, 0)
    bonus = TIE_BREAK * _decay(age, LATEST_HALF_LIFE)
    if question.understood.earliest:
        return LATEST_WEIGHT * (1 - _decay(age, LATEST_HALF_LIFE))
    if question.understood.as_of:
        bonus += RECENCY_WEIGHT * _decay(age, HALF_LIFE)
    if question.understood.latest:
        bonus += LATEST_WEIGHT * _decay(age, LATEST_HALF_LIFE)
    return bonus


def _decay(age: int, half_life: float) -> float:
    return float(0.5 ** (age / half_life))
