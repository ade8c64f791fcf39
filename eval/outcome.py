"""What came of one question: the answer, the ranking of documents, and whether the excerpts are verbatim."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from index import Document, Store
from rag import Answer, Excerpt, Found

from .datasets import Query

DEPTH = 100  # documents ranked per question


@dataclass(frozen=True)
class Outcome:
    """One question asked.

    `ranking` holds the keys of at most DEPTH documents, best first; `verbatim` says of each excerpt,
    then of each near miss, whether it stands in the stored document.
    """

    query: Query
    answer: Answer
    ranking: tuple[str, ...]
    verbatim: tuple[bool, ...]

    @property
    def abstained(self) -> bool:
        """Whether Dateline said that the news does not say."""
        return self.answer.status == "not_found"


def outcome_of(query: Query, answer: Answer, found: Found, store: Store) -> Outcome:
    """Joins what was answered and what was found; looks every excerpt up in the store."""
    shown = (*answer.excerpts, *answer.near_misses)
    verbatim = tuple(is_verbatim(excerpt, store.document(excerpt.document)) for excerpt in shown)
    return Outcome(query, answer, ranking_of(found), verbatim)


def ranking_of(found: Found) -> tuple[str, ...]:
    """Documents in the order of their best passages; copies of a story follow the one that stands for them."""
    keys = (
        key for passage in found.passages for key in (passage.document, *(each.document for each in passage.also_in))
    )
    return tuple(dict.fromkeys(keys))[:DEPTH]


def is_verbatim(excerpt: Excerpt, document: Document | None) -> bool:
    """Whether an excerpt stands in the stored document: checked here again, apart from the gate in `rag/`."""
    return (
        document is not None
        and excerpt.text != ""
        and document.text[excerpt.start : excerpt.end] == excerpt.text
        and hashlib.sha256(document.text.encode()).hexdigest() == excerpt.sha256
    )
