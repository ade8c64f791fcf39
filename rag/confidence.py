"""How likely it is that the excerpts answer, from a few numbers that can be read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from index import Document, Published

from .near_names import mistaken
from .question import Question
from .read import FEATURES, LEAST, Sentence
from .retrieve import Passage
from .signals import decay
from .terms import content_words, terms

WEIGHTS_FILE = Path(__file__).parent / "reading.json"
# What speaks for an answer as a whole. Where one article can answer: how likely the reader finds it that one of the
# first three sentences' passages answers, as a logarithm, where two outlets are compared the mean of what it finds of
# each (on `eval/comparisons/` that tells those with an answer in 0.73 of all pairs instead of 0.64); and how relevant
# all that it has read, on average. Where several are asked for, of which none answers by itself: that logarithm of all
# that it has read, on average, and how near in meaning the best passages are. That the question sets no day, and where
# it does, how near the article is; that the article has the question's names, and no other spelled nearly so in place
# of one; that it has any of the question's other words; and how far the best article is ahead of the others found, for
# what is in the news stands out (as predictors of a query's performance have it: Shtok et al., "Predicting query
# performance by query-drift estimation", 2012).
EVIDENCE = (
    "answers",
    "all_relevance",
    "answers_of_several",
    "cosine_of_several",
    "no_day",
    "nearness",
    "names",
    "words",
    "ahead",
)
HALF_LIFE = 240.0  # days, of nearness
_AMONG = 20  # articles, of which the best may be ahead
_SHOWN = 3  # sentences of an answer


@dataclass(frozen=True)
class Weights:
    """What `python -m eval calibrate` has written: for sentences in the order of FEATURES, and of EVIDENCE."""

    sentence: NDArray[np.float64]
    evidence: NDArray[np.float64]
    offset: float


@cache
def read_weights() -> Weights:
    """The weights in WEIGHTS_FILE."""
    kept = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    sentence, evidence = kept["sentence"], kept["evidence"]
    return Weights(
        np.array([sentence[name] for name in FEATURES]),
        np.array([evidence[name] for name in EVIDENCE]),
        evidence["offset"],
    )


def evidence(question: Question, sentences: Sequence[Sentence], passages: Sequence[Passage]) -> tuple[float, ...]:
    """What speaks for the answer that ranked sentences give, in the order of EVIDENCE; there must be one.

    `passages` are all that were found, those that were not read, too.
    """
    best, shown = sentences[0], sentences[:_SHOWN]
    one = 0.0 if question.several else 1.0
    read = {(each.part, each.passage.chunk): each.reading for each in sentences}.values()  # each passage once a part
    day, names = question.understood.as_of, terms(question.matter).names
    words = content_words(question.matter) - content_words(" ".join(names))
    return (
        one * (_of_two_outlets(sentences) if question.each_outlet else max(map(_log_chance, shown))),
        one * fmean(each.relevance for each in read),
        (1 - one) * fmean(each.log_chance for each in read),
        (1 - one) * max(each.passage.cosine for each in shown),
        one * float(day is None),
        one * (_nearness(day, best.document.published) if day else 0.0),
        float(question.several or not mistaken(names, whole(best.document))),
        float(question.several or not words or _has_one(best, words)),
        one * _ahead(passages),
    )


def _log_chance(sentence: Sentence) -> float:
    return sentence.reading.log_chance


def _of_two_outlets(sentences: Sequence[Sentence]) -> float:
    """How likely the best passage of an outlet answers, on average over the two outlets where it is likeliest.

    A comparison of what two outlets report has no answer where one of them has nothing on it. Two and not all, since
    "the Gazette" may mean any of several.
    """
    best: dict[str | None, float] = {}
    for each in sentences:
        best[each.document.source] = max(best.get(each.document.source, LEAST), _log_chance(each))
    return fmean(sorted([*best.values(), LEAST, LEAST], reverse=True)[:2])


def whole(document: Document) -> str:
    """All that an article says: its title, and its text."""
    return f"{document.title or ''}\n{document.text}"


def _nearness(day: date, published: Published | None) -> float:
    days = published.interval() if published else None
    return decay(max((day - days[1]).days, 0) if days else None, HALF_LIFE)


def _ahead(passages: Sequence[Passage]) -> float:
    """How far the best article's score is above the mean of the first _AMONG; those that are wanting have 0."""
    scores: dict[str, float] = {}
    for passage in passages:
        scores.setdefault(passage.chunk.document, passage.score)
    best = sorted(scores.values(), reverse=True)[:_AMONG]
    return best[0] - sum(best) / _AMONG if best else 0.0


def confidence(question: Question, sentences: Sequence[Sentence], passages: Sequence[Passage]) -> float:
    """The probability that the first sentences answer, 0..1, by a logistic curve; 0 where there are none.

    As it is where one of two questions has an answer; 0 too where the best article has no word of the question.
    `passages` are all that were found.
    """
    if not sentences or not (question.several or _has_one(sentences[0], content_words(question.matter))):
        return 0.0
    weights = read_weights()
    logit = weights.evidence @ np.array(evidence(question, sentences, passages)) + weights.offset
    return 1 / (1 + math.exp(-float(logit)))


def _has_one(best: Sentence, words: Set[str]) -> bool:
    """Whether the best sentence's article has one of the words, there or anywhere in its title or its text.

    Of one that has no word of the question a reader can find nothing to doubt: asked for the year of an earthquake one
    took a treaty's. In `eval/mixed_words/`, where one question in five is asked in quite other words, the best article
    is such a one for 8 of 605 that have an answer, and for 21 of 913 that have none; and for 17 and 72 it has none but
    names.
    """
    # The sentence first, for the words of whole articles would crowd the cache that those of sentences are kept in.
    return not words.isdisjoint(content_words(best.text)) or not words.isdisjoint(content_words(whole(best.document)))
