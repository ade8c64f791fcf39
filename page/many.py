"""The view for many questions at once: a file or a list of them in, a table of answers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from index import DatelineError
from rag import Engine, Options
from rag.batch import MOST_QUESTIONS, Row, answer_all, read_questions, to_csv

from . import format as words
from .render import text
from .takeaway import parcel
from .wiring import QUIET, html

HINT = "One question a line. A file may be .txt, or .csv or .jsonl with columns question, as_of, after, before, source."


@dataclass(frozen=True)
class Many:
    """The parts of the view, and what happens when they are used."""

    engine: Engine

    def add(self, uploads: bool) -> None:
        """Adds the view; with `uploads`, the questions may come as a file."""
        gr.HTML(f'<p class="quiet">{HINT} At most {MOST_QUESTIONS:,}.</p>', apply_default_css=False)
        typed = gr.Textbox(label="Questions", lines=6, max_lines=12, elem_id="questions")
        given: list[gr.components.Component] = [typed]
        if uploads:
            given.append(gr.File(label="Or a file of questions", file_types=[".txt", ".csv", ".jsonl"], height=130))
        button = gr.Button("Answer all", variant="primary", elem_id="answer-all")
        answers = html("table", "", script="parcel")
        loud = {**QUIET, "show_progress": "full", "concurrency_limit": 1}
        button.click(self.answer, given, answers, **loud)

    def answer(
        self,
        typed: str | None,
        file: str | None = None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - gradio's way
    ) -> str:
        """The answers as a CSV file, and what each of them says."""
        try:
            asked = read_questions(*_given(typed, file))
        except DatelineError as error:
            return f'<p class="refused" role="alert">{text(str(error))}</p>'
        rows = []
        for row in answer_all(self.engine, asked, Options()):
            rows.append(row)
            progress(len(rows) / len(asked), f"{len(rows)} of {words.count(len(asked), 'question')}")
        return parcel("answers.csv", "text/csv", to_csv(rows)) + _preview(rows)


def _given(typed: str | None, file: str | None) -> tuple[str, bytes]:
    """A name and what it holds; a box holds None until the browser has looked at it."""
    if file:
        return Path(file).name, Path(file).read_bytes()
    return "questions.txt", (typed or "").encode(errors="replace")


def _preview(rows: Sequence[Row]) -> str:
    items = "".join(
        f"<tr><td>{row.number}</td><td><bdi>{text(row.asking.text)}</bdi></td><td>{_said(row)}</td></tr>"
        for row in rows
    )
    head = "<tr><th scope='col'>No.</th><th scope='col'>Question</th><th scope='col'>Answer</th></tr>"
    return f'<table class="answers"><thead>{head}</thead><tbody>{items}</tbody></table>'


def _said(row: Row) -> str:
    """The short answer, or the best excerpt, with source and date; or why there is none."""
    if row.answer is None:
        return f'<span class="quiet">{text(row.error)}</span>'
    if not row.answer.excerpts:
        return f'<span class="quiet">Not found. {text(words.reason_words(row.answer))}</span>'
    best = row.answer.excerpts[0]
    short = row.answer.short_answer
    byline = words.byline(best.source, best.published)
    return f'<bdi>{text(short.text if short else best.text)}</bdi> <span class="quiet"><bdi>{text(byline)}</bdi></span>'
