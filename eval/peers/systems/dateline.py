"""Dateline itself, in the project's own environment: by the question's text alone, and with the day it was asked on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from index.build import build
from index.embed import DEFAULT_MODEL, Embedder
from rag import Engine, Options

from .peer import Article, Passage, Question

_INDEX = Path("index")


class Peer:
    """`index build` and `rag search`, asked as of no day."""

    packages: ClassVar[tuple[str, ...]] = (
        "faiss-cpu", "tantivy", "tiktoken", "sentence-transformers", "transformers", "torch", "numpy",
    )  # fmt: skip
    settings: ClassVar[tuple[str, ...]] = (
        "Its defaults, with nothing said beside the question; dates and outlets in the question's text limit the "
        "search, as they do for a person.",
        "The index is built from the same articles and kept on disk, as always; building and opening it each load "
        "the model again, within the time of the build.",
    )

    def __init__(self) -> None:
        Embedder()  # so that its packages are loaded, as the others' are, before a build is timed

    def build(self, articles: Sequence[Article]) -> None:
        """Builds an index in the current folder and opens it."""
        with TemporaryDirectory() as folder:
            lines = (
                json.dumps({"_id": each.key, "text": each.text, **each.metadata}, ensure_ascii=False)
                for each in articles
            )
            (Path(folder) / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
            build([Path(folder)], _INDEX, DEFAULT_MODEL)
        self._engine = Engine.open(_INDEX, DEFAULT_MODEL)

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k best passages; the copies of a story follow the one that stands for them."""
        found = self._engine.search(question.text, self.options(question), k)
        return [
            (key, passage.score)
            for passage in found.passages
            for key in (passage.document, *(each.document for each in passage.also_in))
        ]

    def options(self, question: Question) -> Options:  # noqa: ARG002
        """What the engine is told beside the question."""
        return Options()


class Dated(Peer):
    """The same, asked as of the day that the question was asked on."""

    settings: ClassVar = (*Peer.settings, "Where a question has a day of asking, nothing after it is seen.")

    def options(self, question: Question) -> Options:
        """The question's day."""
        return Options(as_of=question.asked_on)
