"""The window of publication that a question names, if it names one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .period import PERIOD, Period, read_period


class Window(NamedTuple):
    """Inclusive days; None where that side is open."""

    as_of: date | None = None
    after: date | None = None
    before: date | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_AS_OF = _words(r"\bas (?:of|at)\s+$")
_BETWEEN = _words(r"\b(?:between|from)\s+(?:the )?$")
_AND = _words(r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the )?")
# "between 1 and 10 March 2024": the first half is no period by itself
_HALF = _words(r"\b(?:between|from)\s+(?P<half>[\w ]{1,15}?)\s+(?:and|to|until|through|[-–—])\s+")


def _shifted(day: date, days: int) -> date:
    """A day so many days on; the same day at either end of the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


# What the words before a period make of it, tried in this order.
_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[Period], Window]], ...] = (
    (
        _words(r"\b(?:before|prior to|earlier than)\s+(?:the )?(?:\w+ of )?$"),
        lambda period: Window(before=_shifted(period[0], -1)),
    ),
    (
        _words(r"\b(?:after|later than|following)\s+(?:the )?$"),
        lambda period: Window(after=_shifted(period[1], 1)),
    ),
    (
        _words(r"\b(?:news|articles?|reports?|stor(?:y|ies)|coverage|headlines?)\s+from\s+(?:the )?$"),
        lambda period: Window(after=period[0], before=period[1]),
    ),
    (_words(r"\b(?:since|from|starting)\s+(?:the )?$"), lambda period: Window(after=period[0])),
    (_words(r"\b(?:until|till|up to)\s+(?:the )?(?:end of )?$"), lambda period: Window(before=period[1])),
    (
        _words(r"\b(?:in|on|during|over|within|throughout|at the (?:start|beginning|end) of)\s+(?:the )?$|^\W*$"),
        lambda period: Window(after=period[0], before=period[1]),
    ),
)
_RELATIVE = ("ago", "past", "last", "yesterday")  # kinds of period that need no preposition

# A bare year is a window only where it says when something was said or reported; elsewhere it is
# mostly the topic ("the 2022 talks", "born in 1950", "plan to merge in 2024").
_SAYING = _words(
    r"\b(?:say|said|tell|told|report(?:ed)?|writ(?:e|ten)|wrote|announced?|publish(?:ed)?|news|articles?|reports?"
    r"|coverage)\s+$"
)
_PREPOSITION = _words(r"\b(?:in|during|from|before|after|since|until)\s+$")
_OPENING = _words(r"\W*(?:in|during|before|after|since|until)\s+")
# A date in a clause of its own dates something else: "the country that sealed its borders in March 2020".
_CLAUSE = _words(
    r"\b(?:(?:after|before|since|while|when|following|by)\s+\w+(?:ing|ed)|that|who|whose|which|where)\b[^,;?]*$"
)
# The word that asks, also behind "According to the Courier, ..." or "Last week, ...": it opens no such clause.
_LEADING = _words(
    r"^\W*(?:(?:according to|apart from|leaving|as of|in|on|at|for|from|since|after|before|during|until|last|yesterday)"
    r"\b(?! (?:what|which|who))[^,]*,\s*)?(?:what|which|who|whose|where|when|why|how)\b"
)
# "expire at the end of September", "will play on 4 July": what is to come was not published then.
_COMING = _words(
    r"\b(?:will|set to|due to|expected to|plan(?:s|ning|ned)? to|(?:is|are) planned|about to|going to|upcoming"
    r"|scheduled|headed|would)\b"
)


def read_window(text: str, today: date) -> Window:
    """The window that a question names; relative ones are counted from `today`.

    A period counts with a preposition of time before it; a bare year only in "In 2022, ..." or after
    a verb of saying; one in a subordinate clause, or that describes a noun ("the January storm"), never.
    """
    matches = list(PERIOD.finditer(text))
    window = _range(text, matches, today)
    if window is None:
        window = Window()
        for match in matches:
            period = read_period(match, today)
            if period is not None:
                window = _both(window, _bounded(text, match, period))
    inverted = window.after is not None and window.before is not None and window.after > window.before
    coming = window.after is not None and window.after > (window.as_of or today)
    return Window(window.as_of) if inverted or coming else window


