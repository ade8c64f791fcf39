"""A question that asks several things, as the questions that it asks."""

from __future__ import annotations

import re

from .comparison import sides

MOST = 3  # parts: each is read beside all passages
_ASKS = r"(?:what|when|where|why|how|who)\b"
_JOINT = re.compile(rf"(?<=\?)\s+(?={_ASKS})|,?\s+and\s+(?:also\s+)?(?={_ASKS})", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:who|whom|whose|what|when|where|why|how|which)\b", re.IGNORECASE)
_WHO = re.compile(r"who\b", re.IGNORECASE)


def parts(text: str) -> tuple[str, ...]:
    """The questions that a question asks, in order; itself where it asks one thing, or more than MOST.

    "Who won the race, and what did it cost?" asks two things; a later one is given with those before
    it, since it often says "it". "Prince Harry and what other man?" asks one, as does "Who is the man
    who sold the ferry, and who is accused of theft?". A comparison asks for its two sides.
    """
    compared = sides(text)
    if compared:
        return compared[0], " ".join(compared)
    pieces = [piece.strip(" ?") for piece in _JOINT.split(text)]
    of_one = any(_WHO.match(piece) for piece in pieces[1:]) and _WHO.match(pieces[0])
    if "?" not in text or not 1 < len(pieces) <= MOST or of_one or not all(_ASKED.search(piece) for piece in pieces):
        return (text,)
    return tuple(f"{'? '.join(pieces[: n + 1])}?" for n in range(len(pieces)))
