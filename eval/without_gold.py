"""The honest test of silence: each question asked again with the articles that answer it taken out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import Stemmer

from index import Document

from .datasets import Query
from .metrics.match import needles, normalise

TWIN = "~without-gold"  # behind the id of a question that is asked without its gold
KIND = "without gold"

# A passage is judged to answer where a gold string stands in it as whole words, and enough of the
# question's words stand within NEAR words of that place: LIKENESS of their weight, or LIKENESS_FAR where
# the question has a day and the article is undated or more than RECENT days older. Of a question that
# says more than one passage does, ENOUGH weight is all; half of the news quiz's questions have less. The
# rule is meant to take out too much rather than too little: of 26 recent articles of the news quiz near
# the lower bound that were read 14 answered, of 20 older ones near the higher bound 6.
NEAR = 60
RECENT = 30
LIKENESS = 0.3
LIKENESS_FAR = 0.7
ENOUGH = 20.0

_STEM = Stemmer.Stemmer("english")


@dataclass(frozen=True)
class Removal:
    """The articles taken out of one question: those judged `relevant`, and those found `answering` it.

    `holding` are the relevant ones in which a gold string stands: those that could be found.
    """

    relevant: tuple[str, ...]
    answering: tuple[str, ...]
    holding: tuple[str, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys((*self.relevant, *self.answering)))


@dataclass(frozen=True)
class _Text:
    """A document in normalised words, set for a search with `in`, and the last day its date allows."""

    key: str
    words: str
    last: date | None


class AnswerFinder:
    """Finds the articles that answer a question by its gold strings, whatever ranks them later."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._texts = [_text_of(document) for document in documents]
        counts: Counter[str] = Counter()
        for text in self._texts:
            counts.update(_stems(text.words))
        self._rareness = {word: math.log((len(self._texts) + 1) / (count + 1)) for word, count in counts.items()}
        self._unknown = math.log(len(self._texts) + 1)

    def removal(self, query: Query, relevant: Sequence[str]) -> Removal:
        """What has to be taken out: of the articles published by the asking day, or undated, all that answer."""
        likeness = dict(self._likenesses(query))
        answering = tuple(key for key, (value, least) in likeness.items() if value >= least)
        return Removal(tuple(relevant), answering, tuple(key for key in relevant if key in likeness))

    def _likenesses(self, query: Query) -> Iterator[tuple[str, tuple[float, float]]]:
        """For each article that holds a gold string, how like the question its best passage is, and what is enough."""
        golds = needles(query.answers)
        asked = self._weights(_stems(normalise(query.text)) - {word for gold in golds for word in _stems(gold)})
        for text in self._texts:
            if query.asked_on and text.last and text.last > query.asked_on:
                continue
            if any(gold in text.words for gold in golds):
                far = query.asked_on and (text.last is None or (query.asked_on - text.last).days > RECENT)
                yield text.key, (_likeness(text, golds, asked), LIKENESS_FAR if far else LIKENESS)

    def _weights(self, stems: set[str]) -> dict[str, float]:
        """The weight of each word: the rarer in the articles (inverse document frequency) the more."""
        return {word: self._rareness.get(word, self._unknown) for word in stems}


def twin(query: Query) -> Query:
    """The same question, to be asked without its gold: it has no answer then."""
    return replace(query, id=query.id + TWIN, answerable=False, kind=KIND, evidence=())


def describe(removals: Sequence[Removal]) -> str:
    """How it was judged what answers, and how many articles that took out."""
    relevant, extra, holding, found = (
        sum(len(set(keys(each))) for each in removals)
        for keys in (
            lambda each: each.relevant,
            lambda each: set(each.answering) - set(each.relevant),
            lambda each: each.holding,
            lambda each: set(each.holding) & set(each.answering),
        )
    )
    return (
        f"{len(removals)} questions are asked again with {relevant} articles judged relevant taken out, and {extra} "
        "more in which a passage is judged to answer: a gold string stands there as whole words, and within "
        f"{NEAR} words of it {LIKENESS} of the question's other words, weighted by how rare they are; or "
        f"{LIKENESS_FAR}, where the article is undated or more than {RECENT} days older than the asking. By this rule "
        f"alone {found} of the {holding} relevant articles that hold a gold string are found"
    )


def _likeness(text: _Text, golds: Sequence[str], asked: Mapping[str, float]) -> float:
    """The share of the question's words, by weight, near a gold string, at the best place of the text."""
    total = min(sum(asked.values()), ENOUGH) or 1.0
    windows = (window for gold in golds for window in _windows(text.words, gold))
    return max((sum(asked.get(word, 0.0) for word in _stems(window)) / total for window in windows), default=0.0)


def _text_of(document: Document) -> _Text:
    days = document.days
    words = normalise(f"{document.title or ''} . {document.text}")
    return _Text(document.key, f" {words} ", days[1] if days else None)


def _windows(words: str, gold: str) -> Iterator[str]:
    """NEAR words on each side of each place where the gold string stands, and itself."""
    place = words.find(gold)
    while place >= 0:
        before = words[:place].rsplit(" ", NEAR)[1:]
        after = words[place + len(gold) :].split(" ", NEAR)[:NEAR]
        yield " ".join([*before, gold, *after])
        place = words.find(gold, place + 1)


def _stems(words: str) -> set[str]:
    return set(_STEM.stemWords(words.split()))