def _range(text: str, matches: list[re.Match[str]], today: date) -> Window | None:
    """`between A and B`; an A that lacks its month or year takes B's. None where there is no range."""
    for one, two in pairwise(matches):
        before = text[: one.start()]
        if _BETWEEN.search(before) and _AND.fullmatch(text[one.end() : two.start()]):
            # "between 2013 and 2017" is what something covers
            if one["year"] or two["year"] or _in_clause(before) or _is_to_come(text, two):
                return Window()
            last = read_period(two, today)
            return _from_to(read_period(one, last[1] if last else today), last)
    half = _HALF.search(text[: matches[0].start()]) if matches else None
    if half is None or half.end() != matches[0].start():
        return None
    if _in_clause(text[: half.start()]) or _is_to_come(text, matches[0]):
        return Window()
    last = read_period(matches[0], today)
    start = PERIOD.fullmatch(_completed(half["half"], matches[0][0], last)) if last else None
    return _from_to(read_period(start, last[1]), last) if start and last else None


def _completed(half: str, whole: str, last: Period) -> str:
    """`1` beside `10 March 2024` as `1 March 2024`; `January` beside `March 2025` as `January 2025`."""
    if half.isdigit():
        return re.sub(r"^\d+(?:st|nd|rd|th)?", half, whole)
    return f"{half} {last[1].year}"


def _from_to(first: Period | None, last: Period | None) -> Window:
    if first is None or last is None or first[0] > last[1]:
        return Window()
    return Window(after=first[0], before=last[1])


def _bounded(text: str, match: re.Match[str], period: Period) -> Window:
    before = text[: match.start()]
    if _AS_OF.search(before):
        return Window(as_of=period[1])
    if _is_topic(text, match):
        return Window()
    for pattern, bound in _BOUNDS:
        if pattern.search(before):
            return bound(period)
    relative = any(match[kind] for kind in _RELATIVE) or (match["season"] and match["s_last"])
    return Window(after=period[0], before=period[1]) if relative else Window()


def _is_topic(text: str, match: re.Match[str]) -> bool:
    """Whether a period says what is asked about rather than when it was published."""
    before, behind = text[: match.start()], text[match.end() :]
    if _in_clause(before) or _is_to_come(text, match):
        return True
    if match["year"]:
        words = _PREPOSITION.sub("", before)
        return not (
            (_OPENING.fullmatch(before) and behind.startswith(",")) or (words != before and _SAYING.search(words))
        )
    if match["bare_month"] and not before.strip():
        return re.match(r"\s*[,:]", behind) is None  # "March: what happened?", not "May I ask" or "March of the miners"
    if match["ago"]:
        return re.search(r"\b(?:than|over|nearly|almost|about) $", before, re.IGNORECASE) is not None
    # "the January storm", but "the spring of 2023" and "the 3rd of May"
    named = re.search(r"\bthe $", before, re.IGNORECASE) is not None
    return named and not match["season"] and " of " not in match[0].lower()


def _in_clause(before: str) -> bool:
    """Whether what follows these words dates something that the question only describes."""
    return _CLAUSE.search(_LEADING.sub("", before)) is not None


def _is_to_come(text: str, match: re.Match[str]) -> bool:
    """Whether a day or month without a year is one that a question looks forward to."""
    dated = re.search(r"\d{4}", match[0]) or any(match[kind] for kind in _RELATIVE)
    return not dated and _COMING.search(text) is not None


def _both(one: Window, two: Window) -> Window:
    """Both windows at once."""
    afters = [day for day in (one.after, two.after) if day]
    befores = [day for day in (one.before, two.before) if day]
    return Window(two.as_of or one.as_of, max(afters, default=None), min(befores, default=None))
