"""The command line for evaluation: run, check, compare, copies, fit, calibrate, gold, load, peers, benchmarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Unpack

import click

from index.command import run
from rag import Options
from rag.command import Given, answer_options, question_options

from .asking import Settings
from .benchmarks import benchmarks_command
from .calibrate import calibrate_command
from .compare import compare
from .copies import copies_command
from .datasets.check import check_command
from .fit import fit_command
from .floors import Bound, check_ceilings, check_floors, exit_if_missed, fail_over_option, fail_under_option, flat
from .gold import gold_command
from .load import load_command
from .peers.command import peers_command
from .report.comparison import markdown, to_json
from .report.text import summary_text
from .run import evaluate

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PATH = click.Path(path_type=Path)


@click.group()
def main() -> None:
    """Runs questions against gold answers and reports."""


@main.command("run")
@click.option(
    "--dataset", required=True, type=_PATH, metavar="DIR", help="Questions and their corpus, in any form that is read."
)
@click.option("--out", required=True, type=_FOLDER, metavar="DIR", help="Where the results are written.")
@click.option("--limit", type=click.IntRange(1), help="Ask only the first questions.")
@click.option(
    "--extra-corpus",
    multiple=True,
    type=_PATH,
    metavar="DIR",
    help="Further articles beside the dataset's; may be repeated.",
)
@click.option("--index", type=_FOLDER, metavar="DIR", help="Use this index as it is; nothing is built.")
@click.option(
    "--cache", default=".eval", show_default=True, type=_FOLDER, metavar="DIR", help="Where indexes are built."
)
@click.option("--model", help="The model to embed with. Default: DATELINE_MODEL, if set, else all-MiniLM-L6-v2.")
@click.option(
    "--as-of/--no-as-of", "as_asked", default=True, show_default=True, help="Ask each question as of its asked_on."
)
@click.option(
    "--without-gold", is_flag=True, help="Ask each question again with the articles that answer it taken out."
)
@click.option("--mask-outlets", is_flag=True, help="Take the names of outlets out of the questions.")
@question_options
@answer_options
@fail_under_option
@fail_over_option
def run_command(
    dataset: Path,
    out: Path,
    limit: int | None,
    extra_corpus: tuple[Path, ...],
    index: Path | None,
    cache: Path,
    model: str | None,
    as_asked: bool,
    without_gold: bool,
    mask_outlets: bool,
    floors: tuple[Bound, ...],
    ceilings: tuple[Bound, ...],
    **options: Unpack[Given],
) -> None:
    """Ask a dataset's questions; write answers, ranking, metrics and a report."""
    settings = Settings(
        dataset,
        out,
        extra_corpus=extra_corpus,
        index=index,
        cache=cache,
        model=model,
        limit=limit,
        as_of=as_asked,
        without_gold=without_gold,
        mask_outlets=mask_outlets,
        options=Options(**options),
    )
    metrics = evaluate(settings)
    click.echo(f"{summary_text(metrics)}\nall of it: {out / 'report.md'}")
    measured = flat(metrics)
    exit_if_missed([*check_floors(measured, floors), *check_ceilings(measured, ceilings)])


@main.command("compare")
@click.argument("a", type=_PATH)
@click.argument("b", type=_PATH)
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


main.add_command(benchmarks_command)
main.add_command(calibrate_command)
main.add_command(check_command)
main.add_command(copies_command)
main.add_command(fit_command)
main.add_command(gold_command)
main.add_command(load_command)
main.add_command(peers_command)

if __name__ == "__main__":
    run(main, "python -m eval")
