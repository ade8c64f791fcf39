"""How many articles there are of each outlet and month, as a table whose numbers are buttons."""

from __future__ import annotations

import calendar
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index import Published, Stats

from . import format as words
from .render import text

COLUMNS = 36  # months or years side by side; what is older shares the last column
OUTLETS = 12  # that have a row of their own
_LEVELS = 4  # shades of a number; 0 is none

Counts = Mapping[tuple[str, str], int]


def coverage(stats: Stats, months: Counts) -> str:
    """The table: a row for each of the largest outlets, a column for each month, or year where there are many.

    The newest come first, as in the list.
    """
    if not months:
        return ""
    columns = _columns({month for _, month in months})
    cells: Counter[tuple[str, str]] = Counter()
    for (source, month), number in months.items():
        cells[source, _column_of(month, columns)] += number
    table = _Table(columns, cells, {**stats.sources, "": stats.source_not_stated}, max(cells.values()))
    largest = [name for name, _ in Counter(stats.sources).most_common(OUTLETS)]
    rest = [name for name in stats.sources if name not in largest]
    rows = [table.row(name, [name], name) for name in largest]
    rows += [table.row("Other outlets", rest)] if rest else []
    rows += [table.row("Outlet not stated", [""])] if stats.source_not_stated else []
    rows.append(table.row("All", ["", *stats.sources], ""))
    unit = "month" if table.by_month else "year"
    heads = ["Outlet", "All", *map(table.label, columns), "No full date"]
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in heads)
    return (
        f'<div class="coverage" role="region" tabindex="0" aria-label="Articles by outlet and {unit}"><table>'
        f"<caption>Articles by outlet and {unit} of publication. Press a number to list them.</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


@dataclass(frozen=True)
class _Table:
    """Articles by outlet and column, all those of an outlet, and the highest number in a cell."""

    columns: Sequence[str]
    cells: Counter[tuple[str, str]]
    sizes: Mapping[str, int]
    most: int

    @property
    def by_month(self) -> bool:
        return any(len(column) == 7 for column in self.columns)

    def row(self, name: str, outlets: Sequence[str], source: str | None = None) -> str:
        """The row of some outlets; its buttons limit the list to `source` (empty for all), and are left out without."""
        numbers = {column: sum(self.cells[outlet, column] for outlet in outlets) for column in self.columns}
        size = sum(self.sizes[outlet] for outlet in outlets)
        undated = size - sum(numbers.values())
        head = text(name) if source is None else _filter(name, source, None, None)
        shown = "".join(self._cell(name, source, column, number) for column, number in numbers.items())
        kind = "" if source else ' class="summed"'
        return (
            f'<tr{kind}><th scope="row"><bdi>{head}</bdi></th><td>{size:,}</td>'
            f"{shown}<td>{f'{undated:,}' if undated else ''}</td></tr>"
        )

    def label(self, column: str) -> str:
        """What stands above a column."""
        if column.startswith("-"):
            return f"to {column[1:]}"
        if len(column) == 7:
            return f"{calendar.month_abbr[int(column[5:])]} {column[:4]}"
        return f"{column}, no month" if self.by_month else column

    def _cell(self, name: str, source: str | None, column: str, number: int) -> str:
        level = min(_LEVELS, math.ceil(_LEVELS * math.sqrt(number / self.most)))  # outlets differ a thousandfold
        shown = f"{number:,}" if number else ""
        # Of a year beside its months there is no button: such a limit would let the months through as well.
        if number and source is not None and not (self.by_month and len(column) == 4):
            label = f"{name}, {self.label(column)}: {words.count(number, 'article')}"
            shown = _filter(shown, source, *_days(column), label)
        return f'<td class="level-{level}">{shown}</td>'


def _filter(shown: str, source: str, after: date | None, before: date | None, label: str = "") -> str:
    """A button that limits the list."""
    days = f'data-after="{after or ""}" data-before="{before or ""}"'
    spoken = f' aria-label="{text(label)}"' if label else ""
    return f'<button type="button" class="filter" data-source="{text(source)}" {days}{spoken}>{text(shown)}</button>'


def _columns(months: Collection[str]) -> list[str]:
    """Months (`2024-03`) with no gap between them, or years, newest first; with a minus, all up to that year."""
    stated = sorted(month for month in months if len(month) == 7)
    if stated:
        (first, start), (last, end) = ((int(each[:4]), int(each[5:])) for each in (stated[0], stated[-1]))
        every = (divmod(number, 12) for number in range(12 * first + start - 1, 12 * last + end))
        names = sorted({*months, *(f"{year:04}-{month + 1:02}" for year, month in every)}, reverse=True)
        if len(names) <= COLUMNS:
            return names
    years = [f"{year:04}" for year in range(int(max(months)[:4]), int(min(months)[:4]) - 1, -1)]
    return years if len(years) <= COLUMNS else [*years[: COLUMNS - 1], f"-{years[COLUMNS - 1]}"]


def _column_of(month: str, columns: Sequence[str]) -> str:
    return next((name for name in (month, month[:4]) if name in columns), columns[-1])


def _days(column: str) -> tuple[date | None, date | None]:
    """The first and the last day of a column."""
    if column.startswith("-"):
        return None, date(int(column[1:]), 12, 31)
    return Published(column, "month" if len(column) == 7 else "year", "").interval() or (None, None)
