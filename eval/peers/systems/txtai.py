"""txtai: its RAG quick start by vectors alone, with its hybrid search, and cut as in its RAG application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from txtai import Embeddings
from txtai.pipeline import Segmentation

from .peer import Article, Passage, Question, minilm

_SECTIONS = (
    "Each section is a row, as Textractor(sections=True) cuts them in the RAG quick start; by its base class "
    "Segmentation, as the articles are plain text already. Most articles are one section.",
    "The title is the first paragraph.",
)
_PARAGRAPHS = (
    "Each paragraph is a row, as Textractor(paragraphs=True) cuts them in txtai's own RAG application; by its base "
    "class Segmentation, as the articles are plain text already.",
    "The title is the first paragraph, and so a row of its own.",
)
_ALWAYS = (
    "txtai runs the model itself and reads up to 512 word pieces of a row, the tokenizer's own limit; batches of 32 "
    "texts, the default.",
    "The default store: vectors in Faiss, content in SQLite, both gone with the process unless one saves them.",
    "As many rows are asked for as the measurement needs; the default is 3.",
)
_HYBRID = "Embeddings(path=..., content=True, hybrid=True): BM25 and vectors, weighted equally by default."


class Peer:
    """Embeddings with content over sections."""

    hybrid: ClassVar = False
    paragraphs: ClassVar = False
    packages: ClassVar[tuple[str, ...]] = ("txtai", "faiss-cpu", "transformers", "torch")
    settings: ClassVar[tuple[str, ...]] = ("Embeddings(path=..., content=True).", *_SECTIONS, *_ALWAYS)

    def __init__(self) -> None:
        self._cut = Segmentation(sections=not self.paragraphs, paragraphs=self.paragraphs)
        self._embeddings = Embeddings(path=minilm(), content=True, hybrid=self.hybrid)

    def build(self, articles: Sequence[Article]) -> None:
        """Cuts, embeds and stores the articles."""
        self._embeddings.index((each.key, part) for each in articles for part in self._cut(each.headed))

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k best rows for the question."""
        return [(row["id"], row["score"]) for row in self._embeddings.search(question.text, k)]


class Hybrid(Peer):
    """The same, by vectors and words."""

    hybrid: ClassVar = True
    settings: ClassVar = (_HYBRID, *_SECTIONS, *_ALWAYS)


class HybridParagraphs(Peer):
    """By vectors and words over paragraphs."""

    hybrid: ClassVar = True
    paragraphs: ClassVar = True
    settings: ClassVar = (_HYBRID, *_PARAGRAPHS, *_ALWAYS)
