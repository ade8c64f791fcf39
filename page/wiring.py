"""What the page's views are put together with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from rag.question import well_formed

HERE = Path(__file__).parent
AT_ONCE = 4  # events of one kind at the same time: twice the cores that this is made for

# For every event of the page: no overlay that shifts what is read, and no endpoint for programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}

# For what changes a conversation: one after the other, or the later would put back what the earlier changed.
IN_TURN: dict[str, Any] = {**QUIET, "concurrency_limit": 1, "concurrency_id": "conversation"}

# For what may be pressed again before it is done: the last press counts, where Gradio would drop it.
LAST: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}


def html(name: str, value: str, script: str = "") -> gr.HTML:
    """An HTML part with a script, by default `name`.js; `value` must be escaped already."""
    code = (HERE / f"{script or name}.js").read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=name, js_on_load=code, apply_default_css=False)


def sent(event: gr.EventData) -> dict[str, Any]:
    """What the browser sent with an event: anything at all, so an object or nothing, of well-formed text."""
    data = event._data if isinstance(event._data, dict) else {}
    return {name: well_formed(value) if isinstance(value, str) else value for name, value in data.items()}
