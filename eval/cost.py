"""What a run cost: the start, the first question, memory, and the index on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .cache import Built, peak_memory_mb, read_built, size_mb


@dataclass(frozen=True)
class Cost:
    """Of a run: seconds to open the index and load the model, milliseconds of the first question, MB, MB.

    `built` is what building the index took, None where it was not built by `eval`. If it was
    `built_now`, by this very process, the start is no cold one, and the memory is the build's.
    """

    opening_s: float
    first_question_ms: float
    peak_memory_mb: float
    index_mb: float
    built: Built | None
    built_now: bool


def cost_of(folder: Path, built_now: bool, opening_s: float, first_question_ms: float) -> Cost:
    """Looks at this process and at the index's folder."""
    return Cost(
        round(opening_s, 2),
        round(first_question_ms, 1),
        round(peak_memory_mb(), 1),
        round(size_mb(folder), 1),
        read_built(folder),
        built_now,
    )
