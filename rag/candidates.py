"""The documents that may answer a question, and what the index can tell of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from index import Filter, Listing, Store

from .question import Question
from .terms import Terms, terms

# Chunks and documents taken from each search. 100 rank the news quiz and sample/ no better, and make finding a
# quarter slower among 108,044 chunks. Evidence from several articles lies deeper: of MultiHop-RAG's, without the
# outlets' names among 11,650 articles, 0.66 is found with 60, 0.67 with 100.
DEPTH = 60
DEPTH_OF_SEVERAL = 100
# With an as-of date half as many again, a quarter by words, from the days before it: what has just
# happened is often told in words that many older articles share.
RECENT_DAYS = 14


@dataclass(frozen=True)
class Candidate:
    """A document with its chunks, and BM25 scores, 0 for no word in common.

    `lead` is of words and phrases in its title and first sentences, `article` and `names` are of words
    in its whole text, `words` is of words in each chunk, shape (chunks,), where several articles are
    asked for of phrases, too.
    """

    listing: Listing
    lead: float
    article: float
    names: float
    words: NDArray[np.float64]


def find_candidates(question: Question, vector: NDArray[np.float32], store: Store) -> list[Candidate]:
    """The documents nearest to the question by vector, shape (dimension,), and by words, in the order of their keys."""
    asked = terms(question.text)
    depth = DEPTH_OF_SEVERAL if question.several else DEPTH
    keys = _nearest(asked, vector, store, question.where, depth, depth)
    for stretch in _stretches(question):
        keys |= _nearest(asked, vector, store, stretch, depth // 2, depth // 4)
    if not keys:
        return []
    among = replace(question.where, documents=frozenset(keys))
    both = [*asked.words, *asked.phrases]
    lead = store.search_articles(both, "lead", len(keys), among)
    article = store.search_articles(asked.words, "article", len(keys), among)
    names = store.search_articles(asked.names, "article", len(keys), among)
    # Phrases in chunks cost five milliseconds among 108,689, and help only where chunks stand for themselves.
    words = _chunk_words(both if question.several else asked.words, depth, store, among)
    return [
        Candidate(
            listing,
            lead.get(listing.key, 0.0),
            article.get(listing.key, 0.0),
            names.get(listing.key, 0.0),
            _of_chunks(listing, words.get(listing.key, {})),
        )
        for listing in store.listings(sorted(keys), vector.reshape(1, -1))
    ]


def _nearest(
    asked: Terms, vector: NDArray[np.float32], store: Store, where: Filter, chunks: int, documents: int
) -> set[str]:
    by_vector = {hit.chunk.document for hit in store.search_vectors(vector, chunks, where)}
    return by_vector | store.search_articles(asked.words, "article", documents, where).keys()


def _stretches(question: Question) -> Iterator[Filter]:
    """The stretches of time that are searched by themselves: the days before the as-of date, and those named."""
    recent = _recent(question)
    if recent:
        yield recent
    first, last = question.where.after or date.min, question.where.before or date.max
    for day in question.understood.days:
        if first <= day <= last:
            yield replace(question.where, after=day, before=day)


def _recent(question: Question) -> Filter | None:
    """The days before the as-of date; None without one, or where the question's own window is as narrow."""
    where, as_of = question.where, question.understood.as_of
    if as_of is None or where.before is None:
        return None
    first = where.before - timedelta(min(RECENT_DAYS, where.before.toordinal() - 1))
    return None if where.after and where.after >= first else replace(where, after=first)


def _chunk_words(sought: Sequence[str], depth: int, store: Store, among: Filter) -> dict[str, dict[int, float]]:
    """BM25 of the best chunks, by document and offset."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for hit in store.search_words(sought, depth, among):
        found[hit.chunk.document][hit.chunk.start] = hit.score
    return found


def _of_chunks(listing: Listing, words: Mapping[int, float]) -> NDArray[np.float64]:
    """BM25 of each chunk of a document, by their offsets; shape (chunks,)."""
    if not words:  # of most documents only the whole is among the best
        return np.zeros(len(listing.spans))
    return np.array([words.get(start, 0.0) for start in listing.spans[:, 0].tolist()])
