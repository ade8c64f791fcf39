"""The files of a run: answers, ranking, values of each question, metrics, and a page to read."""

from __future__ import annotations

import csv
import json
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from index import Stats

from ..datasets import Qrels
from ..metrics.abstention import reasons
from ..metrics.summary import PER_QUESTION, Summary, Values, by_kind, judged, latency, per_question, scores, summarise
from ..outcome import Outcome

RUN = "dateline"
_PACKAGES = ("sentence-transformers", "torch", "faiss-cpu", "tantivy", "ir-measures", "numpy")
_KIND_COLUMNS = ("Success@4", "RR@10", "answer_in_excerpts@3", "answer_in_shown@3", "abstained")
_COLUMNS = ("_id", "kind", "answerable", "status", "reason", "confidence", *PER_QUESTION, "verbatim", "total_ms")


@dataclass(frozen=True)
class Results:
    """All that a run leaves: `notes` say what was left out and why, `seconds` maps its parts to their time."""

    outcomes: Sequence[Outcome]
    qrels: Qrels
    notes: Sequence[str]
    settings: dict[str, object]
    stats: Stats
    seconds: dict[str, float]


def write(results: Results, folder: Path) -> str:
    """Writes the five files of a run into a folder that is there, over older ones; returns the report."""
    values = per_question(results.outcomes, results.qrels)
    metrics = metrics_json(results, values)
    report = report_text(metrics)
    (folder / "answers.jsonl").write_text("".join(_answer_lines(results.outcomes)), encoding="utf-8")
    (folder / "run.trec").write_text("".join(_trec_lines(results.outcomes)), encoding="utf-8")
    _write_per_question(results.outcomes, values, folder / "per_question.tsv")
    (folder / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "report.md").write_text(report, encoding="utf-8")
    return report


def metrics_json(results: Results, values: Sequence[Values]) -> dict[str, Any]:
    """What the run came to and how it was made; a metric that there is nothing to measure on is null."""
    outcomes = results.outcomes
    return {
        "questions": {
            "asked": len(outcomes),
            "answerable": sum(each.query.answerable for each in outcomes),
            "judged": len(judged(outcomes, results.qrels)),
        },
        "metrics": _rounded(summarise(outcomes, values)),
        "by_kind": {
            kind: {"questions": number, **_rounded(summary)}
            for kind, (number, summary) in by_kind(outcomes, values).items()
        },
        "abstained_because": reasons(outcomes),
        "latency_ms": latency(outcomes),
        "notes": list(results.notes),
        "settings": results.settings,
        "index": {
            "documents": results.stats.documents,
            "chunks": results.stats.chunks,
            "model": results.stats.model,
        },
        "versions": _versions(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": results.seconds,
    }


def report_text(metrics: dict[str, Any]) -> str:
    """The metrics as Markdown tables."""
    asked = metrics["questions"]
    index = metrics["index"]
    parts = [
        f"# {metrics['settings']['dataset']}",
        f"{asked['asked']} questions, {asked['answerable']} of them answerable, {asked['judged']} with relevant "
        f"documents; an index of {index['documents']} documents; {metrics['date']}.",
        _table(("metric", "value"), ((name, _shown(value)) for name, value in metrics["metrics"].items())),
    ]
    if metrics["by_kind"]:
        rows = (
            (kind, str(values["questions"]), *(_shown(values[name]) for name in _KIND_COLUMNS))
            for kind, values in metrics["by_kind"].items()
        )
        parts.append(_table(("kind", "questions", *_KIND_COLUMNS), rows))
    because = [
        (of, reason, str(count))
        for of, counts in metrics["abstained_because"].items()
        for reason, count in counts.items()
    ]
    if because:
        parts.append(_table(("abstained on", "because", "times"), because))
    times = ((stage, str(each["p50"]), str(each["p95"])) for stage, each in metrics["latency_ms"].items())
    parts.append(_table(("stage", "p50 ms", "p95 ms"), times))
    parts += [f"- note: {sentence}" for sentence in metrics["notes"]]
    return "\n\n".join(parts) + "\n"


def _answer_lines(outcomes: Iterable[Outcome]) -> Iterable[str]:
    for each in outcomes:
        yield json.dumps({"_id": each.query.id, **each.answer.to_json()}, ensure_ascii=False) + "\n"


def _trec_lines(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """Question, Q0, document, rank, score, name of the run; white space in a key is percent-encoded."""
    for each in outcomes:
        for rank, (document, score) in enumerate(scores(each.ranking).items(), 1):
            yield f"{_trec_key(each.query.id)} Q0 {_trec_key(document)} {rank} {score:g} {RUN}\n"


def _trec_key(key: str) -> str:
    return re.sub(r"\s", lambda space: quote(space[0]), key)


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
                    f"{sum(each.verbatim)}/{len(each.verbatim)}",
                    answer.timings_ms.get("total", ""),
                ]
            )


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:  # some come under another name for another processor
            continue
    return versions


def _rounded(summary: Summary) -> Summary:
    return {name: None if value is None else round(value, 4) for name, value in summary.items()}


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
