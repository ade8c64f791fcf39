"""What came of one question: the answer, the ranking of documents, and what only the store can tell of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from index import Document, Published, Store
from rag import Answer, Excerpt, Found

from .datasets import Query
from .metrics.evidence import held
from .metrics.match import holds, needles

DEPTH = 100  # documents ranked per question
_LOOKED_INTO = 10  # passages in which evidence is looked for


@dataclass(frozen=True)
class Outcome:
    """One question asked.

    `ranking` holds the keys of at most DEPTH documents, best first. `verbatim` says of each excerpt,
    then of each near miss, whether it stands in the stored document. `held` says of each of the best
    ten passages which of the question's sentences of evidence stand in it, by their numbers. Of all
    that was shown or ranked under an as-of date, `dated` counts how much, and `late` how much of it is
    not known to have been published by then. `gold_says` tells whether a gold answer stands in a
    relevant document; None: there is no such document, or no gold answer.
    """

    query: Query
    answer: Answer
    ranking: tuple[str, ...]
    verbatim: tuple[bool, ...]
    held: tuple[tuple[int, ...], ...] = ()
    dated: int = 0
    late: int = 0
    gold_says: bool | None = None

    @property
    def abstained(self) -> bool:
        """Whether Dateline said that the news does not say."""
        return self.answer.status == "not_found"

    @property
    def shown(self) -> tuple[Excerpt, ...]:
        """What a person reads: the excerpts, or the near misses where Dateline abstained."""
        return self.answer.excerpts or self.answer.near_misses

    def to_json(self) -> dict[str, Any]:
        """All but the query."""
        return {
            "answer": self.answer.to_json(),
            "ranking": self.ranking,
            "verbatim": self.verbatim,
            "held": self.held,
            "dated": self.dated,
            "late": self.late,
            "gold_says": self.gold_says,
        }

    @classmethod
    def from_json(cls, query: Query, row: dict[str, Any]) -> Outcome:
        """What `to_json` gave, of that query."""
        return cls(
            query,
            Answer.from_json(row["answer"]),
            tuple(row["ranking"]),
            tuple(row["verbatim"]),
            tuple(map(tuple, row["held"])),
            row["dated"],
            row["late"],
            row["gold_says"],
        )


def outcome_of(query: Query, answer: Answer, found: Found, store: Store, relevant: Iterable[str] = ()) -> Outcome:
    """Joins what was answered and what was found; looks every excerpt up in the store.

    `relevant` are the keys of the documents judged relevant.
    """
    shown = (*answer.excerpts, *answer.near_misses)
    passages = [passage.text for passage in found.passages[:_LOOKED_INTO]]
    dates = [*_dates(shown), *_dates(found.passages)] if answer.understood.as_of else []
    return Outcome(
        query,
        answer,
        ranking_of(found),
        verbatim=tuple(is_verbatim(excerpt, store.document(excerpt.document)) for excerpt in shown),
        held=held(passages, query.evidence) if query.evidence else (),
        dated=len(dates),
        late=sum(is_late(published, answer.understood.as_of) for published in dates),
        gold_says=_gold_says(query, relevant, store),
    )


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


def is_late(published: Published | None, as_of: date | None) -> bool:
    """Whether a document is not known to have been published by the end of a day: later, vaguer, or undated."""
    days = published.interval() if published else None
    return as_of is not None and (days is None or days[1] > as_of)


def _dates(excerpts: Iterable[Excerpt]) -> list[Published | None]:
    """The dates of excerpts and of the copies that they name."""
    return [
        published for each in excerpts for published in (each.published, *(copy.published for copy in each.also_in))
    ]


def _gold_says(query: Query, relevant: Iterable[str], store: Store) -> bool | None:
    documents = [document for key in relevant if (document := store.document(key))]
    if not documents or not needles(query.answers):
        return None
    return any(holds([document.title or "", document.text], query.answers) for document in documents)
