"""LangChain: the splitter and the store of its tutorial on semantic search, with a local embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from langchain_core.documents import Document
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from .peer import Article, Passage, Question, minilm


class Peer:
    """RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, InMemoryVectorStore."""

    packages: ClassVar = (
        "langchain-core", "langchain-text-splitters", "langchain-huggingface", "sentence-transformers",
        "transformers", "torch",
    )  # fmt: skip
    settings: ClassVar = (
        "RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, InMemoryVectorStore: those of the tutorial on semantic "
        "search, which the one on RAG shares.",
        "Chunks of 1000 characters, overlap 200, with their start index, as in the tutorial.",
        "The title is the first paragraph of the text; source and date are metadata, which is not embedded.",
        "Cosine over all vectors; batches of 32 texts, the default.",
        "As many chunks are asked for as the measurement needs; the default is 4.",
    )

    def __init__(self) -> None:
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        self._store = InMemoryVectorStore(HuggingFaceEmbeddings(model_name=minilm()))

    def build(self, articles: Sequence[Article]) -> None:
        """Cuts, embeds and stores the articles."""
        documents = [
            Document(page_content=each.headed, metadata={"key": each.key, **each.metadata}) for each in articles
        ]
        self._store.add_documents(self._splitter.split_documents(documents))

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k chunks nearest to the question."""
        found = self._store.similarity_search_with_score(question.text, k=k)
        return [(document.metadata["key"], score) for document, score in found]
