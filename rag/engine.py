"""The stages in order: question -> passages -> sentences -> answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Document, Filter, Store
from index.embed import Embedder, asked_model
from index.local import LocalStore

from .answer import NEAR_MISSES, choose, passage_excerpt, ranked, tells_words, why_not
from .candidates import find_candidates
from .confidence import confidence, read_weights
from .contract import Answer, Copy, Disagreement, Excerpt, Found, Searched, ShortAnswer
from .overview import about, overview
from .parts import parts
from .question import Options, Question, newest_day, understand
from .quote import check_excerpt, check_short
from .read import Sentence, read
from .reader import OnceReader, Reader, open_reader
from .retrieve import FIRST, Passage, retrieve
from .signals import signals
from .talk import carried, in_context
from .told import tells_of, told_of

SIDE_BY_SIDE = 2  # chunks that make one passage at most, where passages are shown; what is read is single chunks
ABOUT = 30  # passages at most that are looked at for the articles that bear on a question
BEARING = 7.0  # of the best one's score, a log-odds: on sample/ what is of another matter lies 8 and more behind


class Engine:
    """Answers questions from one index. Safe for several threads."""

    def __init__(self, store: Store, embedder: Embedder, reader: Reader) -> None:
        self.store = store
        self._embedder = embedder
        self._reader = reader

    @classmethod
    def open(cls, folder: Path, model: str | None = None) -> Engine:
        """Opens an index and loads its model.

        Raises DatelineError where there is none, or one made with another model than `model` (by
        default the one that DATELINE_MODEL names, if any).
        """
        store = LocalStore.open(folder, model or asked_model())
        return cls(store, Embedder(store.identity.model, store.identity.precision), open_reader())

    def ask(self, text: str, options: Options | None = None, earlier: Sequence[Answer] = ()) -> Answer:
        """Answers a question from cited excerpts, or says why not.

        A follow-up is read in the light of `earlier`, what was answered before it, oldest first; the
        answer's question then stands alone. Raises DatelineError for an empty question or an impossible
        window, and FidelityError, a bug, if an excerpt is not verbatim.
        """
        options = options or Options()
        clock = _Clock()
        question, searched = self._understand(text, options, clock, earlier)
        vector = self._embed(question, clock)
        reader = OnceReader(self._reader)
        found = sentences, sure, _ = self._ranked(question, vector, reader, clock)
        if sentences and sure >= options.threshold:
            return self._answered(question, searched, sentences, sure, options, clock)
        missing = self._sources_missing(question)
        wider = _without_limits(question, missing)
        nearby, likely, passages = found if wider == question else self._ranked(wider, vector, reader, clock)
        given = options.limits or options
        period = None if missing or given.after or given.before else told_of(question, nearby)
        if period:
            told = replace(wider, understood=replace(wider.understood, told_of=period))
            telling = _telling(told, nearby)
            surely = min(likely, confidence(told, telling, passages))
            if surely >= options.threshold and tells_words(telling[0]):
                searched = Searched(*self.store.count(told.where))
                return self._answered(told, searched, telling, surely, options, clock)
            first = set(map(id, telling))
            nearby = [*telling, *(each for each in nearby if id(each) not in first)]
        reason = why_not(question, sentences, missing, bool(nearby) and likely >= options.threshold)
        with clock.stage("quote"):
            near, *_ = self._choose(question, nearby, NEAR_MISSES, "n")
        return Answer(
            question.text, "not_found", sure, reason, question.understood, searched,
            near_misses=near, timings_ms=clock.timings(),
        )  # fmt: skip

    def _answered(
        self,
        question: Question,
        searched: Searched,
        sentences: Sequence[Sentence],
        sure: float,
        options: Options,
        clock: _Clock,
    ) -> Answer:
        with clock.stage("quote"):
            excerpts, short, apart = self._choose(question, sentences, options.excerpts, "e")
        return Answer(
            question.text, "answered", sure, None, question.understood, searched,
            short, excerpts, timings_ms=clock.timings(), disagreements=apart,
        )  # fmt: skip

    def search(self, text: str, options: Options | None = None, k: int = 10, longest: int = SIDE_BY_SIDE) -> Found:
        """The k best passages for a question: up to `longest` whole chunks that lie side by side; raises as `ask`."""
        clock = _Clock()
        question, searched = self._understand(text, options or Options(), clock)
        vector = self._embed(question, clock)
        passages = self._retrieve(question, vector, clock, longest)[:k]
        with clock.stage("quote"):
            documents = self._documents(passages)
            copies = {passage.chunk.document: self._named_copies(question, passage) for passage in passages}
            excerpts = tuple(
                passage_excerpt(passage, documents[passage.chunk.document], f"p{n}", copies[passage.chunk.document])
                for n, passage in enumerate(passages, 1)
                if passage.chunk.document in documents
            )
            self._check_all(excerpts)
        return Found(question.text, question.understood, searched, excerpts, clock.timings())

    def signals(self, text: str, options: Options | None = None) -> tuple[list[str], NDArray[np.float64]]:
        """What speaks for each document that may answer: their keys, and a row of SIGNALS for each.

        The rows have the shape (documents, len(SIGNALS)); raises as `ask` does.
        """
        clock = _Clock()
        question, _ = self._understand(text, options or Options(), clock)
        candidates = find_candidates(question, self._embed(question, clock), self.store)
        return [each.listing.key for each in candidates], signals(question, candidates)

    def sentences(self, text: str, options: Options | None = None) -> tuple[Question, list[Passage], list[Sentence]]:
        """A question as understood, all passages found, and the sentences that may answer, not yet ranked.

        Raises as `ask` does.
        """
        clock = _Clock()
        question, _ = self._understand(text, options or Options(), clock)
        passages = self._retrieve(question, self._embed(question, clock), clock)
        return question, passages, self._read(question, passages, self._reader, clock)

    def about(self, answer: Answer, options: Options) -> tuple[Excerpt, ...]:
        """A passage of each article that bears on what was answered, those cited first; raises as `ask` does."""
        passages = self.search(answer.question, replace(options, limits=answer.understood), ABOUT).passages
        bearing = (each for each in passages if each.score >= passages[0].score - BEARING)
        best: dict[str, Excerpt] = {}
        for excerpt in (*answer.excerpts, *answer.near_misses, *bearing):
            best.setdefault(excerpt.document, excerpt)
        return tuple(best.values())

    def copies_of(self, key: str, as_of: date | None = None) -> tuple[Copy, ...]:
        """The other documents that tell a document's story, published by the end of a day if one is given."""
        listed = self.store.listings([key], np.zeros((0, self._embedder.dimension), np.float32))
        told = self.store.copies(listed[0].story, Filter(before=as_of)) if listed else []
        return tuple(Copy(each.key, each.source, each.published) for each in told if each.key != key)

    def _understand(
        self, text: str, options: Options, clock: _Clock, earlier: Sequence[Answer] = ()
    ) -> tuple[Question, Searched]:
        with clock.stage("understand"):
            stats = self.store.stats()
            newest = newest_day(stats)
            standing = in_context(text, earlier, stats.sources)
            question = understand(standing, options, stats.sources, newest)
            if standing != text and options.limits is None:
                limits = carried(text, question.understood, earlier[-1].understood)
                question = understand(standing, replace(options, limits=limits), stats.sources, newest)
            return question, Searched(*self.store.count(question.where))

    def _embed(self, question: Question, clock: _Clock) -> NDArray[np.float32]:
        with clock.stage("embed"):
            vector: NDArray[np.float32] = self._embedder.encode([question.text])[0]
            return vector

    def _retrieve(
        self, question: Question, vector: NDArray[np.float32], clock: _Clock, longest: int = 1
    ) -> list[Passage]:
        with clock.stage("retrieve"):
            return retrieve(question, vector, self.store, longest)

    def _read(self, question: Question, found: Sequence[Passage], reader: Reader, clock: _Clock) -> list[Sentence]:
        with clock.stage("read"):
            first = found[:FIRST]
            documents = self._documents(first)
            passages = [passage for passage in first if passage.chunk.document in documents]
            return [
                replace(sentence, part=n)
                for n, asked in enumerate(parts(question.matter))
                for sentence in read(asked, question, passages, documents, reader)
            ]

    def _choose(
        self, question: Question, sentences: Sequence[Sentence], limit: int, prefix: str
    ) -> tuple[tuple[Excerpt, ...], ShortAnswer | None, tuple[Disagreement, ...]]:
        found = choose(question, sentences, limit, prefix, lambda each: self._copies(question, each.passage))
        self._check_all(found[0])
        check_short(found[1], found[0])
        return found

    def _ranked(
        self, question: Question, vector: NDArray[np.float32], reader: Reader, clock: _Clock
    ) -> tuple[list[Sentence], float, list[Passage]]:
        """The sentences that may answer, best first, how likely they do, and all passages found."""
        if question.topic:
            told = self._told_of_topic(about(question, question.topic), clock)
            if told[0]:
                return told
        passages = self._retrieve(question, vector, clock)
        sentences = ranked(question, self._read(question, passages, reader, clock), read_weights().sentence)
        sentences = _telling(question, sentences)
        return sentences, confidence(question, sentences, passages), passages

    def _told_of_topic(self, question: Question, clock: _Clock) -> tuple[list[Sentence], float, list[Passage]]:
        """A sentence of each article on the question's topic, how surely there is one, and all passages found."""
        passages = self._retrieve(question, self._embed(question, clock), clock)
        return *overview(question, passages[:FIRST], self._documents(passages[:FIRST])), passages

    def _documents(self, passages: Sequence[Passage]) -> dict[str, Document]:
        """The passages' documents; without any that a builder has removed since they were found."""
        keys = dict.fromkeys(passage.chunk.document for passage in passages)
        found = ((key, self.store.document(key)) for key in keys)
        return {key: document for key, document in found if document is not None}

    def _named_copies(self, question: Question, passage: Passage) -> tuple[Copy, ...]:
        """The other documents that tell a passage's story: outside a window or the outlets asked for, never later."""
        where = replace(question.where, after=None, before=question.understood.as_of, sources=frozenset())
        copies = self.store.copies(passage.story, where)
        return tuple(
            Copy(each.key, each.source, each.published) for each in copies if each.key != passage.chunk.document
        )

    def _copies(self, question: Question, passage: Passage) -> list[Document]:
        found = (self.store.document(copy.document) for copy in self._named_copies(question, passage))
        return [document for document in found if document is not None]

    def _sources_missing(self, question: Question) -> bool:
        known = {name.casefold() for name in self.store.stats().sources}
        asked = {name.casefold() for name in question.understood.sources}
        return bool(asked) and not asked & known

    def _check_all(self, excerpts: Sequence[Excerpt]) -> None:
        for excerpt in excerpts:
            check_excerpt(excerpt, self.store.document(excerpt.document))


def _telling(question: Question, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences that tell of the time that is asked of, where one is."""
    period = question.understood.told_of
    return [each for each in sentences if tells_of(question, each, period)] if period else sentences


def _without_limits(question: Question, drop_sources: bool) -> Question:
    """The question without its window, and without outlets that the index does not have; as-of stays."""
    understood = replace(question.understood, after=None, before=None, told_of=None)
    if drop_sources:
        understood = replace(understood, sources=())
    return replace(question, understood=understood)


@dataclass
class _Clock:
    """Milliseconds per stage; a stage that runs twice adds up."""

    _started: float = field(default_factory=time.perf_counter)
    _stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Times what runs inside."""
        started = time.perf_counter()
        yield
        self._stages[name] = self._stages.get(name, 0.0) + 1000 * (time.perf_counter() - started)

    def timings(self) -> dict[str, float]:
        """All stages and their `total`, to a tenth of a millisecond."""
        total = 1000 * (time.perf_counter() - self._started)
        return {name: round(value, 1) for name, value in {**self._stages, "total": total}.items()}
