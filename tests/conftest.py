"""What all tests share: the real embedder and reader, loaded once, and a small folder of invented news."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index.embed import Embedder
from rag.reader import Reader, open_reader
from tests.index.helpers import NEWS, write

# CI tries the same examples each time, so that a failure there is the change's own; elsewhere new ones.
# No example has a deadline: how long one takes says what else the machine does.
settings.register_profile("news", derandomize=os.environ.get("CI") == "true", deadline=None)
settings.load_profile("news")


@pytest.fixture(scope="session", autouse=True)
def _one_precision() -> Iterator[None]:
    """All builds embed as `embedder` does: no trial of the machine's speed decides what a test sees."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_PRECISION", "float32")
        yield


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return open_reader()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of invented news, new for each test."""
    return write(tmp_path / "news", NEWS)
