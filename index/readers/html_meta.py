"""What an HTML page states of itself: title, outlet, dates and address, as raw strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from .article import Stated
from .json_ld import Story, find_story
from .titles import squeezed, without_site

_ORIGIN = "html meta"
_SOURCES = ("og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher")
_DATES_FIRST = ("article:published_time", "og:published_time", "og:article:published_time")
_DATES_LAST = (
    *("date", "pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued", "dcterms.created"),
    *("dcterms.issued", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
)
_STORY_TYPE = re.compile(r"(?:Article|Posting|Report|Page)\s*$")
_CHANGED = re.compile(r"updat|modif|edited|aktualis|обновл|изменен", re.I)
_ASIDE = {"aside", "nav", "footer", "li", "form"}
_OPENING = 80  # characters of a first paragraph that is no byline, kicker or standfirst label any more


@dataclass(frozen=True)
class Head:
    """The fields of a page, by what it states: nothing here is guessed from the text."""

    title: str | None
    source: Stated | None
    dates: tuple[Stated, ...]
    url: str | None


def read_head(page: HtmlElement, seen: HtmlElement) -> Head:
    """Read the fields of `page`; `seen` is the same page without what a reader cannot see.

    Dates come in order of trust; a date of change is never among them.
    """
    meta = _meta(page)
    url = _address(page, meta)
    story = find_story((element.text or "" for element in page.xpath("//script[@type='application/ld+json']")), url)
    sources = [story.publisher, *(meta.get(name) for name in _SOURCES)]
    source = next((name for name in sources if name and not name.lower().startswith(("http:", "https:"))), None)
    return Head(
        title=_title(page, seen, meta, story),
        source=Stated(source, _ORIGIN) if source else None,
        dates=tuple(Stated(value, _ORIGIN) for value in _dates(page, seen, meta, story)),
        url=url,
    )


def _meta(page: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        content = squeezed(element.get("content") or "")
        for name in (element.get("property"), element.get("name")):
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _address(page: HtmlElement, meta: dict[str, str]) -> str | None:
    links = [
        link.get("href") or "" for link in page.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    addresses = (address.strip() for address in [*links, meta.get("og:url", "")])
    return next((address for address in addresses if re.match(r"https?://[^\s/]", address, re.I)), None)


def _title(page: HtmlElement, seen: HtmlElement, meta: dict[str, str], story: Story) -> str | None:
    # Not .//title alone: every icon drawn in SVG may have a title of its own.
    named = [element.text_content() for element in page.xpath("/html/head/title | /html/body/title")[:1]]
    headings = [element.text_content() for element in seen.xpath("//h1")[:1]]
    titles = (squeezed(title or "") for title in (meta.get("og:title"), story.headline, *named, *headings))
    title = next(filter(None, titles), None)
    return without_site(title, (meta.get("og:site_name"), story.publisher)) if title else None


def _dates(page: HtmlElement, seen: HtmlElement, meta: dict[str, str], story: Story) -> list[str]:
    values = [story.published, *(meta.get(name) for name in _DATES_FIRST)]
    values += _item_dates(page)
    values += [meta.get(name) for name in _DATES_LAST]
    times = list(_header_times(seen))
    values += [element.get("datetime") for element in [*seen.xpath("//time[@pubdate]"), *times]]
    stated = list(dict.fromkeys(filter(None, (squeezed(value or "") for value in values))))
    return stated or list(dict.fromkeys(text for element in times if (text := _shown(element))))


def _item_dates(page: HtmlElement) -> Iterator[str | None]:
    for element in page.xpath("//*[@itemprop]"):
        if "datepublished" not in element.get("itemprop").lower().split():
            continue
        scope = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
        kind = scope.get("itemtype") if scope is not None else None
        if not kind or _STORY_TYPE.search(kind):
            yield element.get("content") or element.get("datetime") or element.text_content()


def _header_times(seen: HtmlElement) -> Iterator[HtmlElement]:
    """The `<time>` elements around the headline, down to the first paragraph of the story."""
    heading = seen.find(".//h1")
    if heading is None:
        return
    around = next((above for above in heading.iterancestors("article", "main")), None)
    # Above the headline a page without <article> shows the day on which it was fetched.
    reached = around is not None
    for element in (seen if around is None else around).iter():
        reached = reached or element is heading
        if element.tag == "p" and reached and len(squeezed(element.text_content())) >= _OPENING:
            return
        if element.tag == "time" and reached and not _is_other(element):
            yield element


def _is_other(element: HtmlElement) -> bool:
    if any(above.tag in _ASIDE for above in element.iterancestors()):
        return True
    parent, before = element.getparent(), element.getprevious()
    words = [element.get("class"), element.get("itemprop"), element.text_content()]
    if before is None:
        words += [parent.get("class"), parent.text]
    else:
        words += [before.tail, before.text_content() if before.tag != "time" else None]
    return bool(_CHANGED.search(" ".join(filter(None, words))))


def _shown(element: HtmlElement) -> str | None:
    text = squeezed(element.text_content())
    return text if re.search(r"\d", text) and len(text) <= 60 and not re.search(r"\bago\b", text) else None
