"""The article beside the answer, with its passage marked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from index import Document
from rag import Excerpt
from rag.contract import Copy

from . import citation
from . import format as words
from .render import place, text, web_address

HINT = "Press a numbered mark beside a sentence to read it here, in its article."


def hint(message: str = HINT) -> str:
    """The panel with no article in it."""
    return f'<p class="quiet hint" role="status">{text(message)}</p>'


def article(opened: Document, cited: Excerpt | None, copies: Sequence[Copy], visit: int) -> str:
    """An article, with the stretch that is cited marked, and the other articles that tell the same story.

    `visit` differs at each opening, so that the page notices when the same passage is opened again.
    """
    title = words.title_words(opened.title, opened.key)
    body = text(opened.text) if cited is None else _marked(opened.text, cited.start, cited.end)
    return (
        f'<article class="document" data-visit="{visit}" tabindex="-1" aria-label="{text(title)}"><header>'
        f"{_ways() if cited else ''}<h2><bdi>{text(title)}</bdi></h2>"
        f'<p class="byline"><bdi>{text(words.byline(opened.source, opened.published))}</bdi></p>'
        f"{_facts(opened)}{_copies(copies)}{_take(cited) if cited else ''}</header>"
        f'<div class="text">{body}</div></article>'
    )


def address(cited: Excerpt) -> str:
    """The address of an excerpt, relative to the page's: it opens the page there."""
    named = {"document": cited.document, "start": cited.start, "end": cited.end, "sha256": cited.sha256}
    return f"?{urlencode(named)}"


def _marked(whole: str, start: int, end: int) -> str:
    return f'{text(whole[:start])}<mark id="passage">{text(whole[start:end])}</mark>{text(whole[end:])}'


def _ways() -> str:
    """Back to the answer, and to the excerpts before and behind."""
    steps = (("back", "Back to the answer"), ("previous", "Previous excerpt"), ("next", "Next excerpt"))
    return '<p class="steps">' + "".join(_button(name, label) for name, label in steps) + "</p>"


def _facts(opened: Document) -> str:
    facts = [f"date read from: {words.origin_words(opened.published)}"] if opened.published else []
    facts += words.flag_words(opened.flags)
    return (
        f'<ul class="facts">{_origin(opened)}'
        + "".join(f"<li><bdi>{text(each)}</bdi></li>" for each in facts)
        + "</ul>"
    )


def _origin(opened: Document) -> str:
    """Where the article comes from: its address, or its file's name."""
    found = web_address(opened.url)
    if found:
        shown = urlsplit(found).hostname or found
        return f'<li><a href="{text(found)}" target="_blank" rel="noopener noreferrer">{text(shown)}</a></li>'
    return f"<li><bdi>{text(words.file_name(opened.path))}</bdi></li>" if opened.path else ""


def _copies(copies: Sequence[Copy]) -> str:
    """The same story elsewhere, each article with a button that opens it."""
    if not copies:
        return ""
    items = "".join(
        f'<li><button type="button" class="open" data-document="{text(each.document)}">'
        f"<bdi>{text(words.byline(each.source, each.published))}</bdi></button></li>"
        for each in copies
    )
    return f'<div class="copies"><span class="quiet">The same story ran in</span><ul>{items}</ul></div>'


def _take(cited: Excerpt) -> str:
    """Buttons that copy the excerpt with its citation, and the link to it."""
    buttons = (
        f'<button type="button" class="copy" data-copy="{text(citation.plain(cited))}">Copy with citation</button>'
        f'<button type="button" class="copy" data-copy="{text(citation.markdown(cited))}">Copy as Markdown</button>'
        f'<button type="button" class="copy link">Copy link</button>'
    )
    where = place(cited.document, cited.start, cited.end, cited.sha256)
    return (
        f'<p class="take" {where}>{buttons}<a class="permalink" href="{text(address(cited))}">Link to this excerpt</a>'
        '<span class="quiet said" role="status"></span></p>'
    )


def _button(name: str, label: str) -> str:
    return f'<button type="button" class="{name}">{label}</button>'
