"""Answers that a person has read and sorted by what went wrong, as counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from index import DatelineError

from .report.markdown import quoted, table


def judged_page(path: Path) -> str:
    """The counts of a file with a line `question TAB verdict` for each answer; lines with # tell how it was read.

    Raises DatelineError for a line of another form.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    told = " ".join(line.lstrip("# ") for line in lines if line.startswith("#"))
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    for row in rows:
        if len(row) != 2:
            raise DatelineError(f"{path} has a line that is no question and verdict: '{' '.join(row)[:80]}'")
    counts = Counter(verdict for _, verdict in rows)
    counted = [(quoted(verdict), str(count)) for verdict, count in counts.most_common()]
    return "\n\n".join([f"## {len(rows)} answers that were read", quoted(told, 1000), table(("", "answers"), counted)])
