"""docs/benchmarks.md, made from the results of runs: no figure in it is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from index import DatelineError
from rag.question import THRESHOLD

from .calibrate import PAGE as READING_PAGE
from .fit import PAGE as SIGNALS_PAGE
from .judged import judged_page
from .report.markdown import quoted, shown, table
from .report.sections import SECTIONS
from .report.text import group_table

Run = dict[str, Any]

_RUN, _PAGES = "metrics.json", (SIGNALS_PAGE, READING_PAGE, "peers.md")
_TIMES = ("p50", "p95", "p99")


def benchmarks(folders: Sequence[Path], judged: Path | None = None) -> str:
    """The page, from results folders of `eval run`, `fit`, `calibrate` and `peers`, in the order given.

    `judged` is a table of answers that a person has read.

    Raises DatelineError for a folder that holds none of these, and where none is of a run.
    """
    runs = [(folder.name, _read(folder / _RUN)) for folder in folders if (folder / _RUN).is_file()]
    pages = [folder / name for folder in folders for name in _PAGES if (folder / name).is_file()]
    for folder in folders:
        if not any((folder / name).is_file() for name in (_RUN, *_PAGES)):
            raise DatelineError(
                f"{folder} holds no results: give the --out of 'eval run', 'eval fit', 'eval calibrate' or 'eval peers'"
            )
    if not runs:
        raise DatelineError("none of these is of a run: give the --out of 'eval run'")
    parts = ["# Benchmarks", *_conditions(runs), *_sections(runs), *_costs(runs), *_runs(runs), *map(_page, pages)]
    parts += [judged_page(judged)] if judged else []
    return "\n\n".join(parts) + "\n"


def _conditions(runs: Sequence[tuple[str, Run]]) -> Iterator[str]:
    """What was run on what; figures of several machines or versions must not stand side by side unsaid."""
    yield "Made by `python -m eval benchmarks` from the results of the runs below; no figure is typed by hand."
    yield from sorted({_made_on(run) for _, run in runs})
    rows = (
        (
            name,
            quoted(run["dataset"]),
            *(str(run["questions"][count]) for count in ("asked", "answerable", "judged")),
            str(run["index"]["documents"]),
            quoted(_unusual(run)),
        )
        for name, run in runs
    )
    yield table(("run", "dataset", "questions", "answerable", "with relevant articles", "articles", "settings"), rows)


def _made_on(run: Run) -> str:
    machine = run["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
    return quoted(
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}; no GPU, no "
        f"language model; embedder {run['index']['model']}, in {run['index']['precision']}. {packages}.",
        1000,
    )


def _unusual(run: Run) -> str:
    """The settings that shape the figures, in words."""
    settings = run["settings"]
    words = ["as of the asking day, where there is one" if settings["as_of"] else "without a day"]
    words += ["each again without its gold"] if settings["without_gold"] else []
    words += ["outlets' names masked"] if settings["mask_outlets"] else []
    words += [f"with the articles of {Path(extra).name}" for extra in settings["extra_corpus"]]
    words += [f"only the first {settings['limit']}"] if settings["limit"] else []
    words += ["dates and outlets not read from the question"] if settings["literal"] else []
    words += [f"{name} {settings[name]}" for name in ("after", "before") if settings[name]]
    words += [f"only {quoted(', '.join(settings['sources']))}"] if settings["sources"] else []
    words += [f"answered from a confidence of {run['threshold']:g} on"] if run["threshold"] != THRESHOLD else []
    return ", ".join(words)


def _sections(runs: Sequence[tuple[str, Run]]) -> Iterator[str]:
    for section in SECTIONS:
        rows = [(name, [run["metrics"][name] for _, run in runs]) for name in section.names]
        told = [(name, *map(shown, values)) for name, values in rows if any(value is not None for value in values)]
        if told:
            yield f"## {section.title}"
            yield table(("metric", *(name for name, _ in runs)), told)
            yield section.caveat


def _costs(runs: Sequence[tuple[str, Run]]) -> Iterator[str]:
    yield "## Speed and size"
    rows = [
        *((f"an answer, {share}, ms", _latency(runs, "total", share)) for share in _TIMES),
        ("finding passages, p95, ms", _latency(runs, "retrieve", "p95")),
        ("opening index and model, s", _of_a_start(runs, "opening_s")),
        ("the first question after that, ms", _of_a_start(runs, "first_question_ms")),
        ("peak memory, MB", _of_a_start(runs, "peak_memory_mb")),
        ("index on disk, MB", [run["cost"]["index_mb"] for _, run in runs]),
        ("chunks", [run["index"]["chunks"] for _, run in runs]),
        ("building the index, s", [_whole_build(run) for _, run in runs]),
        ("building, chunks a second", [run["cost"]["built_chunks_per_second"] for _, run in runs]),
    ]
    told = ((name, *("-" if value is None else f"{value:g}" for value in values)) for name, values in rows)
    yield table(("", *(name for name, _ in runs)), told)
    yield (
        "Each question is asked alone, in one process, when one has been asked before it; percentiles are over the "
        "questions of a run. Peak memory is the process's, model included. A process that has just built its index "
        "tells nothing of a start, and the rest of a build that was cut off nothing of a build: -. Nothing here shows "
        "several people asking at once."
    )


def _whole_build(run: Run) -> float | None:
    built = run["cost"]["built"]
    return built["seconds"] if built and built["whole"] else None


def _of_a_start(runs: Sequence[tuple[str, Run]], name: str) -> list[float | None]:
    return [None if run["cost"]["built_now"] else run["cost"][name] for _, run in runs]


def _latency(runs: Sequence[tuple[str, Run]], stage: str, share: str) -> list[float | None]:
    return [run["latency_ms"].get(stage, {}).get(share) for _, run in runs]


def _runs(runs: Sequence[tuple[str, Run]]) -> Iterator[str]:
    """Of each run its kinds, its faults, and what was left out of it."""
    for name, run in runs:
        yield f"## {name}"
        yield from _groups(run["by_kind"])
        yield from _groups(run["by_time"])
        if faults := [(fault, str(count)) for fault, count in run["faults"].items()]:
            yield table(("what went wrong", "questions"), faults)
        notes = [f"- {quoted(note, 1500)}" for note in run["notes"]]
        yield "\n".join(notes) or "Nothing was left out, and nothing failed."


def _groups(groups: dict[str, Any]) -> Iterator[str]:
    columns = ("Success@1", "Success@4", "RR@10", "answer_in_excerpts@3", "abstained", "after_as_of")
    if groups:
        yield group_table(("questions", "number"), groups, columns)


def _page(page: Path) -> str:
    """A page that another command wrote, its headings one step lower."""
    lines = page.read_text(encoding="utf-8").rstrip().splitlines()
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in lines)


def _read(path: Path) -> Run:
    try:
        run: Run = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DatelineError(f"{path} cannot be read: {error}") from error
    return run


@click.command("benchmarks")
@click.argument("results", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The Markdown file to write."
)
@click.option("--judged", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Answers that were read.")
def benchmarks_command(results: tuple[Path, ...], out: Path, judged: Path | None) -> None:
    """Write the page of benchmarks from results folders of `run`, `fit`, `calibrate` and `peers`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(benchmarks(results, judged), encoding="utf-8")
    click.echo(f"wrote {out}")
