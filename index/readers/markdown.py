"""Markdown: the fields of its front matter, and its text without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from lxml import html
from lxml.etree import LxmlError
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .article import Article, Stated
from .encoding import decode
from .titles import squeezed

# Only what begins with a field: a rule at the top of a text is no front matter.
_FRONT = re.compile(r"---[ \t]*\n(?=\s*(?:#|[\w\"'][\w \"'.-]*:))(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_ORIGIN = "front matter"
_BREAKS = ("softbreak", "hardbreak")
_TITLE_WITHIN = 2  # paragraphs that may stand above a first heading that is the title (a kicker, a date)


def read_markdown(data: bytes) -> Article:
    """A Markdown file as one article.

    Marks are taken out line by line, so that every line keeps its number in the file: `first_line` is
    that of the text below the front matter, and a line of nothing but marks is left empty. Without a
    title in the front matter a first-level heading at the top is the title, and not in the text.
    """
    whole = decode(data)
    fields, body = _split_front(whole)
    title = _first(fields, "title")
    lines, heading = _plain_lines(body, raw_top=len(body) == len(whole))
    if heading and (title is None or squeezed(title).casefold() == squeezed(heading.text).casefold()):
        title = heading.text
        for number in heading.lines:
            lines[number] = ""
    source = _first(fields, "source", "publisher", "outlet", "site")
    dates = (_first(fields, name) for name in ("date", "published", "publication_date"))
    return Article(
        text="\n".join(lines),
        title=title,
        source=Stated(source, _ORIGIN) if source else None,
        dates=tuple(Stated(value, _ORIGIN) for value in dates if value),
        url=_first(fields, "url", "link", "canonical"),
        first_line=1 + whole[: len(whole) - len(body)].count("\n"),
    )


def _split_front(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if not match:
        return {}, text
    try:
        # BaseLoader builds nothing but strings, lists and dicts: a date stays as it is written.
        loaded = yaml.BaseLoader(match[1]).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(loaded, dict):
        return {}, text
    fields = {str(name).casefold(): value for name, value in loaded.items()}
    return {name: value for name, value in fields.items() if isinstance(value, str)}, text[match.end() :]


def _first(fields: dict[str, str], *names: str) -> str | None:
    return next((value for name in names if (value := squeezed(fields.get(name, "")))), None)


@dataclass(frozen=True)
class _Heading:
    text: str
    lines: range


@dataclass
class _Lines:
    """The text of each line of a Markdown file, as it fills up."""

    lines: list[str]
    above: int = 0
    heading: _Heading | None = None
    number: str = field(default="")  # of the ordered list's item whose first line is still to come

    def put(self, line: int, text: str, join: str = " | ") -> None:
        """Add text to a line: cells of one table row stand on the same one."""
        if line < len(self.lines):
            text = self.number + text
            self.lines[line] = join.join(filter(None, (self.lines[line], text)))
            self.number = ""


def _plain_lines(body: str, raw_top: bool) -> tuple[list[str], _Heading | None]:
    plain = _Lines([""] * (body.count("\n") + 1))
    if raw_top and (match := _FRONT.match(body)):
        # Front matter that could not be read is text, and no Markdown: "---" below it makes headings.
        for number, line in enumerate(match[0].split("\n")[:-1]):
            plain.put(number, line)
        body = "\n" * match[0].count("\n") + body[match.end() :]
    tag = ""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        if token.type == "inline":
            _put_inline(plain, token, tag)
        elif token.type == "list_item_open":
            plain.number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in ("fence", "code_block", "html_block"):
            _put_block(plain, token)
        tag = token.tag
    return plain.lines, plain.heading


def _put_inline(plain: _Lines, token: Token, tag: str) -> None:
    start, end = token.map or (0, 0)
    texts = list(_inline_lines(token))
    if tag == "h1" and plain.heading is None and plain.above <= _TITLE_WITHIN:
        plain.heading = _Heading(squeezed(" ".join(texts)), range(start, end))
    plain.above += 1
    for offset, text in enumerate(texts):
        plain.put(start + offset, squeezed(text))


def _inline_lines(token: Token) -> Iterator[str]:
    line = ""
    for child in token.children or ():
        if child.type in _BREAKS:
            yield line
            line = ""
        elif child.type in ("text", "code_inline"):
            line += child.content
        elif child.type == "html_inline" and re.match(r"<br\b", child.content, re.I):
            line += " "
    yield line


def _put_block(plain: _Lines, token: Token) -> None:
    start = (token.map or (0, 0))[0] + (token.type == "fence")
    content = _without_tags(token.content) if token.type == "html_block" else token.content
    for offset, text in enumerate(content.rstrip("\n").split("\n")):
        plain.put(start + offset, text.strip())


def _without_tags(block: str) -> str:
    try:
        block = re.sub(r"<!--.*?(?:-->|\Z)", _only_line_ends, block, flags=re.S)
        parts = html.fragments_fromstring(re.sub(r"<br\b", " <br", block, flags=re.I))
    except (LxmlError, ValueError):
        return ""
    return "".join(
        part if isinstance(part, str) else "".join(map(str, part.itertext())) + (part.tail or "") for part in parts
    )


def _only_line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
