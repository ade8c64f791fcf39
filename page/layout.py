"""The page's parts and what happens when they are used."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import gradio as gr

from index import DatelineError
from rag import Engine

from . import render
from .format import stats_words
from .limits import read_options

HERE = Path(__file__).parent
LONGEST_QUESTION = 2_000  # characters; far beyond any question, far below what would slow the page

Turns = tuple[str, ...]  # a conversation's turns as HTML, oldest first; each session has its own


@dataclass
class Desk:
    """Answers the page's events from one engine; keeps nothing of anyone's conversation."""

    engine: Engine
    visits: count[int] = field(default_factory=count)

    def ask(
        self,
        turns: Turns,
        question: str,
        as_of: str | None,
        after: str | None,
        before: str | None,
        sources: list[str] | None,
    ) -> tuple[Turns, str, str]:
        """The turns with one more, the conversation's HTML, and what stays in the question box."""
        left = ""
        try:
            options = read_options(as_of, after, before, sources)
            added = render.turn(question, self.engine.ask(question[:LONGEST_QUESTION], options))
        except DatelineError as error:
            added, left = render.refused(question, str(error)), question
        turns = (*turns, added)
        return turns, render.talk(turns), left

    def ask_example(
        self,
        turns: Turns,
        as_of: str | None,
        after: str | None,
        before: str | None,
        sources: list[str] | None,
        event: gr.EventData,
    ) -> tuple[Turns, str, str]:
        """The same for a question that was offered."""
        return self.ask(turns, str(_sent(event).get("question", "")), as_of, after, before, sources)

    def open_passage(self, event: gr.EventData) -> str:
        """The document of the pressed mark with its passage marked, if the index still has just that."""
        sent = _sent(event)
        key, start, end = sent.get("document"), sent.get("start"), sent.get("end")
        if not (isinstance(key, str) and isinstance(start, int) and isinstance(end, int)):
            return render.panel_hint()
        document = self.engine.store.document(key)
        if document is None:
            return render.panel_hint("This article is no longer in the index.")
        if document.sha256 != sent.get("sha256") or not 0 <= start < end <= len(document.text):
            return render.panel_hint("This article has changed since the answer. Ask again to read it as it is now.")
        return render.document(document, start, end, next(self.visits))


def build_page(engine: Engine, examples: tuple[str, ...] = ()) -> gr.Blocks:
    """The page over an engine; `examples` are questions offered before the first one is asked."""
    desk = Desk(engine)
    stats = engine.store.stats()
    page = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with page:
        turns: gr.State = gr.State(())
        with gr.Column(elem_id="sheet"):
            gr.HTML(render.masthead(stats_words(stats)), js_on_load=None, apply_default_css=False)
            with gr.Row(elem_id="desk"):
                with gr.Column(elem_id="asking", scale=3):
                    talk = _html("talk", render.talk((), examples))
                    question, button = _question_box()
                    limits = _limits(sorted(stats.sources))
                with gr.Column(elem_id="reading", scale=2):
                    panel = _html("panel", render.panel_hint())
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asked = [turns, talk, question]
        gr.on([question.submit, button.click], desk.ask, [turns, question, *limits], asked, **quiet)
        talk.example(desk.ask_example, [turns, *limits], asked, **quiet)
        talk.cite(desk.open_passage, None, panel, **quiet)
    return page


def _question_box() -> tuple[gr.Textbox, gr.Button]:
    with gr.Row(elem_id="question-row"):
        question = gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Your question",
            elem_id="question",
            max_length=LONGEST_QUESTION,
            scale=1,
            min_width=120,
        )
        return question, gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=80)


def _limits(sources: list[str]) -> list[gr.components.Component]:
    """The fields that limit what is searched: three days and the sources."""
    with gr.Accordion("Limit by date or source", open=False, elem_id="limits"), gr.Row():
        days = [
            gr.Textbox(label=label, placeholder="YYYY-MM-DD", max_lines=1, max_length=40, scale=2, min_width=130)
            for label in ("As of", "After", "Before")
        ]
        source = gr.Dropdown(sources, label="Source", multiselect=True, scale=3, min_width=200)
    return [*days, source]


def _html(name: str, value: str) -> gr.HTML:
    """An HTML part with its own script; `value` must be escaped already."""
    script = (HERE / f"{name}.js").read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)


def _sent(event: gr.EventData) -> dict[str, Any]:
    """What the browser sent with an event: anything at all, so an object or nothing."""
    return event._data if isinstance(event._data, dict) else {}
