"""Which form a dataset has, by looking at it."""

from __future__ import annotations

from pathlib import Path

from index import DatelineError

from .beir import JUDGEMENTS, read_beir
from .dataset import Dataset
from .folder import read_folder
from .lines import read_rows
from .multihop import is_multihop, read_multihop
from .squad import read_squad

_QUERIES = ("queries.jsonl", "queries.jsonl.gz")


def load(path: Path) -> Dataset:
    """Reads a dataset: a folder of ours, of BEIR's or of MultiHop-RAG's form, or a file of SQuAD's.

    What is broken in it is left out and named in `faults`. Raises DatelineError where there is no
    such dataset, or no question in it.
    """
    dataset = read_squad(path) if path.is_file() else _read_folder(path)
    if not dataset.queries:
        why = next(iter(dataset.faults + dataset.notes), "a row is {_id, text, answer: [...]}")
        raise DatelineError(f"{path} holds no question that can be asked: {why}")
    return dataset


def _read_folder(folder: Path) -> Dataset:
    if not folder.is_dir():
        raise DatelineError(f"there is no dataset folder at {folder}: give one that holds queries.jsonl and a corpus")
    path = next((folder / name for name in _QUERIES if (folder / name).is_file()), None)
    if path is None:
        raise DatelineError(
            f"{folder} holds no queries.jsonl (or .gz): it is not a dataset folder; of SQuAD, give the .json file"
        )
    faults: list[str] = []
    rows = list(read_rows(path, faults))
    if (folder / JUDGEMENTS).is_dir():
        return read_beir(folder, rows, faults)
    if any(is_multihop(row) for _, row in rows):
        return read_multihop(folder, rows, faults)
    return read_folder(folder, rows, faults)
