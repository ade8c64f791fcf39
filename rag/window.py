"""The window of publication that a question names, if it names one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from .period import PERIOD, Period, read_period


class Window(NamedTuple):
    """Inclusive days; None where that side is open."""

    as_of: date | None = None
    after: date | None = None
    before: date | None = None


_AS_OF = re.compile(r"\bas (?:of|at)\s+$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|prior to|earlier than)\s+(?:the )?(?:\w+ of )?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|later than|following)\s+(?:the )?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|starting)\s+(?:the )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up to)\s+(?:the )?(?:end of )?$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|on|during|over|within|throughout|at the (?:start|beginning|end) of)\s+(?:the )?$|^\W*$", re.IGNORECASE)
_RANGE_START = re.compile(r"\b(?:between|from)\s+(?:the )?$", re.IGNORECASE)
_RANGE_MIDDLE = re.compile(r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the )?", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:between|from)\s+(?P<first>[\w ]{1,15}?)\s+(?:and|to|until|through|[-–—])\s+", re.IGNORECASE)

# A bare year is a window only where it says when something was said or reported; elsewhere it is
# mostly the topic ("the 2022 talks", "born in 1950", "plan to merge in 2024").
_SAYING = re.compile(r"\b(?:say|said|tell|told|report(?:ed)?|writ(?:e|ten)|wrote|announced?|publish(?:ed)?|news|articles?|reports?|coverage)\s+$", re.IGNORECASE)
# A date in a clause of its own dates something else: "the country that sealed its borders in March 2020".
_SUBORDINATE = re.compile(
    r"\b(?:(?:after|before|since|while|when|following|by)\s+\w+(?:ing|ed)\b|(?<!^)\b(?:that|who|whose|which|where)\b)[^,;?]*$", re.IGNORECASE
)
_LEADING = re.compile(r"^\W*(?:what|which|who|whose|where|when|why|how)\b", re.IGNORECASE)
# "expire at the end of September", "will play on 4 July": what is to come was not published then.
_COMING = re.compile(r"\b(?:will|set to|due to|expected to|plan(?:s|ning|ned)? to|about to|going to|upcoming|scheduled|headed|would)\b", re.IGNORECASE)
_MOVING = ("ago", "past", "last", "yesterday")  # kinds that need no preposition before them


def read_window(text: str, today: date) -> Window:
    """The window that a question names; relative ones are counted from `today`.

    A period counts with a preposition of time before it; a bare year only in "In 2022, ..." or after
    a verb of saying; one in a subordinate clause, or before a noun ("the 2022 talks"), never.
    """
    matches = list(PERIOD.finditer(text))
    for one, two in zip(matches, matches[1:], strict=False):
        if _RANGE_START.search(text[: one.start()]) and _RANGE_MIDDLE.fullmatch(text[one.end() : two.start()]):
            return _range(one, two, today)
    if matches and (shared := _SHARED.search(text[: matches[0].start()])) and shared.end() == matches[0].start():
        if (window := _shared_range(shared["first"], matches[0], today)) is not None:
            return window
    window = Window()
    for match in matches:
        period = read_period(match, today)
        if period is not None:
            window = _narrow(window, _bounded(text, match, period))
    inverted = window.after is not None and window.before is not None and window.after > window.before
    coming = window.after is not None and window.after > (window.as_of or today)
    return Window(window.as_of) if inverted or coming else window


def _range(one: re.Match[str], two: re.Match[str], today: date) -> Window:
    """`between A and B`; an A without a year takes B's."""
    last = read_period(two, today)
    first = read_period(one, last[1] if last else today)
    years = one["year"] or two["year"]  # "between 2013 and 2017" is what something covers
    if years or first is None or last is None or first[0] > last[1] or first[0] > today:
        return Window()
    return Window(after=first[0], before=last[1])


def _shared_range(first: str, match: re.Match[str], today: date) -> Window | None:
    """`between 1 and 10 March 2024`, `from January to March 2025`: the first half lacks what the second states."""
    last = read_period(match, today)
    whole = re.sub(rf"^{_number(match[0])}", first, match[0]) if first.isdigit() else f"{first} {last[1].year if last else ''}"
    start = PERIOD.fullmatch(whole.strip())
    begin = read_period(start, last[1]) if start and last else None
    return Window(after=begin[0], before=last[1]) if begin and last and begin[0] <= last[1] else None


def _number(text: str) -> str:
    return (re.match(r"\d+(?:st|nd|rd|th)?", text) or re.match("", text))[0]  # type: ignore[index]


def _bounded(text: str, match: re.Match[str], period: Period) -> Window:
    """What the words before a period make of it."""
    before = text[: match.start()]
    if _AS_OF.search(before):
        return Window(as_of=period[1])
    if _SUBORDINATE.search(_LEADING.sub("", before)):
        return Window()
    if match["year"] and not _dates_a_report(before, text[match.end() :]):
        return Window()
    if re.search(r"\bthe $", before, re.IGNORECASE) and not match["season"]:  # "in the January storm"
        return Window()
    if not re.search(r"\d{4}", match[0]) and not any(match[kind] for kind in _MOVING) and _COMING.search(text):
        return Window()
    if re.search(r"\b(?:than|over|nearly|almost|about) $", before, re.IGNORECASE) and match["ago"]:
        return Window()
    if _BEFORE.search(before):
        return Window(before=period[0] - timedelta(1))
    if _AFTER.search(before):
        return Window(after=period[1] + timedelta(1))
    if _SINCE.search(before):
        return Window(after=period[0])
    if _UNTIL.search(before):
        return Window(before=period[1])
    if _WITHIN.search(before) or any(match[kind] for kind in _MOVING) or (match["season"] and match["s_last"]):
        return Window(after=period[0], before=period[1])
    return Window()


def _dates_a_report(before: str, behind: str) -> bool:
    opening = re.fullmatch(r"\W*(?:in|during|before|after|since|until)\s+", before, re.IGNORECASE) and behind.startswith(",")
    words = re.sub(r"\b(?:in|during|from|before|after|since|until)\s+$", "", before, flags=re.IGNORECASE)
    return bool(opening or (words != before and _SAYING.search(words)))


def _narrow(one: Window, two: Window) -> Window:
    """Both windows at once."""
    afters = [day for day in (one.after, two.after) if day]
    befores = [day for day in (one.before, two.before) if day]
    return Window(two.as_of or one.as_of, max(afters, default=None), min(befores, default=None))
