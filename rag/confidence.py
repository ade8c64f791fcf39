"""How likely it is that the excerpts answer, from a few numbers that can be read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Document, Published

from .near_names import mistaken
from .question import Question
from .read import FEATURES, Sentence
from .terms import terms

WEIGHTS_FILE = Path(__file__).parent / "reading.json"
# What speaks for an answer as a whole. Of the best sentence: its score, its passage's relevance to the
# reader, and the share of the question's words that its passage holds; how near in meaning the best
# passages are; the same where several articles are asked for, in its own column since such questions
# are long and near to much; that the question sets no day; and where it does, how near its article is;
# and that its article has the question's names, and no other spelled nearly so in place of one.
# On the news quiz nearness takes the AUC of silence from 0.81 to 0.87; on sample/ names take it from
# 0.82 to 0.84. What the reader says of the passage, the agreement of others and the span's probability
# add nothing once the score is there; nor do the share of the names that the article has, and whether
# the words that answer are a number, a day or a name where one is asked for.
EVIDENCE = ("score", "relevance", "coverage", "cosine", "compared", "no_day", "nearness", "names")
HALF_LIFE = 30.0  # days, of nearness
_FAR = 0.3  # the least nearness: what is asked about may be years old


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


def evidence(question: Question, sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """What speaks for the answer that ranked sentences give, in the order of EVIDENCE; there must be one."""
    best = sentences[0]
    one = 0.0 if question.several else 1.0
    cosine = max(each.passage.cosine for each in sentences[:3])
    day = question.understood.as_of
    return (
        best.score,
        best.reading.relevance,
        one * best.coverage,
        one * cosine,
        (1 - one) * cosine,
        one * float(day is None),
        one * (_nearness(day, best.document.published) if day else 0.0),
        float(question.several or not mistaken(terms(question.matter).names, _whole(best.document))),
    )


def _whole(document: Document) -> str:
    return f"{document.title or ''}\n{document.text}"


def _nearness(day: date, published: Published | None) -> float:
    days = published.interval() if published else None
    return max(0.5 ** (max((day - days[1]).days, 0) / HALF_LIFE), _FAR) if days else _FAR


def confidence(question: Question, sentences: Sequence[Sentence]) -> float:
    """The probability that the first sentences answer, 0..1, by a logistic curve; 0 where there are none.

    As it is where three of four questions have an answer.
    """
    if not sentences:
        return 0.0
    weights = read_weights()
    return 1 / (1 + math.exp(-(float(weights.evidence @ np.array(evidence(question, sentences))) + weights.offset)))
