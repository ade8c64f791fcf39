"""What a person fills in beside the question, as options; a mistake becomes a sentence."""

from __future__ import annotations

import re
from datetime import date

from index import DatelineError
from rag import Options

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_options(as_of: str | None, after: str | None, before: str | None, sources: list[str] | None) -> Options:
    """The fields as options. Raises DatelineError where a date cannot be read."""
    return Options(
        as_of=read_day("As of", as_of),
        after=read_day("After", after),
        before=read_day("Before", before),
        sources=tuple(sources or ()),
    )


def read_day(label: str, typed: str | None) -> date | None:
    """A day typed as YYYY-MM-DD, or None where nothing is. Raises DatelineError for anything else."""
    value = (typed or "").strip()
    if not value:
        return None
    try:
        day = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise DatelineError(f"{label}: “{value[:40]}” is not a day; write it like 2022-03-18.")
    return day
