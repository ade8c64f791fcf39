"""Passages as short news and bare files have them: a few sentences, or without a title."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.sentences import sentence_spans

from .examples import Example

_CUT, _BARE = 0.2, 0.04  # of the examples: cut to a few sentences; whole, without their title
_OF_CUT_BARE = 0.6


def with_shorter(examples: Sequence[Example], seed: int) -> list[Example]:
    """The examples, and a share of them once more: cut to one to three sentences, or without a title.

    Without these a reader of written articles alone, which are long and titled, takes a single bare
    sentence for an answer to almost anything: the model card has the case.
    """
    return [*examples, *_shorter(examples, random.Random(seed))]  # noqa: S311 - to draw examples, not secrets


def _shorter(examples: Sequence[Example], draw: random.Random) -> Iterator[Example]:
    for example in examples:
        drawn = draw.random()
        if drawn < _CUT:
            cut = _cut(example, draw)
            yield replace(cut, title=None) if draw.random() < _OF_CUT_BARE else cut
        elif drawn < _CUT + _BARE:
            yield replace(example, title=None)


def _cut(example: Example, draw: random.Random) -> Example:
    """The sentences that answer, or any one, and perhaps the one before and the one behind."""
    sentences = sentence_spans(example.text)
    starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
    if example.spans:
        first = bisect_right(starts, min(start for start, _ in example.spans)) - 1
        last = bisect_left(ends, max(end for _, end in example.spans))
    else:
        first = last = draw.randrange(len(sentences))
    start = starts[max(first - draw.randint(0, 1), 0)]
    end = ends[min(last + draw.randint(0, 1), len(sentences) - 1)]
    spans = tuple((one - start, other - start) for one, other in example.spans)
    # What it is about was told of the whole: a few sentences that do not answer may be on something else.
    relevant = example.relevant if example.answers else None
    return replace(example, text=example.text[start:end], spans=spans, relevant=relevant)
