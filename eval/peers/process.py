"""One system measured in a process of its own; what it came to is kept, and found again by a digest."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..progress import sources
from .environment import REQUIREMENTS, last_line
from .line_up import HERE, System

_PROJECT = HERE.parent.parent
# The same for all. None is to look for anything on the network: the model is in the environment. As Dateline does
# for itself, threads that wait are to sleep, or whatever else runs on the machine would cost a system many times over.
_FOR_ALL = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False", "OMP_WAIT_POLICY": "PASSIVE"}

Measured = dict[str, Any]  # as systems/measure.py writes it


@dataclass(frozen=True)
class Given:
    """The files that all systems are given, and the folder of the results."""

    articles: Path
    questions: Path
    out: Path

    @property
    def count(self) -> int:
        """How many articles there are."""
        with self.articles.open("rb") as file:
            return sum(1 for _ in file)


class FailedError(Exception):
    """A system did not come to an end; says in a line why."""


def kept(system: System, given: Given) -> Measured | None:
    """What an earlier run measured of the same adapter, packages, articles and questions."""
    path = given.out / f"{system.name}.json"
    if not path.is_file():
        return None
    measured: Measured = json.loads(path.read_text(encoding="utf-8"))
    return measured if measured.get("digest") == _digest(system, given) else None


def measure(system: System, given: Given, python: Path) -> Measured:
    """Measures a system in a process that runs in an empty folder; raises FailedError.

    All that the process says goes to a log beside the results.
    """
    digest = _digest(system, given)  # of the files as they are now, not as they will be when it is done
    path = given.out / f"{system.name}.json"
    log = path.with_suffix(".log")
    with TemporaryDirectory() as folder, log.open("w", encoding="utf-8") as said:
        part = Path(folder) / "measured.json"
        current = Path(folder) / "current"
        current.mkdir()
        files = [str(file.resolve()) for file in (given.articles, given.questions)]
        command = [str(python), "-m", "systems.measure", system.peer, *files, str(part)]
        done = subprocess.run(  # noqa: S603
            command, cwd=current, env=_environment(system), stdout=said, stderr=said, check=False
        )
        if done.returncode < 0:
            raise FailedError(f"ended by signal {-done.returncode}")  # 9: out of memory, most likely
        if done.returncode:
            raise FailedError(last_line(log.read_text(encoding="utf-8", errors="replace")))
        measured: Measured = {**json.loads(part.read_text(encoding="utf-8")), "digest": digest}
    half = path.with_suffix(".part")
    half.write_text(json.dumps(measured, ensure_ascii=False), encoding="utf-8")
    half.replace(path)  # whole, or not there: a run that is cut off goes on from it
    return measured


def _environment(system: System) -> dict[str, str]:
    folders = [HERE, system.root, *([_PROJECT] if system.own else [])]
    return {**os.environ, **_FOR_ALL, "PYTHONPATH": os.pathsep.join(map(str, dict.fromkeys(folders)))}


def _digest(system: System, given: Given) -> str:
    digest = hashlib.sha256(f"{system.peer} {sys.version}".encode())
    for path in [given.articles, given.questions, *_sources(system)]:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(system: System) -> Iterator[Path]:
    """The files that say what is run and how."""
    yield from (system.source, HERE / "systems" / "measure.py", HERE / "systems" / "peer.py")
    if not system.own:
        yield REQUIREMENTS
        return
    yield _PROJECT / "requirements.txt"
    yield from sources("index", "rag")
