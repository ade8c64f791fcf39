"""The order of sentences where time counts, which no weight of a sentence knows of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from .read import Sentence
from .signals import decay

# Log-odds that the best sentence of a newer article may be behind the best of all, and still answer as well. Of the
# questions for the latest in eval/over_time/ the answer is in the first sentence for 0.39 with 2, for 0.35 with 1.5 and
# for 0.28 where time does not count; with 3 fewer of other sets have it there.
_AS_GOOD = 2.0
# Log-odds from the oldest of the articles to the newest, for what comes behind: three sentences have the answer for
# 0.60 of those questions with it, for 0.49 where time does not count.
_NEWER = 3.0
# Log-odds of the newest report where a question is asked as of a day, and the days in which they halve. With them the
# answer is in the first sentence for 0.53 instead of 0.43 of the questions as of a day in eval/over_time/, for 0.80
# instead of 0.71 of those in eval/comparisons/, and for as many of the news quiz.
_AS_OF = 2.0
_HALF_LIFE = 100.0


def by_time(sentences: Sequence[Sentence], earliest: bool) -> list[Sentence]:
    """Scored sentences, best first, as one wants them who asks for the latest, or the earliest.

    First comes the best sentence of the newest article whose best one is nearly as good as the best of all:
    what is newest on the matter may say nothing of what is asked. Behind it newer articles count for more.
    """
    days = _days(sentences, earliest)
    places = {day: place for place, day in enumerate(sorted(set(days.values())))}
    last = max(len(places) - 1, 1)
    shares = {key: places[day] / last for key, day in days.items()}
    answering = [each for each in sentences if each.score >= sentences[0].score - _AS_GOOD]
    first = max(answering, key=lambda each: (shares.get(each.document.key, 0.0), each.score))
    behind = _ordered(sentences, {key: _NEWER * share for key, share in shares.items()})
    return [first, *(each for each in behind if each is not first)]


def as_known(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Scored sentences, best first, as one wants them who asks as of a day: a newer report knows more of it."""
    days = _days(sentences, earliest=False)
    newest = max(days.values(), default=0)
    return _ordered(sentences, {key: _AS_OF * decay(newest - day, _HALF_LIFE) for key, day in days.items()})


def by_day(sentences: Sequence[Sentence], earliest: bool) -> list[Sentence]:
    """The sentences by the days of their articles, the newest first or the earliest; undated ones last."""
    days = _days(sentences, earliest)
    return sorted(sentences, key=lambda each: -days.get(each.document.key, -date.max.toordinal()))


def _ordered(sentences: Sequence[Sentence], worth: Mapping[str, float]) -> list[Sentence]:
    """The sentences by their scores and what their articles are worth beside that."""
    return sorted(sentences, key=lambda each: -round(each.score + worth.get(each.document.key, 0.0), 6))


def _days(sentences: Sequence[Sentence], earliest: bool) -> Mapping[str, int]:
    """The day of each dated article, as a number that is the higher the more it is wanted."""
    spans = {each.document.key: each.document.days for each in sentences}
    return {key: -span[0].toordinal() if earliest else span[1].toordinal() for key, span in spans.items() if span}
