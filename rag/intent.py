"""Whether a question asks for the latest that is known, for the first report of something, or for several articles."""

from __future__ import annotations

import re

WHAT_IS_NEW = r"what(?:[’']s| is) (?:new|going on|happening) (?:about|on|with|in|at|of|from)"
_LATEST = re.compile(
    r"\b(?:latest|most recent(?:ly)?|newest|(?-i:now|^Now)(?!-)|nowadays|currently"
    r"|(?<!direct )(?<!alternating )current|at the moment(?! of)|at present|these days"
    r"|so far(?! from)|as things stand|where do things stand|to date)\b"
    rf"|\b{WHAT_IS_NEW}\b"
    r"|\bany (?:news|updates?) (?:about|on|of|from)\b"
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
    rf"|\b(?:who|papers?|outlets?|media) (?:reported|wrote) first\b"
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
_WHETHER = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?:n[’']t)?\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(  # "Was it sold or let?", "Was it sold, and when?", "Do you know who bought it?"
    r"\bor\b|, (?:and|if so,?) (?:\w+ ){0,2}?(?:when|where)\b|\b(?:who|whom|whose|what|which|why|how)\b", re.IGNORECASE
)
_CHANGED_SOMETHING = re.compile(r"\bchange[sd]? (?:the|an?|his|her|its|their)\b", re.IGNORECASE)
_HOW = re.compile(r"^\W*how (?:do|does|did|has|have|had)\b", re.IGNORECASE)
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


def asks_whether_or_how_it_changed(text: str) -> bool:
    """Whether no stretch of an article is the answer: it is yes or no, or the course of something.

    "Did the mayor resign?", "How did the price develop?"; but not what asks for something beside: "..., and to whom?".
    """
    if _HOW.search(text):
        return asks_how_it_changed(text) and _CHANGED_SOMETHING.search(text) is None
    return _WHETHER.search(text) is not None and _BESIDE.search(text) is None


def asks_for_several(text: str) -> bool:
    """Whether more is asked than one article tells: a long sentence has several parts."""
    return max(len(sentence.split()) for sentence in _SENTENCE_END.split(text)) >= _LONG
