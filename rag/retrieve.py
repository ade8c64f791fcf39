"""Question to passages: documents are ranked by what speaks for them, and their chunks follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index import Chunk, Store

from .candidates import Candidate, find_candidates
from .question import Question
from .signals import read_weights, signals
from .terms import terms

FIRST = 10  # passages that are read, or that a person looks at
PER_DOCUMENT = 3  # of one document among the first
# How far a document's other chunks fall behind its best: by cosine, and by BM25 against the best chunk's.
# On the news quiz the answer is in the first three passages for 0.96 of the questions whose gold article
# holds it, with these or half of them; twice as much puts 6 documents among the first ten instead of 5.
CHUNK_COSINE = 15.0
CHUNK_WORDS = 8.0
_weights = cache(read_weights)


@dataclass(frozen=True)
class Passage:
    """A chunk that bears on a question.

    `score` ranks; `cosine` (-1..1) and `words` (BM25) say why, 0 where no word is in common. `story`
    is what its document tells, as do its copies.
    """

    chunk: Chunk
    story: str
    score: float
    cosine: float
    words: float


def retrieve(question: Question, vector: NDArray[np.float32], store: Store) -> list[Passage]:
    """All passages found, best first; the vector is the question's, shape (dimension,).

    Of documents that are copies of each other the best one stands for all.
    """
    candidates = find_candidates(question, terms(question.text), vector, store)
    scores = [round(float(score), 6) for score in signals(question, candidates) @ _weights()]
    stories: dict[str, int] = {}
    for n in sorted(range(len(candidates)), key=lambda n: (-scores[n], candidates[n].key)):
        stories.setdefault(candidates[n].hits[0].story, n)
    best = max((score for each in candidates for score in each.chunks.values()), default=0.0) or 1.0
    passages = [passage for n in stories.values() for passage in _passages(candidates[n], scores[n], best)]
    return _spread(sorted(passages, key=lambda each: (-round(each.score, 6), each.chunk.document, each.chunk.start)))


def _passages(candidate: Candidate, score: float, best_words: float) -> list[Passage]:
    """The chunks of a document: its best has the document's score, the others fall behind."""
    words = [candidate.chunks.get(hit.chunk.start, 0.0) for hit in candidate.hits]
    merits = [
        CHUNK_COSINE * hit.score + CHUNK_WORDS * each / best_words
        for hit, each in zip(candidate.hits, words, strict=True)
    ]
    behind = max(merits)
    return [
        Passage(hit.chunk, hit.story, score - behind + merit, hit.score, each)
        for hit, each, merit in zip(candidate.hits, words, merits, strict=True)
    ]


def _spread(passages: Sequence[Passage]) -> list[Passage]:
    """The same passages; among the first no document has more than its share, if there are others."""
    counts: Counter[str] = Counter()
    first: list[Passage] = []
    for passage in passages:
        if len(first) < FIRST and counts[passage.chunk.document] < PER_DOCUMENT:
            counts[passage.chunk.document] += 1
            first.append(passage)
    taken = {passage.chunk for passage in first}
    rest = (passage for passage in passages if passage.chunk not in taken)
    return [*first, *(replace(passage, score=min(passage.score, first[-1].score)) for passage in rest)]
