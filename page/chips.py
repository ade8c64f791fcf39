"""The limits of a question as chips: each can be taken away, and all can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from rag.contract import Understood

from .format import day_words, told_words
from .limits import read_day
from .render import text

DAYS = {"as_of": "As of", "after": "Published from", "before": "Published until"}


def chips(understood: Understood) -> str:
    """What was understood of time and outlet, each with a button that takes it away, and the form to change them."""
    items = "".join(
        f'<li class="chip"><bdi>{text(words)}</bdi><button type="button" class="drop" data-limit="{limit}" '
        f'data-value="{text(value)}" aria-label="Remove: {text(words)}">×</button></li>'
        for limit, value, words in _limits(understood)
    )
    listed = f'<ul class="chips" aria-label="Limits of this question">{items}</ul>'
    return f'<div class="limits">{listed}{_form(understood)}</div>'


def without(understood: Understood, limit: str, value: str) -> Understood:
    """The limits but for one that a chip names; as they are where it names none."""
    if limit in (*DAYS, "told_of"):
        return replace(understood, **{limit: None})  # type: ignore[arg-type]
    if limit in ("latest", "earliest"):
        return replace(understood, **{limit: False})  # type: ignore[arg-type]
    if limit in ("sources", "not_sources", "days"):
        left = tuple(each for each in getattr(understood, limit) if str(each) != value)
        return replace(understood, **{limit: left})  # type: ignore[arg-type]
    return understood


def changed(understood: Understood, limit: str, value: str) -> Understood:
    """The limits with one set to what was typed: a day, or an outlet beside the others; nothing clears a day.

    Raises DatelineError where a day cannot be read.
    """
    if limit in DAYS:
        return replace(understood, **{limit: read_day(DAYS[limit], value)})  # type: ignore[arg-type]
    if limit == "sources" and value.strip():
        return replace(understood, sources=tuple(dict.fromkeys((*understood.sources, value.strip()))))
    return understood


def _limits(understood: Understood) -> Iterator[tuple[str, str, str]]:
    """Each limit's name, its value, and its words."""
    for limit, label in DAYS.items():
        day: date | None = getattr(understood, limit)
        if day:
            yield limit, day.isoformat(), f"{label.lower()} {day_words(day)}"
    yield from (("sources", name, f"from {name}") for name in understood.sources)
    yield from (("not_sources", name, f"not from {name}") for name in understood.not_sources)
    yield from (("days", str(day), f"around {day_words(day)} first") for day in understood.days)
    if understood.told_of:
        yield "told_of", "", told_words(understood.told_of)
    if understood.latest:
        yield "latest", "", "the latest first"
    if understood.earliest:
        yield "earliest", "", "the first report first"


def _form(understood: Understood) -> str:
    """A field for each day, and one for another outlet; the browser's own pickers."""
    fields: list[tuple[str, str, str, Any]] = [
        (limit, label, 'type="date"', getattr(understood, limit) or "") for limit, label in DAYS.items()
    ]
    fields.append(("sources", "Outlet", 'type="text" list="outlets" autocomplete="off"', ""))
    inputs = "".join(
        f'<label>{label}<input {kind} data-limit="{limit}" value="{value}"></label>'
        for limit, label, kind, value in fields
    )
    return f'<details class="change"><summary>Change dates or outlets</summary><div>{inputs}</div></details>'
