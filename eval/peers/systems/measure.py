"""Builds and asks one system, in a process of its own: `python -m systems.measure MODULE:CLASS ARTICLES QUESTIONS OUT`.

Times are wall seconds. A build starts when the system's packages and its model are loaded. Each
question is asked alone, from its text to its ten best passages; then again for the ranking, untimed.
"""

from __future__ import annotations

import json
import platform
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module, metadata
from math import ceil
from pathlib import Path
from typing import Any

from .peer import Article, Passage, Peer, Question

SHOWN = 10  # passages of a timed question: what a person is shown
FOUND = 1000  # passages of an untimed one: enough to rank DEPTH articles
DEPTH = 100  # articles ranked per question
TIMED = 200  # questions timed: some systems look through all vectors in Python, and take a second each
_MB = 1e6


def main(system: str, articles: str, questions: str, out: str) -> None:
    """Measures a system and writes what came of it as JSON."""
    measured = measure(system, _articles(Path(articles)), _questions(Path(questions)))
    Path(out).write_text(json.dumps(measured, ensure_ascii=False), encoding="utf-8")


def measure(system: str, articles: Sequence[Article], questions: Sequence[Question]) -> dict[str, Any]:
    """Settings and versions of a system (`module:class`), its times, its memory, and its ranking for each question."""
    started = time.perf_counter()
    module, name = system.split(":")
    peer: Peer = getattr(import_module(module), name)()
    ready = time.perf_counter()
    peer.build(articles)
    built = time.perf_counter()
    first = _milliseconds(peer, questions[0])
    rankings = {question.id: ranking(peer.search(question, FOUND)) for question in questions}
    timed = questions[:: ceil(len(questions) / TIMED)]
    return {
        "settings": list(peer.settings),
        "versions": {"python": platform.python_version(), **{each: metadata.version(each) for each in peer.packages}},
        "start_seconds": ready - started,
        "build_seconds": built - ready,
        "index_mb": _folder_mb(Path()),
        "first_query_ms": first,
        "query_ms": [_milliseconds(peer, question) for question in timed],
        "memory_mb": _peak_memory_mb(),
        "rankings": rankings,
    }


def ranking(passages: Sequence[Passage]) -> list[str]:
    """Articles in the order of their best passages."""
    return list(dict.fromkeys(key for key, _ in passages))[:DEPTH]


def _milliseconds(peer: Peer, question: Question) -> float:
    started = time.perf_counter()
    peer.search(question, SHOWN)
    return 1000 * (time.perf_counter() - started)


def _peak_memory_mb() -> float:
    """The most memory that this process held at once."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss would begin with what the process that started this one held
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) * 1024 / _MB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MB if sys.platform == "darwin" else peak * 1024 / _MB


def _folder_mb(folder: Path) -> float | None:
    """What a system keeps on disk, if it keeps anything."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return size / _MB if size else None


def _articles(path: Path) -> list[Article]:
    return [
        Article(row["_id"], row["text"], row.get("title"), row.get("source"), row.get("date")) for row in _rows(path)
    ]


def _questions(path: Path) -> list[Question]:
    return [
        Question(row["_id"], row["text"], date.fromisoformat(row["asked_on"]) if row.get("asked_on") else None)
        for row in _rows(path)
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
