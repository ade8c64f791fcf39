"""What a question asks, without the limits of time and outlet that it sets: articles do not repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .dates import PART_OF, PERIOD, Window
from .outlets import Outlets, names_of
from .terms import content_words

_LEAST = 2  # words that a question must keep
TIME = re.compile(
    r",?\s*\b(?:as (?:of|at)|in|on|during|over|within|throughout|since|until|till|before|after|by|from)\s+"
    rf"{PART_OF}$",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r",?\s*\b(?:but )?(?:not )?(?:according to|apart from|aside from|other than|as (?:reported|told) (?:by|in)|per)\s+"
    r"(?:the )?$",
    re.IGNORECASE,
)
_EDGES = " ,;:"


def matter(text: str, window: Window, outlets: Outlets, known: Iterable[str]) -> str:
    """A question without the periods and attributions that were understood as its limits.

    "According to the Ilmar Post, who sang in Dovre in March 2024?" asks who sang in Dovre. Where next
    to nothing would be left, the question stays as it is.
    """
    cuts: list[tuple[int, int]] = []
    if window != Window():
        cuts += [
            (before.start(), match.end())
            for match in PERIOD.finditer(text)
            if (before := _before(TIME, text, match.start()))
        ]
    if outlets != Outlets():
        found = names_of(tuple(known)).find(text)
        cuts += [(before.start(), each.end) for each in found if (before := _before(_OUTLET, text, each.start))]
    left = text
    for start, end in sorted(cuts, reverse=True):
        left = f"{left[:start].rstrip(_EDGES)} {left[end:].lstrip(_EDGES)}".strip()
    left = re.sub(r"\s+(?=[?.!])", "", left)
    return left[:1].upper() + left[1:] if len(content_words(left)) >= _LEAST else text


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    return pattern.search(text[:end])
