"""Stretches of days: one day, a week, months, a season."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Period = tuple[date, date]  # the first and the last day, both inside

MONTHS = [name.lower() for name in calendar.month_name]
WEEKDAYS = [name.lower() for name in calendar.day_name]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first months, in the north


def single(day: date) -> Period:
    """One day."""
    return day, day


def week(day: date) -> Period:
    """The week that a day is in, from Monday."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def months(year: int, month: int, count: int = 1) -> Period:
    """So many whole months from a month on. Raises ValueError where no calendar has them."""
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    last = calendar.monthrange(last_year, last_month + 1)[1]
    return date(year, month, 1), date(last_year, last_month + 1, last)


def latest_months(month: int, count: int, today: date) -> Period:
    """The latest such stretch that has begun by today."""
    year = today.year if date(today.year, month, 1) <= today else today.year - 1
    return months(year, month, count)


def latest_over(month: int, count: int, today: date) -> Period:
    """The latest such stretch that is over."""
    first, last = latest_months(month, count, today)
    return months(first.year - 1, month, count) if last >= today else (first, last)


def month_number(name: str) -> int:
    """1 to 12, by the first three letters."""
    return next(n for n, full in enumerate(MONTHS) if n and full.startswith(name.lower()[:3]))
