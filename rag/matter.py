"""What a question asks, without the limits of time and outlet that it sets: articles do not repeat them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .dates import PART_OF
from .outlets import JOINED, PIECE, Outlets, names_of
from .terms import says_enough

TIME = re.compile(
    r",?\s*\b(?:as (?:of|at)|in|on|during|over|within|throughout|since|until|till|before|after|by|from|between)\s+"
    rf"{PART_OF}$",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r",?\s*\b(?:but )?(?:not )?(?:according to|as (?:reported|told) (?:by|in)|per|(?:apart|aside) from|other than"
    r"|besides|ignoring|excluding|except(?: for)?|leaving(?: out)?|without(?: using)?)\s+"
    rf"(?:both |either )?(?:(?:an?|the|any|every)?\s*{PIECE} (?:by|in|from|of|on) )?(?:the )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:[’']s?)?(?: (?:\w+ )?{PIECE}\b)?(?:,? (?:aside|excluded|excepted)\b)?", re.IGNORECASE)
_EDGES = " ,;:"


def matter(text: str, times: Sequence[tuple[int, int]], outlets: Outlets, known: Iterable[str]) -> str:
    """A question without the `times` and the attributions that were understood as its limits.

    `times` are stretches of the text, as offsets.

    "According to the Ilmar Post, who sang in Dovre in March 2024?" asks who sang in Dovre. Where next
    to nothing would be left, the question stays as it is; so it does where the outlet is part of the
    sentence: "What did the Ilmar Post say about the song?".
    """
    cuts = [*_times(text, times)]
    if outlets != Outlets():
        cuts += _attributions(text, known)
    left = text
    for start, end in sorted(cuts, reverse=True):
        left = f"{left[:start].rstrip(' ,')} {left[end:].lstrip(' ,')}".strip().lstrip(_EDGES)
    left = re.sub(r"[\s;:]+(?=[?.!])|\s+(?=[;:])", "", left)
    return left[:1].upper() + left[1:] if says_enough(left) else text


def _times(text: str, times: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a question sets a time, with the words before it: "in March 2024", "between 3 March and 5 May 2024"."""
    for start, end in times:
        if before := _before(TIME, text, start):
            yield before.start(), end


def _attributions(text: str, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a question attributes to outlets, or leaves them out: "according to Brel Radio and the Old Ledger"."""
    found = names_of(tuple(known)).find(text)
    for n, first in enumerate(found):
        if before := _before(_OUTLET, text, first.start):
            end = first.end
            for other in found[n + 1 :]:
                end = other.end if JOINED.fullmatch(text, end, other.start) else end
            behind = _BEHIND.match(text, end)
            yield before.start(), behind.end() if behind else end


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    return pattern.search(text[:end])
