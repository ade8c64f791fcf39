"""What a question is searched by: its words, the names and numbers among them, and its phrases."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")
_SPELLED = re.compile(r"\w[\w'’.-]*")
STOP_WORDS = frozenset(
    _TOKEN.findall(
        "a about after all also am an and any are as at be been before being between both but by can could did do does "
        "during each for from had has have he her his how if in into is it its just many may me more most much must my "
        "no nor not of off on one or other our out over own said say says she should since so some such than that the "
        "their them then there these they this those through to under until up us was we were what when where which "
        "while who whom whose why will with would you your"
    )
)
_STEM = Stemmer.Stemmer("english")
_LEAST = 2  # words that a question must keep


@dataclass(frozen=True)
class Terms:
    """The terms of a text, in lower case, each once: words that tell something, names and numbers, pairs of words."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    phrases: tuple[str, ...]


def terms(text: str) -> Terms:
    """The terms of a question.

    A name is a word with a capital, or with a digit, that does not begin the text; a phrase is two
    neighbours, not both of them stop words. Where all are stop words, they are the words.
    """
    words = _WORD.findall(text.lower())
    telling = [word for word in words if word not in STOP_WORDS] or words
    spelled = _SPELLED.findall(text)[1:]
    named = (each for each in spelled if each[0].isupper() or any(map(str.isdigit, each)))
    names = (word for each in named for word in _WORD.findall(each.lower()) if word not in STOP_WORDS)
    phrases = (f"{one} {two}" for one, two in pairwise(words) if not {one, two} <= STOP_WORDS)
    return Terms(*(tuple(dict.fromkeys(each)) for each in (telling, names, phrases)))


def says_enough(text: str) -> bool:
    """Whether a question from which something was cut still has words to be answered by."""
    return len(content_words(text)) >= _LEAST


def without_accents(text: str) -> str:
    """A text with plain letters for accented ones: Erdogan for Erdoğan."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


@lru_cache(4_096)  # a question compares the same few hundred sentences with each other, in several places
def content_words(text: str) -> frozenset[str]:
    """The stems of a text's words, without those that say nothing."""
    return frozenset(_STEM.stemWord(word) for word in map(str.lower, _TOKEN.findall(text)) if word not in STOP_WORDS)
