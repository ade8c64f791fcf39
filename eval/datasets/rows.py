"""Rows of a file as questions, in the fields of our own dataset folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from .dataset import Query
from .lines import Row

T = TypeVar("T")
NamedRow = tuple[str, Row]  # where a row stands (`queries.jsonl:3`), and the row


def collect(
    rows: Iterable[NamedRow], to_query: Callable[[Row], Query], faults: list[str]
) -> dict[str, tuple[Query, Row]]:
    """The questions by id, each with its row; a row that is none, or takes another's id, goes to `faults`."""
    found: dict[str, tuple[Query, Row]] = {}
    for name, row in rows:
        try:
            query = to_query(row)
            if query.id in found:
                raise ValueError(f"its _id '{query.id}' is taken by an earlier row")
            found[query.id] = query, row
        except ValueError as error:
            faults.append(f"{name}: {error}")
    return found


def query_of(row: Row) -> Query:
    """A row {_id, text, asked_on?, answer?, answerable?, kind?}; raises ValueError, a short sentence, for another."""
    asked_on = _field(row, "asked_on", str, "a day such as 2024-03-01")
    return Query(
        id=_text(row, "_id"),
        text=_text(row, "text"),
        asked_on=_day(asked_on) if asked_on else None,
        answers=_answers(row),
        answerable=_field(row, "answerable", bool, "true or false") is not False,
        kind=_field(row, "kind", str, "a string") or None,
    )


def _field(row: Row, name: str, of: type[T], wanted: str) -> T | None:
    value = row.get(name)
    if value is None or isinstance(value, of):
        return value
    raise ValueError(f"its {name} is not {wanted}")


def _answers(row: Row) -> tuple[str, ...]:
    value = row.get("answer") or []
    answers = value if isinstance(value, list) else [value]
    if not all(isinstance(answer, str) for answer in answers):
        raise ValueError("its answer is not a string or a list of strings")
    return tuple(dict.fromkeys(answers))


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"has no {name}")
    return value


def _day(value: str) -> date:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise ValueError(f"its asked_on '{value}' is not a day such as 2024-03-01") from None
