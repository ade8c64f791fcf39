"""Dates as news writes them: what a string states, to the precision that it states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil import parser as dateutil_parser

from .document import AMBIGUOUS_DATE, IMPLAUSIBLE_DATE, UNREADABLE_DATE, Precision

EARLIEST_YEAR = 1600  # the first printed weekly newspapers date from 1605

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
_WORDS_DAY = rf"(?:{_DAY}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_DAY})"
TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\b\.?)?"

# A full date as it stands in running text, alone or with a time behind it.
FULL_DATE = re.compile(
    rf"\b(?:{_WORDS_DAY},?\s+{_YEAR}|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}/\d\d/\d\d)(?!\d)"
    rf"(?:(?:,|\s|\bat\b|[-–|T])*{TIME})?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(rf"\b{_WORDS_DAY}(?!\w)", re.IGNORECASE)
_DAY_FORM = re.compile(rf"\W*{_WORDS_DAY}(?:,?\s+{_YEAR})?", re.IGNORECASE)
_RANGE = re.compile(r"\b\d{1,2}\s*(?:[-/]|to|and)\s*\d{1,2}\b(?!:)", re.IGNORECASE)  # "5-6 March": dateutil reads 2005
MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE)

_ISO = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?)?)?"
)
_MONTH_DAY_VALUE = re.compile(r"--(\d\d)-(\d\d)")
# What stands between a date and its time, and behind the time.
_TIMED = rf"(?:(?:,|\s|\bat\b|[-–|])+({TIME})\s*(?:[a-z]{{2,5}}|[+-]\d\d:?\d\d)?)?"
_NUMERIC = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}|\d\d){_TIMED}", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([./-])(\d{{1,2}})\2(\d{{1,2}}){_TIMED}", re.IGNORECASE)


class StatedDate(NamedTuple):
    """A date's value in the form of `Published.value`, and its precision."""

    value: str
    precision: Precision


@dataclass(frozen=True)
class Reading:
    """What a string states: a date, or none; and a flag where something is wrong with it."""

    date: StatedDate | None
    flag: str | None = None


def read_date(text: str) -> Reading:
    """Reads a string that is meant to be a date, and nothing else.

    `03/04/2024` may be March or April: only its year is taken, and it is flagged. With dots the day
    comes first, as everywhere that dates are written with dots. A time zone is left out: the value is
    the clock time as stated. English month names.
    """
    text = " ".join(text.split()).strip(" .,;|")
    reading = _read_digits(text) or _read_words(text)
    if reading.date is not None and not _plausible(reading.date):
        return Reading(None, IMPLAUSIBLE_DATE)
    return reading


def _read_digits(text: str) -> Reading | None:
    """A date written in digits; None where it is not of that kind."""
    if match := _MONTH_DAY_VALUE.fullmatch(text):
        month, day = map(int, match.groups())
        return _stated(2000, month, day, month_day=True)
    if match := _ISO.fullmatch(text):
        parts = [int(part) if part else None for part in match.groups()[:3]]
        return _stated(parts[0], parts[1], parts[2], time=match[4])
    if match := _YEAR_FIRST.fullmatch(text):
        return _stated(int(match[1]), int(match[3]), int(match[4]), time=match[5])
    if match := _NUMERIC.fullmatch(text):
        return _read_numeric(match)
    return None


def _read_numeric(match: re.Match[str]) -> Reading:
    first, mark, second, year_text, time = match.groups()
    first, second, year = int(first), int(second), int(year_text)
    if len(year_text) == 2:
        year += 2000 if year <= _today().year % 100 else 1900
    if mark == "." or first > 12 or first == second:
        return _stated(year, second, first, time=time)
    if second > 12:
        return _stated(year, first, second, time=time)
    return Reading(_stated(year).date, AMBIGUOUS_DATE)


def _read_words(text: str) -> Reading:
    """A date with the name of its month; parsed twice, so that what differs is what was not stated."""
    if not re.search(_MONTH, text, re.IGNORECASE):
        return Reading(None, UNREADABLE_DATE)
    text = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(\d{1,2})\.(\d\d)\b(?!\.)", r"\1:\2", text).replace("|", " ").replace("–", "-")
    defaults = datetime(1804, 1, 1, 0, 0), datetime(1808, 2, 2, 1, 1)  # leap years: any day fits
    try:
        one, two = (dateutil_parser.parse(text, default=default, ignoretz=True) for default in defaults)
    except (ValueError, OverflowError):  # 30 February has the form of a date
        return Reading(None, IMPLAUSIBLE_DATE if _DAY_FORM.fullmatch(text) else UNREADABLE_DATE)
    years = re.findall(r"(?<!\+)(?<!\s-)\b\d{4}\b", text)  # a second one, dateutil takes for a time of day
    if one.month != two.month or _RANGE.search(text) or (years and years != [f"{one.year}"]):
        return Reading(None, UNREADABLE_DATE)
    day = one.day if one.day == two.day else None
    if one.year != two.year:
        return _stated(2000, one.month, day, month_day=True)
    timed = (one.hour, one.minute) == (two.hour, two.minute)
    return _stated(one.year, one.month, day, time=f"{one:%H:%M}" if timed and day else None)


def _stated(
    year: int | None, month: int | None = None, day: int | None = None, time: str | None = None, month_day: bool = False
) -> Reading:
    """The reading of these parts, checked against the calendar."""
    if year is None or (month_day and (month is None or day is None)):
        return Reading(None, UNREADABLE_DATE)
    try:
        date(max(year, 1), 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return Reading(None, IMPLAUSIBLE_DATE)
    if month_day:
        return Reading(StatedDate(f"--{month:02}-{day:02}", "month-day"))
    if month is None:
        return Reading(StatedDate(f"{year:04}", "year"))
    if day is None:
        return Reading(StatedDate(f"{year:04}-{month:02}", "month"))
    value = f"{year:04}-{month:02}-{day:02}"
    clock = _clock(time) if time else None
    return Reading(StatedDate(f"{value}T{clock}", "minute") if clock else StatedDate(value, "day"))


def _clock(time: str) -> str | None:
    """`5.40 p.m.` as `17:40`; None where no clock shows that."""
    try:
        parsed = dateutil_parser.parse(
            re.sub(r"\.(?=\d)", ":", re.sub(r"(?<=[ap])\.\s?(?=m)", "", time.lower())).strip(".")
        )
    except (ValueError, OverflowError):
        return None
    return f"{parsed:%H:%M}"


def _plausible(stated: StatedDate) -> bool:
    if stated.precision == "month-day":
        return True
    tomorrow = (_today() + timedelta(days=1)).isoformat()  # somewhere it is tomorrow already
    return stated.value[:4] >= str(EARLIEST_YEAR) and stated.value[:10] <= tomorrow


def _today() -> date:
    return datetime.now().astimezone().date()
