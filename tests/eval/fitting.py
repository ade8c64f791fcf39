"""What the tests of `eval fit` and `eval calibrate` share: a dataset of a few lines, and one embedder for all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index.embed import Embedder

Rows = Sequence[dict[str, Any]]


def take(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has builds and engines take an embedder that is loaded already."""
    for module in ("index.build", "rag.engine"):
        monkeypatch.setattr(f"{module}.Embedder", lambda name, precision: embedder)


def dataset_folder(folder: Path, articles: Rows, queries: Rows, judged: int) -> Path:
    """A dataset of these rows; to each of the first `judged` questions the article of its number is relevant."""
    folder.mkdir()
    for name, rows in (("corpus", articles), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    lines = ["query-id\tcorpus-id\tscore", *(f"q{n}\ta{n}\t1" for n in range(judged))]
    (folder / "qrels.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
