"""Plain BM25 over whole articles: what words alone come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import bm25s

from .peer import Article, Passage, Question


class Peer:
    """bm25s with its own defaults."""

    packages: ClassVar = ("bm25s", "numpy")
    settings: ClassVar = (
        "bm25s with its defaults: Lucene's BM25 with k1 1.5 and b 0.75; words of two letters and more in lower case, "
        "English stop words left out, no stemming.",
        "A whole article is one unit; the title is its first paragraph.",
    )

    def build(self, articles: Sequence[Article]) -> None:
        """Counts the articles' words."""
        self._keys = [each.key for each in articles]
        self._index = bm25s.BM25()
        self._index.index(bm25s.tokenize([each.headed for each in articles], show_progress=False), show_progress=False)

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k best articles that share a word with the question."""
        words = bm25s.tokenize(question.text, show_progress=False)
        numbers, scores = self._index.retrieve(words, k=min(k, len(self._keys)), show_progress=False)
        found = zip(numbers[0], scores[0], strict=True)
        return [(self._keys[number], float(score)) for number, score in found if score > 0]
