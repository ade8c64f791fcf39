"""Fits the ranking's weights, and says what each signal is worth: the page `signals.md`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index import DatelineError
from rag import Engine, Options
from rag.signals import SIGNALS, WEIGHTS_FILE

from .cache import build_index
from .datasets import Dataset, Query, load, relevant_to
from .report.files import make_folder
from .report.markdown import quoted, shown, table
from .weights import Example, cross_validated, fit, measures, rank

PAGE = "signals.md"
_RANK_CONSTANT = 60  # of reciprocal rank fusion: Cormack, Clarke and Büttcher, 2009
Rows = NDArray[np.float64]
_CHUNK, _ARTICLE = SIGNALS.index("chunk"), SIGNALS.index("article")


@dataclass(frozen=True)
class Set:
    """The judged questions of a dataset, asked in one way."""

    name: str
    examples: list[Example]


def sets_of(dataset: Dataset, engine: Engine) -> Iterator[Set]:
    """The questions with their asking days as as-of, where they have one, and all without."""
    judged = [query for query in dataset.queries if relevant_to(query, dataset.qrels)]
    if not judged:
        raise DatelineError(f"{dataset.path} judges no document relevant: there is nothing to fit on")
    dated = [query for query in judged if query.asked_on]
    name = dataset.path.resolve().name
    if dated:
        yield Set(f"{name}, as of the asking day", [_example(query, dataset, engine, True) for query in _bar(dated)])
    yield Set(f"{name}, without a day", [_example(query, dataset, engine, False) for query in _bar(judged)])


def _bar(queries: list[Query]) -> Iterator[Query]:
    yield from tqdm(queries, desc="asking", unit=" questions", disable=None)


def _example(query: Query, dataset: Dataset, engine: Engine, as_of: bool) -> Example:
    keys, rows = engine.signals(query.text, Options(as_of=query.asked_on if as_of else None))
    relevant = set(relevant_to(query, dataset.qrels))
    return Example(query.group, rows, np.array([key in relevant for key in keys], bool))


def page(sets: Sequence[Set]) -> str:
    """What is reached with all signals, without each, and by simpler ways to put two of them together."""
    parts = [
        "# What each signal is worth",
        "Made by `python -m eval fit`. Ranks of articles; each question is ranked by weights that were fitted without "
        "the questions of its week, five-fold, four times over. One vector of weights serves all sets. 'Without' "
        "leaves out one signal and fits the others anew; the last four take nothing but the nearest chunk's cosine "
        "and the article's BM25, alone, half and half after each was brought to 0..1, by reciprocal ranks, and with "
        "fitted weights.",
    ]
    ways = list(_ways(sets))
    for number, each in enumerate(sets):
        rows = [(way, *map(shown, measures(ranks[number]).values())) for way, ranks in ways]
        parts += [f"## {quoted(each.name)}: {len(each.examples)} questions", table(("", *_MEASURES), rows)]
    return "\n\n".join(parts) + "\n"


_MEASURES = tuple(measures(np.ones(1)))


def _ways(sets: Sequence[Set]) -> Iterator[tuple[str, list[Rows]]]:
    """Each way of ranking, and the ranks it gives in each set."""
    yield "all signals", _only(sets, SIGNALS)
    for name in SIGNALS:
        yield f"without {name}", _only(sets, [other for other in SIGNALS if other != name])
    yield "chunk alone", _fixed(sets, lambda rows: rows[:, _CHUNK])
    yield "article alone", _fixed(sets, lambda rows: rows[:, _ARTICLE])
    yield "both, half and half", _fixed(sets, lambda rows: _unit(rows[:, _CHUNK]) + _unit(rows[:, _ARTICLE]))
    yield (
        "both, reciprocal ranks",
        _fixed(sets, lambda rows: _reciprocal(rows[:, _CHUNK]) + _reciprocal(rows[:, _ARTICLE])),
    )
    yield "both, fitted", _only(sets, ["chunk", "article"])


def _only(sets: Sequence[Set], names: Sequence[str]) -> list[Rows]:
    columns = [SIGNALS.index(name) for name in names]
    narrow = [[replace(one, signals=one.signals[:, columns]) for one in each.examples] for each in sets]
    return cross_validated(narrow)


def _fixed(sets: Sequence[Set], scorer: Callable[[Rows], Rows]) -> list[Rows]:
    found = ((rank(one, scorer(one.signals)) if one.found else np.inf for one in each.examples) for each in sets)
    return [np.array(list(ranks)) for ranks in found]


def _unit(scores: Rows) -> Rows:
    return np.asarray((scores - scores.min()) / (np.ptp(scores) or 1.0))


def _reciprocal(scores: Rows) -> Rows:
    return np.asarray(1 / (_RANK_CONSTANT + 1 + np.argsort(np.argsort(-scores, kind="stable"))))


_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("fit")
@click.option(
    "--dataset", "datasets", multiple=True, required=True, type=click.Path(path_type=Path), help="May be repeated."
)
@click.option("--out", required=True, type=_FOLDER, metavar="DIR", help=f"Where {PAGE} is written.")
@click.option("--cache", default=".eval", show_default=True, type=_FOLDER, help="Where indexes are built.")
@click.option("--write", is_flag=True, help="Rank by these weights from now on: write them into rag/.")
def fit_command(datasets: tuple[Path, ...], out: Path, cache: Path, write: bool) -> None:
    """Fit the weights that articles are ranked by on judged questions; say what each signal is worth."""
    make_folder(out)
    sets = [each for path in datasets for each in _sets(load(path), cache)]
    weights = fit([one for each in sets for one in each.examples])
    named = {name: round(float(weight), 2) for name, weight in zip(SIGNALS, weights, strict=True)}
    click.echo(json.dumps(named, indent=2))
    text = page(sets)
    (out / PAGE).write_text(text, encoding="utf-8")
    click.echo(text)
    if write:
        WEIGHTS_FILE.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")


def _sets(dataset: Dataset, cache: Path) -> list[Set]:
    folder, _ = build_index(dataset, (), cache)
    return list(sets_of(dataset, Engine.open(folder)))
