"""The files of a run: answers, ranking, values of each question, metrics, and a page to read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index import DatelineError

from ..metrics.faults import fault_of
from ..metrics.summary import PER_QUESTION, per_question
from ..metrics.values import Values
from ..outcome import Outcome
from .figures import draw
from .results import Results, metrics_of
from .text import report_text
from .trec import qrels_lines, run_lines

RUN = "dateline"
_SHARES = ("verbatim", "after_as_of")  # cells such as 2/3
_COLUMNS = (
    *("_id", "kind", "answerable", "status", "reason", "confidence"),
    *PER_QUESTION,
    *_SHARES,
    *("fault", "total_ms"),
)


def make_folder(folder: Path) -> None:
    """Makes a folder for results, if it is not there; raises DatelineError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatelineError(f"the results cannot be written to {folder}: {error.strerror}") from error


def write(results: Results, folder: Path) -> dict[str, Any]:
    """Writes the files of a run into a folder that is there, over older ones; returns what metrics.json holds."""
    values = per_question(results.outcomes, results.qrels)
    metrics = metrics_of(results, values)
    _write(folder / "answers.jsonl", _answer_lines(results.outcomes))
    _write(folder / "run.trec", run_lines({each.query.id: each.ranking for each in results.outcomes}, RUN))
    asked = {each.query.id for each in results.outcomes}
    _write(folder / "qrels.trec", qrels_lines({name: of for name, of in results.qrels.items() if name in asked}))
    _write_per_question(results.outcomes, values, folder / "per_question.tsv")
    _write(folder / "metrics.json", [json.dumps(metrics, ensure_ascii=False, indent=2) + "\n"])
    _write(folder / "report.md", [report_text(metrics, results, values, draw(metrics, results, folder))])
    return metrics


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8")


def _answer_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for each in outcomes:
        yield json.dumps({"_id": each.query.id, **each.answer.to_json()}, ensure_ascii=False) + "\n"


def _write_per_question(outcomes: Sequence[Outcome], values: Sequence[Values], path: Path) -> None:
    """One row a question; a cell is empty where a measure does not apply to it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        for each, value in zip(outcomes, values, strict=True):
            query, answer = each.query, each.answer
            writer.writerow(
                [
                    *(query.id, query.kind, str(query.answerable).lower()),
                    *(answer.status, answer.reason, round(answer.confidence, 4)),
                    *(round(value[name], 6) if name in value else "" for name in PER_QUESTION),
                    _share(sum(each.verbatim), len(each.verbatim)),
                    _share(each.late, each.dated),
                    fault_of(each, value),
                    answer.timings_ms.get("total", ""),
                ]
            )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else ""
