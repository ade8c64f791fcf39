"""Dates, sources, flags and reasons in words: plain text, not yet HTML."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from index import Published, Stats
from index.document import AMBIGUOUS_DATE, IMPLAUSIBLE_DATE, MACHINE_NOTE, POST, UNREADABLE_DATE
from rag.contract import Answer, Copy, Excerpt, Reason, Searched, Understood
from rag.dates import counts_from_a_day

FLAGS = {
    POST: "from a social-media post",
    MACHINE_NOTE: "the document also holds a note to or by a machine, not quoted",
    AMBIGUOUS_DATE: "its date can be read as two different days; only the year is taken",
    IMPLAUSIBLE_DATE: "it states a date that cannot be right, so none is taken",
    UNREADABLE_DATE: "its date field holds no date that can be read",
}
REASONS: dict[Reason, str] = {
    "no_match": "Nothing in these articles bears on the question.",
    "outside_dates": "Nothing published within the dates asked for answers the question.",
    "source_absent": "No article here comes from the source asked for.",
    "low_confidence": "Some passages come near, but none answers the question clearly enough to be quoted.",
}
# Known machine-readable origins of a date; any other, such as `text line 3`, is words already.
ORIGINS = {"row": "the dataset's row", "url": "the article's address", "html meta": "the page's metadata"}


def day_words(day: date) -> str:
    """A day as a British newspaper prints it: 18 March 2022."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def published_words(published: Published | None) -> str:
    """A stated date as exactly as it was stated, and no more exactly."""
    if published is None:
        return "undated"
    value = published.value
    if published.precision == "year":
        return value
    if published.precision == "month-day":
        month, day = int(value[2:4]), int(value[5:7])
        return f"{day} {calendar.month_name[month]}, year not stated"
    if published.precision == "month":
        return f"{calendar.month_name[int(value[5:7])]} {value[:4]}"
    words = day_words(date.fromisoformat(value[:10]))
    return f"{words}, {value[11:16]}" if published.precision == "minute" else words


def origin_words(published: Published) -> str:
    """Where a date was read."""
    return ORIGINS.get(published.origin, published.origin)


def source_words(source: str | None) -> str:
    """The publisher, or that none is stated."""
    return source or "source not stated"


def byline(source: str | None, published: Published | None) -> str:
    """Source and date beside a citation: `Sputnik International, 18 March 2022`."""
    return f"{source_words(source)}, {published_words(published)}"


def counted_from(words: str, published: Published | None) -> str:
    """The report that a "Thursday" or a "last week" among the words is counted from; empty where there is none."""
    if not counts_from_a_day(words):
        return ""
    return f"in a report of {published_words(published)}" if published else "in an undated report"


def title_words(title: str | None, key: str) -> str:
    """The title; failing that the key's last part, which is the file's name where a file is one article."""
    return title or file_name(key)


def file_name(path: str) -> str:
    """The last part of a path, so that no folder of the machine is shown."""
    return PurePosixPath(path.replace("\\", "/")).name or path


def flag_words(flags: tuple[str, ...]) -> list[str]:
    """What a reader must know of a document or passage; an unknown flag is shown as it is."""
    return [FLAGS.get(flag, flag.replace("-", " ")) for flag in flags]


def also_in_words(copies: tuple[Copy, ...]) -> str:
    """Where else the same passage ran, each publisher once; empty where nowhere."""
    names = dict.fromkeys(copy.source or file_name(copy.document) for copy in copies)
    return f"also in: {', '.join(names)}" if names else ""


def citation_label(number: int, excerpt: Excerpt) -> str:
    """What a screen reader says for a citation's mark."""
    return f"Open passage {number}: {byline(excerpt.source, excerpt.published)}"


def reason_words(answer: Answer) -> str:
    """Why there is no answer; names the absent source where one was asked for."""
    sources = answer.understood.sources
    if answer.reason == "source_absent" and sources:
        return f"No article here comes from {_either(sources)}."
    return REASONS[answer.reason] if answer.reason else ""


def understood_words(understood: Understood) -> str:
    """What was read of time and source; empty where there was nothing."""
    parts = [f"as of {day_words(understood.as_of)}"] if understood.as_of else []
    parts += _window_words(understood.after, understood.before)
    if understood.days:
        parts.append(f"articles around {_either(map(day_words, understood.days))} first")
    if understood.told_of:
        parts.append(told_words(understood.told_of))
    if understood.sources:
        parts.append(f"from {_either(understood.sources)}")
    if understood.not_sources:
        parts.append(f"not from {_either(understood.not_sources)}")
    if understood.latest:
        parts.append("asks for the latest")
    if understood.earliest:
        parts.append("asks for the first report")
    return "; ".join(parts)


def told_words(days: tuple[date, date]) -> str:
    """The days that excerpts tell of, whenever they were published."""
    return f"telling of {' – '.join(dict.fromkeys(map(day_words, days)))}, whenever published"


def searched_words(searched: Searched) -> str:
    """How much was searched, and what a date limit kept out."""
    words = f"searched {count(searched.documents, 'article')}"
    if searched.undated_left_out:
        words += f"; {count(searched.undated_left_out, 'article')} without a full date left out"
    return words


def stats_words(stats: Stats) -> str:
    """What is in the index, in one line."""
    parts = [count(stats.documents, "article"), count(len(stats.sources), "source")]
    if stats.first and stats.last:
        days = [_short_day(day) for day in (stats.first, stats.last)]
        parts.append(" – ".join(dict.fromkeys(days)))
    if stats.undated:
        parts.append(f"{stats.undated:,} undated")
    if stats.source_not_stated:
        parts.append(f"{stats.source_not_stated:,} source not stated")
    return ", ".join(parts)


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 article`, `4,100 articles`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _window_words(after: date | None, before: date | None) -> list[str]:
    if after and before:
        return [f"published {day_words(after)} – {day_words(before)}"]
    if after:
        return [f"published on or after {day_words(after)}"]
    return [f"published on or before {day_words(before)}"] if before else []


def _short_day(day: date) -> str:
    return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)
