"""Questions about someone or something else: the passage is as near as before, and does not answer any more."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .examples import Example

# Of an origin's examples that answer, how many are asked once more with another name.
_SHARES = {"quiz": 0.7, "cloze": 0.6, "wiki": 0.5, "squad2": 0.5, "reddit": 0.2, "qamr": 0.15}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+(?: [A-Z][\w’-]+)*")  # within a sentence, as its first word is no name
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHIFTS = (-3, -2, -1, 1, 2, 3)  # years
_TAIL = 3  # letters at a name's end that a near name has of another: Tarsby, Tarsley
_LONG = 5  # letters of a name that one near to it is made of, at least
_DRAWN = 20  # names of other questions that are tried
_WAYS = ("passage", "elsewhere", "near")  # where the name comes from that is put in


def with_swaps(examples: Sequence[Example], seed: int) -> list[Example]:
    """The examples, and for a share of those that answer the same with a name or year of the question changed."""
    names = [name for each in examples for name in _NAME.findall(each.question)]
    return [*examples, *_swaps(examples, names, random.Random(seed))]  # noqa: S311


def _swaps(examples: Sequence[Example], names: Sequence[str], draw: random.Random) -> Iterator[Example]:
    for example in examples:
        if example.spans and draw.random() < _SHARES.get(example.origin, 0.0):
            question = _swapped(example, names, draw)
            if question:
                yield replace(example, question=question, answers=False, spans=(), relevant=None)


def _swapped(example: Example, names: Sequence[str], draw: random.Random) -> str | None:
    """The question with another name in place of one that the passage has; or another year, or None."""
    text = example.text
    named = [each for each in _NAME.finditer(example.question) if each.group() in text]
    for old in draw.sample(named, len(named)):
        fresh = _fresh(old.group(), example, names, draw)
        if fresh:
            return _put(fresh, old)
    years = [each for each in _YEAR.finditer(example.question) if each.group() in text]
    if not years:
        return None
    year = draw.choice(years)
    return _put(str(int(year.group()) + draw.choice(_SHIFTS)), year)


def _fresh(old: str, example: Example, names: Sequence[str], draw: random.Random) -> str | None:
    """A name to put in: another of the passage, or one that is not in it, of another question or near to the old."""
    way, text = draw.choice(_WAYS), example.text.casefold()
    if way == "passage":
        said = {example.text[start:end] for start, end in example.spans}
        others = [name for name in _NAME.findall(example.text) if not any(_shared(name, each) for each in said)]
        others = [name for name in others if not _shared(name, example.question)]
    else:
        others = draw.sample(names, min(_DRAWN, len(names)))
        if way == "near":
            tails = [name[-_TAIL:] for name in others if len(old) >= _LONG and name[-_TAIL:].islower()]
            others = [old[:-_TAIL] + tail for tail in tails]
        others = [name for name in others if name.casefold() not in text]
    return draw.choice(others) if others else None


def _put(text: str, place: re.Match[str]) -> str:
    """What was searched, with a text in the place of the match."""
    return f"{place.string[: place.start()]}{text}{place.string[place.end() :]}"


def _shared(one: str, two: str) -> bool:
    return bool(set(re.findall(r"\w+", one)) & set(re.findall(r"\w+", two)))
