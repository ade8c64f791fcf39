"""What speaks for a candidate, in numbers that a weighted sum ranks by."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .candidates import Candidate
from .question import Question

# In the order of a row of `signals`. The first is a cosine, the next three are BM25 against the best
# candidate's (0..1), the last two fall with age from 1 on. Where the latest or the first report is asked for,
# nearness is nothing, and recency tells it among what is on the matter.
SIGNALS = ("chunk", "lead", "article", "names", "nearness", "recency")
HALF_LIFE = 10.0  # days, of nearness: with an as-of date, an article is mostly asked about in the days after it
TIE_BREAK = 1e-3  # how much recency counts where nobody asked for it
BY_TIME_HALF_LIFE = 100.0  # days, of recency where the latest or the first report is asked for
LONG_HALF_LIFE = 400.0  # days, of recency: "this week", without a day that it is counted from, means the newer
# Of the latest on a matter, how near a document must be to it, next to the nearest, to be on it. With 0.3 to 0.5 the
# right article is first for all of sample/'s questions for the latest, with 0.8 for 0.85 of them.
ON_THE_MATTER = 0.4
WEIGHTS_FILE = Path(__file__).parent / "weights.json"

# What a question says that speaks of its own time, beside what asks for the latest.
_NOW = re.compile(
    r"\b(?:this (?:past )?(?:week|month|year|spring|summer|fall|autumn|winter|season|weekend)|recent(?:ly)?|today"
    r"|yesterday|tonight|(?:last|past) (?:week|month|night|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def read_weights() -> NDArray[np.float64]:
    """The weights of SIGNALS that `python -m eval fit` has written, shape (len(SIGNALS),)."""
    weights = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return np.array([weights[name] for name in SIGNALS])


def signals(question: Question, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """A row for each candidate, a column for each of SIGNALS; shape (len(candidates), len(SIGNALS))."""
    understood = question.understood
    ages = [_age(question, each) for each in candidates]
    cosines = [float(each.listing.cosines[0].max()) for each in candidates]
    leads, articles = _scaled([each.lead for each in candidates]), _scaled([each.article for each in candidates])
    near = understood.as_of is not None and not understood.by_time
    columns = (
        cosines,
        leads,
        articles,
        _scaled([each.names for each in candidates]),
        [decay(age, HALF_LIFE) if near else 0.0 for age in ages],
        _by_time(ages, np.mean([_scaled(cosines), leads, articles], axis=0).clip(0.0), understood.earliest)
        if understood.by_time
        else _recencies(question, ages),
    )
    return np.array(columns, np.float64).reshape(len(SIGNALS), len(candidates)).T


def on_named_days(question: Question, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """1 for what was published on a day that the question names, half of it for each day off; shape (candidates,)."""
    if not question.understood.days:
        return np.zeros(len(candidates))
    return np.array([_on_named_day(question.understood.days, _days(each)) for each in candidates], np.float64)


def _on_named_day(named: Sequence[date], days: tuple[date, date] | None) -> float:
    if days is None:
        return 0.0
    away = (max((days[0] - day).days, (day - days[1]).days, 0) for day in named)
    return decay(min(away), 1.0)


def _days(candidate: Candidate) -> tuple[date, date] | None:
    """The first and the last day that its date allows."""
    published = candidate.listing.published
    return published.interval() if published else None


def _scaled(scores: list[float]) -> list[float]:
    best = max(scores, default=0.0)
    return [score / best if best else 0.0 for score in scores]


def _age(question: Question, candidate: Candidate) -> int | None:
    """Days from the last day that its date allows to the day of asking; None for the undated."""
    days = _days(candidate)
    return max((question.today - days[1]).days, 0) if days and question.today else None


def _recencies(question: Question, ages: Sequence[int | None]) -> list[float]:
    """Much for the new where a question speaks of its own time."""
    share = 1.0 if _NOW.search(question.text) else TIE_BREAK
    return [share * decay(age, LONG_HALF_LIFE) for age in ages]


def _by_time(ages: Sequence[int | None], matters: NDArray[np.float64], earliest: bool) -> list[float]:
    """How much each is on the matter (0..1), less with each day from the newest, or the earliest, that is on it.

    The latest on a matter may be years old. Counted in days from the day of asking, and whatever it is on, new
    news of something else went before it: of 347 questions among the articles that `rag.train` learns from
    the right one was among the first four for 0.31, and is for 0.69.
    """
    days = np.array(ages, np.float64) * (-1 if earliest else 1)  # not a number for the undated
    on = days[(matters >= ON_THE_MATTER * matters.max(initial=0.0)) & ~np.isnan(days)]
    away = (days - on.min(initial=np.inf)).clip(0.0)
    decayed: list[float] = np.nan_to_num(matters * 0.5 ** (away / BY_TIME_HALF_LIFE)).tolist()
    return decayed


def decay(age: int | None, half_life: float) -> float:
    """1 at an age of no days, half of it after each half-life; 0 for the undated."""
    return 0.0 if age is None else float(0.5 ** (age / half_life))
