"""The tokenizer that the reader has, loaded once."""

from __future__ import annotations

import pytest

from index.embed import default_folder
from rag.pairs import PairTokenizer


@pytest.fixture(scope="session")
def tokenizer() -> PairTokenizer:
    return PairTokenizer(default_folder())
