"""Examples to batches of tensors, of like length, in an order that a seed decides."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from ..pairs import Pair, PairTokenizer
from .examples import Example

TOKENS = 5_000  # of a batch, padding included: about 32 paragraphs
_PADDING = 16  # tokens: rows are padded to a multiple, so that few shapes occur
_SPANS = 4  # of one example that are learned from
UNKNOWN = -1.0


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a larger reader says of a row, in probabilities.

    `spans`, shape (tokens of the passage, 2): that a token is the first of the answer, or the last;
    each column adds up to 1. `whole`, shape (2,): that the passage is on the question's matter, and
    that it answers.
    """

    spans: Tensor
    whole: Tensor


@dataclass(frozen=True)
class Row:
    """An example in tokens. `targets` are its spans as first and last token of the row."""

    pair: Pair
    targets: tuple[tuple[int, int], ...]
    answers: float
    relevant: float
    lesson: Lesson | None = None


@dataclass(frozen=True)
class Batch:
    """Tensors of rows: `ids`, `mask`, `types` and `passage` have the shape (rows, tokens), `targets` (rows, spans, 2).

    `passage` is 1 where a span may be; a target of -1 is none; `answers` and `relevant` have UNKNOWN
    where they are not known. `lesson_spans`, (rows, tokens, 2), and `lesson_whole`, (rows, 2), are
    those of the lessons; UNKNOWN in `lesson_whole` where a row has none.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    passage: Tensor
    targets: Tensor
    answers: Tensor
    relevant: Tensor
    lesson_spans: Tensor
    lesson_whole: Tensor


def as_row(example: Example, tokenizer: PairTokenizer) -> Row | None:
    """An example in tokens; None where the row is cut before the answer."""
    pair = tokenizer.pair(example.question, example.title, example.text)
    targets = tuple(filter(None, (_target(pair, span) for span in example.spans)))[:_SPANS]
    if example.spans and not targets:
        return None
    relevant = UNKNOWN if example.relevant is None else float(example.relevant)
    return Row(pair, targets, float(example.answers), relevant)


def _target(pair: Pair, span: tuple[int, int]) -> tuple[int, int] | None:
    """The tokens that cover a span."""
    start = next((n for n, (_, end) in enumerate(pair.spans) if end > span[0]), None)
    last = next((n for n, (_, end) in enumerate(pair.spans) if end >= span[1]), None)
    return None if start is None or last is None else (pair.first + start, pair.first + max(start, last))


def batches(rows: Sequence[Row], seed: int) -> list[list[int]]:
    """The rows' places in batches of one padded length each; the same seed gives the same.

    As many rows of a length come together as TOKENS allow, so that few shapes occur: oneDNN compiles
    code for each, and training was a third slower with batches of any size.
    """
    draw = random.Random(seed)  # noqa: S311 - to draw examples, not secrets
    order = list(range(len(rows)))
    draw.shuffle(order)
    waiting: dict[int, list[int]] = {}
    made: list[list[int]] = []
    for n in order:
        length = _padded(len(rows[n].pair.ids))
        waiting.setdefault(length, []).append(n)
        if len(waiting[length]) == max(TOKENS // length, 1):
            made.append(waiting.pop(length))
    made += waiting.values()
    draw.shuffle(made)
    return made


def _padded(length: int) -> int:
    return length + -length % _PADDING


def as_batch(rows: Sequence[Row]) -> Batch:
    """Rows as tensors, padded."""
    length = _padded(max(len(row.pair.ids) for row in rows))
    shape = (len(rows), length)
    ids, mask, types, passage = (torch.zeros(shape, dtype=torch.long) for _ in range(4))
    targets = torch.full((len(rows), _SPANS, 2), -1, dtype=torch.long)
    lesson_spans, lesson_whole = torch.zeros((*shape, 2)), torch.full((len(rows), 2), UNKNOWN)
    for n, row in enumerate(rows):
        pair = row.pair
        ids[n, : len(pair.ids)] = torch.tensor(pair.ids)
        types[n, : len(pair.ids)] = torch.tensor(pair.types)
        mask[n, : len(pair.ids)] = 1
        passage[n, pair.first : pair.first + len(pair.spans)] = 1
        if row.targets:
            targets[n, : len(row.targets)] = torch.tensor(row.targets)
        if row.lesson:
            lesson_spans[n, pair.first : pair.first + len(pair.spans)] = row.lesson.spans
            lesson_whole[n] = row.lesson.whole
    answers, relevant = (torch.tensor([getattr(row, name) for row in rows]) for name in ("answers", "relevant"))
    return Batch(ids, mask, types, passage, targets, answers, relevant, lesson_spans, lesson_whole)


def inside(spans: Tensor, passage: Tensor) -> Tensor:
    """A model's logits of spans, (rows, tokens, 2), in float32, with next to nothing outside the batch's `passage`."""
    return spans.float().masked_fill((passage == 0).unsqueeze(-1), -1e4)
