"""A comparison of two runs, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..bootstrap import RESAMPLES, Difference
from ..compare import Comparison
from .markdown import quoted, table

_NAMED = 10  # questions in a list
_WIDTH = 120  # characters of a question's text


def to_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as one object: what `markdown` says, with every digit."""
    return {
        "a": str(comparison.a),
        "b": str(comparison.b),
        "questions": comparison.questions,
        "only_a": _listed(comparison.only_a, comparison.texts),
        "only_b": _listed(comparison.only_b, comparison.texts),
        "settings": comparison.settings,
        "metrics": {
            name: {"questions": comparison.rests_on[name], **_as_json(each)}
            for name, each in comparison.measures.items()
        },
        "latency": {name: _as_json(each) for name, each in comparison.latency.items()},
        "changed": {
            name: {way: _listed(ids, comparison.texts) for way, ids in vars(each).items()}
            for name, each in comparison.changed.items()
        },
        "notes": list(comparison.notes),
    }


def markdown(comparison: Comparison) -> str:
    """A comparison for people."""
    header = ("A", "B", "B - A", "95 % interval", "")
    parts = [
        "# B against A",
        f"A is {comparison.a}, B is {comparison.b}; both have {comparison.questions} questions.",
        *_left_out(comparison),
        _settings_table(comparison.settings),
        table(
            ("metric", "questions", *header),
            (
                (name, str(comparison.rests_on[name]), *_line(each, 3))
                for name, each in comparison.measures.items()
                if (each.a, each.b) != (None, None)
            ),
        ),
        table(("latency in ms", *header), ((name, *_line(each, 1)) for name, each in comparison.latency.items())),
        f"`*`: the interval (paired bootstrap, {RESAMPLES:,} resamples of the questions) excludes 0. "
        "Of the measures that do not differ, one in twenty is marked by chance.",
        *("- note: " + note for note in comparison.notes),
    ]
    for name, changed in comparison.changed.items():
        parts += [f"## {name}", *(_list(f"{way} in B", ids, comparison.texts) for way, ids in vars(changed).items())]
    return "\n\n".join(parts) + "\n"


def _left_out(comparison: Comparison) -> Iterator[str]:
    for letter, ids in (("A", comparison.only_a), ("B", comparison.only_b)):
        if ids:
            yield _list(f"Left out, as only {letter} has them", ids, comparison.texts)


def _settings_table(settings: Mapping[str, tuple[object, object]]) -> str:
    if not settings:
        return "The settings are the same."
    return table(("setting", "A", "B"), ((name, _plain(a), _plain(b)) for name, (a, b) in settings.items()))


def _line(each: Difference, digits: int) -> tuple[str, ...]:
    interval = "-"
    if each.low is not None and each.high is not None:
        interval = f"{_number(each.low, digits, '+')} to {_number(each.high, digits, '+')}"
    return (
        _number(each.a, digits),
        _number(each.b, digits),
        _number(each.difference, digits, "+"),
        interval,
        "*" if each.excludes_zero else "",
    )


def _number(value: float | None, digits: int, sign: str = "") -> str:
    return "-" if value is None else f"{round(value, digits) + 0.0:{sign}.{digits}f}"  # + 0.0: no -0.000


def _list(title: str, ids: Sequence[str], texts: Mapping[str, str]) -> str:
    named = (f"- {quoted(question)} {quoted(texts.get(question, ''), _WIDTH)}".rstrip() for question in ids[:_NAMED])
    more = [f"- and {len(ids) - _NAMED} more"] if len(ids) > _NAMED else []
    return "\n".join([f"{title}: {len(ids)}", *([""] if ids else []), *named, *more])


def _listed(ids: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    named = [{"_id": question, "question": texts.get(question)} for question in ids[:_NAMED]]
    return {"count": len(ids), "questions": named}


def _as_json(each: Difference) -> dict[str, Any]:
    return {**asdict(each), "excludes_zero": each.excludes_zero}


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
