"""A results folder of `eval run`, read back."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import DatelineError

from ..bootstrap import Array
from ..datasets.lines import read_rows

_NEEDED = ("_id", "kind", "answerable", "status", "confidence", "total_ms")  # columns of per_question.tsv


class Run(NamedTuple):
    """What a results folder holds: rows of per_question.tsv by id, metrics.json, and texts of questions if any."""

    folder: Path
    rows: dict[str, dict[str, str]]
    made: dict[str, Any]
    texts: dict[str, str]

    def has_column(self, name: str) -> bool:
        """Whether per_question.tsv has a column of that name."""
        return name in next(iter(self.rows.values()))

    def answerable(self, ids: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the questions have an answer."""
        return np.array([self.rows[question]["answerable"] == "true" for question in ids])

    def abstained(self, ids: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the questions were not answered."""
        return np.array([self.rows[question]["status"] == "not_found" for question in ids])

    def cells(self, ids: Sequence[str], name: str) -> Array:
        """A column as parts and wholes, shape (questions, 2): `0.5` is 0.5 of 1, `2/3` is 2 of 3, an empty cell NaN.

        Raises DatelineError for a cell that is no number.
        """
        try:
            return np.array([_cell(self.rows[question][name]) for question in ids])
        except ValueError as error:
            raise DatelineError(f"{self.folder / 'per_question.tsv'}: {name} is not a number: {error}") from error


def read(folder: Path) -> Run:
    """Reads a results folder; raises DatelineError where it is none."""
    if not folder.is_dir():
        raise DatelineError(f"there is no results folder at {folder}: give what --out of a run was")
    try:
        return Run(folder, _rows(folder), _made(folder), _texts(folder))
    except OSError as error:
        name = Path(str(error.filename)).name
        raise DatelineError(f"{folder} is not a results folder: {name} cannot be read: {error.strerror}") from error
    except (ValueError, csv.Error) as error:
        raise DatelineError(f"{folder} is not a results folder: {error}") from error


def _rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "per_question.tsv").open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", restval="")
        if missing := [name for name in _NEEDED if name not in (table.fieldnames or ())]:
            raise ValueError(f"per_question.tsv has no column {missing[0]}")
        return {row["_id"]: row for row in table}


def _made(folder: Path) -> dict[str, Any]:
    made = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    if not isinstance(made, dict) or not isinstance(made.get("metrics"), dict):
        raise ValueError("metrics.json holds no metrics")
    return made


def _texts(folder: Path) -> dict[str, str]:
    path = folder / "answers.jsonl"
    rows = (row for _, row in read_rows(path, [])) if path.is_file() else ()
    return {str(row.get("_id")): str(row.get("question", "")) for row in rows}


def _cell(text: str) -> tuple[float, float]:
    part, slash, whole = text.partition("/")
    return float(part or "nan"), float(whole) if slash else 1.0
