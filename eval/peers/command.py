"""The command line: `python -m eval peers`."""

from __future__ import annotations

from pathlib import Path

import click

from .line_up import SYSTEMS, chosen
from .run import run_peers

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("peers")
@click.option(
    "--dataset",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Holds queries.jsonl, qrels.tsv, a corpus.",
)
@click.option("--out", required=True, type=_FOLDER, metavar="DIR", help="Where the results are written, and gone on.")
@click.option(
    "--system",
    "names",
    multiple=True,
    metavar="NAME",
    help=f"Only this one; may be repeated. One of {', '.join(system.name for system in SYSTEMS)}.",
)
@click.option(
    "--cache", default=".eval", show_default=True, type=_FOLDER, metavar="DIR", help="Where environments are made."
)
def peers_command(dataset: Path, out: Path, names: tuple[str, ...], cache: Path) -> None:
    """Measure other people's retrieval systems beside Dateline, on a dataset's articles."""
    click.echo(run_peers(dataset, out, cache, chosen(names)), nl=False)
