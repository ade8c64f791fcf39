"""The index that a dataset is run on: built once for the same articles, wherever they lie."""

from __future__ import annotations

import hashlib
import json
import re
import resource
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index import DatelineError, schema
from index.build import build
from index.embed import DEFAULT_MODEL, asked_model, asked_precision
from index.scan import scan
from index.schema import FORMAT, Identity

from .datasets import Dataset

_BUILT = "built.json"  # in the folder of a finished index


@dataclass(frozen=True)
class Built:
    """What building an index took: seconds and the process's peak memory.

    `whole` is False where an earlier build had been cut off, and this is what the rest of it took.
    """

    seconds: float
    peak_memory_mb: float
    whole: bool


def build_index(
    dataset: Dataset, extra_corpus: Iterable[Path], cache: Path, model: str | None = None
) -> tuple[Path, bool]:
    """Builds the index of a dataset and further corpora under `cache`, or finds it there; says whether it was built.

    It goes by what the files hold, the model and the index's format, not by where they lie: the same
    articles are never embedded twice. Raises DatelineError where there is no corpus.
    """
    extra = sorted({path.resolve() for path in extra_corpus})
    own = _own_corpus(dataset, cache)
    paths = [*([own] if own else []), *extra]
    if not paths:
        raise DatelineError(f"{dataset.path} holds no corpus.jsonl or corpus/: give --extra-corpus or --index")
    model = model or asked_model() or DEFAULT_MODEL
    folder = cache / f"{dataset.path.resolve().name}-{_digest(paths, model, cache)[:12]}"
    built = folder / _BUILT
    if built.is_file():
        return folder, False
    built.write_text(json.dumps(vars(_build(paths, model, folder))))
    return folder, True


def read_built(folder: Path) -> Built | None:
    """What building the index of a folder took; None of one that was not built here."""
    path = folder / _BUILT
    return Built(**json.loads(path.read_text())) if path.is_file() else None


def peak_memory_mb() -> float:
    """The most memory that this process has held, in MB of 1,000,000 bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss would begin with what the process that started this one held
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (peak if sys.platform == "darwin" else peak * 1024) / 1e6  # bytes there, KiB elsewhere: getrusage(2)


def size_mb(folder: Path) -> float:
    """What the files of an index take on disk, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _build(paths: list[Path], model: str, folder: Path) -> Built:
    whole = not schema.exists(folder)
    summary = build(paths, folder, model)
    return Built(round(summary.seconds, 1), round(peak_memory_mb(), 1), whole)


def _own_corpus(dataset: Dataset, cache: Path) -> Path | None:
    """What `index build` reads of a dataset; its articles are written out where no file holds them alone."""
    if not dataset.articles:
        return dataset.path.resolve() if dataset.corpus else None
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in dataset.articles)
    folder = cache / f"articles-{hashlib.sha256(lines.encode()).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corpus.jsonl").write_text(lines, encoding="utf-8")
    return folder.resolve()


def _digest(paths: list[Path], model: str, cache: Path) -> str:
    """A hash of what is indexed, and how."""
    precision = asked_precision() or "the quicker"
    digest = hashlib.sha256(f"{FORMAT} {Identity.chunking} {model} {precision}".encode())
    for path in paths:
        for file in scan(path, cache.resolve()).files:
            digest.update(f"\n{file.key} {file.metadata} ".encode())
            digest.update(hashlib.sha256(file.path.read_bytes()).digest())
    return digest.hexdigest()
