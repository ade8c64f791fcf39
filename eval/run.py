"""Asks every question of a dataset, through the same engine as the page."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index import DatelineError, Store
from rag import Engine

from .asking import Asking, Settings, askings_of
from .cache import build_index
from .cost import cost_of
from .datasets import Dataset, load
from .outcome import Outcome, outcome_of
from .progress import CODE, Progress
from .report.files import make_folder, write
from .report.results import Results

_NAMED = 10  # keys in a sentence
_PASSAGES = 10_000  # more than a search finds: the best passage of every document that it knows


def evaluate(settings: Settings) -> dict[str, Any]:
    """Runs a dataset, writes the results into `settings.out` and returns what metrics.json holds.

    A run that was cut off goes on where it was. What is left out is named on stderr. Raises
    DatelineError where there is nothing to run.
    """
    started = time.monotonic()
    make_folder(settings.out)  # before the questions are asked, which may take an hour
    dataset = load(settings.dataset)
    _warn(dataset.problems)
    folder, built_now = _index_of(dataset, settings)
    opening = time.monotonic()
    engine = Engine.open(folder, settings.model)
    opened = time.monotonic()
    askings, removed = askings_of(dataset, settings, engine.store)
    absent = gold_not_indexed(askings, engine.store)
    _warn((*absent, *removed))
    first_ms = _first_question(engine, askings)
    run = _digest(askings, engine, folder)
    outcomes, failed = ask_all(engine, askings, settings.out, run)
    results = Results(
        outcomes=outcomes,
        qrels=dataset.qrels,
        notes=(*dataset.problems, *absent, *failed, *removed),
        settings=settings,
        index=folder,
        stats=engine.store.stats(),
        cost=cost_of(folder, built_now, opened - opening, first_ms),
        seconds={"preparing": round(opened - started, 1), "asking": round(time.monotonic() - opened, 1)},
    )
    return write(results, settings.out)


def ask_all(engine: Engine, askings: Sequence[Asking], out: Path, run: str) -> tuple[list[Outcome], list[str]]:
    """Asks the questions in order; what the engine refuses to take as a question is named, and left out.

    `run` tells this run from others whose unfinished progress may lie in `out`.
    """
    failed: list[str] = []
    queries = {asking.query.id: asking.query for asking in askings}
    with Progress(out, run, queries) as progress:
        left = [asking for asking in askings if asking.query.id not in progress.outcomes]
        done = len(askings) - len(left)
        with tqdm(left, desc="asking", unit=" questions", disable=None, initial=done, total=len(askings)) as bar:
            for asking in bar:
                try:
                    answer = engine.ask(asking.query.text, asking.options)
                    found = engine.search(asking.query.text, asking.options, k=_PASSAGES)
                except DatelineError as error:
                    failed.append(f"question {asking.query.id}: {error}")
                    continue
                progress.add(outcome_of(asking.query, answer, found, engine.store, asking.relevant))
        outcomes = [progress.outcomes[name] for name in queries if name in progress.outcomes]
    _warn(failed)
    return outcomes, failed


def gold_not_indexed(askings: Iterable[Asking], store: Store) -> list[str]:
    """Names the relevant documents that the index does not hold: no engine could find them."""
    gold = dict.fromkeys(key for asking in askings for key in asking.relevant)
    absent = [key for key in gold if store.document(key) is None]
    named = ", ".join(absent[:_NAMED]) + (", ..." if len(absent) > _NAMED else "")
    return [f"{len(absent)} of {len(gold)} relevant documents are not in the index: {named}"] if absent else []


def _index_of(dataset: Dataset, settings: Settings) -> tuple[Path, bool]:
    """The index to ask, and whether this process has just built it."""
    if settings.index and settings.extra_corpus:
        raise DatelineError("--extra-corpus goes into the index that is built: with --index, index it there instead")
    if settings.index:
        return settings.index, False
    return build_index(dataset, settings.extra_corpus, settings.cache, settings.model)


def _first_question(engine: Engine, askings: Sequence[Asking]) -> float:
    """Milliseconds of the first question after the start, which warms up what all later ones find warm."""
    started = time.perf_counter()
    for asking in askings[:1]:
        try:
            engine.ask(asking.query.text, asking.options)
        except DatelineError:
            continue  # named when it is asked again
    return 1000 * (time.perf_counter() - started)


def _digest(askings: Sequence[Asking], engine: Engine, folder: Path) -> str:
    """A hash of all that the outcomes depend on: questions, options, index and code."""
    stats = engine.store.stats()
    parts = (askings, str(folder.resolve()), stats.documents, stats.chunks, stats.model, CODE)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        sys.stderr.write(f"note: {sentence}\n")
