"""Two runs over the same questions, side by side: what changed, and whether the change can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index import DatelineError

from .bootstrap import RESAMPLES, Array, Difference, Statistic, auc, paired, percentile, ratio
from .report.read import Run, read

_LATENCY = {"latency_ms.total.p50": 50, "latency_ms.total.p95": 95}
_WATCHED = ("Success@4", "answer_in_excerpts@3", "status")  # what people ask "which ones?" about
_FEW = 10  # questions; on fewer, the drawing of questions says nothing about others


class Measure(NamedTuple):
    """A measure in one run: how its value comes about, and a mask of the questions that it rests on."""

    statistic: Statistic
    rests_on: NDArray[np.bool_]


@dataclass(frozen=True)
class Changed:
    """The ids of the questions that B does better and worse, in the order of the run."""

    better: tuple[str, ...]
    worse: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Run B against run A over the questions that both have.

    `settings` are those that differ. `rests_on` counts the questions that a measure was worked out
    on. `by_kind` holds B - A of a kind under names such as `latest.RR@10`. `notes` say what was left
    out and what means little.
    """

    a: Path
    b: Path
    questions: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    settings: dict[str, tuple[object, object]]
    measures: dict[str, Difference]
    latency: dict[str, Difference]
    rests_on: dict[str, int]
    by_kind: dict[str, float | None]
    changed: dict[str, Changed]
    texts: dict[str, str]
    notes: tuple[str, ...]

    def differences(self) -> dict[str, float | None]:
        """B - A under one name each, for floors and ceilings."""
        every = {**self.measures, **self.latency}
        return {**{name: each.difference for name, each in every.items()}, **self.by_kind}


def compare(a: Path, b: Path) -> Comparison:
    """Compares two results folders; raises DatelineError where they are none, or share no question."""
    one, two = read(a), read(b)
    ids = [question for question in one.rows if question in two.rows]
    if not ids:
        raise DatelineError(f"{a} and {b} have no question in common: compare two runs of one dataset")
    measures = _measures(one, two, ids)
    pairs = {name: (ours.statistic, theirs.statistic) for name, (ours, theirs) in measures.items()}
    rests_on = {name: int((ours.rests_on | theirs.rests_on).sum()) for name, (ours, theirs) in measures.items()}
    found = paired(len(ids), {**pairs, **_latency(one, two, ids)})
    return Comparison(
        a=a,
        b=b,
        questions=len(ids),
        only_a=tuple(question for question in one.rows if question not in two.rows),
        only_b=tuple(question for question in two.rows if question not in one.rows),
        settings=dict(_differing(one.made, two.made)),
        measures={name: found[name] for name in measures},
        latency={name: found[name] for name in _LATENCY},
        rests_on=rests_on,
        by_kind=dict(_by_kind(pairs, [one.rows[question]["kind"] or "none" for question in ids])),
        changed={name: _changed(one, two, ids, name) for name in _WATCHED if name in measures or name == "status"},
        texts={**one.texts, **two.texts},
        notes=tuple(_notes(one, two, rests_on, found)),
    )


def _measures(a: Run, b: Run, ids: Sequence[str]) -> dict[str, tuple[Measure, Measure]]:
    """What both runs measured, in the order of metrics.json: columns of the rows, and what a set of rows has."""
    of_sets = _abstention(a, ids), _abstention(b, ids)
    found: dict[str, tuple[Measure, Measure]] = {}
    for name in _shared(a, b):
        if name in of_sets[0]:
            found[name] = (of_sets[0][name], of_sets[1][name])
        elif a.has_column(name) and b.has_column(name):
            found[name] = _means(a.cells(ids, name), b.cells(ids, name))
    return found


def _means(a: Array, b: Array) -> tuple[Measure, Measure]:
    """The means of a column over the questions that it applies to in both runs."""
    applies = ~np.isnan(a[:, 0] + b[:, 0])[:, None]
    ours, theirs = (np.where(applies, cells, 0) for cells in (a, b))
    return (
        Measure(ratio(ours[:, 0], ours[:, 1]), ours[:, 1] > 0),
        Measure(ratio(theirs[:, 0], theirs[:, 1]), theirs[:, 1] > 0),
    )


