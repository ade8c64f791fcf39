"""What all tests share: the real embedder, loaded once, and a small folder of invented news."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embed import Embedder
from tests.index.helpers import NEWS, write


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return Embedder()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of invented news, new for each test."""
    return write(tmp_path / "news", NEWS)
