"""An index of the invented news, built once, and engines on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from index.embed import Embedder
from index.local import LocalStore
from rag import Engine
from rag.reader import Reader

from .articles import FERRY, MILL, ROWS, write_rows


@pytest.fixture(scope="session")
def news_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index."""
    base = tmp_path_factory.mktemp("news")
    write_rows(base / "corpus" / "rows.jsonl", ROWS)
    (base / "corpus" / "ferry.md").write_text(FERRY)
    (base / "corpus" / "mill.txt").write_text(MILL)
    build([base / "corpus"], base / "index")
    return base / "index"


@pytest.fixture(scope="session")
def engine(news_index: Path, embedder: Embedder, reader: Reader) -> Engine:
    return Engine(LocalStore.open(news_index), embedder, reader)


@pytest.fixture
def engine_of(tmp_path: Path, embedder: Embedder, reader: Reader) -> Callable[[list[dict[str, Any]]], Engine]:
    """An engine on rows of its own."""

    def make(rows: list[dict[str, Any]]) -> Engine:
        write_rows(tmp_path / "corpus" / "rows.jsonl", rows)
        build([tmp_path / "corpus"], tmp_path / "index")
        return Engine(LocalStore.open(tmp_path / "index"), embedder, reader)

    return make
