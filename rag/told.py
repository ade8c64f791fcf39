"""What articles of any day tell of the time that a question names: "In December, Moscow sent ...", in one of March."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from .dates import PERIOD, Period, counts_from_a_day, is_relative, read_period, read_window
from .question import Question
from .read import Sentence


def told_of(question: Question, sentences: Sequence[Sentence]) -> Period | None:
    """The days that a question's window names in the first of ranked sentences that states such a day.

    A window without a year, "on 2 March", is any year's: the one that the sentence's article means. None where no
    sentence states a day of it; where it has no two ends; and where it is counted from the day of asking, as "this
    week" is, in which news is reported at once: what comes near without a date then answers 0.01 more of the news quiz.
    """
    after, before = question.understood.after, question.understood.before
    if not (after and before) or counts_from_a_day(question.text):
        return None
    meant: dict[date | None, Period | None] = {None: None}
    for each in sentences:
        stated = [*_stated(question, each)]
        day = _last_day(each) if stated else None
        if day not in meant:
            window = read_window(question.text, day)
            meant[day] = (window.after, window.before) if window.after and window.before else None
        for period in ((after, before), meant[day]):
            if period and any(_within(one, period) for one in stated):
                return period
    return None


def tells_of(question: Question, sentence: Sentence, period: Period) -> bool:
    """Whether a sentence states a time that lies in the period."""
    return any(_within(one, period) for one in _stated(question, sentence))


def _stated(question: Question, sentence: Sentence) -> Iterator[Period]:
    """The times that a sentence states, as its article's day makes one read them.

    An undated article's "20 August" is read from the day of asking, as the question's; its "yesterday" is not.
    """
    day = _last_day(sentence)
    seen_from = day or question.today
    if seen_from is None:
        return
    for match in PERIOD.finditer(sentence.text):
        period = read_period(match, seen_from) if day or not is_relative(match) else None
        if period:
            yield period


def _last_day(sentence: Sentence) -> date | None:
    """The last day on which its article may have been published, None of an undated one."""
    days = sentence.document.days
    return days[1] if days else None


def _within(one: Period, other: Period) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]
