"""The results as a page: one table, how each system is set up, and what to know before comparing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..metrics.retrieval import RETRIEVAL
from ..report.markdown import quoted, shown, table
from .figures import COLUMNS

NOTES = (
    "All systems are given the same articles, as Dateline cleaned them, and the same MiniLM; each ran in a process of "
    "its own, one after the other.",
    "The ranking of an article is that of its best passage; up to 100 articles are ranked, from 1000 passages.",
    "No system but Dateline takes the day on which a question is asked, and only the row that says so uses it: for all "
    "others, articles published after that day are searched as well.",
    "A build is timed in wall seconds from the moment that packages and model are loaded until questions can be asked.",
    "A query is timed from its text to its ten best passages, each asked alone, up to 200 of them spread over the "
    "dataset, when all have been asked before; the first is the one after the build.",
    "Memory is the most that the process held at once, packages and model included. The index is what a system keeps "
    "on disk unless told otherwise; -: nothing. MB are 1,000,000 bytes.",
)


def page(results: Mapping[str, Any]) -> str:
    """The results (as in peers.json) in Markdown."""
    machine = results["machine"]
    parts = [
        f"# Side by side on {results['dataset']}",
        f"{results['articles']} articles; {results['questions']} questions, {results['judged']} of them answerable and "
        f"with relevant articles; {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; "
        f"{results['date']}.",
        table(("system", *COLUMNS), map(_row, results["systems"])),
        "## How each is set up",
        *(_setting(system) for system in results["systems"] if "figures" in system),
        "## What to know",
        "\n".join(f"- {note}" for note in results["notes"]),
    ]
    return "\n\n".join(parts) + "\n"


def _row(system: Mapping[str, Any]) -> list[str]:
    if "failed" in system:
        return [system["title"], f"failed: {quoted(system['failed'])}", *[""] * (len(COLUMNS) - 1)]
    return [system["title"], *(_shown(name, system["figures"][name]) for name in COLUMNS)]


def _shown(name: str, value: float | None) -> str:
    return shown(value) if value is None or name in RETRIEVAL else f"{value:.1f}"


def _setting(system: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in system["versions"].items())
    return "\n".join([f"**{system['title']}** ({versions})", "", *(f"- {each}" for each in system["settings"])])
