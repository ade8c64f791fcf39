"""What a store of documents must do, whatever keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from .document import Chunk, Document, Published

# A first and a last day, as ordinals, that no bound lets through: what stands for those of the undated.
UNDATED = (0, 10_000_000)

Part = Literal["article", "lead"]
Vectors = NDArray[np.float32]  # shape (n, dimension), rows of length 1


@dataclass(frozen=True)
class Filter:
    """Which documents a search may see. All bounds are inclusive days.

    With a bound, a document passes only if every day that its date allows lies inside: an undated
    one never does. Sources are given in `casefold`; an empty set of `sources` means all.
    `documents` and `not_documents` are keys; again, an empty set of `documents` means all.
    """

    after: date | None = None
    before: date | None = None
    sources: frozenset[str] = frozenset()
    not_sources: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    not_documents: frozenset[str] = frozenset()

    @property
    def dated(self) -> bool:
        """Whether there is a bound, which keeps out what has no full date."""
        return self.after is not None or self.before is not None


@dataclass(frozen=True)
class Hit:
    """A chunk that a search found, and its score there."""

    chunk: Chunk
    score: float


@dataclass(frozen=True)
class Listing:
    """A document as ranking looks at it: all its chunks at once.

    Documents that are copies of each other have one `story`, as have those that share a copy: the
    smallest of their keys.
    `spans` are the chunks' offsets, shape (chunks, 2), in the order of the text; `cosines` compare
    them with each of some vectors, shape (vectors, chunks).
    """

    key: str
    source: str | None
    published: Published | None
    story: str
    spans: NDArray[np.int64]
    cosines: NDArray[np.float32]


@dataclass(frozen=True)
class Copy:
    """One of the documents that tell a story: who published it there, and when."""

    key: str
    source: str | None
    published: Published | None


@dataclass(frozen=True)
class Heading:
    """A document as a list of them shows it; `length` is its text's, in characters."""

    key: str
    title: str | None
    source: str | None
    published: Published | None
    flags: tuple[str, ...]
    length: int


@dataclass(frozen=True)
class Entry:
    """A document with its chunks and their vectors (shape (len(chunks), dimension)): what is added."""

    document: Document
    chunks: Sequence[Chunk]
    vectors: Vectors


@dataclass(frozen=True)
class Skipped:
    """Something that was given and is not in the index: a file, or `file:line` for a row, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Stats:
    """What an index holds. `sources` maps each stated source to its number of documents.

    `stories` counts documents that are copies of each other once.
    """

    documents: int
    chunks: int
    sources: dict[str, int]
    source_not_stated: int
    first: date | None
    last: date | None
    undated: int
    flagged: dict[str, list[str]]
    skipped: list[Skipped]
    model: str
    dimension: int
    precision: str
    stories: int


class Store(Protocol):
    """Keeps documents, chunks and vectors; finds chunks by vector and by words under a filter.

    Searches return hits best first; equal scores are ordered by document key and offset, so that
    the order never depends on how the index came about.
    """

    def transaction(self) -> AbstractContextManager[None]:
        """What is added and removed inside happens as a whole, or not at all."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds documents, or replaces those of the same key; inside a transaction."""

    def remove(self, keys: Iterable[str]) -> None:
        """Removes documents by key; an unknown key is ignored; inside a transaction."""

    def search_vectors(self, vector: NDArray[np.float32], k: int, where: Filter) -> list[Hit]:
        """The k chunks of highest inner product with the vector (shape (dimension,))."""

    def search_words(self, terms: Sequence[str], k: int, where: Filter) -> list[Hit]:
        """The k chunks of highest BM25 score for any of the terms: words, and phrases, which have blanks."""

    def search_articles(self, terms: Sequence[str], part: Part, k: int, where: Filter) -> dict[str, float]:
        """The k documents of highest BM25 score for any of the terms, by key, best first.

        What counts is how often the terms are in whole articles, or in their leads: the title and
        the first sentences, where news says what is new.
        """

    def listings(self, keys: Collection[str], vectors: Vectors) -> list[Listing]:
        """Documents with all their chunks compared with the vectors, by key; those unknown or without chunks go."""

    def count(self, where: Filter) -> tuple[int, int]:
        """How many documents pass the filter, and how many only their missing date keeps out."""

    def copies(self, story: str, where: Filter) -> list[Copy]:
        """The documents of a story that pass the filter, each by its own date; by first day and key, undated last."""

    def browse(self, terms: Sequence[str], where: Filter, limit: int, offset: int) -> tuple[list[Heading], int]:
        """Documents that pass the filter and hold every term, and how many there are in all.

        Newest first, by the first day that a date allows; what has no full date comes last. A term is a
        word or, with blanks, a phrase; it may stand in the title or the text.
        """

    def document(self, key: str) -> Document | None:
        """The document of that key, or None."""

    def documents(self) -> Iterator[Document]:
        """All documents, in the order of their keys."""

    def stats(self) -> Stats:
        """Counts, sources, dates, flags and what was skipped."""

    def months(self) -> dict[tuple[str, str], int]:
        """How many documents each source has of each month, by (source, `2024-03`).

        Those with only a year are counted under (source, `2024`), those without a full date nowhere. A
        source that is not stated is an empty string.
        """
