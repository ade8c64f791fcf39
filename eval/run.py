"""Asks every question of a dataset, through the same engine as the page."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from index import DatelineError
from index.build import build
from rag import Engine, Options

from .datasets import Dataset, Query, load
from .outcome import Outcome, outcome_of
from .report.files import Results, write

_NAMED = 10  # keys in a sentence
_PASSAGES = 1000  # more than a search finds: the best passage of every document that it knows


@dataclass(frozen=True)
class Settings:
    """How a dataset is run.

    `index` is an index to use as it is; without one, one is built under `cache`. `limit` asks only
    the first questions; `as_of` gives the day of asking to the engine; `literal` and `excerpts` are
    the engine's options.
    """

    dataset: Path
    out: Path
    extra_corpus: tuple[Path, ...] = ()
    index: Path | None = None
    cache: Path = Path(".eval")
    limit: int | None = None
    as_of: bool = True
    literal: bool = False
    excerpts: int = 3


def evaluate(settings: Settings) -> str:
    """Runs a dataset, writes the results into `settings.out` and returns the report.

    What is left out is named on stderr. Raises DatelineError where there is nothing to run.
    """
    started = time.monotonic()
    _make(settings.out)  # before the questions are asked, which may take an hour
    dataset = load(settings.dataset)
    _warn(dataset.problems)
    folder = settings.index or build_index(dataset, settings.extra_corpus, settings.cache)
    engine = Engine.open(folder)
    ready = time.monotonic()
    queries = dataset.queries[: settings.limit]
    absent = gold_not_indexed(dataset, queries, engine)
    _warn(absent)
    outcomes, failed = ask_all(engine, queries, settings)
    done = time.monotonic()
    return write(
        Results(
            outcomes=outcomes,
            qrels=dataset.qrels,
            notes=(*dataset.problems, *absent, *failed),
            settings={name: _plain(value) for name, value in {**vars(settings), "index": folder}.items()},
            stats=engine.store.stats(),
            seconds={"preparing": round(ready - started, 1), "asking": round(done - ready, 1)},
        ),
        settings.out,
    )


def build_index(dataset: Dataset, extra_corpus: Iterable[Path], cache: Path) -> Path:
    """Builds the index of a dataset and further corpora, or brings it up to date; returns its folder.

    Each set of corpora has an index of its own. Raises DatelineError where there is no corpus.
    """
    extra = sorted({path.resolve() for path in extra_corpus})
    paths = [*([dataset.folder.resolve()] if dataset.corpus else []), *extra]
    if not paths:
        raise DatelineError(f"{dataset.folder} holds no corpus.jsonl or corpus/: give --extra-corpus or --index")
    digest = hashlib.sha256("\n".join(map(str, paths)).encode()).hexdigest()
    folder = cache / f"{dataset.folder.resolve().name}-{digest[:12]}"
    build(paths, folder)
    return folder


def ask_all(engine: Engine, queries: Iterable[Query], settings: Settings) -> tuple[list[Outcome], list[str]]:
    """Asks the questions in order; what the engine refuses to take as a question is named, and left out."""
    outcomes: list[Outcome] = []
    failed: list[str] = []
    with tqdm(list(queries), desc="asking", unit=" questions", disable=None) as bar:
        for query in bar:
            options = Options(
                as_of=query.asked_on if settings.as_of else None,
                excerpts=settings.excerpts,
                literal=settings.literal,
            )
            try:
                answer = engine.ask(query.text, options)
                found = engine.search(query.text, options, k=_PASSAGES)
            except DatelineError as error:
                failed.append(f"question {query.id}: {error}")
                continue
            outcomes.append(outcome_of(query, answer, found, engine.store))
    _warn(failed)
    return outcomes, failed


def gold_not_indexed(dataset: Dataset, queries: Iterable[Query], engine: Engine) -> list[str]:
    """Names the relevant documents that the index does not hold: no engine could find them."""
    gold = dict.fromkeys(
        key for query in queries for key, score in dataset.qrels.get(query.id, {}).items() if score > 0
    )
    absent = [key for key in gold if engine.store.document(key) is None]
    named = ", ".join(absent[:_NAMED]) + (", ..." if len(absent) > _NAMED else "")
    return [f"{len(absent)} of {len(gold)} relevant documents are not in the index: {named}"] if absent else []


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatelineError(f"the results cannot be written to {folder}: {error.strerror}") from error


def _warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        sys.stderr.write(f"note: {sentence}\n")


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value) if isinstance(value, Path) else value
