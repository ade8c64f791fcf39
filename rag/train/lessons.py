"""What the small reader learns from a larger one: its word on examples, and on passages that nobody has labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from ..pairs import PairTokenizer
from .batches import UNKNOWN, Lesson, Row, as_row
from .examples import Example
from .model import ReaderModel
from .news import Asked, occurrences
from .teacher import lessons

_FIRST = {"quiz": 8, "cloze": 2}  # passages of a question
_DOUBT = 0.5  # a passage without the gold words answers half as probably as the larger reader has it


def more_passages(asked: Sequence[Asked], examples: Sequence[Example]) -> Iterator[Example]:
    """The first passages of each question that are not among the examples.

    `answers` says whether a passage has the gold words, which does not yet mean that it answers.
    """
    known = {(each.question, each.text) for each in examples}
    for each in asked:
        for title, text in each.found[: _FIRST[each.origin]]:
            if (each.question, text) not in known:
                holds = bool(occurrences(text, each.answers))
                yield Example(each.question, title, text, holds, (), None, each.origin, each.group)


def with_lessons(
    known: Sequence[Row], more: Sequence[Example], tokenizer: PairTokenizer, teacher: ReaderModel, path: Path, seed: int
) -> list[Row]:
    """The rows and the passages beside them, each with its lesson; the lessons are kept in a file."""
    behind = [(each, row) for each in more if (row := as_row(each, tokenizer))]
    rows = [*known, *(replace(row, answers=UNKNOWN, relevant=UNKNOWN) for _, row in behind)]
    if not path.exists():
        made = lessons(rows, teacher, seed)
        fresh = path.with_suffix(".new")
        torch.save([(each.spans.half(), each.whole) for each in made], fresh)
        fresh.replace(path)
    kept = [Lesson(spans.float(), whole) for spans, whole in torch.load(path, weights_only=True)]
    silent = [False] * len(known) + [not each.answers for each, _ in behind]
    return [
        replace(row, lesson=_doubted(lesson) if doubt else lesson)
        for row, lesson, doubt in zip(rows, kept, silent, strict=True)
    ]


def _doubted(lesson: Lesson) -> Lesson:
    return replace(lesson, whole=lesson.whole * torch.tensor([1.0, _DOUBT]))
