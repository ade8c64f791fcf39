"""What articles of any day tell of the time that a question names: "In December, Moscow sent ...", in one of March."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import Document

from .dates import PERIOD, Period, is_relative, read_period, read_window
from .question import Question
from .read import Sentence


def told_of(question: Question, sentences: Sequence[Sentence]) -> Period | None:
    """The days that a question's window names in the first of ranked sentences that states such a day.

    None where no sentence does, or the window has no two ends. A window without a year, "on 2 March", is any
    year's: the one that the sentence's article means.
    """
    found = (
        period for each in sentences for period in _meant(question, each.document) if tells_of(question, each, period)
    )
    return next(found, None)


def tells_of(question: Question, sentence: Sentence, period: Period) -> bool:
    """Whether a sentence states a time that lies in the period, as its article's day makes one read it.

    An undated article's "20 August" is read from the day of asking, as the question's; its "yesterday" is not.
    """
    published = sentence.document.published
    days = published.interval() if published else None
    seen_from = days[1] if days else question.today
    if seen_from is None:
        return False
    stated = (
        read_period(match, seen_from) for match in PERIOD.finditer(sentence.text) if days or not is_relative(match)
    )
    return any(each and period[0] <= each[0] and each[1] <= period[1] for each in stated)


def _meant(question: Question, document: Document) -> Iterator[Period]:
    """The question's window, and what it would be if the question were asked on the day of the document."""
    after, before = question.understood.after, question.understood.before
    if not (after and before):
        return
    yield after, before
    days = document.published.interval() if document.published else None
    if days and not any(map(is_relative, PERIOD.finditer(question.text))):
        window = read_window(question.text, days[1])
        if window.after and window.before:
            yield window.after, window.before
