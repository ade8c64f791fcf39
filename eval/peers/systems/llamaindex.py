"""LlamaIndex: its starter tutorial with a local embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from llama_index.core import Document, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from .peer import Article, Passage, Question, minilm


class Peer:
    """VectorStoreIndex over HuggingFaceEmbedding, all settings LlamaIndex's own."""

    packages: ClassVar = (
        "llama-index-core", "llama-index-embeddings-huggingface", "sentence-transformers", "transformers", "torch",
    )  # fmt: skip
    settings: ClassVar = (
        "VectorStoreIndex.from_documents with HuggingFaceEmbedding, as in the starter tutorial for local models.",
        "Chunks of the default SentenceSplitter: 1024 tokens (of cl100k_base, which LlamaIndex brings along), overlap "
        "200. MiniLM reads only the first 256 word pieces of each: nothing in the defaults takes a model's limit into "
        "account.",
        "Title, source and date are a document's metadata, which LlamaIndex puts before each chunk it embeds.",
        "The default in-memory vector store (cosine over all vectors); batches of 10 texts, the default.",
        "As many chunks are asked for as the measurement needs; the default is 2.",
    )

    def __init__(self) -> None:
        self._model = HuggingFaceEmbedding(model_name=minilm())

    def build(self, articles: Sequence[Article]) -> None:
        """Cuts, embeds and stores the articles."""
        documents = [Document(text=each.text, doc_id=each.key, metadata=each.metadata) for each in articles]
        self._index = VectorStoreIndex.from_documents(documents, embed_model=self._model)

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k chunks nearest to the question."""
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question.text)
        return [(each.node.ref_doc_id, each.score) for each in found]
