"""The window of publication that a question names, if it names one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ..comparison import have_own_times
from .period import PART_OF, PERIOD, is_relative, read_period
from .relative import is_loose, slack
from .spans import Period, week
from .topic import NEWS, in_clause, is_to_come, is_topic

Matches = list[re.Match[str]]  # of PERIOD


class Window(NamedTuple):
    """Inclusive days; None where that side is open."""

    as_of: date | None = None
    after: date | None = None
    before: date | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_AS_OF = _words(r"\bas (?:of|at)\s+$")
# "In 2022, did more sing than the year before?"
_OF_BOTH = _words(rf"{_AS_OF.pattern}|^\W*(?:in|on|during|since|before|after)\s+$")
_BETWEEN = _words(rf"(?:\b(?:between|from)\s+|^\W*){PART_OF}$")
_AND = _words(rf"\s*(?:and|to|until|till|through|[-–—])\s*{PART_OF}")
_ALSO = _words(r"\s*(?:,|and|or|,? and|,? or)\s*(?:in |on )?(?:the )?")
_JOINED = _words(rf"{_AND.pattern}|{_ALSO.pattern}{PART_OF}")
# "between 1 and 10 March 2024": the first half is no period by itself
_HALF = _words(r"\b(?:between|from)\s+(?:the )?(?P<half>[\w ]{1,15}?)\s+(?:and|to|until|through|[-–—])\s+(?:the )?$")
_NEWS_FROM = _words(rf"{NEWS} from\s+$")
_ONWARDS = _words(r"\s*onwards?\b")
_TERSE = 8  # words, as typed into a search box
# What is told before the question ("The ferry broke down last week. How many were on it?") is dated by itself.
_SENTENCE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Prof|vs)\.|[^.?!]|[.?!](?!\s+[A-Z“\"']))+[.?!]*")
_ASKS = _words(
    r"\?|:$|\b(?:article|report|story) (?:published|printed|dated)\b"
    r"|^\W*(?:tell|list|show|give|find|summari[sz]e|describe|explain|compare|name|what|who|when|where|how)\b"
)


def _shifted(day: date, days: int) -> date:
    """A day so many days on; the same day at either end of the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


# What the words before a period make of it, tried in this order.
_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[Period], Window]], ...] = (
    (
        _words(r"\b(?:on or before|no later than|not later than|not after)\s+(?:the )?$"),
        lambda period: Window(before=period[1]),
    ),
    (
        _words(r"\b(?:on or after|no earlier than|not earlier than|not before)\s+(?:the )?$"),
        lambda period: Window(after=period[0]),
    ),
    (
        _words(r"\b(?:before|prior to|earlier than)\s+(?:the )?(?:\w+ of )?$"),
        lambda period: Window(before=_shifted(period[0], -1)),
    ),
    (
        _words(r"\b(?:after|later than|following)\s+(?:the )?(?:end of )?$"),
        lambda period: Window(after=_shifted(period[1], 1)),
    ),
    (_words(r"\bweek of\s+(?:the )?$"), lambda period: Window(None, *week(period[0]))),
    (
        _words(
            r"\b(?:news|articles?|report(?:s|ing)?|stor(?:y|ies)|coverage|headlines?)\s+(?:[^,;?]{1,40} )?from\s+"
            + PART_OF
            + "$"
        ),
        lambda period: Window(after=period[0], before=period[1]),
    ),
    (_words(r"\b(?:since|from|starting)\s+" + PART_OF + "$"), lambda period: Window(after=period[0])),
    (_words(r"\b(?:until|till|up to(?: and including)?)\s+" + PART_OF + "$"), lambda period: Window(before=period[1])),
    (
        _words(r"(?:\b(?:in|on|during|over|within|throughout|at|dated)\s+" + PART_OF + r"$|^\W*$)"),
        lambda period: Window(after=period[0], before=period[1]),
    ),
)


def read_window(text: str, asked_from: date | None, stated: bool = True) -> Window:
    """The window that a question names; relative ones are counted from the day it is asked from, if there is one.

    If nobody has `stated` that day, what is said loosely, "this week" or "on Tuesday", is no window.
    A period counts with a preposition of time before it; a bare year only in "In 2022, ..." or after
    a verb of saying; one that is the topic, or in a sentence before the one that asks, never.
    """
    text = _asking(text)
    today = asked_from or date.today()  # the person's own calendar
    matches = [
        match
        for match in PERIOD.finditer(text)
        if not is_relative(match) or (asked_from and (stated or not is_loose(match)))
    ]
    if have_own_times(text):
        matches = [match for match in matches if _OF_BOTH.search(text[: match.start()])]
    window, others = _range(text, matches, today)
    for group in _groups(text, others):
        period = _hull(group, today)
        if period is not None:
            before, behind = text[: group[0].start()], text[group[-1].end() :]
            window = _both(window, _bounded(before, group[-1], behind, period, today))
    inverted = window.after is not None and window.before is not None and window.after > window.before
    coming = window.after is not None and window.after > (window.as_of or today)
    return Window(window.as_of) if inverted or coming else window


