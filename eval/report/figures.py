"""The pictures of a run's report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..metrics.retrieval import first_relevant
from ..metrics.summary import judged
from . import plots
from .drawing import Plot
from .results import Results


def draw(metrics: dict[str, Any], results: Results, folder: Path) -> list[Plot]:
    """Draws what there is to draw into the folder, over older pictures."""
    ranks = [
        first_relevant(each.ranking, results.qrels[each.query.id]) for each in judged(results.outcomes, results.qrels)
    ]
    totals = [each.answer.timings_ms["total"] for each in results.outcomes]
    stages = {stage: times["p50"] for stage, times in metrics["latency_ms"].items() if stage != "total"}
    measures = ("Success@1", "answer_in_excerpts@3")
    drawn = (
        plots.first_relevant(ranks, folder),
        plots.by_kind(metrics["by_kind"], measures, folder, "How well is each kind of question answered?"),
        plots.risk_coverage(metrics["risk_coverage"], metrics["threshold"], folder),
        plots.reliability(metrics["reliability"], folder),
        plots.latency(totals, stages, folder),
    )
    return [plot for plot in drawn if plot]
