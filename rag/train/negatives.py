"""Passages near to a question that do not answer it: what a reader must learn to tell from those that do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.embed import Embedder

from .examples import Example

_NEAR = 30  # passages, by cosine, among which one is drawn
# Of the questions of an origin, how many get one. "What does the writer like?" is answered by many
# reviews and posts, so those get few.
_SHARES = {"wiki": 0.7, "squad2": 0.5, "reddit": 0.15, "reviews": 0.15, "qamr": 0.15}


def with_negatives(examples: Sequence[Example], embedder: Embedder, seed: int) -> list[Example]:
    """The examples, and for a share of those that answer a near passage of the same origin that does not.

    A passage that holds one of the answers' strings is passed over.
    """
    draw = random.Random(seed)  # noqa: S311 - to draw examples, not secrets
    found = list(examples)
    for origin, share in _SHARES.items():
        asked = [each for each in examples if each.origin == origin and each.spans and draw.random() < share]
        passages = list({each.text: each for each in examples if each.origin == origin}.values())
        if not asked or len(passages) <= _NEAR:
            continue
        vectors = embedder.encode([each.text[:1000] for each in passages])
        for first in range(0, len(asked), 1000):
            rows = asked[first : first + 1000]
            cosines = embedder.encode([each.question for each in rows]) @ vectors.T
            near = np.argpartition(-cosines, _NEAR, axis=1)[:, :_NEAR]
            for example, places in zip(rows, near, strict=True):
                found.extend(_negative(example, [passages[place] for place in places], draw))
    return found


def _negative(example: Example, near: list[Example], draw: random.Random) -> list[Example]:
    said = {example.text[start:end].casefold() for start, end in example.spans}
    others = [
        each for each in near if each.text != example.text and not any(words in each.text.casefold() for words in said)
    ]
    if not others:
        return []
    other = draw.choice(others)
    relevant = None if other.group == example.group else False
    return [replace(other, question=example.question, answers=False, spans=(), relevant=relevant, group=example.group)]
