"""The whole run: what all are given, each system in turn, and the files that come of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..datasets import Dataset, load
from ..report.files import make_folder
from ..report.machine import machine
from ..report.trec import run_lines
from .articles import export
from .environment import peers_python
from .figures import figures, judged
from .line_up import System
from .page import NOTES, page
from .process import FailedError, Given, Measured, kept, measure


def run_peers(path: Path, out: Path, cache: Path, systems: Sequence[System]) -> str:
    """Measures the systems, writes peers.json, peers.md and each one's results into `out`, and returns the page.

    A system that fails is named in the page and stops no other. What was measured before of the same
    articles, questions, adapter and packages is kept. Raises DatelineError where there is nothing to
    run, or the other systems cannot be installed.
    """
    make_folder(out)
    dataset = load(path)
    dated = any(query.asked_on for query in dataset.queries)
    systems = [system for system in systems if dated or not system.dated]
    own = Path(sys.executable)
    others = own if all(system.own for system in systems) else peers_python(cache)
    given = Given(*export(dataset, cache, out), out)
    rows = []
    for number, system in enumerate(systems, 1):
        sys.stderr.write(f"{number} of {len(systems)}: {system.title}\n")
        rows.append(_row(system, given, own if system.own else others, dataset))
    return _write(rows, given, dataset)


def _row(system: System, given: Given, python: Path, dataset: Dataset) -> dict[str, Any]:
    """A system's figures and how it is set up, or why it failed."""
    row = {"name": system.name, "title": system.title}
    try:
        measured: Measured = kept(system, given) or measure(system, given, python)
    except FailedError as error:
        sys.stderr.write(f"{system.title} failed: {error}\n")
        return {**row, "failed": str(error)}
    lines = run_lines(measured["rankings"], system.name)
    (given.out / f"{system.name}.trec").write_text("".join(lines), encoding="utf-8")
    return {
        **row,
        "figures": figures(measured, dataset, given.count),
        "settings": measured["settings"],
        "versions": measured["versions"],
    }


def _write(rows: Sequence[dict[str, Any]], given: Given, dataset: Dataset) -> str:
    results = {
        "dataset": dataset.path.resolve().name,
        "articles": given.count,
        "questions": len(dataset.queries),
        "judged": len(judged(dataset)),
        "systems": rows,
        "notes": [*NOTES, *dataset.problems],
        "machine": machine(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    text = page(results)
    (given.out / "peers.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (given.out / "peers.md").write_text(text, encoding="utf-8")
    return text
