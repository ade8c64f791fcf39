"""The command line of the index: build, remove, status, show."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from .build import MAX_FILE_MB, Summary, build, remove
from .command import index_option, run
from .embed import DEFAULT_MODEL
from .errors import DatelineError
from .local import LocalStore
from .store import Stats

_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group()
def main() -> None:
    """Turns files of news into an index."""


@main.command("build")
@_PATHS
@index_option
@click.option(
    "--model",
    help=f"A sentence-transformers model: a folder, or a name on a hub. Default: DATELINE_MODEL, else {DEFAULT_MODEL}.",
)
@click.option(
    "--max-file-mb",
    default=MAX_FILE_MB,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True),
    help="Larger files are skipped by name.",
)
def build_command(paths: tuple[Path, ...], folder: Path, model: str | None, max_file_mb: float) -> None:
    """Index files and folders; again, only what changed in them and what is gone."""
    click.echo(_summary(build(paths, folder, model, max_file_mb)))


@main.command("remove")
@_PATHS
@index_option
def remove_command(paths: tuple[Path, ...], folder: Path) -> None:
    """Take out what these paths brought; what others brought stays."""
    click.echo(_summary(remove(paths, folder)))


@main.command("status")
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status_command(folder: Path, as_json: bool) -> None:
    """Say what an index holds, and what was skipped and why."""
    stats = LocalStore.open(folder).stats()
    click.echo(json.dumps(dataclasses.asdict(stats), default=str, ensure_ascii=False) if as_json else _status(stats))


@main.command("show")
@click.argument("key")
@index_option
def show_command(key: str, folder: Path) -> None:
    """Print exactly the text of a document, to which all offsets refer."""
    document = LocalStore.open(folder).document(key)
    if document is None:
        raise DatelineError(f"no document has the key '{key}': answers name the keys of what they cite")
    click.echo(document.text, nl=False)


def _summary(summary: Summary) -> str:
    stats = summary.stats
    done = f"{summary.added} added or changed, {summary.unchanged} unchanged, {summary.removed} removed"
    return "\n".join(
        [
            f"{summary.files} files looked at in {summary.seconds:.1f} seconds: {done}",
            f"the index holds {stats.documents} documents, {stats.chunks} chunks, "
            f"{stats.undated} undated, {len(stats.skipped)} skipped",
            *_skipped(stats),
        ]
    )


def _status(stats: Stats) -> str:
    sources = [f"  {count:>6}  {source}" for source, count in stats.sources.items()]
    flagged = [f"  {flag}: {', '.join(keys)}" for flag, keys in stats.flagged.items()]
    return "\n".join(
        [
            f"documents  {stats.documents}",
            f"stories    {stats.stories}",
            f"chunks     {stats.chunks}",
            f"dates      {stats.first} to {stats.last}" if stats.first else "dates      none",
            f"undated    {stats.undated}",
            f"model      {stats.model} ({stats.dimension} dimensions, {stats.precision})",
            "sources",
            *sources,
            f"  {stats.source_not_stated:>6}  source not stated",
            *(["flagged", *flagged] if flagged else []),
            *_skipped(stats),
        ]
    )


def _skipped(stats: Stats) -> list[str]:
    return [f"skipped    {each.name}: {each.reason}" for each in stats.skipped]


if __name__ == "__main__":
    run(main, "python -m index")
