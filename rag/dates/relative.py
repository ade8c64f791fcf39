"""Stretches of time counted from a day: "two weeks ago", "this month", "last Friday"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ..numerals import VALUES
from .spans import MONTHS, SEASONS, WEEKDAYS, Period, latest_months, latest_over, month_number, months, single, week

_NUMBERS = VALUES | {"a": 1, "few": 3, "couple of": 2, "several": 3}
_NUMBER = r"(?:\d{1,3}|" + "|".join(name.replace(" ", r"\ ") for name in _NUMBERS) + ")"
_SEASON = "(?:" + "|".join(SEASONS) + ")"

# Alternatives of a verbose pattern; the names of the groups say how RELATIVE_READERS read them.
RELATIVE = rf"""
    (?P<ago>(?:a\ )?(?P<a_number>{_NUMBER})\ (?P<a_unit>day|week|fortnight|month|year)s?\ ago(?P<a_today>\ today)?)\b
    | (?P<past>(?:(?:the\ )?(?:last|past)\ (?P<p_number>{_NUMBER})|(?:the\ )?past|the\ last)
        \ (?P<p_unit>hour|day|week|fortnight|month)s?)\b(?!\ of\b)
    | (?P<last>(?:the\ previous|(?<!the\ )last|previous)\ (?P<l_unit>week|month|quarter|year))\b(?!\ of\b)
    | (?P<last_month>last\ (?P<lm_name>(?-i:{"|".join(name.capitalize() for name in MONTHS[1:])})))\b
    | (?P<last_season>(?:the\ )?last\ (?P<ls_name>{_SEASON}))\b(?!\ of\b)
    | (?P<this>(?:(?:earlier\ )?this|(?<=start\ of\ )the|(?<=beginning\ of\ )the)
        \ (?P<t_unit>week|month|quarter|year|{_SEASON}))\b(?!\ of\b)
    | (?P<weekend>(?:last|this\ past|the\ past|over\ the|at\ the)\ weekend)\b(?!\ of\b)
    | (?P<weekday>(?:(?P<w_last>last|this\ past)\ )?(?P<w_name>{"|".join(WEEKDAYS)}))\b
    | (?P<yesterday>(?:the\ day\ before\ )?yesterday|last\ night)\b
    | (?P<ordinal>(?<=\bon\ the\ )(?P<o_day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b(?=,|\W*$)
    | (?P<today>(?-i:today|Today(?=,))|this\ (?:morning|afternoon|evening))\b
"""
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_MONTHS = {"month": 1, "year": 12}
_RECENT = 31  # days: "over the last 12 months" is what a figure covers, not when it was published
_LONG_AGO = 10  # years: further back is history, told in articles of any day
_SEASON_OVER = 120  # days: "this winter", asked in October, is one to come
# News of Tuesday is printed on Wednesday: the quiz's nine articles on a weekday came that day or the next. 3: slack.
_PRINTED_BY = 3  # days


def slack(match: re.Match[str], period: Period, today: date) -> Period:
    """The days in which what happened in a loosely named period was published, none after today.

    "Last Tuesday" may be the one before where this week has had one, "on Tuesday" where today is one.
    """
    if match["weekend"] is None and match["weekday"] is None:
        return period
    twofold = period[0] == today or (match["w_last"] and period[0] >= week(today)[0])
    return period[0] - timedelta(7 if twofold else 0), min(period[1] + timedelta(_PRINTED_BY), today)


def is_loose(match: re.Match[str]) -> bool:
    """Whether a period is mostly the story's own time: "Who resigned this week?", asked of old news, is not of its end.

    Of the news quiz's questions 34 have such a period. Counted from the index's newest day they all
    lost their article; without a window, 28 of them have it among the first four.
    """
    return bool(match["this"] or match["weekend"] or match["weekday"] or match["today"] or match["l_unit"] == "year")


def _ago(match: re.Match[str], today: date) -> Period:
    number, unit = match["a_number"].lower(), match["a_unit"].lower()
    if unit == "year" and _count(number) > _LONG_AGO:
        raise ValueError(match[0])
    days = _count(number) * _DAYS[unit]
    around = {"day": 0, "week": 3, "fortnight": 5, "month": 15, "year": 183}[unit]  # "a month ago" is no one day
    if match["a_today"]:
        year, month = divmod(today.year * 12 + today.month - 1 - _count(number) * _MONTHS.get(unit, 0), 12)
        return single(today.replace(year, month + 1) if unit in _MONTHS else today - timedelta(days))
    if number in ("few", "several"):
        around = 2 * _DAYS[unit]  # one to five
    return today - timedelta(days + around), today - timedelta(max(days - around, 0))


def _past(match: re.Match[str], today: date) -> Period:
    number, unit = _count(match["p_number"] or "one"), match["p_unit"].lower()
    days = -(-number // 24) if unit == "hour" else number * _DAYS[unit]
    if days > _RECENT:
        raise ValueError(match[0])
    return today - timedelta(days), today


def _last(match: re.Match[str], today: date) -> Period:
    unit = match["l_unit"].lower()
    if unit == "year":
        return months(today.year - 1, 1, 12)
    if unit == "month":
        before = today.replace(day=1) - timedelta(1)
        return months(before.year, before.month)
    if unit == "quarter":
        before = _quarter(today) - timedelta(1)
        return _quarter(before), before
    return week(today - timedelta(7))


def _this(match: re.Match[str], today: date) -> Period:
    unit = match["t_unit"].lower()
    if unit == "week":  # on a Monday the story of this week may be Sunday's
        return today - timedelta(7), today
    if unit in SEASONS:
        first, last = latest_months(SEASONS[unit], 3, today)
        if today - last > timedelta(_SEASON_OVER):
            raise ValueError(match[0])
        return first, min(last, today)
    if unit == "quarter":
        return _quarter(today), today
    return today.replace(day=1, month=1 if unit == "year" else today.month), today


def _quarter(today: date) -> date:
    """The first day of the quarter that a day is in."""
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


def _ordinal(match: re.Match[str], today: date) -> Period:
    """The latest such day, as in "on the 18th"; a month without a 31st is passed over."""
    for back in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        first, last = months(year, month + 1)
        if int(match["o_day"]) <= last.day and (day := first.replace(day=int(match["o_day"]))) <= today:
            return single(day)
    raise ValueError(match[0])


def _weekday(match: re.Match[str], today: date) -> Period:
    back = (today.weekday() - WEEKDAYS.index(match["w_name"].lower())) % 7
    return single(today - timedelta(back or (7 if match["w_last"] else 0)))


def _weekend(_: re.Match[str], today: date) -> Period:
    """The latest one that has begun; one that is running is called so, too."""
    saturday = today - timedelta((today.weekday() - 5) % 7)
    return saturday, saturday + timedelta(1)


def _yesterday(match: re.Match[str], today: date) -> Period:
    """Yesterday, or the day before; last night is over only today."""
    words = match[0].lower()
    first = today - timedelta(2 if "before" in words else 1)
    return first, today if "night" in words else first


def _count(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number.lower()]


RELATIVE_READERS: dict[str, Callable[[re.Match[str], date], Period]] = {
    "ago": _ago,
    "past": _past,
    "last": _last,
    "last_month": lambda match, today: latest_over(month_number(match["lm_name"]), 1, today),
    "last_season": lambda match, today: latest_over(SEASONS[match["ls_name"].lower()], 3, today),
    "this": _this,
    "weekend": _weekend,
    "ordinal": _ordinal,
    "weekday": _weekday,
    "yesterday": _yesterday,
    "today": lambda _, today: single(today),
}
