"""HTML of what is in the index: its counts, and a list of its articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index import Filter, Heading, Skipped, Stats, Store

from . import format as words
from .coverage import Counts, coverage
from .render import text

FLAGGED = 50  # articles named of a flag
SKIPPED = 200  # files named that were not read
_LONGEST = 200  # characters of the words to look for
_FOLDERS = re.compile(r"(?<!\S)(/|[A-Z]:\\)[^:]*[/\\]")  # of an absolute path, which is followed by a colon or nothing

Flagged = Mapping[str, Sequence[Heading]]


def find_flagged(store: Store) -> Flagged:
    """The newest articles of each flag."""
    keys = store.stats().flagged
    return {flag: store.browse((), Filter(documents=frozenset(keys[flag])), FLAGGED, 0)[0] for flag in keys}


def search_terms(typed: str) -> list[str]:
    """The words typed; what stands in quotation marks is one phrase."""
    found = re.findall(r'["“]([^"“”]*)["”]|(\S+)', typed[:_LONGEST])
    return [term for pair in found for term in pair if re.search(r"\w", term)]


def named_and_why(skipped: Skipped) -> tuple[str, str]:
    """What was skipped and why: names of files, and no folder of the machine."""
    path, colon, part = skipped.name.partition(":")
    return words.file_name(path) + colon + part, _FOLDERS.sub("", skipped.reason)


def skipped_item(skipped: Skipped) -> str:
    """What was skipped and why, as an item of a list."""
    name, reason = map(text, named_and_why(skipped))
    return f"<li><bdi>{name}</bdi>: <bdi>{reason}</bdi></li>"


def overview(stats: Stats, months: Counts, flagged: Flagged) -> str:
    """What is in the index: how much, from whom, from when, and what is not or must be read with care."""
    skipped = _skipped(stats.skipped)
    if not stats.documents:
        return f'<section class="overview"><p>There are no articles in the index yet.</p>{skipped}</section>'
    facts = {
        "Articles": f"{stats.documents:,}",
        "Different stories": f"{stats.stories:,}",
        "Outlets": f"{len(stats.sources):,}",
        "First": words.day_words(stats.first) if stats.first else "",
        "Last": words.day_words(stats.last) if stats.last else "",
        "Undated": f"{stats.undated:,}",
        "Outlet not stated": f"{stats.source_not_stated:,}",
    }
    shown = "".join(f"<div><dt>{name}</dt><dd>{text(fact)}</dd></div>" for name, fact in facts.items() if fact)
    flags = "".join(_flag(flag, len(keys), flagged.get(flag, ())) for flag, keys in sorted(stats.flagged.items()))
    return (
        f'<section class="overview"><dl class="counts">{shown}</dl>{coverage(stats, months)}{flags}{skipped}</section>'
    )


def shelf(headings: Sequence[Heading], total: int, offset: int, limit: int) -> str:
    """A stretch of the list, from `offset` on, with buttons to those before and after it."""
    if not headings:
        return '<p class="quiet">No article is like that. Try fewer words, or another outlet or time.</p>'
    last = offset + len(headings)
    return (
        f'<ul class="shelf">{"".join(map(_item, headings))}</ul><nav class="pages" aria-label="The list">'
        f"{_turn_to('Newer', max(0, offset - limit), possible=offset > 0)}"
        f'<span role="status">{offset + 1:,}–{last:,} of {total:,}</span>'
        f"{_turn_to('Older', last, possible=last < total)}</nav>"
    )


def _turn_to(name: str, offset: int, possible: bool) -> str:
    off = "" if possible else " disabled"
    return f'<button type="button" class="turn-page" data-offset="{offset}"{off}>{name}</button>'


def _item(heading: Heading) -> str:
    """An article in a list: a button that opens it, and what must be known of it."""
    title = words.title_words(heading.title, heading.key)
    notes = [*words.flag_words(heading.flags), words.count(heading.length, "character")]
    small = "".join(f'<span class="note"><bdi>{text(note)}</bdi></span>' for note in notes)
    return (
        f'<li><button type="button" class="open" data-document="{text(heading.key)}"><bdi>{text(title)}</bdi></button>'
        f'<p class="byline"><bdi>{text(words.byline(heading.source, heading.published))}</bdi>{small}</p></li>'
    )


def _flag(flag: str, number: int, headings: Sequence[Heading]) -> str:
    summary = f"{words.count(number, 'article')}: {words.flag_words((flag,))[0]}"
    return _folded("flagged", summary, number, [_item(each) for each in headings])


def _skipped(skipped: Sequence[Skipped]) -> str:
    items = list(map(skipped_item, skipped[:SKIPPED]))
    return _folded("skipped", f"{len(skipped):,} skipped, and why", len(skipped), items) if skipped else ""


def _folded(name: str, summary: str, number: int, items: Sequence[str]) -> str:
    """A list under a line that opens it; it says how many it does not show."""
    more = f'<li class="quiet">and {number - len(items):,} more</li>' if number > len(items) else ""
    return f'<details class="{name}"><summary>{text(summary)}</summary><ul>{"".join(items)}{more}</ul></details>'
