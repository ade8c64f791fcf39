"""Questions about someone or something else: the passage is as near as before, and does not answer any more."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .examples import Example

_SHARES = {"quiz": 0.5, "cloze": 0.4, "wiki": 0.2, "squad2": 0.2}  # of an origin's examples that answer
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+(?: [A-Z][\w’-]+)*")  # within a sentence, as its first word is no name
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHIFTS = (-3, -2, -1, 1, 2, 3)  # years


def with_swaps(examples: Sequence[Example], seed: int) -> list[Example]:
    """The examples, and for a share of those that answer the same with a name or year of the question changed."""
    return [*examples, *_swaps(examples, random.Random(seed))]  # noqa: S311


def _swaps(examples: Sequence[Example], draw: random.Random) -> Iterator[Example]:
    for example in examples:
        if example.spans and draw.random() < _SHARES.get(example.origin, 0.0):
            question = _swapped(example, draw)
            if question:
                yield replace(example, question=question, answers=False, spans=(), relevant=None)


def _swapped(example: Example, draw: random.Random) -> str | None:
    """The question with a name of the passage in place of another; or another year, or None."""
    said = {example.text[start:end] for start, end in example.spans}
    text = example.text
    named = [each for each in _NAME.finditer(example.question) if each.group() in text]
    others = [name for name in dict.fromkeys(_NAME.findall(text)) if not any(_shared(name, each) for each in said)]
    for old in draw.sample(named, len(named)):
        fresh = [name for name in others if not _shared(name, example.question)]
        if fresh:
            return _put(draw.choice(fresh), old)
    years = [each for each in _YEAR.finditer(example.question) if each.group() in text]
    if not years:
        return None
    year = draw.choice(years)
    return _put(str(int(year.group()) + draw.choice(_SHIFTS)), year)


def _put(text: str, place: re.Match[str]) -> str:
    """What was searched, with a text in the place of the match."""
    return f"{place.string[: place.start()]}{text}{place.string[place.end() :]}"


def _shared(one: str, two: str) -> bool:
    return bool(set(re.findall(r"\w+", one)) & set(re.findall(r"\w+", two)))
