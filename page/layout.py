"""The page's parts, and which event of which part goes where."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from rag import Engine
from rag.judgements import Judgements
from rag.question import LONGEST

from . import panel, programs, render, takeaway
from .conversation import Conversation
from .desk import Desk
from .format import stats_words
from .library import Library
from .many import Many
from .turn import talk
from .wiring import IN_TURN, LAST, QUIET, html

_FORGET = (3_600, 3_600)  # seconds: how often gradio looks for files that were sent, and how old those may be


def build_page(engine: Engine, folder: Path, examples: tuple[str, ...] = (), uploads: bool = True) -> gr.Blocks:
    """The page over an engine whose index is in `folder`.

    `examples` are questions offered before the first one is asked; with `uploads`, files can be added.
    """
    desk = Desk(engine, Judgements(folder), examples)
    stats = engine.store.stats()
    outlets = sorted(stats.sources)
    page = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True, delete_cache=_FORGET)
    with page, gr.Column(elem_id="sheet"):
        programs.add(engine)  # first, or an event of the page with the same name would take theirs
        conversation = gr.State(Conversation())
        masthead = gr.HTML(render.masthead(stats_words(stats)), js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="asking", scale=3), gr.Tabs(elem_id="views"):
                with gr.Tab("Ask", elem_id="ask-view"):
                    shown = html("talk", talk(Conversation(), outlets, examples))
                    question, button = _question_box()
                    with gr.Row(elem_id="tools"):
                        limits = _limits(outlets)
                        takeaway.add(conversation)
                        anew = gr.Button("Start anew", elem_id="anew", scale=0, size="sm")
                library, many = gr.Tab("Corpus", elem_id="corpus-view"), gr.Tab("Many questions", elem_id="many-view")
            with gr.Column(elem_id="reading", scale=2):
                reading = html("panel", panel.hint())
        with library:
            Library(engine, folder, masthead, limits[-1], reading, desk.open_passage, conversation).add(page, uploads)
        with many:
            Many(engine).add(uploads)
        asked = [conversation, shown, question]
        gr.on([question.submit, button.click], desk.ask, [conversation, question, *limits], asked, **IN_TURN)
        shown.example(desk.ask_example, [conversation, *limits], asked, **IN_TURN)
        shown.limit(desk.limit, conversation, [conversation, shown], **IN_TURN)
        shown.judge(desk.judge, conversation, [conversation, shown], **IN_TURN)
        shown.cite(desk.open_passage, conversation, reading, **LAST)
        reading.open(desk.open_passage, conversation, reading, **LAST)
        anew.click(desk.anew, None, [conversation, shown], **IN_TURN)
        page.load(desk.arrive, None, reading, **QUIET)
    return page


def _question_box() -> tuple[gr.Textbox, gr.Button]:
    with gr.Row(elem_id="question-row"):
        question = gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Your question",
            elem_id="question",
            max_length=LONGEST,
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
