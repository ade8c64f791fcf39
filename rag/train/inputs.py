"""What a run learns from: a folder that one run has begun is not gone on with in another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from index.errors import DatelineError

_FILE = "inputs.json"


def digest(path: Path) -> str:
    """A hash of a file, or of all files of a folder, by their names and their content."""
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.relative_to(path)}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def begin(out: Path, inputs: Mapping[str, str]) -> None:
    """Notes what a run's folder is made from; raises DatelineError where it was begun with something else."""
    path = out / _FILE
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else inputs
    changed = [name for name in inputs if before.get(name) != inputs[name]]
    if changed:
        raise DatelineError(
            f"{out} holds a run with other {', '.join(changed)}: give another --out, or delete that folder"
        )
    path.write_text(json.dumps(dict(inputs), indent=1) + "\n", encoding="utf-8")
