"""A run that is cut off anywhere goes on with what it has, and with nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.datasets import Query
from eval.outcome import Outcome
from eval.progress import Progress
from tests.eval.making import NONE, ONE, TWO, outcome

QUERIES = {query.id: query for query in (ONE, TWO, NONE)}
FIRST = outcome(ONE, cited=("gold",), ranking=("a", "b"), verbatim=(True,), held=((0, 2), ()), timings={"total": 2.5})
SECOND = outcome(TWO, near=("x",), ranking=(), dated=3, late=1, gold_says=False)


class CutOffError(Exception):
    """Stands for whatever ends a process."""


def cut_off(folder: Path, *outcomes: Outcome) -> None:
    with pytest.raises(CutOffError), Progress(folder, "run 1", QUERIES) as progress:
        for each in outcomes:
            progress.add(each)
        raise CutOffError


def found(folder: Path, run: str = "run 1") -> dict[str, Outcome]:
    with Progress(folder, run, QUERIES) as progress:
        return dict(progress.outcomes)


def test_outcomes_come_back_whole(tmp_path: Path) -> None:
    cut_off(tmp_path, FIRST)
    cut_off(tmp_path, SECOND)
    assert found(tmp_path) == {"q1": FIRST, "q2": SECOND}


def test_another_run_starts_anew(tmp_path: Path) -> None:
    cut_off(tmp_path, FIRST)
    assert found(tmp_path, "run 2") == {}


def test_half_a_line_is_asked_again(tmp_path: Path) -> None:
    cut_off(tmp_path, FIRST, SECOND)
    path = tmp_path / "progress.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    assert found(tmp_path) == {"q1": FIRST}


@pytest.mark.parametrize("left", ["", "\n", "{oops\n", "[]\n[]\n"])
def test_a_garbled_file_is_no_progress(tmp_path: Path, left: str) -> None:
    (tmp_path / "progress.jsonl").write_text(left)
    assert found(tmp_path) == {}


def test_a_finished_run_leaves_nothing(tmp_path: Path) -> None:
    with Progress(tmp_path, "run 1", QUERIES) as progress:
        progress.add(FIRST)
    assert list(tmp_path.iterdir()) == []


def test_an_outcome_is_json() -> None:
    query = Query("q1", "?", answers=("gold",), kind="a")
    assert Outcome.from_json(query, json.loads(json.dumps(FIRST.to_json()))) == FIRST
