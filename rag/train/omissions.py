"""Passages that lack the one sentence that answers: on the question's matter in all else, and silent."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.sentences import sentence_spans

from .examples import Example

_SHARES = {"quiz": 0.7, "cloze": 0.3, "wiki": 0.5, "squad2": 0.5, "reddit": 0.3, "reviews": 0.2}
_LEFT = 2  # sentences that must be left


def with_omissions(examples: Sequence[Example], seed: int) -> list[Example]:
    """The examples, and a share of those that answer once more without the sentences that hold an answer's words."""
    return [*examples, *_omissions(examples, random.Random(seed))]  # noqa: S311


def _omissions(examples: Sequence[Example], draw: random.Random) -> Iterator[Example]:
    for example in examples:
        if example.spans and draw.random() < _SHARES.get(example.origin, 0.0):
            text = _without_answer(example)
            if text:
                yield replace(example, text=text, answers=False, spans=())


def _without_answer(example: Example) -> str | None:
    text = example.text
    said = {text[start:end].casefold() for start, end in example.spans}
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    left = [each for each in sentences if not any(words in each.casefold() for words in said)]
    return " ".join(left) if _LEFT <= len(left) < len(sentences) else None
