"""How long answers take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..outcome import Outcome

PERCENTILES = (50, 95, 99)


def latency(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The 50th, 95th and 99th percentile (interpolated) of `total` and of each stage of an answer, in milliseconds.

    A stage is measured on the questions that went through it.
    """
    times: dict[str, list[float]] = {"total": []}
    for outcome in outcomes:
        for stage, time in outcome.answer.timings_ms.items():
            times.setdefault(stage, []).append(time)
    return {
        stage: {f"p{share}": round(float(np.percentile(each, share)), 1) for share in PERCENTILES}
        for stage, each in times.items()
        if each
    }
