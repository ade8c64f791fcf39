"""The days that a question names beside what it compares: "the Courier's report of 4 October, and the Post's ..."."""

from __future__ import annotations

from datetime import date

from .period import PERIOD, is_relative, read_period

_MOST = 4  # days that are looked for, each by a search of its own


def named_days(text: str, today: date) -> tuple[date, ...]:
    """The first days that a text names by their date, seen from `today`; not months, nor what is counted from today."""
    periods = (read_period(match, today) for match in PERIOD.finditer(text) if not is_relative(match))
    days = (period[0] for period in periods if period and period[0] == period[1])
    return tuple(dict.fromkeys(days))[:_MOST]
