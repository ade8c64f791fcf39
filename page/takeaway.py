"""What leaves the page as a file: the conversation in four forms."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import gradio as gr

from . import export, pdf
from .conversation import Conversation
from .export import Asked
from .render import text
from .wiring import QUIET, html

FORMS: dict[str, tuple[str, str, Callable[[Sequence[Asked], datetime], str | bytes]]] = {
    "Markdown": ("md", "text/markdown", export.as_markdown),
    "HTML": ("html", "text/html", export.as_html),
    "PDF": ("pdf", "application/pdf", pdf.as_pdf),
    "JSON": ("json", "application/json", export.as_json),
}


def add(conversation: gr.State) -> None:
    """Adds the buttons that give the conversation as a file."""
    with gr.Accordion("Take it away", open=False, elem_id="take"):
        with gr.Row(elem_id="forms"):
            buttons = {form: gr.Button(form, size="sm", min_width=40) for form in FORMS}
        given = html("parcel", "")
        for form, button in buttons.items():
            button.click(partial(_conversation, form), conversation, given, **QUIET)


def parcel(name: str, kind: str, content: str | bytes) -> str:
    """A link that the page's script presses at once: the file travels in the page, none is left on the server."""
    data = content.encode() if isinstance(content, str) else content
    coded = base64.b64encode(data).decode()
    stamp = datetime.now().isoformat()  # the same file again is a new parcel
    return (
        f'<p role="status" class="quiet">Saved as <a download="{text(name)}" data-stamp="{stamp}" '
        f'href="data:{kind};base64,{coded}">{text(name)}</a></p>'
    )


def _conversation(form: str, conversation: Conversation) -> str:
    ending, kind, write = FORMS[form]
    turns = [Asked(turn.typed, turn.answer, conversation.numbers(turn)) for turn in conversation.turns if turn.answer]
    if not turns:
        return '<p role="status" class="quiet">Ask something first: there is nothing to take away yet.</p>'
    return parcel(f"dateline.{ending}", kind, write(turns, datetime.now().astimezone()))
