"""Passages to sentences: those that most likely answer, by meaning and by the question's own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index import Document
from index.sentences import Span, sentence_spans
from index.store import Vectors

from .retrieve import Passage
from .terms import content_words

EMBEDDED = 24  # sentences that are compared by meaning: most of the time that an answer takes
LONGEST = 600  # characters of an excerpt
_OVERLAP_WEIGHT = 0.35
_PASSAGE_WEIGHT = 0.3

_PRONOUN = re.compile(r"[\"“‘']?(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|But|And|However|Both)\b")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTED = re.compile(r"[\"”’'»][^\"“”‘«]{2,60}[.:]$")  # a quotation, and who said it behind


@dataclass(frozen=True)
class Sentence:
    """A stretch of a document that may answer. `cosine` (-1..1) and `overlap` (0..1) say how near it is."""

    document: Document
    start: int
    end: int
    score: float
    cosine: float
    overlap: float
    passage: Passage

    @property
    def text(self) -> str:
        """The stretch, verbatim."""
        return self.document.text[self.start : self.end]


def read(
    question: str,
    vector: Vectors,
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
    encode: Callable[[list[str]], Vectors],
) -> list[Sentence]:
    """The sentences of the best passages, best first.

    A sentence counts by its cosine to the question (`vector`, shape (dimension,)), by the share of
    the question's words that it holds (rare ones count more), and by its passage's rank. Only the
    most promising are embedded. A heading is no sentence, nor is an interviewer's question; one that
    begins with a pronoun is shown with the sentence before it, one whose quotation goes on with the
    sentence behind it.
    """
    candidates = _candidates(passages, documents)
    weights = _weights(content_words(question), [text for _, _, text in candidates])
    overlaps = [_overlap(weights, text) for _, _, text in candidates]
    shares = [_passage_share(passage, passages) for passage, _, _ in candidates]
    promising = sorted(range(len(candidates)), key=lambda n: (-(overlaps[n] + shares[n]), n))
    chosen = sorted(promising[:EMBEDDED])
    cosines = encode([candidates[n][2] for n in chosen]) @ vector
    sentences = []
    for n, cosine in zip(chosen, cosines, strict=True):
        passage, (start, end), _ = candidates[n]
        overlap = overlaps[n]
        score = float(cosine) + _OVERLAP_WEIGHT * overlap + _PASSAGE_WEIGHT * shares[n]
        document = documents[passage.chunk.document]
        sentences.append(Sentence(document, start, end, score, float(cosine), overlap, passage))
    return sorted(sentences, key=lambda each: (-round(each.score, 6), each.document.key, each.start))


def _candidates(passages: Sequence[Passage], documents: Mapping[str, Document]) -> list[tuple[Passage, Span, str]]:
    found: list[tuple[Passage, Span, str]] = []
    for passage in passages:
        text = documents[passage.chunk.document].text
        chunk = text[passage.chunk.start : passage.chunk.end]
        spans = [(passage.chunk.start + start, passage.chunk.start + end) for start, end in sentence_spans(chunk)]
        for n, (start, end) in enumerate(spans):
            if end - start < 20 or _is_heading(text, (start, end)):
                continue
            lead = spans[n - 1][0] if n and _needs_lead(text, spans[n - 1], (start, end)) else start
            last = spans[n + 1][1] if n + 1 < len(spans) and _goes_on(text, (lead, end), spans[n + 1]) else end
            found.append((passage, (lead, last), text[lead:end]))
    return found


def _is_heading(text: str, span: Span) -> bool:
    """Whether a stretch ends like no sentence, or is a question with a line of its own."""
    start, end = span
    alone = text[max(start - 1, 0) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return not _SENTENCE_END.search(text[start:end]) or (alone and text[end - 1] == "?")


def _needs_lead(text: str, before: Span, span: Span) -> bool:
    """Whether a sentence is shown with the one before it, since it begins with a pronoun.

    Across paragraphs only for a quotation: in news it mostly comments on what was just reported.
    """
    begins = _PRONOUN.match(text[span[0] : span[1]])
    near = "\n" not in text[before[1] : span[0]] or text[span[0]] in "\"“‘'«"
    return begins is not None and near and span[1] - before[0] <= LONGEST


def _goes_on(text: str, span: Span, behind: Span) -> bool:
    """Whether the next sentence goes on with a quotation: `"No," he said. "Not now."` is shown whole."""
    start, end = span
    adjacent = "\n" not in text[end : behind[0]] and behind[1] - start <= LONGEST
    return adjacent and _QUOTED.search(text[start:end]) is not None and text[behind[0]] in "\"“‘'«"


def _weights(words: set[str], texts: Sequence[str]) -> dict[str, float]:
    """How much each word of the question tells: less, the more of the candidates hold it."""
    counts = Counter(word for text in texts for word in content_words(text) & words)
    return {word: math.log(1 + (len(texts) + 1) / (counts[word] + 0.5)) for word in words}


def _overlap(weights: Mapping[str, float], text: str) -> float:
    """The share of the question's words, by weight, that a text holds: 0..1."""
    total = sum(weights.values())
    return sum(weights[word] for word in content_words(text) & weights.keys()) / total if total else 0.0


def _passage_share(passage: Passage, passages: Sequence[Passage]) -> float:
    """A passage's score against the best and the last that is read: 1..0."""
    best, last = passages[0].score, passages[-1].score
    return float(np.clip((passage.score - last) / (best - last or 1.0), 0.0, 1.0))
