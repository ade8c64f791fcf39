"""The names of outlets: those that a dataset states, and those that its questions give away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.dateline import find_source
from index.readers import Stated

from .articles import find_articles
from .dataset import Dataset

PIECE = r"(?:articles?|reports?|reporting|reviews?|pieces?|coverage|story|stories)"  # what an outlet publishes
_NAME = r"(?:The )?[A-Z][\w&.-]*(?: (?:of (?:the )?|& )?[A-Z][\w&.-]*)*"
_BEFORE = r"(?:both )?(?:an? |the )?['‘\"“]?"
_PUBLISHED = r"(?:mentioned|featured|discussed|highlighted|noted|stated|described|detailed)"
# Where only an outlet stands: "a NAME article", "an article in NAME", "another by NAME", "reported by NAME".
_CERTAIN = re.compile(
    rf"\b[a-z]+ ['‘\"“]?(?P<before>{_NAME})(?:['’]s)?['’\"”]? {PIECE}\b"
    rf"|\b(?:{PIECE}|another|one|reported|published|covered) (?:in|by|from) {_BEFORE}(?P<behind>{_NAME})"
)
# Where a person may stand as well.
_LIKELY = re.compile(rf"\b(?:according to|as per|{_PUBLISHED} (?:in|by)) {_BEFORE}(?P<name>{_NAME})")


def stated_in(dataset: Dataset) -> Iterator[str]:
    """The sources of the dataset's articles, then those that it states beside its questions; some twice.

    Raises DatelineError where the corpus cannot be read.
    """
    for found in find_articles(dataset):
        override = Stated(found.metadata["source"], "metadata.csv") if found.metadata.get("source") else None
        if found.article and (source := find_source(found.article, override)):
            yield source
    yield from dataset.outlets


def given_away_in(texts: Sequence[str]) -> list[str]:
    """The names that questions show to be outlets, no list needed.

    Such a name stands, in capitals, where only an outlet does ("a NAME article"), and at least half of
    the places where it stands at all are of that kind or "according to NAME": Google is none, though
    one question may be about a Google report.
    """
    certain = Counter(name for text in texts for name in _names(_CERTAIN, text))
    places = Counter(_bare(name) for text in texts for name in _names(_LIKELY, text))
    for name, count in certain.items():
        places[_bare(name)] += count
    return [name for name in certain if 2 * places[_bare(name)] >= _count(_bare(name), texts)]


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield next(group for group in match.groups() if group).rstrip(".")


def _bare(name: str) -> str:
    return name.removeprefix("The ")


def _count(name: str, texts: Sequence[str]) -> int:
    """In how many places a name stands, not as the beginning of a longer one."""
    return sum(len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)(?! [A-Z])", text)) for text in texts)
