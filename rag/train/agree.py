"""Which passages about news to learn from: those where a first reader agrees with the gold answer's words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tqdm import tqdm

from ..pairs import PairTokenizer
from .batches import Row, as_batch, as_row
from .examples import Example
from .model import ReaderModel
from .news import Asked, examples_of

FIRST = 10  # passages of a question that may answer it
_OTHERS = 3  # drawn from the passages behind them
_BEST = 0.05  # the probability of the gold words, by the first reader, that the likeliest passage must reach
_MORE = 0.3  # and that any other must
_TOO_SURE = 0.97  # a passage without the gold words that the reader is this sure of may answer in other words
_SILENT = {"quiz": 5, "cloze": 2}  # passages of a question that do not answer, the hardest
_ALONE = 0.15  # of made-up questions without any answer that are kept


def learnable(asked: Sequence[Asked], model: ReaderModel, tokenizer: PairTokenizer, seed: int) -> Iterator[Example]:
    """Examples of the questions: for each the passages that answer, and the hardest of those that do not."""
    for each in tqdm(asked, desc="agreeing", unit=" questions"):
        draw = random.Random(f"{seed} {each.question}")  # noqa: S311
        may, silent = examples_of(replace(each, found=each.found[:FIRST]))
        if not may and each.origin == "cloze" and draw.random() > _ALONE:
            continue
        _, behind = examples_of(replace(each, found=each.found[FIRST:]))
        silent += draw.sample(behind, min(_OTHERS, len(behind)))
        yield from _agreed(may, _scores(may, model, tokenizer))
        yield from _hardest(silent, _scores(silent, model, tokenizer))[: _SILENT[each.origin]]


def _agreed(examples: Sequence[Example], scores: Sequence[tuple[float, float]]) -> Iterator[Example]:
    order = sorted(range(len(examples)), key=lambda n: -scores[n][0])
    for place, n in enumerate(order):
        if scores[n][0] >= (_MORE if place else _BEST):
            yield examples[n]


def _hardest(examples: Sequence[Example], scores: Sequence[tuple[float, float]]) -> list[Example]:
    order = sorted(range(len(examples)), key=lambda n: -scores[n][1])
    return [examples[n] for n in order if scores[n][1] < _TOO_SURE]


def _scores(examples: Sequence[Example], model: ReaderModel, tokenizer: PairTokenizer) -> list[tuple[float, float]]:
    """For each example the probability of its spans in all, and that of its passage answering."""
    rows = [as_row(each, tokenizer) for each in examples]
    known = [n for n, row in enumerate(rows) if row]
    found = [(0.0, 1.0)] * len(rows)
    for first in range(0, len(known), FIRST):
        places = known[first : first + FIRST]
        some = [row for row in (rows[n] for n in places) if row]
        for n, score in zip(places, _score(some, model), strict=True):
            found[n] = score
    return found


def _score(rows: list[Row], model: ReaderModel) -> Iterator[tuple[float, float]]:
    shares, chances = model.probabilities(as_batch(rows))
    for n, row in enumerate(rows):
        mass = sum(float(shares[n, start, 0] * shares[n, end, 1]) for start, end in row.targets)
        yield mass, float(chances[n, 1])
