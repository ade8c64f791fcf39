"""What one person has asked and been told: turns, and the marks of what was cited in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from rag import Answer, Excerpt, Options


class Place(NamedTuple):
    """A stretch of a document, whatever question brought it up."""

    document: str
    start: int
    end: int

    @classmethod
    def of(cls, excerpt: Excerpt) -> Place:
        """Where an excerpt stands."""
        return cls(excerpt.document, excerpt.start, excerpt.end)


@dataclass(frozen=True)
class Turn:
    """A question as it was typed, how it was asked, and what came of it.

    `answer` is None while it is looked for, and where the question could not be asked: `refused`
    then says why. `found` are the passages that the timeline shows; `right` is the person's verdict.
    """

    typed: str
    options: Options
    answer: Answer | None = None
    refused: str = ""
    found: tuple[Excerpt, ...] = ()
    right: bool | None = None
    note: str = ""

    @property
    def cited(self) -> tuple[Excerpt, ...]:
        """What the answer shows, cited or near."""
        return (*self.answer.excerpts, *self.answer.near_misses) if self.answer else ()


@dataclass(frozen=True)
class Conversation:
    """Turns, oldest first. `marks` are numbers of places from 1 on: a place keeps its number for good."""

    turns: tuple[Turn, ...] = ()
    marks: Mapping[Place, int] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What was answered so far, oldest first."""
        return tuple(turn.answer for turn in self.turns if turn.answer)

    def put(self, place: int, turn: Turn) -> Conversation:
        """The conversation with a turn in some place; behind the last one, it is added."""
        marks = dict(self.marks)
        for excerpt in turn.cited:
            marks.setdefault(Place.of(excerpt), len(marks) + 1)
        return replace(self, turns=(*self.turns[:place], turn, *self.turns[place + 1 :]), marks=marks)

    def numbers(self, turn: Turn) -> dict[str, int]:
        """The numbers of what a turn cites, by the excerpts' ids."""
        return {excerpt.id: self.marks[Place.of(excerpt)] for excerpt in turn.cited}
