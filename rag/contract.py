"""The objects that leave `rag/`, the same for command line, page, API and eval, and their JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from index import Published

Status = Literal["answered", "not_found"]
Reason = Literal["no_match", "outside_dates", "source_absent", "low_confidence"]
Json = dict[str, Any]


@dataclass(frozen=True)
class Understood:
    """What a question was taken to mean beside its words: limits of time and source, both inclusive.

    `days` are no limit: they are those that a question names, and articles of them or near them come first.
    `told_of` are the first and the last of the days that each excerpt tells of, by a date in its text, whenever it
    was published: what a window comes to mean where nothing that was published in it answers.
    """

    as_of: date | None = None
    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()
    latest: bool = False
    earliest: bool = False
    days: tuple[date, ...] = ()
    told_of: tuple[date, date] | None = None

    @property
    def by_time(self) -> bool:
        """Whether time chooses among what is on the matter: the latest is asked for, or the earliest."""
        return self.latest or self.earliest

    def in_words(self) -> str:
        """All of it in a line, days as ISO 8601; empty where there is nothing."""
        bounds = (("as of", self.as_of), ("after", self.after), ("before", self.before))
        names = (("from", self.sources), ("not from", self.not_sources))
        wishes = (("latest", self.latest), ("earliest", self.earliest))
        parts = [f"{word} {day}" for word, day in bounds if day]
        parts += [f"around {day}" for day in self.days]
        parts += [f"telling of {self.told_of[0]} to {self.told_of[1]}"] if self.told_of else []
        parts += [f"{word} {' or '.join(outlets)}" for word, outlets in names if outlets]
        return "; ".join([*parts, *(word for word, wished in wishes if wished)])


@dataclass(frozen=True)
class Copy:
    """Another document that carries nearly the same excerpt."""

    document: str
    source: str | None
    published: Published | None


@dataclass(frozen=True)
class Excerpt:
    """A verbatim stretch of a document: `document.text[start:end] == text`, always.

    `sha256` is the hash of the whole document text that the offsets belong to; `score` ranks
    excerpts of one question and means nothing across questions.
    """

    id: str
    text: str
    document: str
    title: str | None
    source: str | None
    published: Published | None
    path: str | None
    url: str | None
    start: int
    end: int
    sha256: str
    score: float
    flags: tuple[str, ...] = ()
    also_in: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class ShortAnswer:
    """The words that answer: `excerpt` names the excerpt, the offsets are the document's."""

    text: str
    excerpt: str
    start: int
    end: int


@dataclass(frozen=True)
class Stated:
    """What an excerpt says: words of it, with the document's offsets; `excerpt` is its id."""

    excerpt: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Disagreement:
    """Two excerpts that give different numbers, or names, for what was asked: first the earlier one, undated last."""

    kind: Literal["number", "name"]
    one: Stated
    two: Stated


@dataclass(frozen=True)
class Searched:
    """How many documents could be seen, and how many a date limit kept out for want of a date."""

    documents: int
    undated_left_out: int


