"""What a run leaves, and what it comes to: the content of metrics.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from index import Stats

from ..asking import Settings
from ..cost import Cost
from ..datasets import Qrels
from ..metrics.abstention import reasons
from ..metrics.confidence import reliability, risk_coverage
from ..metrics.faults import faults
from ..metrics.latency import latency
from ..metrics.summary import by_group, judged, judged_confidence, summarise
from ..metrics.values import Summary, Values
from ..metrics.when import time_of
from ..outcome import Outcome
from ..progress import CODE
from .machine import machine, versions


@dataclass(frozen=True)
class Results:
    """All that a run leaves: `notes` say what was left out and why, `seconds` maps its parts to their time."""

    outcomes: Sequence[Outcome]
    qrels: Qrels
    notes: Sequence[str]
    settings: Settings
    index: Path
    stats: Stats
    cost: Cost
    seconds: dict[str, float]


def metrics_of(results: Results, values: Sequence[Values]) -> dict[str, Any]:
    """What the run came to and how it was made; a metric that there is nothing to measure on is null."""
    outcomes = results.outcomes
    confidences, threshold = judged_confidence(outcomes, values), results.settings.options.threshold
    return {
        "dataset": results.settings.dataset.resolve().name,
        "questions": {
            "asked": len(outcomes),
            "answerable": sum(each.query.answerable for each in outcomes),
            "judged": len(judged(outcomes, results.qrels)),
        },
        "metrics": _rounded(summarise(outcomes, values)),
        "by_kind": _groups(by_group(outcomes, values, lambda each: each.query.kind or "none")),
        "by_time": _groups(by_group(outcomes, values, time_of)),
        "abstained_because": reasons(outcomes),
        "faults": faults(outcomes, values),
        "risk_coverage": [_rounded(point) for point in risk_coverage(confidences, threshold)],
        "reliability": [_rounded(each) for each in reliability(confidences)],
        "threshold": threshold,
        "latency_ms": latency(outcomes),
        "cost": _cost(results),
        "notes": list(results.notes),
        "settings": _settings(results.settings),
        "index": _index(results),
        "versions": versions(),
        "code": CODE[:12],
        "machine": machine(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": results.seconds,
    }


def _groups(groups: dict[str, tuple[int, Summary]]) -> dict[str, Any]:
    """Groups as JSON; none where all questions are of one group, which says nothing new."""
    if len(groups) < 2:
        return {}
    return {name: {"questions": number, **_rounded(summary)} for name, (number, summary) in groups.items()}


def _cost(results: Results) -> dict[str, Any]:
    """Start, memory, index and build; a build that was cut off and went on has no rate."""
    built = results.cost.built
    rate = results.stats.chunks / built.seconds if built and built.whole and built.seconds else None
    return {**asdict(results.cost), "built_chunks_per_second": rate and round(rate, 1)}


def _index(results: Results) -> dict[str, Any]:
    stats = results.stats
    counts = {"documents": stats.documents, "chunks": stats.chunks}
    return {"folder": str(results.index), **counts, "model": stats.model, "precision": stats.precision}


def _settings(settings: Settings) -> dict[str, Any]:
    """The settings, and what a run may set of the engine's options."""
    of_options = ("after", "before", "sources", "literal", "excerpts", "threshold")
    options = {name: getattr(settings.options, name) for name in of_options}
    given = {name: value for name, value in vars(settings).items() if name != "options"}
    return {name: _plain(value) for name, value in {**given, **options}.items()}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value) if isinstance(value, Path | date) else value


def _rounded(summary: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in summary.items()}
