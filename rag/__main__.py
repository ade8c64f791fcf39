"""The command line for questions: ask, search."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import click

from index.command import Day, index_option, run

from .command import Given, answer_options, question_options
from .contract import Answer, Excerpt, Found
from .engine import Engine
from .question import Options


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """The question and the limits that `ask` and `search` share."""
    for decorate in (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        question_options,
        click.option("--as-of", type=Day(), help="Ask as if it were this day: nothing later is seen."),
        click.option("--model", help="Refuse an index made with another model. Default: DATELINE_MODEL, if set."),
        index_option,
        click.argument("question"),
    ):
        command = decorate(command)
    return command


@click.group()
def main() -> None:
    """Asks an index of news."""


@main.command("ask")
@_shared
@answer_options
def ask_command(
    question: str,
    folder: Path,
    model: str | None,
    as_json: bool,
    **options: Unpack[Given],
) -> None:
    """Answer a question from cited excerpts, or say why not."""
    answer = Engine.open(folder, model).ask(question, Options(**options))
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=2) if as_json else _answer(answer))


@main.command("search")
@_shared
@click.option("--k", default=10, show_default=True, type=click.IntRange(1), help="How many passages.")
def search_command(
    question: str,
    folder: Path,
    model: str | None,
    as_json: bool,
    k: int,
    **options: Unpack[Given],
) -> None:
    """List the passages that bear on a question, best first, with source and date."""
    found = Engine.open(folder, model).search(question, Options(**options), k)
    click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2) if as_json else _found(found))


def _answer(answer: Answer) -> str:
    if answer.status == "answered":
        return "\n\n".join(_excerpt(excerpt) for excerpt in answer.excerpts)
    heading = f"not found ({answer.reason}): searched {answer.searched.documents} documents"
    if answer.searched.undated_left_out:
        heading += f", {answer.searched.undated_left_out} undated left out"
    near = ["nearest passages, which may not answer:"] if answer.near_misses else []
    return "\n\n".join([heading, *near, *(_excerpt(excerpt) for excerpt in answer.near_misses)])


def _found(found: Found) -> str:
    return "\n\n".join(_excerpt(passage) for passage in found.passages) or "no passages"


def _excerpt(excerpt: Excerpt) -> str:
    date_words = excerpt.published.value if excerpt.published else "undated"
    place = f"{excerpt.document}:{excerpt.start}-{excerpt.end}"
    lines = [excerpt.text, f"  [{excerpt.id}] {excerpt.source or 'source not stated'}, {date_words} ({place})"]
    if excerpt.flags:
        lines.append(f"  flags: {', '.join(excerpt.flags)}")
    lines += [f"  also in {copy.document} ({copy.source or 'source not stated'})" for copy in excerpt.also_in]
    return "\n".join(lines)


if __name__ == "__main__":
    run(main, "python -m rag")
