"""JSON-LD: the article that a page describes to machines, found in whatever shape it comes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_STORY = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$")
_PAGE = re.compile(r"(?:Web|Item)Page$")  # says the same of itself where there is no article
# Anything else that is nested (comments, videos, lists of other stories) is about something else.
_INTO = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 6


@dataclass(frozen=True)
class Story:
    """What JSON-LD says of a page's article; every field as it is stated there."""

    headline: str | None = None
    publisher: str | None = None
    published: str | None = None


def find_story(scripts: Iterable[str], url: str | None) -> Story:
    """The article among the JSON-LD scripts of a page: the one at `url` (the page's own), else the first.

    Broken JSON is passed over.
    """
    nodes = [node for script in scripts for node in _nodes(_load(script), 0)]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    stories = [node for node in nodes if _is_a(node, _STORY)]
    stories.sort(key=lambda node: not (url and url in (node.get("url"), node.get("@id"), _address(node))))
    pages = [node for node in nodes if _is_a(node, _PAGE)]
    candidates = stories[:1] + pages[:1]
    return Story(
        headline=_text(stories[0].get("headline") or stories[0].get("name")) if stories else None,
        publisher=next(filter(None, (_name(node.get("publisher"), named) for node in candidates)), None),
        published=next(filter(None, (_text(node.get("datePublished")) for node in candidates)), None),
    )


def _load(script: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    bare = re.sub(r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)", "", script)
    bare = re.sub(r"(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>|;)\s*$", "", bare)
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _INTO:
            yield from _nodes(value.get(name), depth + 1)


def _is_a(node: dict[str, Any], kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(isinstance(name, str) and kind.search(name) for name in (types if isinstance(types, list) else [types]))


def _address(node: dict[str, Any]) -> object:
    page = node.get("mainEntityOfPage")
    return page.get("@id") if isinstance(page, dict) else page


def _name(value: Any, named: dict[str, dict[str, Any]]) -> str | None:  # noqa: ANN401
    if isinstance(value, list):
        return next(filter(None, (_name(item, named) for item in value)), None)
    if isinstance(value, dict):
        identity = value.get("@id")
        value = value.get("name") or (named.get(identity, {}).get("name") if isinstance(identity, str) else None)
    return _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    # Publishing systems escape headlines as if JSON were HTML.
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None
