"""A reader for tests of how often the reader is asked."""

from __future__ import annotations

from collections.abc import Sequence

from rag.reader import Reader, Reading


class Counted:
    """A reader that notes what it is given."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.given: list[tuple[str, str]] = []

    def read(self, question: str, passages: Sequence[tuple[str | None, str]]) -> list[Reading]:
        self.given += [(question, text) for _, text in passages]
        return self._reader.read(question, passages)
