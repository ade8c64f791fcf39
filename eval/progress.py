"""What has been asked so far, kept on disk: a run that was cut off goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

from .datasets import Query
from .outcome import Outcome

_FILE = "progress.jsonl"
_PROJECT = Path(__file__).parent.parent


class Progress:
    """The outcomes of a run in its folder, one a line, under a first line that says which run they are of.

    Those of another run are thrown away. A line that a cut-off left half-written ends what counts.
    """

    def __init__(self, folder: Path, of: str, queries: Mapping[str, Query]) -> None:
        """`of` is a digest of all that the outcomes depend on."""
        self._path = folder / _FILE
        self.outcomes: dict[str, Outcome] = {}
        kept = self._read(of, queries)
        self._file = self._path.open("w", encoding="utf-8")
        for line in (json.dumps({"run": of}), *kept):
            self._file.write(line + "\n")
        self._file.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._file.close()
        if kind is None:
            self._path.unlink()

    def add(self, outcome: Outcome) -> None:
        """Keeps an outcome, on disk before the next question is asked."""
        self.outcomes[outcome.query.id] = outcome
        self._file.write(json.dumps({"_id": outcome.query.id, **outcome.to_json()}, ensure_ascii=False) + "\n")
        self._file.flush()

    def _read(self, of: str, queries: Mapping[str, Query]) -> list[str]:
        """Takes over the outcomes of the same run; returns their lines."""
        lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n") if self._path.is_file() else []
        if not lines or lines[0] != json.dumps({"run": of}):
            return []
        kept = lines[1:-1]  # what stands behind the last line end is half a line
        for line in kept:
            row = json.loads(line)
            query = queries[row["_id"]]
            self.outcomes[query.id] = Outcome.from_json(query, row)
        return kept


def sources(*packages: str) -> Iterator[Path]:
    """The files of our packages that answers depend on: code, weights, and the hash that the reader must have."""
    for package in packages:
        files = (path for kind in ("*.py", "*.json") for path in (_PROJECT / package).rglob(kind))
        yield from sorted(files)


def _code_digest() -> str:
    """A hash of our own code and weights: answers of another version are not gone on with."""
    digest = hashlib.sha256(os.environ.get("DATELINE_READER", "").encode())
    for path in sources("index", "rag", "eval"):
        digest.update(f"{path.relative_to(_PROJECT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


CODE = _code_digest()  # taken when the code is loaded: its files may change while a long run goes on
