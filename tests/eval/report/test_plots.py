"""Pictures: there where there is something to draw, the same for the same data, and told in words too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.report import plots
from eval.report.drawing import Plot

KINDS: dict[str, dict[str, float | None]] = {
    "who": {"questions": 3, "RR@10": 0.5, "Success@4": None},
    "none": {"questions": 1, "RR@10": None, "Success@4": None},
}
DRAW: dict[str, tuple[Callable[[Path], Plot | None], Callable[[Path], Plot | None], str]] = {
    "ranks": (
        lambda folder: plots.first_relevant([1, 3, None, 40], folder),
        lambda folder: plots.first_relevant([], folder),
        "25% within the first 1, 50% within the first 4",
    ),
    "risk": (
        lambda folder: plots.risk_coverage(
            [{"threshold": 0.9, "coverage": 0.5, "risk": 0.1}, {"threshold": 0.2, "coverage": 1.0, "risk": 0.4}],
            0.33,
            folder,
        ),
        lambda folder: plots.risk_coverage([], 0.33, folder),
        "threshold of 0.33, 50% of the questions are answered",
    ),
    "reliability": (
        lambda folder: plots.reliability(
            [{"low": 0.8, "high": 0.9, "questions": 7, "confidence": 0.85, "right": 0.5}], folder
        ),
        lambda folder: plots.reliability([], folder),
        "85% stated, 50% right (7 questions)",
    ),
    "latency": (
        lambda folder: plots.latency([10.0, 20.0, 30.0], {"read": 8.0}, folder),
        lambda folder: plots.latency([], {}, folder),
        "50 % within 20 ms",
    ),
    "kinds": (
        lambda folder: plots.by_kind(KINDS, ("RR@10", "Success@4"), folder, "Kinds"),
        lambda folder: plots.by_kind({}, ("RR@10",), folder, "Kinds"),
        "who (3 questions): RR@10 50%",
    ),
}


@pytest.mark.parametrize(("draw", "empty", "said"), DRAW.values(), ids=DRAW)
def test_a_picture(
    draw: Callable[[Path], Plot | None], empty: Callable[[Path], Plot | None], said: str, tmp_path: Path
) -> None:
    assert empty(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    plot = draw(tmp_path)
    assert plot
    assert said in plot.alt
    first = (tmp_path / plot.name).read_bytes()
    assert first.startswith(b"\x89PNG")
    draw(tmp_path)
    assert (tmp_path / plot.name).read_bytes() == first
