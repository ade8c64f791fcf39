"""A question that asks several things, as the questions that it asks."""

from __future__ import annotations

import re

MOST = 3  # parts: each is read beside all passages
_ASKS = r"(?:what|when|where|why|how|who)\b"
_JOINT = re.compile(rf"(?<=\?)\s+(?={_ASKS})|,?\s+and\s+(?:also\s+)?(?={_ASKS})", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:who|whom|whose|what|when|where|why|how|which)\b", re.IGNORECASE)
_WHO = re.compile(r"who\b", re.IGNORECASE)
# "Compare A with B", "How does A compare with B?", "Give me A beside B", "A versus B"
_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:compare|contrast|weigh)\s+(?P<one>.+?)\s+(?:with|against)\s+(?P<two>.+?)$",
        r"^(?:compare|contrast|weigh)\s+(?P<one>.+)\s+(?:and|to)\s+(?P<two>.+?)$",
        r"^(?:set|put|give me|show me)\s+(?P<one>.+?)\s+(?:beside|next to|against)\s+(?P<two>.+?)$",
        r"^how\s+(?:do|does|did)\s+(?P<one>.+?)\s+compare\s+(?:with|to|against)\s+(?P<two>.+?)$",
        r"^(?P<one>(?!(?:what|which|who|where|when|how|why) (?:is|are|was|were|do|does|did)\b).+?),?\s+"
        r"(?:versus|vs\.?|set (?:against|beside))\s+(?P<two>.+?)$",
    )
)
_WORDS_OF_A_SIDE = 2


def parts(text: str) -> tuple[str, ...]:
    """The questions that a question asks, in order; itself where it asks one thing, or more than MOST.

    "Who won the race, and what did it cost?" asks two things; a later one is given with those before
    it, since it often says "it". "Prince Harry and what other man?" asks one, as does "Who is the man
    who sold the ferry, and who is accused of theft?". A comparison asks for its two sides.
    """
    sides = _sides(text.strip(" ?."))
    if sides:
        return sides[0], " ".join(sides)
    pieces = [piece.strip(" ?") for piece in _JOINT.split(text)]
    of_one = any(_WHO.match(piece) for piece in pieces[1:]) and _WHO.match(pieces[0])
    if "?" not in text or not 1 < len(pieces) <= MOST or of_one or not all(_ASKED.search(piece) for piece in pieces):
        return (text,)
    return tuple(f"{'? '.join(pieces[: n + 1])}?" for n in range(len(pieces)))


def _sides(text: str) -> tuple[str, str] | None:
    """What is compared, as two questions; None where nothing is, or a side is a word that lives on the other."""
    found = next((match for pattern in _SIDES if (match := pattern.match(text))), None)
    if found is None or any(len(found[side].split()) < _WORDS_OF_A_SIDE for side in ("one", "two")):
        return None
    return f"{found['one']}?", f"{found['two']}?"
