"""HTML: the main text of a page as its reader sees it, and what the page states of itself."""

from __future__ import annotations

import codecs
import logging
import re
from copy import deepcopy

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from .article import Article, UnreadableFileError
from .encoding import decode
from .html_meta import read_head
from .titles import without_title

# It logs what it makes of every odd page; what could not be read is said in our own words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]+)", re.I
)
_CHARSET_WITHIN = 4096
# UTF-8 is tried before, and what declares itself in ASCII is not in UTF-16.
_DECLARABLE = re.compile(r"cp\d|iso8859|koi8|gb|big5|euc|shift_jis|mac|tis|johab|hz|ptcp")
# Browsers read these names as the larger sets: https://encoding.spec.whatwg.org/#names-and-labels
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_LARGER |= {"shift_jis": "cp932", "euc_kr": "cp949"}

_LINE_ENDS = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # lxml reads these and cannot write them
_UNSEEN_TAGS = ("script", "style", "template", "noscript", "svg", "object", "iframe")
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*\.?0+\s*(?:[a-z%]*\s*(?:!|;|$))", re.I
)
_RUNNING = {"p", "li", "td", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
# Within running text trafilatura drops these with their words, or breaks the line at them.
_FOREIGN = {"time", "abbr", "acronym", "q", "nobr", "data", "output", "bdi", "bdo", "dfn", "cite", "small", "wbr"}
_FOREIGN.add("label")
_BLOCKS = _RUNNING | {"div", "br", "tr", "section", "article", "blockquote", "dt"}


def read_html(data: bytes) -> Article:
    """A page as one article: paragraphs with blank lines between, list items and table rows without.

    A title at the top of the text is not repeated; lines of the file are not known.
    """
    try:
        page = document_fromstring(_markup(data).encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFileError("holds no HTML that can be read") from error
    _drop_controls(page)
    seen = deepcopy(page)
    _drop_unseen(seen)
    head = read_head(page, seen)
    _flatten(seen)
    text = without_title(_main_text(seen), head.title)
    return Article(text=text, title=head.title, source=head.source, dates=head.dates, url=head.url)


def _parser() -> HTMLParser:
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _markup(data: bytes) -> str:
    # Bytes that are valid UTF-8 and not plain ASCII are nothing else, whatever an old declaration says.
    try:
        return data.decode("utf-8-sig") if b"\0" not in data else decode(data)
    except UnicodeDecodeError:
        declared = _declared(data)
    return data.decode(declared, "replace") if declared else decode(data)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_CHARSET_WITHIN])
    if not match:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
    except LookupError:
        return None
    name = _LARGER.get(name, name)
    return name if _DECLARABLE.match(name) else None


def _drop_controls(page: HtmlElement) -> None:
    for element in page.iter(etree.Element):
        if _NO_TEXT.search(element.text or ""):
            element.text = _NO_TEXT.sub("", element.text)
        if _NO_TEXT.search(element.tail or ""):
            element.tail = _NO_TEXT.sub("", element.tail)


def _drop_unseen(page: HtmlElement) -> None:
    for element in list(page.iter(etree.Element)):
        # Pages hide html and body until a script has run; that hides nothing from a reader.
        if element.tag not in ("html", "body", "head") and _is_unseen(element) and element.getparent() is not None:
            element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN_TAGS
        or element.get("hidden") is not None
        or (element.get("aria-hidden") or "").strip().lower() == "true"
        or bool(_UNSEEN_STYLE.search(element.get("style") or ""))
    )


def _flatten(page: HtmlElement) -> None:
    for element in page.iter("center"):
        element.tag = "div"
    kept = {inner for block in page.iter("pre", "textarea") for inner in block.iter()}
    for element in list(page.iter(etree.Element)):
        element.text = _running(element.text, element in kept)
        element.tail = _running(element.tail, element.getparent() in kept)
        foreign = element.tag in _FOREIGN or "-" in element.tag
        if foreign and any(above.tag in _RUNNING for above in element.iterancestors()):
            element.drop_tag()


def _running(text: str | None, kept: bool) -> str:
    # A line end in the source is a space to a reader, and would be a paragraph's end to us.
    return text or "" if kept else _LINE_ENDS.sub(" ", text or "")


def _main_text(page: HtmlElement) -> str:
    try:
        # fast: its own rules alone; the other two extractors it can ask bring menus back.
        found = trafilatura.extract(page, fast=True, include_comments=False, include_tables=True)
    except Exception:  # a page that its rules stumble over still has a text
        found = None
    return _spaced(found or _all_text(page))


def _all_text(page: HtmlElement) -> str:
    for name in ("article", "main", "body"):
        for root in page.iter(name):
            parts = []
            for element in root.iter(etree.Element):
                parts += ["\n" if element.tag in _BLOCKS else "", element.text or ""]
                parts += ["\n" if element.tag in _BLOCKS else "", element.tail or ""] if element is not root else []
            if text := "".join(parts).strip():
                return text
    return ""


def _spaced(text: str) -> str:
    out: list[str] = []
    for line in (line.strip() for line in text.split("\n")):
        if not line or re.fullmatch(r"[|\s:-]+", line):
            continue
        row = line.startswith(("- ", "| "))
        if out and not (row and out[-1][:2] == line[:2]):
            out.append("")
        out.append(line)
    return "\n".join(line.strip("| ") if line.startswith("| ") else line for line in out)
