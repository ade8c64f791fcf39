"""Numbers as words spell them, and what multiplies them."""

from __future__ import annotations

import re

_UP_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL, TENS = re.findall(r"\w+", _UP_TO_NINETEEN), re.findall(r"\w+", _TENS)
VALUES = {word: n for n, word in enumerate(SMALL)} | {word: 20 + 10 * n for n, word in enumerate(TENS)}
TIMES = {"dozen": 12, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