@dataclass(frozen=True)
class Answer:
    """What Dateline says to a question: cited excerpts, or that it found none and why.

    `confidence` is between 0 and 1. `reason` is None when the status is `answered`. `timings_ms`
    maps each stage, and `total`, to milliseconds.
    """

    question: str
    status: Status
    confidence: float
    reason: Reason | None
    understood: Understood
    searched: Searched
    short_answer: ShortAnswer | None = None
    excerpts: tuple[Excerpt, ...] = ()
    near_misses: tuple[Excerpt, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()

    @classmethod
    def from_json(cls, row: Json) -> Answer:
        """An answer from the contract's object; fields that are not the contract's are passed over.

        An object that is older than `disagreements`, `days` and `told_of` has none.

        Raises KeyError, TypeError or ValueError for an object that is none.
        """
        short = row["short_answer"]
        return cls(
            question=row["question"],
            status=row["status"],
            confidence=row["confidence"],
            reason=row["reason"],
            understood=_read_understood(row["understood"]),
            searched=Searched(**row["searched"]),
            short_answer=None if short is None else ShortAnswer(**short),
            excerpts=tuple(map(_read_excerpt, row["excerpts"])),
            near_misses=tuple(map(_read_excerpt, row["near_misses"])),
            timings_ms=row["timings_ms"],
            disagreements=tuple(map(_read_disagreement, row.get("disagreements", ()))),
        )

    def to_json(self) -> Json:
        """The contract's object."""
        short = self.short_answer
        return {
            "question": self.question,
            "status": self.status,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "understood": understood_json(self.understood),
            "searched": searched_json(self.searched),
            "short_answer": None if short is None else vars(short).copy(),
            "excerpts": [excerpt_json(excerpt) for excerpt in self.excerpts],
            "near_misses": [excerpt_json(excerpt) for excerpt in self.near_misses],
            "timings_ms": self.timings_ms,
            "disagreements": [asdict(each) for each in self.disagreements],
        }


@dataclass(frozen=True)
class Found:
    """What a search returns: passages (a chunk, or two side by side) best first, with the excerpt's shape."""

    question: str
    understood: Understood
    searched: Searched
    passages: tuple[Excerpt, ...]
    timings_ms: dict[str, float]

    def to_json(self) -> Json:
        """The contract's object for `rag search`."""
        return {
            "question": self.question,
            "understood": understood_json(self.understood),
            "searched": searched_json(self.searched),
            "passages": [excerpt_json(passage) for passage in self.passages],
            "timings_ms": self.timings_ms,
        }


def understood_json(understood: Understood) -> Json:
    """What was understood as JSON: days as ISO 8601, null for none."""
    return {
        "as_of": _day(understood.as_of),
        "after": _day(understood.after),
        "before": _day(understood.before),
        "sources": list(understood.sources),
        "not_sources": list(understood.not_sources),
        "latest": understood.latest,
        "earliest": understood.earliest,
        "days": [day.isoformat() for day in understood.days],
        "told_of": [day.isoformat() for day in understood.told_of] if understood.told_of else None,
    }


def searched_json(searched: Searched) -> Json:
    """Counts as JSON."""
    return {"documents": searched.documents, "undated_left_out": searched.undated_left_out}


def excerpt_json(excerpt: Excerpt) -> Json:
    """An excerpt as JSON, in the contract's order of fields."""
    return {
        "id": excerpt.id,
        "text": excerpt.text,
        "document": excerpt.document,
        "title": excerpt.title,
        "source": excerpt.source,
        "published": published_json(excerpt.published),
        "path": excerpt.path,
        "url": excerpt.url,
        "start": excerpt.start,
        "end": excerpt.end,
        "sha256": excerpt.sha256,
        "score": round(excerpt.score, 4),
        "flags": list(excerpt.flags),
        "also_in": [
            {"document": copy.document, "source": copy.source, "published": published_json(copy.published)}
            for copy in excerpt.also_in
        ],
    }


def published_json(published: Published | None) -> Json | None:
    """A stated date as JSON: value, precision, and where it was read as `from`."""
    if published is None:
        return None
    return {"value": published.value, "precision": published.precision, "from": published.origin}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_understood(row: Json) -> Understood:
    bounds = {
        name: None if row[name] is None else date.fromisoformat(row[name]) for name in ("as_of", "after", "before")
    }
    told_of = row.get("told_of")
    return Understood(
        **bounds,
        sources=tuple(row["sources"]),
        not_sources=tuple(row["not_sources"]),
        latest=row["latest"],
        earliest=row["earliest"],
        days=tuple(map(date.fromisoformat, row.get("days", ()))),
        told_of=None if told_of is None else (date.fromisoformat(told_of[0]), date.fromisoformat(told_of[1])),
    )


def _read_excerpt(row: Json) -> Excerpt:
    copies = tuple(Copy(**{**copy, "published": _read_published(copy["published"])}) for copy in row["also_in"])
    published = _read_published(row["published"])
    return Excerpt(**{**row, "published": published, "flags": tuple(row["flags"]), "also_in": copies})


def _read_disagreement(row: Json) -> Disagreement:
    return Disagreement(row["kind"], Stated(**row["one"]), Stated(**row["two"]))


def _read_published(row: Json | None) -> Published | None:
    return None if row is None else Published(row["value"], row["precision"], row["from"])
