"""The documents that may answer a question, and what the index can tell of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from index import Filter, Hit, Store

from .question import Question
from .terms import Terms

DEPTH = 100  # chunks and documents taken from each search; 50 or 300 move RR@10 on the news quiz by under 0.003
# With an as-of date as many again, half of them by words, from the days before it: what has just
# happened is often told in words that many older articles share.
RECENT_DEPTH = 50
RECENT_DAYS = 14
_MOST = 20_000  # chunks of all candidates together: all that there are


@dataclass(frozen=True)
class Candidate:
    """A document: all its chunks, nearest to the question first, and BM25 scores, 0 for no word in common.

    `lead` is of its title and first sentences, `article`, `names` and `phrases` of its whole text;
    `chunks` holds those of its chunks.
    """

    hits: tuple[Hit, ...]
    lead: float
    article: float
    names: float
    phrases: float
    chunks: dict[int, float]

    @property
    def key(self) -> str:
        """The document's key."""
        return self.hits[0].chunk.document


def find_candidates(question: Question, terms: Terms, vector: NDArray[np.float32], store: Store) -> list[Candidate]:
    """The documents nearest to the question by vector, shape (dimension,), and by words, in the order of their keys."""
    where = question.where
    keys = _nearest(terms, vector, store, where, DEPTH, DEPTH)
    recent = _recent(question)
    if recent:
        keys |= _nearest(terms, vector, store, recent, RECENT_DEPTH, RECENT_DEPTH // 2)
    if not keys:
        return []
    among = replace(where, documents=frozenset(keys))
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in store.search_vectors(vector, _MOST, among):
        hits[hit.chunk.document].append(hit)
    chunks: dict[str, dict[int, float]] = defaultdict(dict)
    for hit in store.search_words(" ".join(terms.words), DEPTH, among):
        chunks[hit.chunk.document][hit.chunk.start] = hit.score
    lead = store.search_articles(terms.words, "lead", len(keys), among)
    article = store.search_articles(terms.words, "article", len(keys), among)
    names = store.search_articles(terms.names, "article", len(keys), among)
    phrases = store.search_articles(terms.phrases, "article", len(keys), among)
    return [
        Candidate(
            tuple(hits[key]),
            lead.get(key, 0.0),
            article.get(key, 0.0),
            names.get(key, 0.0),
            phrases.get(key, 0.0),
            chunks[key],
        )
        for key in sorted(hits)
    ]


def _nearest(
    terms: Terms, vector: NDArray[np.float32], store: Store, where: Filter, chunks: int, documents: int
) -> set[str]:
    by_vector = {hit.chunk.document for hit in store.search_vectors(vector, chunks, where)}
    return by_vector | store.search_articles(terms.words, "article", documents, where).keys()


def _recent(question: Question) -> Filter | None:
    """The days before the as-of date; None without one, or where the question's own window is as narrow."""
    where, as_of = question.where, question.understood.as_of
    if as_of is None or where.before is None:
        return None
    first = where.before - timedelta(min(RECENT_DAYS, where.before.toordinal() - 1))
    return None if where.after and where.after >= first else replace(where, after=first)