def limiting(text: str, window: Window, asked_from: date | None, stated: bool = True) -> list[tuple[int, int]]:
    """The stretches, as offsets, that set the `window` of a question, as `read_window` reads it: each as a whole.

    Without one of them the window is another: "What was said in March 2024 about the fire of May 2015?" has one,
    the other is a part of what is asked. "Between 1 and 10 March 2024" is one, from "1" on.
    """
    stretches: list[tuple[int, int]] = []
    if window == Window():
        return stretches
    for match in PERIOD.finditer(text):
        if read_window(f"{text[: match.start()]}{text[match.end() :]}", asked_from, stated) == window:
            continue
        half = _HALF.search(text[: match.start()])
        alone = half is not None and not PERIOD.search(half["half"])
        start = half.start("half") if half and alone else match.start()
        if stretches and _JOINED.fullmatch(text, stretches[-1][1], start):
            start = stretches.pop()[0]
        stretches.append((start, match.end()))
    return stretches


def _asking(text: str) -> str:
    """The sentences that ask; all of them where none does."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text)]
    return " ".join(each for each in sentences if _ASKS.search(each)) or text


def _is_terse(text: str) -> bool:
    """Whether words are only listed: "oil price cap Dec 2022". A date among them says when."""
    return not _ASKS.search(text) and len(text.split()) <= _TERSE and not text.rstrip().endswith(".")


def _groups(text: str, matches: Matches) -> list[Matches]:
    """Periods that "and" or "or" joins are one: "in 2020 and 2021", "in March and April 2024"."""
    groups: list[Matches] = []
    for match in matches:
        last = groups[-1][-1] if groups else None
        if (
            last
            and not is_relative(last)
            and not is_relative(match)
            and _ALSO.fullmatch(text, last.end(), match.start())
        ):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _hull(group: Matches, today: date) -> Period | None:
    """From the first to the last day of joined periods; one that lacks its year takes the last one's."""
    last = read_period(group[-1], today)
    periods = [read_period(match, last[1]) for match in group[:-1]] if last else []
    found = [period for period in (*periods, last) if period]
    return (min(first for first, _ in found), max(end for _, end in found)) if last else None


def _range(text: str, matches: Matches, today: date) -> tuple[Window, Matches]:
    """`between A and B`, `in A and B`, if a question has one, and the periods that are no part of it."""
    for n, (one, two) in enumerate(pairwise(matches)):
        between = _BETWEEN.search(text[: one.start()]) or _is_terse(text)
        if between and _AND.fullmatch(text, one.end(), two.start()):
            return _between(text, one, two, today), [*matches[:n], *matches[n + 2 :]]
    for n, match in enumerate(matches):
        if half := _HALF.search(text[: match.start()]):
            return _from_half(text, half, match, today), [*matches[:n], *matches[n + 1 :]]
    return Window(), matches


def _between(text: str, one: re.Match[str], two: re.Match[str], today: date) -> Window:
    """From one period to another, of which the first may lack its year; none where they are the topic."""
    before, behind = text[: one.start()], text[two.end() :]
    # "between 2013 and 2017" is what something covers
    years = (one["year"] or two["year"]) and not _NEWS_FROM.search(before)
    if years or in_clause(before) or is_to_come(before, two, behind):
        return Window()
    last = read_period(two, today)
    return _from_to(read_period(one, last[1] if last else today), last)


def _from_half(text: str, half: re.Match[str], whole: re.Match[str], today: date) -> Window:
    """From what lacks its month or year to the period behind it; none where they are the topic."""
    before, behind = text[: half.start()], text[whole.end() :]
    last = read_period(whole, today)
    if last is None or in_clause(before) or is_to_come(before, whole, behind):
        return Window()
    start = PERIOD.fullmatch(_completed(half["half"], whole[0], last))
    return _from_to(read_period(start, last[1]), last) if start else Window()


def _completed(half: str, whole: str, last: Period) -> str:
    """`1` beside `10 March 2024` as `1 March 2024`; `January` beside `March 2025` as `January 2025`."""
    number = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", half)
    if number:
        return re.sub(r"^\d+(?:st|nd|rd|th)?", number[1], whole)
    return f"{half} {last[1].year}"


def _from_to(first: Period | None, last: Period | None) -> Window:
    if first is None or last is None or first[0] > last[1]:
        return Window()
    return Window(after=first[0], before=last[1])


def _bounded(before: str, match: re.Match[str], behind: str, period: Period, today: date) -> Window:
    """What a period means between these words."""
    if _AS_OF.search(before):
        return Window() if in_clause(before) else Window(as_of=period[1])
    if is_topic(before, match, behind):
        return Window()
    whole = slack(match, period, today)
    if (match["month_days"] or match["days_month"]) and _BETWEEN.search(before):
        return Window(None, *whole)
    if _ONWARDS.match(behind):
        return Window(after=period[0])
    for pattern, bound in _BOUNDS:
        if pattern.search(before):
            found = bound(period)
            return Window(None, *whole) if found == Window(None, *period) else found
    terse = _is_terse(before + match[0] + behind) and re.match(r"\s*(?:,|$)", behind) and not match["year"]
    return Window(None, *whole) if is_relative(match) or terse else Window()


def _both(one: Window, two: Window) -> Window:
    """Both windows at once."""
    afters = [day for day in (one.after, two.after) if day]
    befores = [day for day in (one.before, two.before) if day]
    return Window(two.as_of or one.as_of, max(afters, default=None), min(befores, default=None))
