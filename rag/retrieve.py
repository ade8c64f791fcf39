"""Question to passages: documents are ranked by what speaks for them, and their chunks follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index import Chunk, Store

from .candidates import Candidate, find_candidates
from .question import Question
from .signals import read_weights, signals

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
    """The passages found, best first; the vector is the question's, shape (dimension,).

    The first FIRST documents bring as many chunks, the others their best. Of documents that are
    copies of each other the best one stands for all.
    """
    candidates = find_candidates(question, vector, store)
    scores = [round(float(score), 6) for score in signals(question, candidates) @ _weights()]
    order = sorted(range(len(candidates)), key=lambda n: (-scores[n], candidates[n].listing.key))
    stories: dict[str, int] = {}
    for n in order:
        stories.setdefault(candidates[n].listing.story, n)
    best = max((float(each.words.max()) for each in candidates), default=0.0) or 1.0
    passages = [
        passage
        for place, n in enumerate(stories.values())
        for passage in _passages(candidates[n], scores[n], best, FIRST if place < FIRST else 1)
    ]
    return _spread(sorted(passages, key=lambda each: (-round(each.score, 6), each.chunk.document, each.chunk.start)))


def _passages(candidate: Candidate, score: float, best_words: float, count: int) -> Iterator[Passage]:
    """The best chunks of a document: the first has the document's score, the others fall behind."""
    listing = candidate.listing
    merits = CHUNK_COSINE * listing.cosines[0] + CHUNK_WORDS * candidate.words / best_words
    order = np.argsort(-merits, kind="stable")[:count]
    for n in order:
        start, end = listing.spans[n].tolist()
        behind = float(merits[order[0]] - merits[n])
        cosine, words = float(listing.cosines[0, n]), float(candidate.words[n])
        yield Passage(Chunk(listing.key, start, end), listing.story, score - behind, cosine, words)


def _spread(passages: Sequence[Passage]) -> list[Passage]:
    """The same passages; among the first no document has more than its share, if there are others."""
    counts: Counter[str] = Counter()
    first: list[Passage] = []
    rest: list[Passage] = []
    for passage in passages:
        document = passage.chunk.document
        if len(first) < FIRST and counts[document] < PER_DOCUMENT:
            counts[document] += 1
            first.append(passage)
        else:
            rest.append(passage)
    return [*first, *(replace(passage, score=min(passage.score, first[-1].score)) for passage in rest)]
