"""The command line for questions: ask, search, batch."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import click
from tqdm import tqdm

from index import DatelineError
from index.command import Day, index_option, run

from .command import Given, answer_options, question_options
from .contract import Answer, Disagreement, Excerpt, Found
from .engine import Engine
from .question import Options


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """The index and the limits that all commands share."""
    for decorate in (
        question_options,
        click.option("--as-of", type=Day(), help="Ask as if it were this day: nothing later is seen."),
        click.option("--model", help="Refuse an index made with another model. Default: DATELINE_MODEL, if set."),
        index_option,
    ):
        command = decorate(command)
    return command


def _one_question(command: Callable[..., None]) -> Callable[..., None]:
    """The question, and its answer's form, of `ask` and `search`."""
    command = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)
    return click.argument("question")(_shared(command))


@click.group()
def main() -> None:
    """Asks an index of news."""


@main.command("ask")
@_one_question
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
@_one_question
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


@main.command("batch")
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The table to write, a CSV."
)
@_shared
@answer_options
def batch_command(
    questions: Path,
    out: Path,
    folder: Path,
    model: str | None,
    **options: Unpack[Given],
) -> None:
    """Answer the questions in a file (.txt, .csv or .jsonl), and write a table of answers, excerpts and sources."""
    # Only here: with it come all the readers of files, which made every question's start longer by a quarter.
    from .batch import MOST_BYTES, answer_all, read_questions, to_csv

    with questions.open("rb") as file:
        asked = read_questions(questions.name, file.read(MOST_BYTES + 1))
    if not out.parent.is_dir():
        raise DatelineError(f"there is no folder {out.parent} to write {out.name} to: make it first")
    answers = answer_all(Engine.open(folder, model), asked, Options(**options))
    rows = list(tqdm(answers, total=len(asked), desc="asking", unit=" questions", disable=None))
    try:
        out.write_text(to_csv(rows), encoding="utf-8", newline="")
    except OSError as error:
        raise DatelineError(f"{out} cannot be written: {error.strerror}") from error
    counts = Counter(row.answer.status.replace("_", " ") if row.answer else "not asked" for row in rows)
    click.echo(f"{out}: {', '.join(f'{number} {status}' for status, number in counts.items())}")


def _answer(answer: Answer) -> str:
    limits = answer.understood.in_words()
    head = [f"understood: {limits}"] if limits else []
    if answer.status == "answered":
        head += [answer.short_answer.text] if answer.short_answer else []
        return "\n\n".join([*head, *map(_disagreement, answer.disagreements), *map(_excerpt, answer.excerpts)])
    heading = f"not found ({answer.reason}): searched {answer.searched.documents} documents"
    if answer.searched.undated_left_out:
        heading += f", {answer.searched.undated_left_out} undated left out"
    near = ["nearest passages, which may not answer:"] if answer.near_misses else []
    return "\n\n".join([*head, heading, *near, *map(_excerpt, answer.near_misses)])


def _disagreement(each: Disagreement) -> str:
    return f"[{each.one.excerpt}] says “{each.one.text}”, [{each.two.excerpt}] says “{each.two.text}”"


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
