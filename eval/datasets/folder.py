"""Our own dataset folders: queries.jsonl, qrels.tsv and a corpus."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .dataset import Dataset
from .judgements import read_judgements
from .rows import NamedRow, collect, query_of

_CORPUS = ("corpus.jsonl", "corpus.jsonl.gz", "corpus")


def corpus_of(folder: Path) -> Path | None:
    """The part of a dataset folder that `index build` reads; None where it has no corpus."""
    return next((folder / name for name in _CORPUS if (folder / name).exists()), None)


def read_folder(folder: Path, rows: Iterable[NamedRow], faults: list[str]) -> Dataset:
    """The dataset of a folder whose queries are `rows`; `faults` are those found in reading them."""
    qrels = read_judgements(folder / "qrels.tsv", faults)
    queries = tuple(query for query, _ in collect(rows, query_of, faults).values())
    return Dataset(folder, "folder", queries, qrels, tuple(faults), corpus=corpus_of(folder))
