"""Two runs over the same questions, side by side: what changed, and whether the change can be trusted."""

from __future__ import annotations

import csv
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
from numpy.typing import NDArray

from index import DatelineError

from .bootstrap import RESAMPLES, Array, Difference, Statistic, auc, paired, percentile, ratio
from .datasets.lines import read_rows
from .floors import Bound, check_ceilings, check_floors, exit_if_missed, fail_over_option, fail_under_option

_NEEDED = ("_id", "kind", "answerable", "status", "confidence", "total_ms")  # columns of per_question.tsv
_LATENCY = {"latency_ms.total.p50": 50, "latency_ms.total.p95": 95}
_WATCHED = ("Success@4", "answer_in_excerpts@3", "status")  # what people ask "which ones?" about
_FEW = 10  # questions; on fewer, the drawing of questions says nothing about others
_NAMED = 10  # questions in a list
_WIDTH = 120  # characters of a question's text


class Run(NamedTuple):
    """What a results folder holds: rows of per_question.tsv by id, metrics.json, and texts of questions if any."""

    folder: Path
    rows: dict[str, dict[str, str]]
    made: dict[str, Any]
    texts: dict[str, str]


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


def read(folder: Path) -> Run:
    """Reads a results folder; raises DatelineError where it is none."""
    if not folder.is_dir():
        raise DatelineError(f"there is no results folder at {folder}: give what --out of a run was")
    try:
        return Run(folder, _rows(folder), _made(folder), _texts(folder))
    except OSError as error:
        name = Path(str(error.filename)).name
        raise DatelineError(f"{folder} is not a results folder: {name} cannot be read: {error.strerror}") from error
    except (ValueError, csv.Error) as error:
        raise DatelineError(f"{folder} is not a results folder: {error}") from error


def _rows(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "per_question.tsv").open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", restval="")
        if missing := [name for name in _NEEDED if name not in (table.fieldnames or ())]:
            raise ValueError(f"per_question.tsv has no column {missing[0]}")
        return {row["_id"]: row for row in table}


def _made(folder: Path) -> dict[str, Any]:
    made = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    if not isinstance(made, dict) or not isinstance(made.get("metrics"), dict):
        raise ValueError("metrics.json holds no metrics")
    return made


def _texts(folder: Path) -> dict[str, str]:
    path = folder / "answers.jsonl"
    rows = (row for _, row in read_rows(path, [])) if path.is_file() else ()
    return {str(row.get("_id")): str(row.get("question", "")) for row in rows}


def _measures(a: Run, b: Run, ids: Sequence[str]) -> dict[str, tuple[Measure, Measure]]:
    """What both runs measured, in the order of metrics.json: columns of the rows, and what a set of rows has."""
    of_sets = _abstention(a, ids), _abstention(b, ids)
    found: dict[str, tuple[Measure, Measure]] = {}
    for name in _shared(a, b):
        if name in of_sets[0]:
            found[name] = (of_sets[0][name], of_sets[1][name])
        elif _has_column(a, name) and _has_column(b, name):
            found[name] = _means(_cells(a, ids, name), _cells(b, ids, name))
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
    answerable, abstained = _answerable(run, ids), _abstained(run, ids)
    unanswerable = ~answerable
    right = abstained & unanswerable
    everyone = np.ones(len(ids), dtype=bool)
    confidence = _cells(run, ids, "confidence")[:, 0]
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
    ours, theirs = (_cells(run, ids, "total_ms")[:, 0] for run in (a, b))
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
        ours, theirs = (np.asarray(_abstained(run, ids) != _answerable(run, ids), dtype=float) for run in (a, b))
    else:
        ours, theirs = (_cells(run, ids, name)[:, 0] for run in (a, b))
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
    few = [name for name, count in rests_on.items() if count < _FEW]
    if few == list(rests_on):
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


def _has_column(run: Run, name: str) -> bool:
    return name in next(iter(run.rows.values()))


def _answerable(run: Run, ids: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([run.rows[question]["answerable"] == "true" for question in ids])


def _abstained(run: Run, ids: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([run.rows[question]["status"] == "not_found" for question in ids])


def _cells(run: Run, ids: Sequence[str], name: str) -> Array:
    """A column as parts and wholes: `0.5` is 0.5 of 1, `2/3` is 2 of 3, an empty cell is NaN."""
    try:
        return np.array([_cell(run.rows[question][name]) for question in ids])
    except ValueError as error:
        raise DatelineError(f"{run.folder / 'per_question.tsv'}: {name} is not a number: {error}") from error


def _cell(text: str) -> tuple[float, float]:
    part, slash, whole = text.partition("/")
    return float(part or "nan"), float(whole) if slash else 1.0


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
        _table(
            ("metric", "questions", *header),
            ((name, str(comparison.rests_on[name]), *_line(each, 3)) for name, each in comparison.measures.items()),
        ),
        _table(("latency in ms", *header), ((name, *_line(each, 1)) for name, each in comparison.latency.items())),
        f"`*`: the interval (paired bootstrap, {RESAMPLES:,} resamples of the questions) excludes 0. "
        "Of the measures that do not differ, one in twenty is marked by chance.",
        *("- note: " + note for note in comparison.notes),
    ]
    for name, changed in comparison.changed.items():
        parts += [f"## {name}", *(_list(way, ids, comparison.texts) for way, ids in vars(changed).items())]
    return "\n\n".join(parts) + "\n"


def _left_out(comparison: Comparison) -> Iterator[str]:
    for letter, ids in (("A", comparison.only_a), ("B", comparison.only_b)):
        if ids:
            yield _list(f"Left out, as only {letter} has them", ids, comparison.texts)


def _settings_table(settings: Mapping[str, tuple[object, object]]) -> str:
    if not settings:
        return "The settings are the same."
    return _table(("setting", "A", "B"), ((name, _plain(a), _plain(b)) for name, (a, b) in settings.items()))


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
    named = (f"- {question} {textwrap.shorten(texts.get(question, ''), _WIDTH)}".rstrip() for question in ids[:_NAMED])
    more = [f"- and {len(ids) - _NAMED} more"] if len(ids) > _NAMED else []
    return "\n".join([f"{title}: {len(ids)}", *([""] if ids else []), *named, *more])


def _listed(ids: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    named = [{"_id": question, "question": texts.get(question)} for question in ids[:_NAMED]]
    return {"count": len(ids), "questions": named}


def _as_json(each: Difference) -> dict[str, Any]:
    return {**asdict(each), "excludes_zero": each.excludes_zero}


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


_RESULTS = click.Path(path_type=Path)


@click.command("compare")
@click.argument("a", type=_RESULTS)
@click.argument("b", type=_RESULTS)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of Markdown.")
@fail_under_option
@fail_over_option
def compare_command(a: Path, b: Path, as_json: bool, floors: tuple[Bound, ...], ceilings: tuple[Bound, ...]) -> None:
    """Say what run B changed against run A; floors and ceilings are of the difference B - A."""
    comparison = compare(a, b)
    if as_json:
        click.echo(json.dumps(to_json(comparison), ensure_ascii=False, indent=2))
    else:
        click.echo(markdown(comparison), nl=False)
    differences = comparison.differences()
    missed = [*check_floors(differences, floors), *check_ceilings(differences, ceilings)]
    exit_if_missed(f"B - A: {sentence}" for sentence in missed)
