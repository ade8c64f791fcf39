"""Names of a question that a text does not have, though it has one spelled nearly so: Tarsley where it says Tarsby."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from .dates.spans import MONTHS, WEEKDAYS
from .terms import without_accents

# Under the first likeness (Ratcliff and Obershelp's, 0..1) two names have little in common; from the second
# on they are two spellings of one, as Mohamed and Mohammed.
_LIKE, _SAME = 0.76, 0.9
_LEAST = 5  # letters of a name
_WORD = re.compile(r"\w+")
_NAME = re.compile(rf"\b[A-Z]\w{{{_LEAST - 2},}}")
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS))


def mistaken(names: Iterable[str], text: str) -> frozenset[str]:
    """Those of the names (words, in lower case) that a text lacks and has another for, spelled nearly so.

    Of one stem, as Canada and Canadian, is no other name. Of the 295 questions of sample/ and the news quiz that
    have an answer none has such a name; of the six of sample/ that ask about the wrong name, five do.
    """
    text = without_accents(text)
    known = {word.lower() for word in _WORD.findall(text)} | _NO_NAMES
    there = {name.lower() for name in _NAME.findall(text)} - _NO_NAMES
    lacking = {name: plain for name in names if len(plain := without_accents(name)) >= _LEAST and plain not in known}
    return frozenset(name for name, plain in lacking.items() if any(_another(plain, other) for other in there))


def _another(one: str, two: str) -> bool:
    """Whether two names are spelled nearly alike, and are not forms of one name."""
    stem = min(len(one), len(two)) - 1
    if len(one) != len(two) and one[:stem] == two[:stem]:
        return False
    return _LIKE <= SequenceMatcher(None, one, two, autojunk=False).ratio() < _SAME
