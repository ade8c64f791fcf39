"""Whether a question asks for the latest that is known, for the first report of something, or for several articles."""

from __future__ import annotations

import re

_LATEST = re.compile(
    r"\b(?:latest|most recent(?:ly)?|newest|(?-i:now|^Now)(?!-)|nowadays|currently"
    r"|(?<!direct )(?<!alternating )current|at the moment(?! of)|at present|these days"
    r"|so far(?! from)|as things stand|where do things stand|to date)\b"
    r"|\b(?:is|are|does|do) .*\btoday\?",
    re.IGNORECASE,
)
_ITEM = r"(?:reports?|news(?! conference)|mentions?|coverage|headlines?)"
_REPORT = r"(?:report|announce|mention|publish|reveal)"
# "First" alone is no wish for the first report: the first lady, her first published novel, the first woman to win.
_EARLIEST = re.compile(
    rf"\b(?:(?:first|earliest|oldest) (?:known |press |news )?{_ITEM}\b"
    r"|(?:earliest|oldest) (?:article|story|account|piece)s?\b"
    r"|first (?:article|story|account|piece) (?:about|on)\b"
    rf"|first {_REPORT}e?d?\b(?=\W*$| (?:by|in|on|as|that|to|about|the|this|it|last)\b)"
    r"|(?:news|word|story|scandal) (?:(?:of|about) (?:\w+ ){1,4})?first (?:br(?:eak|oke)|emerged?|surfaced?)\b"
    rf"|(?:reported|published|mentioned|announced|revealed|wrote)(?: \w+){{1,6}} first\W*$"
    r"|first to (?:report|reveal|publish)\b"
    r"|(?:what|which) (?:is|was|were|are) the earliest\b(?! (?:known|possible|age|date|day|time|year)))",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:chang(?:e|ed|es|ing)|evolv\w+|develop(?:ed|ing)? (?:over|since)|over time|timeline|chronolog\w+|unfold\w*"
    r"|history of|progress\w* (?:over|since)|from .{1,40} to .{1,40} over)\b",
    re.IGNORECASE,
)
# What sets reports side by side: "Do the Courier and the Post give the same figure?", "the Courier versus the Post".
COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ(?:s|ed|ent|ently|ences?)?|disagrees?|agrees?(?! to)|versus|vs|against|same"
    r"|each|both|part company|contradict\w*|(?:in)?consisten\w+)\b",
    re.IGNORECASE,
)
# What sets two things side by side.
_TWO_SIDES = re.compile(
    r"^\W*(?:compare|contrast|weigh)\b|^\W*(?:set|put|give me|show me|list)\b.*\b(?:beside|next to|against)\b"
    r"|\b(?:do|does|did)\b.*\bcompare(?: (?:with|to|against)\b|\W*$)|\b(?:versus|vs|set (?:against|beside))\b"
    r"|\b(?!rather\b)(?:more|less|worse|\w+er)\b[^?]*"
    r"\bthan (?:in|on|at|the|what|that|those|its|his|her|their|it|last)\b",
    re.IGNORECASE,
)
_OF_REPORTS = re.compile(
    r"\b(?:reports?|reported|reporting|articles?|coverage|published|(?:in)?consisten\w+|contradict\w*)\b", re.IGNORECASE
)
_LONG = (
    30  # words in a sentence: 0.97 of MultiHop-RAG's questions have as many, and 0.01 of the news quiz's, of one thing
)
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


def asks_for_latest(text: str) -> bool:
    """Whether the newest of what is known is asked for."""
    return _LATEST.search(text) is not None


def asks_for_earliest(text: str) -> bool:
    """Whether the first report is asked for: "When was it first reported?", "the earliest mention"."""
    return _EARLIEST.search(text) is not None


def asks_how_it_changed(text: str) -> bool:
    """Whether the course of something is asked for, which is told in the order of time."""
    return _CHANGE.search(text) is not None


def compares_things(text: str) -> bool:
    """Whether two things are set side by side: "Was the catch of January bigger than that of May?"."""
    return _TWO_SIDES.search(text) is not None


def compares_reports(text: str) -> bool:
    """Whether reports are set side by side, whose days then tell which are meant."""
    return COMPARING.search(text) is not None and _OF_REPORTS.search(text) is not None


def asks_for_several(text: str) -> bool:
    """Whether more is asked than one article tells: a long sentence has several parts."""
    return max(len(sentence.split()) for sentence in _SENTENCE_END.split(text)) >= _LONG
