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
from .signals import on_named_days, read_weights, signals

FIRST = 10  # passages that are read, or that a person looks at
PER_DOCUMENT = 3  # of one document among the first
PER_OUTLET = 2  # among the first, of each outlet asked for, at least
NEIGHBOURS = 30  # best chunks among which those that lie side by side are one passage
_BETWEEN = 2  # characters at most between neighbours: line ends; what is not quoted, a machine's note, is longer
_weights = cache(read_weights)


@dataclass(frozen=True)
class Plan:
    """How chunks compete: what the signals of their article, their cosine and their words weigh.

    Words are BM25 against the best chunk's. Where the `best_stands` for its article, that has the
    article's score whatever it is, and the others fall behind it.
    """

    article: float
    cosine: float
    words: float
    best_stands: bool


# On the news quiz the answer is in the first three passages for 0.96 of the questions whose gold article
# holds it, with these weights of chunks or half of them; twice as much puts 6 documents among the first
# ten instead of 5.
ONE = Plan(1.0, 15.0, 8.0, best_stands=True)
# What is told from several articles lies deep in them. On MultiHop-RAG's questions among 11,650 articles
# evidence is in the first four chunks for 0.90 so, and for 0.85 as above; in the first ten are 0.75 and
# 0.74 of all evidence. Two neighbours as one passage make it 0.85, with 1.7 times the text; the days that
# are named, where no outlet is, 0.65 instead of 0.60. To look for each clause of a question by itself added
# 0.01; what the reader says of the first forty chunks and each clause 0.02 (among 47 articles), for a second
# or two; the likeness of single sentences nothing.
SEVERAL = Plan(0.1, 1.0, 1.0, best_stands=False)


@dataclass(frozen=True)
class Passage:
    """A chunk that bears on a question, or several that lie side by side.

    `score` ranks; `cosine` (-1..1) and `words` (BM25) say why, 0 where no word is in common. `story`
    is what its document tells, as do its copies.
    """

    chunk: Chunk
    source: str | None
    story: str
    score: float
    cosine: float
    words: float


def retrieve(question: Question, vector: NDArray[np.float32], store: Store, longest: int = 1) -> list[Passage]:
    """The passages found, best first; the vector is the question's, shape (dimension,).

    The first FIRST documents bring as many chunks, the others their best. Of documents that are
    copies of each other the best one stands for all. Up to `longest` of the best NEIGHBOURS chunks are
    one passage where they lie side by side, and one of them is among the first.
    """
    plan = SEVERAL if question.several else ONE
    candidates = find_candidates(question, vector, store)
    best = max((float(each.words.max()) for each in candidates), default=0.0) or 1.0
    merits = [plan.cosine * each.listing.cosines[0] + plan.words * each.words / best for each in candidates]
    articles = plan.article * (signals(question, candidates) @ _weights())
    scores = (articles + on_named_days(question, candidates)).tolist()
    if not plan.best_stands:
        scores = [score + float(each.max()) for score, each in zip(scores, merits, strict=True)]
    order = sorted(range(len(candidates)), key=lambda n: (-round(scores[n], 6), candidates[n].listing.key))
    stories: dict[str, int] = {}
    for n in order:
        stories.setdefault(candidates[n].listing.story, n)
    passages = [
        passage
        for place, n in enumerate(stories.values())
        for passage in _passages(candidates[n], scores[n], merits[n], FIRST if place < FIRST else 1)
    ]
    passages.sort(key=lambda each: (-round(each.score, 6), each.chunk.document, each.chunk.start))
    return _spread(passages, len(question.understood.sources), longest)


def _passages(candidate: Candidate, score: float, merits: NDArray[np.float64], count: int) -> Iterator[Passage]:
    """The best chunks of a document: the first has the document's score, the others fall behind."""
    listing, words = candidate.listing, candidate.words
    best = int(merits.argmax())
    order = [best] if count == 1 else np.argsort(-merits, kind="stable")[:count].tolist()
    for n in order:
        chunk = Chunk(listing.key, *listing.spans[n].tolist())
        merit, cosine = float(score - merits[best] + merits[n]), float(listing.cosines[0, n])
        yield Passage(chunk, listing.source, listing.story, merit, cosine, float(words[n]))


def _spread(passages: Sequence[Passage], outlets: int, longest: int) -> list[Passage]:
    """The same passages; among the first no document and no outlet has more than its share, if there are others."""
    per_outlet = max(FIRST - PER_OUTLET * max(outlets - 1, 0), PER_OUTLET)
    documents: Counter[str] = Counter()
    sources: Counter[str | None] = Counter()
    first: list[list[Passage]] = []
    rest: list[Passage] = []
    for place, passage in enumerate(passages):
        document = passage.chunk.document
        short = [group for group in first if len(group) < longest] if place < NEIGHBOURS else []
        beside = next((group for group in short if any(_touch(each, passage) for each in group)), None)
        if beside:
            beside.append(passage)
        elif len(first) < FIRST and documents[document] < PER_DOCUMENT and sources[passage.source] < per_outlet:
            documents[document] += 1
            sources[passage.source] += 1
            first.append([passage])
        else:
            rest.append(passage)
    last = first[-1][0].score if first else 0.0
    lower = (passage if passage.score <= last else replace(passage, score=last) for passage in rest)
    return [*map(_joined, first), *lower]


def _touch(one: Passage, two: Passage) -> bool:
    """Whether two chunks are of one document, with nothing between them."""
    before, behind = sorted((one.chunk, two.chunk), key=lambda chunk: chunk.start)
    return before.document == behind.document and behind.start - before.end <= _BETWEEN


def _joined(group: Sequence[Passage]) -> Passage:
    """Chunks that lie side by side as one passage, with what the best of them scores."""
    best = group[0]
    start, end = min(each.chunk.start for each in group), max(each.chunk.end for each in group)
    return replace(best, chunk=Chunk(best.chunk.document, start, end))
