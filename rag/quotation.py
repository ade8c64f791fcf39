"""Whether a question asks for somebody's words, and the quotation that a stretch of a text stands in."""

from __future__ import annotations

import re

from index.sentences import Span, sentence_spans

_SAYS = (
    r"(?:say|said|tell|told|call|describe|characteri[sz]e|compare|put it|sum up|remark|joke|quip|reply|answer|comment"
    r"|warn|explain|argue|shout|write)(?:e?d)?"
)
_ASKS = re.compile(
    rf"\b(?:what|how)\b(?: exactly)? (?:did|does|do|has|have|had) .*\b{_SAYS}\b"
    r"|\bin (?:his|her|their|its) own words\b"
    r"|\b(?:what|which|whose) (?:words?|saying|phrase|image|metaphor|comparison|joke|slogan|quote|expression)\b",
    re.IGNORECASE,
)
_LONGEST = 400  # characters between two marks: beyond, one of them closes nothing
_QUOTATIONS = (
    re.compile(rf"[\"“„«]([^\"“”„«»]{{2,{_LONGEST}}})[\"”“»]"),
    re.compile(rf"(?<!\w)['‘]([^'‘]{{2,{_LONGEST}}}?)['’](?!\w)"),
)


def asks_for_words(question: str) -> bool:
    """Whether somebody's words are asked for: "What did Vane say about the lease?"."""
    return _ASKS.search(question) is not None


def quotation(text: str, start: int, end: int) -> Span:
    """What is quoted around the stretch `[start, end)` of a text, of it the sentence; the stretch itself if unquoted.

    Of a quotation within a quotation the inner one. Quotation marks, and a comma before the last, are left out.
    """
    around = [
        match.span(1)
        for pattern in _QUOTATIONS
        for match in pattern.finditer(text)
        if match.start(1) <= start and end <= match.end(1)
    ]
    if not around:
        return start, end
    first, last = min(around, key=lambda span: span[1] - span[0])
    sentences = ((first + one, first + two) for one, two in sentence_spans(text[first:last]))
    first, last = next((each for each in sentences if each[0] <= start and end <= each[1]), (first, last))
    return first, max(first + len(text[first:last].rstrip(" ,.;")), end)
