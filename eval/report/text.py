"""The report of a run, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..metrics.values import Values
from .drawing import Plot
from .markdown import quoted, shown, table
from .results import Results
from .sections import SECTIONS
from .worst import worst

_GROUPED = ("Success@1", "Success@4", "RR@10", "answer_in_excerpts@3", "answer_in_shown@3", "abstained", "after_as_of")


def report_text(metrics: dict[str, Any], results: Results, values: Sequence[Values], drawn: Sequence[Plot]) -> str:
    """The metrics as Markdown tables, the pictures, the worst questions, and how it was made."""
    parts = (
        *_groups("By kind of question", "kind", metrics["by_kind"]),
        *_groups("By time, as the question was understood", "time", metrics["by_time"]),
        *_because(metrics),
        "## Speed and size",
        table(("stage", "p50 ms", "p95 ms", "p99 ms"), _times(metrics)),
        *_cost(metrics),
        *(f"![{quoted(plot.alt, 2000)}]({plot.name})" for plot in drawn),
        *worst(metrics["faults"], results.outcomes, values),
        *_made(metrics),
    )
    return "\n".join([summary_text(metrics), *(part + "\n" for part in parts)])


def summary_text(metrics: dict[str, Any]) -> str:
    """What was asked, and the metrics of all questions: the report's first page."""
    return "\n\n".join([f"# {quoted(metrics['dataset'])}", _opening(metrics), *_sections(metrics)]) + "\n"


def _opening(metrics: dict[str, Any]) -> str:
    asked, index = metrics["questions"], metrics["index"]
    return (
        f"{asked['asked']} questions, {asked['answerable']} of them answerable, {asked['judged']} with relevant "
        f"documents; an index of {index['documents']} documents in {index['chunks']} chunks."
    )


def _sections(metrics: dict[str, Any]) -> Iterator[str]:
    """The measures that there is something to measure on, section by section."""
    for section in SECTIONS:
        rows = [(name, shown(value)) for name in section.names if (value := metrics["metrics"][name]) is not None]
        if rows:
            yield f"## {section.title}"
            yield table(("metric", "value"), rows)
            yield section.caveat


def _groups(title: str, name: str, groups: dict[str, Any]) -> Iterator[str]:
    if groups:
        columns = [column for column in _GROUPED if any(values[column] is not None for values in groups.values())]
        yield f"## {title}"
        yield group_table((name, "questions"), groups, columns)


def group_table(header: tuple[str, str], groups: dict[str, Any], columns: Sequence[str]) -> str:
    """Groups of questions with their number and some of their measures; `header` names the first two columns."""
    rows = (
        (quoted(group), str(values["questions"]), *(shown(values[column]) for column in columns))
        for group, values in groups.items()
    )
    return table((*header, *columns), rows)


def _because(metrics: dict[str, Any]) -> Iterator[str]:
    rows = [
        (of, reason, str(count))
        for of, counts in metrics["abstained_because"].items()
        for reason, count in counts.items()
    ]
    if rows:
        yield table(("abstained on", "because", "times"), rows)


def _times(metrics: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for stage, times in metrics["latency_ms"].items():
        yield (stage, *map(str, times.values()))


def _cost(metrics: dict[str, Any]) -> Iterator[str]:
    cost = metrics["cost"]
    if cost["built_now"]:
        yield "The same process has just built the index: its start was warm, and its memory is the build's."
    yield table(
        ("what", "value"),
        [
            ("opening the index and loading the model", f"{cost['opening_s']} s"),
            ("the first question after that", f"{cost['first_question_ms']} ms"),
            ("peak memory of the process", f"{cost['peak_memory_mb']} MB"),
            ("the index on disk", f"{cost['index_mb']} MB"),
            *_build(cost),
        ],
    )


def _build(cost: dict[str, Any]) -> Iterator[tuple[str, str]]:
    built = cost["built"]
    if built:
        rest = "" if built["whole"] else ", the rest of a build that was cut off"
        rate = cost["built_chunks_per_second"]
        yield "building the index", f"{built['seconds']} s{rest}, peak memory {built['peak_memory_mb']} MB"
        if rate:
            yield "building rate", f"{rate} chunks a second"


def _made(metrics: dict[str, Any]) -> Iterator[str]:
    yield "## How this was made"
    yield "\n".join(f"- note: {quoted(sentence, 2000)}" for sentence in metrics["notes"]) or "Nothing was left out."
    machine = metrics["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in metrics["versions"].items())
    settings = ", ".join(
        f"{name} {value}" for name, value in metrics["settings"].items() if value not in (None, [], "")
    )
    yield quoted(
        f"{metrics['date']}, on {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}. {packages}; model {metrics['index']['model']}; our code {metrics['code']}. {settings}.",
        2000,
    )
