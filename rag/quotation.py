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
_OPENING, _CLOSING, _EITHER = "“„«", "”»", '"'
_SHUTS = re.compile(rf"[,.]?[{_CLOSING}{_EITHER}]")
_WORD = re.compile(r"\w+")
_LEAST = 3  # words that somebody said; fewer are a name, or a word that is doubted
_QUOTATIONS = (
    re.compile(rf"[\"“„«]([^\"“”„«»]{{2,{_LONGEST}}})[\"”“»]"),
    re.compile(rf"(?<!\w)['‘]([^'‘]{{2,{_LONGEST}}}?)['’](?!\w)"),
)


def asks_for_words(question: str) -> bool:
    """Whether somebody's words are asked for: "What did Vane say about the lease?"."""
    return _ASKS.search(question) is not None


def quotation(text: str, start: int, end: int) -> Span:
    """The sentence that is quoted around the stretch `[start, end)` of a text; the stretch itself if it is unquoted.

    A name is nobody's words: for one that is unquoted, the quoted sentence that lies nearest to it. Of a quotation
    within a quotation the inner one. Quotation marks, and a comma before the last, are left out.
    """
    quoted = [match.span(1) for pattern in _QUOTATIONS for match in pattern.finditer(text)]
    around = [span for span in quoted if span[0] <= start and end <= span[1]]
    if around:
        first, last = min(around, key=lambda span: span[1] - span[0])
        sentences = _sentences(text, (first, last))
        first, last = next((each for each in sentences if each[0] <= start and end <= each[1]), (first, last))
        return first, max(_end(text, (first, last)), end)
    inner = [one for one in quoted if not any(one[0] < two[0] and two[1] < one[1] for two in quoted)]
    said = [each for one in inner for each in _sentences(text, one) if len(_WORD.findall(text[slice(*each)])) >= _LEAST]
    if not said or not all(word[:1].isupper() for word in text[start:end].split()):
        return start, end
    nearest = min(said, key=lambda each: max(each[0] - end, start - each[1]))
    return nearest[0], _end(text, nearest)


def with_both_marks(text: str, start: int, end: int) -> Span:
    """The stretch `[start, end)` of a text, with the quotation mark beside it whose other one it has."""
    inside = text[start:end]
    opened, shut = (sum(map(inside.count, marks)) for marks in (_OPENING, _CLOSING))
    odd = inside.count(_EITHER) % 2 == 1
    before = text[start - 1 : start] or " "
    if (shut > opened and before in _OPENING) or (odd and before == _EITHER):
        return start - 1, end
    behind = _SHUTS.match(text, end) if opened > shut or odd else None
    return start, behind.end() if behind else end


def _sentences(text: str, quoted: Span) -> list[Span]:
    return [(quoted[0] + start, quoted[0] + end) for start, end in sentence_spans(text[slice(*quoted)])]


def _end(text: str, span: Span) -> int:
    return span[0] + len(text[slice(*span)].rstrip(" ,.;"))
