"""Stretches of time as questions name them: days, months, seasons, years, and ones counted from a day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

Period = tuple[date, date]  # the first and the last day, both inside

_MONTHS = [name.lower() for name in calendar.month_name]
_MONTH = "(?:" + "|".join(name[:3] + (f"(?:{name[3:]})?" if name[3:] else "") for name in _MONTHS[1:]) + "|sept)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first months, in the north
_SEASON = "(?:" + "|".join(_SEASONS) + ")"
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "few": 3}
_NUMBER = r"(?:\d{1,3}|" + "|".join(_NUMBERS) + ")"

# The kinds of period, the most particular first. Group names say how `read_period` reads them.
PERIOD = re.compile(
    rf"""(?<!\w)(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)(?!\d) | (?P<iso_month>{_YEAR}-\d\d)(?![\d-])
    | (?P<day_month>(?P<dm_day>{_DAY})\ (?:of\ )?(?P<dm_month>{_MONTH})(?:,?\ (?P<dm_year>{_YEAR}))?)\b
    | (?P<month_day>(?P<md_month>{_MONTH})\.?\ (?P<md_day>{_DAY})(?!\d)(?:,?\ (?P<md_year>{_YEAR}))?)\b
    | (?P<month>(?P<m_month>{_MONTH})\.?,?(?:\ of)?\ (?P<m_year>{_YEAR}))\b
    | (?P<season>(?:the\ )?(?:(?P<s_last>last)\ (?P<s_name>{_SEASON})(?!\ of\b)
        |(?P<s_named>{_SEASON})\ (?:of\ )?(?P<s_year>{_YEAR})))\b
    | (?P<ago>(?P<a_number>{_NUMBER})\ (?P<a_unit>day|week|month)s?\ ago)\b
    | (?P<past>(?:the\ )?(?:last|past)\ (?P<p_number>{_NUMBER})\ (?P<p_unit>day|week|month)s?)\b(?!\ of\b)
    | (?P<last>(?:the\ )?(?:last|previous)\ (?P<l_unit>week|month))\b(?!\ of\b)
    | (?P<yesterday>yesterday)\b
    | (?P<bare_month>(?-i:{"|".join(name.capitalize() for name in _MONTHS[1:])}))\b
    | (?P<year>{_YEAR})\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DAYS = {"day": 1, "week": 7, "month": 30}
_RECENT = 31  # days: "over the last 12 months" is what a figure covers, not when it was published


def read_period(match: re.Match[str], today: date) -> Period | None:
    """The days that a match of PERIOD names, seen from `today`; None for a day that no calendar has.

    A day or month without a year is its latest occurrence up to `today`.
    """
    kind = next(name for name in _READERS if match[name])
    try:
        return _READERS[kind](match, today)
    except (ValueError, OverflowError):  # the second: before the year 1
        return None


def _single(day: date) -> Period:
    return day, day


def _month(year: int, month: int, months: int = 1) -> Period:
    end = year * 12 + month - 1 + months - 1
    last_year, last_month = divmod(end, 12)
    last = calendar.monthrange(last_year, last_month + 1)[1]
    return date(year, month, 1), date(last_year, last_month + 1, last)


def _month_number(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS) if n and full.startswith(name.lower()[:3]))


def _day(day: str, month: str, year: str | None, today: date) -> Period:
    number = int(re.sub(r"\D", "", day))
    if year:
        return _single(date(int(year), _month_number(month), number))
    for back in range(9):  # up to eight years: 29 February
        try:
            found = date(today.year - back, _month_number(month), number)
        except ValueError:
            continue
        if found <= today:
            return _single(found)
    raise ValueError(day)


def _season(match: re.Match[str], today: date) -> Period:
    first = _SEASONS[(match["s_name"] or match["s_named"]).lower()]
    if match["s_year"]:
        return _month(int(match["s_year"]), first, 3)
    year = today.year if date(today.year, first, 1) <= today else today.year - 1
    period = _month(year, first, 3)
    running = period[0] <= today <= period[1]
    return _month(year - 1, first, 3) if running else period


def _bare_month(match: re.Match[str], today: date) -> Period:
    month = _month_number(match["bare_month"])
    return _month(today.year if month <= today.month else today.year - 1, month)


def _ago(match: re.Match[str], today: date) -> Period:
    number, unit = match["a_number"].lower(), match["a_unit"].lower()
    days = _count(number) * _DAYS[unit]
    slack = {"day": 0, "week": 3, "month": 15}[unit]  # "a month ago" is no one day
    if number == "few":
        slack = 2 * _DAYS[unit]  # one to five
    return today - timedelta(days + slack), today - timedelta(max(days - slack, 0))


def _past(match: re.Match[str], today: date) -> Period:
    days = _count(match["p_number"]) * _DAYS[match["p_unit"].lower()]
    if days > _RECENT:
        raise ValueError(match[0])
    return today - timedelta(days), today


def _last(match: re.Match[str], today: date) -> Period:
    if match["l_unit"].lower() == "month":
        before = today.replace(day=1) - timedelta(1)
        return _month(before.year, before.month)
    monday = today - timedelta(today.weekday() + 7)
    return monday, monday + timedelta(6)


def _count(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number.lower()]


_READERS: dict[str, Callable[[re.Match[str], date], Period]] = {
    "iso": lambda match, _: _single(date.fromisoformat(match["iso"])),
    "iso_month": lambda match, _: _month(int(match["iso_month"][:4]), int(match["iso_month"][5:])),
    "day_month": lambda match, today: _day(match["dm_day"], match["dm_month"], match["dm_year"], today),
    "month_day": lambda match, today: _day(match["md_day"], match["md_month"], match["md_year"], today),
    "month": lambda match, _: _month(int(match["m_year"]), _month_number(match["m_month"])),
    "season": _season,
    "ago": _ago,
    "past": _past,
    "last": _last,
    "yesterday": lambda _, today: _single(today - timedelta(1)),
    "bare_month": _bare_month,
    "year": lambda match, _: (date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)),
}
