"""A conversation to take away, with a list of its sources: as Markdown, HTML or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from rag import Answer, Excerpt
from rag.question import well_formed

from . import citation
from . import format as words
from .render import text, web_address
from .turn import NEAR, in_order

TITLE = "Dateline"
SOURCES = "Sources"
STYLE = Path(__file__).parent / "export.css"

Kind = Literal["question", "lead", "refused", "heading", "quote", "byline", "aside", "note"]
_TAGS: Mapping[Kind, str] = {"question": "h2", "heading": "h3", "quote": "blockquote"}  # all others: p
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True)
class Asked:
    """One turn: what a person typed, the answer, and the numbers of what it cites by the excerpts' ids.

    A passage has the same number in all turns of a conversation.
    """

    typed: str
    answer: Answer
    numbers: Mapping[str, int]


@dataclass(frozen=True)
class Part:
    """A paragraph of a conversation in plain text, and the number of the source that it cites.

    A `byline` and an `aside` belong to the quote before them.
    """

    kind: Kind
    text: str
    number: int | None = None


def as_markdown(turns: Sequence[Asked], made: datetime) -> str:
    """The conversation as Markdown, in which nothing of a document's is markup."""
    lines = [f"# {TITLE}", made_words(made), *map(_markdown, parts(turns)), f"## {SOURCES}"]
    lines += [_markdown_source(number, excerpt) for number, excerpt in sources(turns)]
    return "\n\n".join(lines) + "\n"


def as_html(turns: Sequence[Asked], made: datetime) -> str:
    """The conversation as one file of HTML, which runs nothing and fetches nothing."""
    lines = [f"<h1>{TITLE}</h1>", f'<p class="note">{text(made_words(made))}</p>', *map(_html, parts(turns))]
    lines += [f"<h2>{SOURCES}</h2>", "<ol>", *(_html_source(*source) for source in sources(turns)), "</ol>"]
    return _PAGE.format(title=TITLE, style=STYLE.read_text(encoding="utf-8"), body="\n".join(lines))


def as_json(turns: Sequence[Asked], made: datetime) -> str:
    """The conversation as JSON, with the contract's objects as answers."""
    told = [{"typed": turn.typed, "numbers": dict(turn.numbers), "answer": turn.answer.to_json()} for turn in turns]
    return well_formed(json.dumps({"made": made.isoformat(), "turns": told}, ensure_ascii=False, indent=2)) + "\n"


def parts(turns: Sequence[Asked]) -> Iterator[Part]:
    """What was asked and answered, in order."""
    for turn in turns:
        yield Part("question", well_formed(turn.typed).strip())
        read = _read_as(turn)
        if read:
            yield Part("note", read)
        yield from _answer(turn)
        yield Part("note", f"{words.searched_words(turn.answer.searched).capitalize()}.")


def sources(turns: Sequence[Asked]) -> list[tuple[int, Excerpt]]:
    """What is cited, each passage once, by its number."""
    found = {turn.numbers[excerpt.id]: excerpt for turn in turns for excerpt in _cited(turn.answer)}
    return sorted(found.items(), key=lambda source: source[0])


def source_words(excerpt: Excerpt) -> str:
    """Source, title and date of a source, and where its date was read."""
    published = excerpt.published
    read = f" (date read from: {citation.one_line(words.origin_words(published))})" if published else ""
    return citation.described(excerpt) + read


def address_words(excerpt: Excerpt) -> str:
    """The address of a source; failing that its file's name; empty where it has neither."""
    return web_address(excerpt.url) or (words.file_name(excerpt.path) if excerpt.path else "")


def made_words(made: datetime) -> str:
    """When a conversation was taken away."""
    return f"Taken away on {words.day_words(made.date())}, {made:%H:%M}."


def _answer(turn: Asked) -> Iterator[Part]:
    answer = turn.answer
    short = answer.short_answer
    if short:
        yield Part("lead", short.text, turn.numbers[short.excerpt])
    if answer.status == "not_found":
        yield Part("refused", f"Not found. {words.reason_words(answer)}")
    for each in answer.disagreements:
        sides = (f"[{turn.numbers[said.excerpt]}] says “{said.text}”" for said in (each.one, each.two))
        yield Part("note", f"These disagree: {', '.join(sides)}.")
    for excerpt in in_order(answer):
        yield from _quoted(turn, excerpt)
    if answer.near_misses:
        yield Part("heading", NEAR)
    for excerpt in answer.near_misses:
        yield from _quoted(turn, excerpt)


def _quoted(turn: Asked, excerpt: Excerpt) -> Iterator[Part]:
    yield Part("quote", excerpt.text, turn.numbers[excerpt.id])
    yield Part("byline", words.byline(excerpt.source, excerpt.published))
    for note in (words.also_in_words(excerpt.also_in), *words.flag_words(excerpt.flags)):
        if note:
            yield Part("aside", note)


def _read_as(turn: Asked) -> str:
    """The question as it was understood where that is not how it was typed, and its limits."""
    asked = turn.answer.question
    read = [f"“{asked}”"] if asked != citation.one_line(well_formed(turn.typed)) else []
    limits = words.understood_words(turn.answer.understood)
    told = "; ".join([*read, limits] if limits else read)
    return f"Read as: {told}." if told else ""


def _cited(answer: Answer) -> tuple[Excerpt, ...]:
    return (*answer.excerpts, *answer.near_misses)


def _markdown(part: Part) -> str:
    before, after = {
        "question": ("## ", ""), "heading": ("### ", ""), "quote": ("> ", ""), "lead": ("**", "**")
    }.get(part.kind, ("", ""))  # fmt: skip
    mark = "" if part.number is None else f" [{part.number}]"
    return f"{before}{citation.escaped(part.text)}{after}{mark}"


def _markdown_source(number: int, excerpt: Excerpt) -> str:
    address = citation.linked(address_words(excerpt), excerpt.url)
    told = (citation.escaped(source_words(excerpt)), address, citation.escaped(citation.place(excerpt)))
    return f"- [{number}] " + ", ".join(filter(None, told))


def _html(part: Part) -> str:
    tag = _TAGS.get(part.kind, "p")
    mark = "" if part.number is None else f' <a href="#source-{part.number}">[{part.number}]</a>'
    return f'<{tag} class="{part.kind}"><bdi>{text(part.text)}</bdi>{mark}</{tag}>'


def _html_source(number: int, excerpt: Excerpt) -> str:
    address, shown = web_address(excerpt.url), f"<bdi>{text(address_words(excerpt))}</bdi>"
    if address:
        shown = f'<a href="{text(address)}" rel="noopener noreferrer">{shown}</a>'
    return (
        f'<li id="source-{number}" value="{number}"><p><bdi>{text(source_words(excerpt))}</bdi></p>'
        f"<p>{shown}</p><p><bdi>{text(citation.place(excerpt))}</bdi></p></li>"
    )
