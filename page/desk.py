"""Answers the page's events: what is asked, changed, opened and judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import gradio as gr

from index import DatelineError, Document
from rag import Answer, Engine, Excerpt, Options
from rag.answer import cut
from rag.contract import Understood
from rag.intent import asks_how_it_changed
from rag.judgements import LONGEST_NOTE, Judgement, Judgements
from rag.question import LONGEST, well_formed

from . import panel
from .chips import changed, without
from .conversation import Conversation, Turn
from .limits import read_options
from .turn import talk
from .wiring import sent

COURSE = 5  # excerpts that tell how something changed
MOST_TURNS = 100  # of a conversation: beyond, the page would become slow

Shown = tuple[Conversation, str]  # the conversation, and its HTML


@dataclass
class Desk:
    """Answers events from one engine; keeps nothing of anyone's conversation but what they judge."""

    engine: Engine
    judgements: Judgements
    examples: tuple[str, ...] = ()
    _visits: count[int] = field(default_factory=count)

    def ask(
        self,
        conversation: Conversation,
        question: str | None,
        as_of: str | None,
        after: str | None,
        before: str | None,
        sources: list[str] | None,
    ) -> Iterator[tuple[Conversation, str, Any]]:
        """The conversation with one more turn: first as asked, then answered.

        The last value is what stays in the question box, where the next question may be typed meanwhile. A box
        holds None until the browser has looked at it.
        """
        typed = well_formed((question or "")[: LONGEST + 1])
        place = len(conversation.turns)
        try:
            if place >= MOST_TURNS:
                raise DatelineError("This conversation is long enough. Take it away if you need it, and start anew.")
            options = read_options(as_of, after, before, sources)
        except DatelineError as error:
            yield (*self._put(conversation, place, Turn(typed, Options(), refused=str(error))), question)
            return
        turn = Turn(typed, replace(options, excerpts=COURSE) if asks_how_it_changed(typed) else options)
        yield (*self._put(conversation, place, turn), "")
        try:
            turn = self._answered(turn, typed, conversation.answers)
        except DatelineError as error:
            turn = replace(turn, refused=str(error))
        yield (*self._put(conversation, place, turn), question if turn.refused else gr.skip())

    def ask_example(
        self,
        conversation: Conversation,
        as_of: str | None,
        after: str | None,
        before: str | None,
        sources: list[str] | None,
        event: gr.EventData,
    ) -> Iterator[tuple[Conversation, str, Any]]:
        """The same for a question that was offered."""
        yield from self.ask(conversation, str(sent(event).get("question", "")), as_of, after, before, sources)

    def limit(self, conversation: Conversation, event: gr.EventData) -> Shown:
        """The conversation with a turn asked again under other limits."""
        asked = sent(event)
        place, turn = _turn(conversation, asked)
        if turn is None or turn.answer is None:
            return self._put(conversation, place, None)
        try:
            limits = _limits(turn.answer.understood, asked)
            again = self._answered(Turn(turn.typed, replace(turn.options, limits=limits)), turn.answer.question, ())
        except DatelineError as error:
            gr.Warning(str(error), title="")
            return self._put(conversation, place, None)
        return self._put(conversation, place, again)

    def judge(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> Shown:
        """The conversation with a verdict on an answer, which is kept."""
        asked = sent(event)
        place, turn = _turn(conversation, asked)
        if turn is None or turn.answer is None:
            return self._put(conversation, place, None)
        judged = replace(turn, right=bool(asked.get("right")), note=str(asked.get("note", ""))[:LONGEST_NOTE])
        try:
            by, now = request.username or "", datetime.now(UTC)
            self.judgements.keep(Judgement(turn.answer, bool(judged.right), judged.note, by, now))
        except DatelineError as error:
            gr.Warning(str(error), title="")
            return self._put(conversation, place, None)
        return self._put(conversation, place, judged)

    def anew(self) -> Shown:
        """An empty conversation."""
        return self._put(Conversation(), 0, None)

    def open_passage(self, conversation: Conversation, event: gr.EventData) -> str:
        """The article of the pressed mark with its passage marked, if the index still has just that."""
        asked = sent(event)
        _, turn = _turn(conversation, asked)
        return self._opened(asked, turn.answer.understood.as_of if turn and turn.answer else None)

    def arrive(self, request: gr.Request) -> str:
        """The article that the page's address names, if it names one."""
        asked: Mapping[str, str] = dict(request.query_params)
        if "document" not in asked:
            return panel.hint()
        place = {name: int(asked[name]) for name in ("start", "end") if re.fullmatch(r"\d{1,12}", asked.get(name, ""))}
        return self._opened({**asked, **place}, None)

    def _answered(self, turn: Turn, text: str, earlier: tuple[Answer, ...]) -> Turn:
        """The turn with its answer, and with what its timeline shows. Raises DatelineError as `Engine.ask` does."""
        answer = self.engine.ask(text, turn.options, earlier)
        found = () if answer.reason == "no_match" else self.engine.about(answer, turn.options)
        return replace(turn, answer=answer, found=found)

    def _put(self, conversation: Conversation, place: int, turn: Turn | None) -> Shown:
        """The conversation with a turn put into it, if there is one, and its HTML."""
        if turn is not None:
            conversation = conversation.put(place, turn)
        outlets = sorted(self.engine.store.stats().sources)
        return conversation, talk(conversation, outlets, self.examples, next(self._visits))

    def _opened(self, asked: Mapping[str, Any], as_of: date | None) -> str:
        key = asked.get("document")
        document = self.engine.store.document(key) if isinstance(key, str) else None
        if document is None:
            return panel.hint("This article is no longer in the index." if key else panel.HINT)
        copies = self.engine.copies_of(document.key, as_of)
        if "start" not in asked:
            return panel.article(document, None, copies, next(self._visits))
        cited = _passage(document, asked)
        if cited is None:
            return panel.hint("This article has changed since the answer. Ask again to read it as it is now.")
        return panel.article(document, cited, copies, next(self._visits))


def _passage(document: Document, asked: Mapping[str, Any]) -> Excerpt | None:
    """The stretch that was asked for; None where the document is no longer the one that it belongs to."""
    start, end = asked.get("start"), asked.get("end")
    if not (isinstance(start, int) and isinstance(end, int)) or asked.get("sha256") != document.sha256:
        return None
    return cut(document, start, end, "p1") if 0 <= start < end <= len(document.text) else None


def _limits(understood: Understood, asked: Mapping[str, Any]) -> Understood:
    """The limits as a chip or a way on changes them. Raises DatelineError where a day cannot be read."""
    limit, value = str(asked.get("limit", "")), str(asked.get("value", ""))
    if limit == "dates":
        return replace(understood, as_of=None, after=None, before=None)
    if limit == "outlets":
        return replace(understood, sources=(), not_sources=())
    return without(understood, limit, value) if asked.get("drop") else changed(understood, limit, value)


def _turn(conversation: Conversation, asked: Mapping[str, Any]) -> tuple[int, Turn | None]:
    """The turn that an event is about, and its place; None where there is none."""
    place = asked.get("turn")
    if isinstance(place, int) and 0 <= place < len(conversation.turns):
        return place, conversation.turns[place]
    return 0, None
