"""HTML of an answer and of an opened document: pure functions of what `rag/` returns.

Everything that comes from a document or a person goes through `text`; nothing else may put it in a page.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import urlsplit

from index import Document
from rag.contract import Answer, Excerpt, ShortAnswer

from . import format as words

WELCOME = "Ask a question. The answer is made of sentences from the articles alone, each with its source and date."
PANEL_HINT = "Press a numbered mark beside a sentence to read it here, in its article."


def text(value: str) -> str:
    """Plain text as HTML that shows exactly it, also inside an attribute.

    A carriage return is written as a reference, since a parser would turn a bare one into a line feed.
    """
    return html.escape(value, quote=True).replace("\r", "&#13;")


def masthead(contents: str) -> str:
    """The name, and beneath it what is in the index."""
    return f'<header class="masthead"><h1>Dateline</h1><p class="quiet"><bdi>{text(contents)}</bdi></p></header>'


def talk(turns: Sequence[str], examples: Sequence[str] = ()) -> str:
    """The conversation; before the first question, how to begin and questions to try."""
    return f'<div class="turns">{"".join(turns) or _welcome(examples)}</div>'


def turn(question: str, answer: Answer) -> str:
    """A question and what was found."""
    body = _answered(answer) if answer.status == "answered" else _not_found(answer)
    limits = words.understood_words(answer.understood)
    searched = words.searched_words(answer.searched)
    scope = f"Read as: {limits}. {searched.capitalize()}." if limits else f"{searched.capitalize()}."
    return _turn(question, f'{body}<p class="quiet scope">{text(scope)}</p>')


def refused(question: str, message: str) -> str:
    """A question that could not be asked, and what to do about it."""
    sentence = message[:1].upper() + message[1:]
    return _turn(question, f'<p class="refused" role="alert">{text(sentence)}</p>')


def panel_hint(message: str = PANEL_HINT) -> str:
    """The side panel with no document in it."""
    return f'<p class="quiet hint">{text(message)}</p>'


def document(opened: Document, start: int, end: int, visit: int) -> str:
    """An article with `[start, end)` of its text marked.

    `visit` differs at each opening, so that the page notices when the same passage is opened again.
    """
    facts = [f"date read from: {words.origin_words(opened.published)}"] if opened.published else []
    facts += words.flag_words(opened.flags)
    title = words.title_words(opened.title, opened.path, opened.key)
    return (
        f'<article class="document" data-visit="{visit}" tabindex="-1" aria-label="{text(title)}"><header>'
        f'<button type="button" class="back">Back to the answer</button><h2><bdi>{text(title)}</bdi></h2>'
        f'<p class="byline"><bdi>{text(words.byline(opened.source, opened.published))}</bdi></p>'
        f'<ul class="facts">{_origin(opened)}'
        + "".join(f"<li><bdi>{text(fact)}</bdi></li>" for fact in facts)
        + f'</ul></header><div class="text">{text(opened.text[:start])}<mark id="passage">'
        + f"{text(opened.text[start:end])}</mark>{text(opened.text[end:])}</div></article>"
    )


def web_address(url: str | None) -> str | None:
    """The address if it is one that a link may have: http or https, with a host.

    One with a backslash is none: browsers and Python disagree on which host it names.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    named = parts.scheme in {"http", "https"} and parts.hostname and "\\" not in (url or "")
    return url if named else None


def _welcome(examples: Sequence[str]) -> str:
    buttons = "".join(f'<li><button type="button" class="example">{text(each)}</button></li>' for each in examples)
    tries = f'<p class="quiet">For example:</p><ul class="examples">{buttons}</ul>' if examples else ""
    return f'<div class="welcome"><p>{WELCOME}</p>{tries}</div>'


def _turn(question: str, body: str) -> str:
    shown = question.strip() or "(no question)"
    return f'<section class="turn"><h2 class="question"><bdi>{text(shown)}</bdi></h2>{body}</section>'


def _answered(answer: Answer) -> str:
    lead = _lead(answer.short_answer, answer.excerpts) if answer.short_answer else ""
    return lead + _citations(answer.excerpts, first=1)


def _not_found(answer: Answer) -> str:
    near = ""
    if answer.near_misses:
        near = '<h3 class="quiet">Nearest passages, which may not answer</h3>'
        near += f'<div class="near">{_citations(answer.near_misses, first=1)}</div>'
    return f'<p class="refused"><strong>Not found.</strong> {text(words.reason_words(answer))}</p>{near}'


def _lead(short: ShortAnswer, excerpts: Sequence[Excerpt]) -> str:
    for number, excerpt in enumerate(excerpts, start=1):
        if excerpt.id == short.excerpt:
            return f'<p class="lead"><bdi>{text(short.text)}</bdi> {_mark(number, excerpt)}</p>'
    return ""


def _citations(excerpts: Sequence[Excerpt], first: int) -> str:
    items = "".join(_citation(number, excerpt) for number, excerpt in enumerate(excerpts, start=first))
    return f'<ol class="citations">{items}</ol>'


def _citation(number: int, excerpt: Excerpt) -> str:
    notes = [words.also_in_words(excerpt.also_in), *words.flag_words(excerpt.flags)]
    small = "".join(f'<span class="note"><bdi>{text(note)}</bdi></span>' for note in notes if note)
    byline = words.byline(excerpt.source, excerpt.published)
    return (
        f'<li><span class="quote">{text(excerpt.text)}</span> {_mark(number, excerpt)}'
        f'<p class="byline"><bdi>{text(byline)}</bdi>{small}</p></li>'
    )


def _mark(number: int, excerpt: Excerpt) -> str:
    """The button that opens the passage: it names the passage itself, not a place in some list."""
    return (
        f'<button type="button" class="cite" data-document="{text(excerpt.document)}" data-start="{excerpt.start}"'
        f' data-end="{excerpt.end}" data-sha256="{text(excerpt.sha256)}"'
        f' aria-label="{text(words.citation_label(number, excerpt))}">[{number}]</button>'
    )


def _origin(opened: Document) -> str:
    address = web_address(opened.url)
    if address:
        shown = urlsplit(address).hostname or address
        link = f'<a href="{text(address)}" target="_blank" rel="noopener noreferrer">{text(shown)}</a>'
        return f"<li>{link}</li>"
    return f"<li><bdi>{text(words.file_name(opened.path))}</bdi></li>" if opened.path else ""
