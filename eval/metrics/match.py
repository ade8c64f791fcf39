"""Whether a gold answer stands in a text: lenient about all that is not a letter or a digit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # 40,000 -> 40000
_INITIALS = re.compile(r"(?<![^\W\d])([^\W\d])\.(?=[^\W\d](?![^\W\d]))")  # U.S. -> US.
_VERDICTS = frozenset(("yes", "no", "true", "false"))
_OTHER = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Words and numbers in lower case with single spaces between: without accents and punctuation."""
    text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    text = _INITIALS.sub(r"\1", _THOUSANDS.sub("", text))
    return _OTHER.sub(" ", text.casefold()).strip()


def needles(answers: Iterable[str]) -> tuple[str, ...]:
    """The answers to look for in normalised text, as whole words: ` ann nilsson `.

    None where one of them is yes or no: that is an answer, and no article states it.
    """
    words = [normalise(answer) for answer in answers]
    return () if _VERDICTS.intersection(words) else tuple(f" {each} " for each in words if each)


def holds(texts: Iterable[str], answers: Iterable[str]) -> bool:
    """Whether one of the answers stands in one of the texts, as whole words ("no" is not in "know").

    The measure of open-domain question answering (Karpukhin et al. 2020, `has_answer`): it says that
    the words are there, not that the text means them.
    """
    hay = [f" {normalise(text)} " for text in texts]
    looked_for = [f" {words} " for answer in answers if (words := normalise(answer))]
    return any(needle in straw for needle in looked_for for straw in hay)
