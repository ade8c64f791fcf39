"""Where sentences begin and end in a cleaned text."""

from __future__ import annotations

import re

from nupunkt import sent_spans

Span = tuple[int, int]  # [start, end) in characters of the text

_PARAGRAPH = re.compile(r"[^\n]+")


def paragraph_spans(text: str) -> list[Span]:
    """The non-empty lines of a cleaned text, in which a line is a paragraph."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if not match.group().isspace()]


def sentence_spans(text: str) -> list[Span]:
    """The sentences of a cleaned text, in order, without the white space around them.

    Paragraph ends end a sentence. Everything but white space is in exactly one span.
    """
    spans: list[Span] = []
    for start, end in paragraph_spans(text):
        for first, last in sent_spans(text[start:end]):
            sentence = text[start + first : start + last]
            left = len(sentence) - len(sentence.lstrip())
            if sentence.strip():
                spans.append((start + first + left, start + first + len(sentence.rstrip())))
    return spans
