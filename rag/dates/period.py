"""Stretches of time as questions name them: days, months, seasons, years, and ones counted from a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from .relative import RELATIVE, RELATIVE_READERS
from .spans import MONTHS, SEASONS, WEEKDAYS, Period, latest_months, month_number, months, single

_MONTH = "(?:" + "|".join(name[:3] + (f"(?:{name[3:]})?" if name[3:] else "") for name in MONTHS[1:]) + "|sept)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = rf"(?:{_YEAR}|(?:last|this)\ year)"
_SEASON = "(?:" + "|".join(SEASONS) + ")"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\ (?:the\ )?)?"  # "Friday, 3 May": the date says it all
# "May 5-9"; "and" only where no noun follows, as in "between May 5 and 9, 2024"
_TO = r"(?:\ ?[-–—]\ ?|\ to\ |\ through\ |\ and\ (?=\d+\w{0,2}(?:,\ (?:19|20)\d\d|\W*$)))"

# "in october" is typed so; "in march" and "in may" may be words
_SMALL = rf"(?<=\bin\ )(?:{'|'.join(name for name in MONTHS[1:] if name not in ('march', 'may'))})"
_QUARTERS = ("first", "second", "third", "fourth")

# What may stand before a period: "early March" is the whole of it, since no two people draw the line at one day.
PART_OF = (
    r"(?:the )?(?:(?:early|mid|late|start of|beginning of|end of|middle of|(?:first|second) half of|month of)[ -]"
    r"(?:the )?)?"
)
# The kinds of period, the most particular first. Group names say how `read_period` reads them.
PERIOD = re.compile(
    rf"""(?<!\w)(?<!\d[,.])(?:
    {_WEEKDAY}(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d) | (?P<iso_month>{_YEAR}-\d\d)(?![\d-])
    | (?P<slashed>(?P<sl_one>\d\d?)/(?P<sl_two>\d\d?)/(?P<sl_year>{_YEAR}))(?![\d/])
    | (?P<quarter>(?:q(?P<q_number>[1-4])|(?:the\ )?(?P<q_name>{"|".join(_QUARTERS)})\ quarter)
        \ (?:of\ )?(?P<q_year>{_YEAR}))\b
    | (?P<half>(?:h(?P<h_number>[12])|(?:the\ )?(?P<h_name>{"|".join(_QUARTERS[:2])})\ half\ of)\ (?P<h_year>{_YEAR}))\b
    | (?P<month_days>(?P<mds_month>{_MONTH})\.?\ (?P<mds_first>{_DAY}){_TO}
        (?P<mds_last>{_DAY})(?!\d)(?:,?\ (?P<mds_year>{_YEAR}))?)\b
    | (?P<days_month>(?P<dms_first>{_DAY})\ ?[-–—]\ ?(?P<dms_last>{_DAY})\ (?P<dms_month>{_MONTH})
        (?:,?\ (?P<dms_year>{_YEAR}))?)\b
    | {_WEEKDAY}(?P<day_month>(?P<dm_day>{_DAY})\ (?:of\ )?(?P<dm_month>{_MONTH})(?:,?\ (?P<dm_year>{_ANY_YEAR}))?)\b
    | {_WEEKDAY}(?P<month_day>(?P<md_month>{_MONTH})\.?\ (?P<md_day>{_DAY})(?!\d|,?\ 1[0-8]\d\d)
        (?:,?\ (?P<md_year>{_ANY_YEAR}))?)\b
    | (?P<month>(?P<m_month>{_MONTH})\.?,?(?:\ of)?\ (?P<m_year>{_ANY_YEAR}))\b
    | (?P<season>(?:the\ )?(?P<s_name>{_SEASON})\ (?:of\ )?(?P<s_year>{_YEAR}))\b
    | {RELATIVE}
    | (?P<bare_month>(?-i:{"|".join(name.capitalize() for name in MONTHS[1:])}|{_SMALL}))\b(?!\ \d)
    | (?P<year>{_YEAR})\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def read_period(match: re.Match[str], today: date) -> Period | None:
    """The days that a match of PERIOD names, seen from `today`; None for a day that no calendar has.

    A day or month without a year is its latest occurrence up to `today`.
    """
    kind = next(name for name in _READERS if match[name])
    try:
        return _READERS[kind](match, today)
    except (ValueError, OverflowError):  # the second: before the year 1
        return None


def is_relative(match: re.Match[str]) -> bool:
    """Whether a match of PERIOD is counted from the day of asking."""
    return any(match[kind] for kind in RELATIVE_READERS)


def counts_from_a_day(text: str) -> bool:
    """Whether a text names a time that is counted from the day of asking, or of its report: "Thursday", "last week"."""
    return any(map(is_relative, PERIOD.finditer(text)))


def _year(words: str, today: date) -> int:
    return int(words) if words.isdigit() else today.year - words.lower().startswith("last")


def _day(today: date, day: str, month: str, year: str | None) -> Period:
    number = int(re.sub(r"\D", "", day))
    if year:
        return single(date(_year(year, today), month_number(month), number))
    for back in range(9):  # up to eight years: 29 February
        try:
            found = date(today.year - back, month_number(month), number)
        except ValueError:
            continue
        if found <= today:
            return single(found)
    raise ValueError(day)


def _days(today: date, first: str, last: str, month: str, year: str | None) -> Period:
    end = _day(today, last, month, year)[1]
    start = end.replace(day=int(re.sub(r"\D", "", first)))
    if start > end:
        raise ValueError(first)
    return start, end


def _slashed(match: re.Match[str], _: date) -> Period:
    """A day that is written 23/11/2022 or 11/23/2022. Raises ValueError where it may be either."""
    one, two, year = (int(part) for part in match.group("sl_one", "sl_two", "sl_year"))
    if one != two and max(one, two) <= 12:
        raise ValueError(match[0])
    return single(date(year, min(one, two), max(one, two)))


def _quarter(match: re.Match[str], _: date) -> Period:
    number = int(match["q_number"] or _QUARTERS.index(match["q_name"].lower()) + 1)
    return months(int(match["q_year"]), 3 * number - 2, 3)


def _half(match: re.Match[str], _: date) -> Period:
    number = int(match["h_number"] or _QUARTERS.index(match["h_name"].lower()) + 1)
    return months(int(match["h_year"]), 6 * number - 5, 6)


_READERS: dict[str, Callable[[re.Match[str], date], Period]] = {
    "iso": lambda match, _: single(date.fromisoformat(match["iso"])),
    "iso_month": lambda match, _: months(int(match["iso_month"][:4]), int(match["iso_month"][5:])),
    "slashed": _slashed,
    "quarter": _quarter,
    "half": _half,
    "month_days": lambda match, today: _days(today, *match.group("mds_first", "mds_last", "mds_month", "mds_year")),
    "days_month": lambda match, today: _days(today, *match.group("dms_first", "dms_last", "dms_month", "dms_year")),
    "day_month": lambda match, today: _day(today, *match.group("dm_day", "dm_month", "dm_year")),
    "month_day": lambda match, today: _day(today, *match.group("md_day", "md_month", "md_year")),
    "month": lambda match, today: months(_year(match["m_year"], today), month_number(match["m_month"])),
    "season": lambda match, _: months(int(match["s_year"]), SEASONS[match["s_name"].lower()], 3),
    **RELATIVE_READERS,
    "bare_month": lambda match, today: latest_months(month_number(match["bare_month"]), 1, today),
    "year": lambda match, _: months(int(match["year"]), 1, 12),
}
