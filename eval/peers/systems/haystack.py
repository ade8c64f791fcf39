"""Haystack: the indexing pipeline of its preprocessing tutorial, and a pipeline that embeds and retrieves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from .peer import Article, Passage, Question, minilm


class Peer:
    """Cleaner, splitter, embedder, writer; then text embedder and in-memory retriever."""

    packages: ClassVar = (
        "haystack-ai", "sentence-transformers-haystack", "sentence-transformers", "transformers", "torch",
    )  # fmt: skip
    settings: ClassVar = (
        "DocumentCleaner, DocumentSplitter, SentenceTransformersDocumentEmbedder, DocumentWriter, "
        "InMemoryDocumentStore: the pipeline of the tutorial on preprocessing, which uses this MiniLM too.",
        "Chunks of 200 words without overlap, the splitter's defaults (that tutorial has 150 and 50, which came out "
        "lower on the sample).",
        "The title is the first paragraph of the text; source and date are metadata, which is not embedded by default.",
        "SentenceTransformersTextEmbedder and InMemoryEmbeddingRetriever over all vectors (dot product, the default; "
        "MiniLM's vectors are of length 1); batches of 32 texts, the default; no progress bars.",
        "As many chunks are asked for as the measurement needs; the default is 10.",
    )

    def __init__(self) -> None:
        model = minilm()
        embedder = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
        asker = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
        embedder.warm_up()
        asker.warm_up()
        store = InMemoryDocumentStore()
        self._indexing = Pipeline()
        self._indexing.add_component("cleaner", DocumentCleaner())
        self._indexing.add_component("splitter", DocumentSplitter())
        self._indexing.add_component("embedder", embedder)
        self._indexing.add_component("writer", DocumentWriter(store))
        self._indexing.connect("cleaner", "splitter")
        self._indexing.connect("splitter", "embedder")
        self._indexing.connect("embedder", "writer")
        self._asking = Pipeline()
        self._asking.add_component("embedder", asker)
        self._asking.add_component("retriever", InMemoryEmbeddingRetriever(store))
        self._asking.connect("embedder.embedding", "retriever.query_embedding")

    def build(self, articles: Sequence[Article]) -> None:
        """Cleans, cuts, embeds and stores the articles."""
        documents = [Document(content=each.headed, meta={"key": each.key, **each.metadata}) for each in articles]
        self._indexing.run({"cleaner": {"documents": documents}})

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k chunks nearest to the question."""
        found = self._asking.run({"embedder": {"text": question.text}, "retriever": {"top_k": k}})
        return [(each.meta["key"], each.score) for each in found["retriever"]["documents"]]
