"""The view of the corpus: what is in the index, a list to look through, and a place to add files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from index import DatelineError, Filter
from index.readers import KINDS
from rag import Engine
from rag.question import well_formed

from . import render
from .corpus import find_flagged, overview, search_terms, shelf
from .format import stats_words
from .limits import read_day
from .upload import MAX_FILES, MAX_MB, add_files, report
from .wiring import LAST, QUIET, html, sent

A_PAGE = 50  # articles of the list
_DAYS = ("Published from", "Published until")


@dataclass(frozen=True)
class Library:
    """The parts of the view, and what happens when they are used."""

    engine: Engine
    folder: Path
    masthead: gr.HTML
    sources: gr.Component  # the outlets to ask of, in the other view
    reading: gr.HTML
    opened: Any  # what opens an article in the panel: a function of the conversation and an event
    conversation: gr.State

    def add(self, page: gr.Blocks, uploads: bool) -> None:
        """Adds the view to the page; with `uploads`, files can be added."""
        whole = html("overview", "", script="shelf")
        drop = self._drop() if uploads else None
        fields = self._fields()
        listed = html("shelf", "")
        changed = [self.masthead, whole, fields[1], self.sources]
        for part in (whole, listed):
            part.open(self.opened, self.conversation, self.reading, **LAST)
        gr.on([each.submit for each in fields if isinstance(each, gr.Textbox)], self.browse, fields, listed, **LAST)
        fields[1].input(self.browse, fields, listed, **LAST)  # type: ignore[attr-defined]
        listed.turn(self.turn_page, fields, listed, **LAST)
        whole.filter(self.narrow, None, fields, **LAST).then(self.browse, fields, listed, **QUIET)
        page.load(self.look, None, changed, **QUIET).then(self.browse, fields, listed, **QUIET)
        if drop:
            loud = {**QUIET, "show_progress": "full", "concurrency_limit": 1}
            files, added = drop
            taken = files.upload(self.take_in, files, [added, files], **loud)
            taken.then(self.look, None, changed, **QUIET).then(self.browse, fields, listed, **QUIET)

    def look(self) -> tuple[str, str, Any, Any]:
        """The line at the top, the overview, and the outlets to choose from here and to ask of."""
        store = self.engine.store
        stats = store.stats()
        whole = overview(stats, store.months(), find_flagged(store))
        outlets = sorted(stats.sources)
        here, asked = gr.Dropdown(choices=["", *outlets]), gr.Dropdown(choices=outlets)
        return render.masthead(stats_words(stats)), whole, here, asked

    def browse(self, words: str | None, outlet: str | None, after: str | None, before: str | None) -> str:
        """The list under these limits, from its start."""
        return self._list(words, outlet, after, before, 0)

    def turn_page(
        self, words: str | None, outlet: str | None, after: str | None, before: str | None, event: gr.EventData
    ) -> str:
        """Another stretch of the list."""
        offset = sent(event).get("offset")
        return self._list(words, outlet, after, before, offset if isinstance(offset, int) and offset > 0 else 0)

    def narrow(self, event: gr.EventData) -> tuple[str, str, str, str]:
        """The limits that a number in the table stands for."""
        asked = sent(event)
        return ("", *(str(asked.get(name, "")) for name in ("source", "after", "before")))  # type: ignore[return-value]

    def _list(self, words: str | None, outlet: str | None, after: str | None, before: str | None, offset: int) -> str:
        try:
            first, last = (read_day(*each) for each in zip(_DAYS, (after, before), strict=True))
        except DatelineError as error:
            return f'<p class="refused" role="alert">{render.text(str(error))}</p>'
        sources = frozenset({outlet.casefold()}) if outlet else frozenset()
        where = Filter(first, last, sources)
        return shelf(
            *self.engine.store.browse(search_terms(well_formed(words or "")), where, A_PAGE, offset), offset, A_PAGE
        )

    @staticmethod
    def _fields() -> list[gr.components.Component]:
        """Words, outlet, and the first and the last day."""
        with gr.Row(elem_id="filters"):
            words = gr.Textbox(
                label="Words", placeholder="in the title or the text", max_length=200, min_width=160, scale=3
            )
            outlet = gr.Dropdown([""], value="", label="Outlet", allow_custom_value=True, min_width=160, scale=3)
            days = [
                gr.Textbox(label=label, placeholder="YYYY-MM-DD", max_lines=1, max_length=40, min_width=110, scale=2)
                for label in _DAYS
            ]
        return [words, outlet, *days]

    @staticmethod
    def _drop() -> tuple[gr.File, gr.HTML]:
        """The place to drop files, and what became of them."""
        files = gr.File(
            label=f"Add files: at most {MAX_FILES}, of {MAX_MB} MB each",
            file_count="multiple",
            file_types=list(KINDS),
            elem_id="files",
            height=130,
        )
        return files, gr.HTML("", elem_id="added", apply_default_css=False)

    def take_in(self, files: list[str], progress: gr.Progress = gr.Progress()) -> tuple[str, None]:  # noqa: B008 - gradio's way
        """Adds uploaded files to the index; returns what became of them."""
        paths = [Path(file) for file in files]
        try:
            added = add_files(
                self.folder, [(path.name, path) for path in paths], lambda done, what: progress(done, what)
            )
        except DatelineError as error:
            return f'<p class="refused" role="alert">{render.text(str(error))}</p>', None
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        return report(added), None
