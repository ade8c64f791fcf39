"""The passages found, by outlet and date: a plot of buttons, each of which opens its passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from rag import Excerpt

from . import format as words
from .render import place, text

LANES = 6  # outlets that have a line of their own
OTHERS = "other outlets"
_TICKS = 6  # dates named on the axis, at most
_STEPS = (1, 2, 7, 14)  # days between ticks, and then months
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_NARROWEST = 3.0  # percent of the width that a point takes up: nearer ones stand above each other
_LEVELS = 4
_LATE = 88.0  # percent, from which on a tick's name stands before it, since there is no room behind
_TWO_NAMES = 25.0  # percent that a name needs, and a late one beside it


@dataclass(frozen=True)
class Point:
    """A passage with the days that its date allows."""

    excerpt: Excerpt
    first: date
    last: date


def timeline(found: Sequence[Excerpt], marked: Mapping[str, int]) -> str:
    """The plot of a passage of each article; nothing where they are of one day. `marked` are marks, by document."""
    points = _points(found)
    if len({point.first for point in points}) < 2:
        return ""
    first, last = min(point.first for point in points), max(point.last for point in points)
    names = [name for name, _ in Counter(_outlet(point) for point in points).most_common()]
    own = names if len(names) <= LANES + 1 else names[:LANES]
    lanes: dict[str, list[Point]] = {}
    for point in sorted(points, key=lambda each: (each.first, each.excerpt.document)):
        name = _outlet(point)
        lanes.setdefault(name if name in own else OTHERS, []).append(point)
    rows = "".join(_lane(name, lanes[name], first, last, marked) for name in (*own, OTHERS) if name in lanes)
    undated = len(found) - len(points)
    note = f'<p class="quiet">{words.count(undated, "article")} without a full date not shown</p>' if undated else ""
    return (
        f'<div class="timeline" role="group" aria-live="off" aria-label="Articles found, by outlet and date">'
        f"<h3>When it was reported</h3>{rows}{_axis(first, last)}{note}</div>"
    )


def _points(found: Sequence[Excerpt]) -> list[Point]:
    """Those that state a date with its year."""
    dated = ((each, each.published.interval() if each.published else None) for each in found)
    return [Point(excerpt, *days) for excerpt, days in dated if days]


def _outlet(point: Point) -> str:
    return words.source_words(point.excerpt.source)


def _lane(name: str, points: Sequence[Point], first: date, last: date, marked: Mapping[str, int]) -> str:
    placed = list(_placed(points, first, last))
    height = 1 + max(level for *_, level in placed)
    buttons = "".join(_button(*each, marked.get(each[0].excerpt.document)) for each in placed)
    return (
        f'<div class="lane"><span class="outlet"><bdi>{text(name)}</bdi></span>'
        f'<div class="track levels-{height}">{buttons}</div></div>'
    )


def _placed(points: Sequence[Point], first: date, last: date) -> Iterator[tuple[Point, float, float, int]]:
    """Each point with its left edge and width in percent, and its level above the line."""
    ends = [-_NARROWEST] * _LEVELS
    for point in points:
        left = _percent(point.first, first, last)
        width = _percent(point.last, first, last) - left
        level = next((n for n, end in enumerate(ends) if end <= left), _LEVELS - 1)
        ends[level] = left + max(width, _NARROWEST)
        yield point, left, width, level


def _button(point: Point, left: float, width: float, level: int, number: int | None) -> str:
    excerpt = point.excerpt
    where = place(excerpt.document, excerpt.start, excerpt.end, excerpt.sha256)
    title = words.title_words(excerpt.title, excerpt.document)
    label = text(f"{words.byline(excerpt.source, excerpt.published)}: {title}")
    spoken = f"Passage {number}: {label}" if number else label
    kind = "point cited" if number else "point"
    return (
        f'<button type="button" class="{kind} level-{level}" {where} aria-label="{spoken}" title="{label}" '
        f'style="left:{left:.2f}%;width:max(var(--point),{width:.2f}%)">{number or ""}</button>'
    )


def _axis(first: date, last: date) -> str:
    placed = [(_percent(day, first, last), name) for day, name in _ticks(first, last)]
    if len(placed) > 1 and placed[-1][0] > _LATE and placed[-1][0] - placed[-2][0] < _TWO_NAMES:
        placed.pop()  # it would stand on the name before it
    ticks = "".join(
        f'<span class="{"late" if left > _LATE else ""}" style="left:{left:.2f}%">{text(name)}</span>'
        for left, name in placed
    )
    return (
        f'<div class="lane axis" aria-hidden="true"><span class="outlet"></span><div class="track">{ticks}</div></div>'
    )


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Days to name on the axis: round ones, at most _TICKS."""
    days = (last - first).days
    for step in _STEPS:
        if days / step < _TICKS:
            return [(day, f"{day.day} {day:%b}") for n in range(_TICKS) if (day := first + timedelta(n * step)) <= last]
    for months in _MONTHS:
        found = list(_months(first, last, months))
        if len(found) <= _TICKS:
            break
    return [(day, f"{day:%Y}" if months >= 12 else f"{day:%b %Y}") for day in found]


def _months(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of every so many months, counted from a January."""
    day = date(first.year if step < 12 else first.year - first.year % (step // 12), 1, 1)
    while day <= last:
        if day >= first:
            yield day
        day += relativedelta(months=step)


def _percent(day: date, first: date, last: date) -> float:
    return 100 * (day - first).days / max((last - first).days, 1)
