"""Plain MiniLM: articles cut where the model stops to read, and the cosine of their vectors to the question's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from sentence_transformers import SentenceTransformer

from .peer import Article, Passage, Question, minilm

_SPECIAL = 2  # word pieces of a window that are not the text's: one opens it, one closes it


class Peer:
    """sentence-transformers and a matrix."""

    packages: ClassVar = ("sentence-transformers", "transformers", "torch", "numpy")
    settings: ClassVar = (
        "Articles in windows of 256 word pieces, all that the model reads, without overlap; the title is the first "
        "paragraph.",
        "Cosine over all vectors in one matrix; batches of 32 texts, sentence-transformers' default.",
    )

    def __init__(self) -> None:
        self._model = SentenceTransformer(minilm())

    def build(self, articles: Sequence[Article]) -> None:
        """Cuts and embeds the articles."""
        pairs = [(each.key, window) for each in articles for window in self._windows(each.headed)]
        self._keys = [key for key, _ in pairs]
        self._vectors = self._model.encode([window for _, window in pairs], normalize_embeddings=True)

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k windows nearest to the question."""
        scores = self._vectors @ self._model.encode(question.text, normalize_embeddings=True)
        return [(self._keys[number], float(scores[number])) for number in np.argsort(-scores, kind="stable")[:k]]

    def _windows(self, text: str) -> Iterator[str]:
        encoded = self._model.tokenizer(
            text, add_special_tokens=False, truncation=False, return_offsets_mapping=True, verbose=False
        )
        offsets = encoded["offset_mapping"]
        size = (self._model.max_seq_length or len(offsets)) - _SPECIAL
        for start in range(0, len(offsets), size):
            window = offsets[start : start + size]
            yield text[window[0][0] : window[-1][1]]