def _abstention(run: Run, ids: Sequence[str]) -> dict[str, Measure]:
    """The measures of metrics/abstention.py, on any drawing of the rows: the tests hold the two to each other."""
    answerable, abstained = run.answerable(ids), run.abstained(ids)
    unanswerable = ~answerable
    right = abstained & unanswerable
    everyone = np.ones(len(ids), dtype=bool)
    confidence = run.cells(ids, "confidence")[:, 0]
    marked = abstained.astype(int) + unanswerable
    return {
        "abstained": Measure(ratio(abstained, everyone), everyone),
        "abstention_precision": Measure(ratio(right, abstained, needs=unanswerable), abstained),
        "abstention_recall": Measure(ratio(right, unanswerable), unanswerable),
        "abstention_F1": Measure(ratio(2 * right, marked, needs=unanswerable), marked > 0),
        "answerable_refused": Measure(ratio(abstained & answerable, answerable), answerable),
        "confidence_AUC": Measure(auc(confidence, answerable), everyone),
    }


def _latency(a: Run, b: Run, ids: Sequence[str]) -> dict[str, tuple[Statistic, Statistic]]:
    ours, theirs = (run.cells(ids, "total_ms")[:, 0] for run in (a, b))
    timed = ~np.isnan(ours + theirs)
    ours, theirs = (np.where(timed, times, np.nan) for times in (ours, theirs))
    return {name: (percentile(ours, share), percentile(theirs, share)) for name, share in _LATENCY.items()}


def _by_kind(
    pairs: Mapping[str, tuple[Statistic, Statistic]], kinds: Sequence[str]
) -> Iterator[tuple[str, float | None]]:
    """B - A of each kind; nothing where no question has a kind."""
    for kind in dict.fromkeys(kinds) if set(kinds) != {"none"} else ():
        counts = np.array([[float(each == kind) for each in kinds]])
        for name, (a, b) in pairs.items():
            difference = float((b(counts) - a(counts))[0])
            yield f"{kind}.{name}", None if np.isnan(difference) else difference


def _changed(a: Run, b: Run, ids: Sequence[str], name: str) -> Changed:
    """A better status is an answer where there is one, and an abstention where there is none."""
    if name == "status":
        ours, theirs = (np.asarray(run.abstained(ids) != run.answerable(ids), dtype=float) for run in (a, b))
    else:
        ours, theirs = (run.cells(ids, name)[:, 0] for run in (a, b))
    gains = list(zip(ids, theirs - ours, strict=True))  # NaN, where it does not apply, is neither
    return Changed(
        better=tuple(question for question, gain in gains if gain > 0),
        worse=tuple(question for question, gain in gains if gain < 0),
    )


def _notes(a: Run, b: Run, rests_on: Mapping[str, int], found: Mapping[str, Difference]) -> Iterator[str]:
    for run, other, letter in ((a, b, "A"), (b, a, "B")):
        if only := [name for name in run.made["metrics"] if name not in other.made["metrics"]]:
            yield f"only {letter} has {', '.join(only)}"
    if unknown := [name for name in _shared(a, b) if name not in rests_on]:
        yield f"not to be had from per_question.tsv, and so not compared: {', '.join(unknown)}"
    measured = [name for name in rests_on if found[name].difference is not None]
    few = [name for name in measured if rests_on[name] < _FEW]
    if few and few == measured:
        yield f"the questions are fewer than {_FEW}: the intervals mean nothing"
    elif few:
        yield f"on fewer than {_FEW} questions, where an interval means nothing: {', '.join(few)}"
    for name, each in found.items():
        if each.undefined and each.difference is not None:
            yield f"{name} is undefined on {each.undefined:,} of {RESAMPLES:,} resamples, which are left out"


def _differing(a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[tuple[str, tuple[object, object]]]:
    """Settings, index and versions that are not the same; where the results lie is no difference."""
    ours, theirs = (
        {
            **made.get("settings", {}),
            **{f"index: {name}": value for name, value in made.get("index", {}).items()},
            **{f"version: {name}": value for name, value in made.get("versions", {}).items()},
        }
        for made in (a, b)
    )
    for name in dict.fromkeys([*ours, *theirs]):
        if name != "out" and ours.get(name) != theirs.get(name):
            yield name, (ours.get(name), theirs.get(name))


def _shared(a: Run, b: Run) -> list[str]:
    return [name for name in a.made["metrics"] if name in b.made["metrics"]]
