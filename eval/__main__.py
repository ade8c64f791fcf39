"""The command line for evaluation: run."""

from __future__ import annotations

from pathlib import Path

import click

from index.command import run

from .run import Settings, evaluate

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Runs questions against gold answers and reports."""


@main.command("run")
@click.option("--dataset", required=True, type=_FOLDER, metavar="DIR", help="Holds queries.jsonl, qrels.tsv, a corpus.")
@click.option("--out", required=True, type=_FOLDER, metavar="DIR", help="Where the results are written.")
@click.option("--limit", type=click.IntRange(1), help="Ask only the first questions.")
@click.option(
    "--extra-corpus",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Further articles beside the dataset's; may be repeated.",
)
@click.option("--index", type=_FOLDER, metavar="DIR", help="Use this index as it is; nothing is built.")
@click.option(
    "--cache", default=".eval", show_default=True, type=_FOLDER, metavar="DIR", help="Where indexes are built."
)
@click.option("--as-of/--no-as-of", default=True, show_default=True, help="Ask each question as of its asked_on.")
@click.option("--literal", is_flag=True, help="Do not read dates and outlets out of the questions.")
@click.option("--excerpts", default=3, show_default=True, type=click.IntRange(1), help="Excerpts of an answer at most.")
def run_command(
    dataset: Path,
    out: Path,
    limit: int | None,
    extra_corpus: tuple[Path, ...],
    index: Path | None,
    cache: Path,
    as_of: bool,
    literal: bool,
    excerpts: int,
) -> None:
    """Ask a dataset's questions; write answers, ranking, metrics and a report."""
    click.echo(evaluate(Settings(dataset, out, extra_corpus, index, cache, limit, as_of, literal, excerpts)), nl=False)


if __name__ == "__main__":
    run(main, "python -m eval")
