"""BEIR's folders (Thakur et al. 2021, https://arxiv.org/abs/2104.08663): judgements in splits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index import DatelineError

from .dataset import Dataset
from .folder import corpus_of
from .judgements import read_judgements
from .rows import NamedRow, collect, query_of

JUDGEMENTS = "qrels"
_SPLITS = ("test", "dev", "train")  # the first that is there is asked


def read_beir(folder: Path, rows: Iterable[NamedRow], faults: list[str]) -> Dataset:
    """The questions that one split judges, with its scores; which split, and what is left out, is a note.

    `faults` are those found in reading `rows`. Raises DatelineError where there is no split.
    """
    files = [folder / JUDGEMENTS / f"{split}.tsv" for split in _SPLITS]
    path = next((file for file in files if file.is_file()), None)
    if path is None:
        raise DatelineError(f"{folder / JUDGEMENTS} holds none of {', '.join(file.name for file in files)}")
    qrels = read_judgements(path, faults)
    found = collect(rows, query_of, faults)
    queries = tuple(query for query, _ in found.values() if query.id in qrels)
    left_out = len(found) - len(queries)
    note = f"asked are the questions that {JUDGEMENTS}/{path.name} judges; {left_out} of {len(found)} are left out"
    return Dataset(folder, "beir", queries, qrels, tuple(faults), (note,), corpus_of(folder))
