"""Sentences to an answer: which are shown, how sure that is, and why there is none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

from index import Document
from index.document import POST

from .contract import Copy, Excerpt, Reason
from .question import Question
from .read import Sentence
from .retrieve import Passage
from .terms import content_words

A_DOCUMENT = 2  # excerpts of one document at most
NEAR_MISSES = 3
_SAME = 0.8  # share of words that two sentences have in common to count as one
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    r"|no|not|never|nobody|without)\b|n[’']t\b",
    re.IGNORECASE,
)

# A logistic curve over the best passage's cosine and, with a weight of 0.3, the best sentence's cosine
# times its overlap. Fitted on the news quiz with and without its gold articles and on MultiHop-RAG's
# questions with and without an answer, each half weighing the same. At this threshold about 0.02 and
# 0.03 of their answerable questions are refused, and 0.97 of MultiHop-RAG's unanswerable ones; of the
# news quiz without its gold only 0.05: similarity cannot tell a passage that answers from one on the
# same topic. Names of the question that are missing from the passages were tried and added nothing.
THRESHOLD = 0.335
_SENTENCE_WEIGHT = 0.3
_SLOPE = 4.8
_OFFSET = -2.97
_NOTHING = (0.30, 0.25)  # cosine and overlap under which nothing bears on the question at all


def confidence(sentences: Sequence[Sentence]) -> float:
    """How likely it is that the best sentences answer, 0..1; 0 where there are none."""
    if not sentences:
        return 0.0
    passage = max(each.passage.cosine for each in sentences[:3])
    sentence = max(each.cosine * each.overlap for each in sentences[:3])
    return 1 / (1 + math.exp(-(_SLOPE * (passage + _SENTENCE_WEIGHT * sentence) + _OFFSET)))


def why_not(question: Question, sentences: Sequence[Sentence], missing: bool, elsewhere: float) -> Reason:
    """The reason for giving no answer.

    `missing` says that no document has any of the outlets asked for; `elsewhere` is the confidence
    that the same question reaches without its window.
    """
    if missing:
        return "source_absent"
    limited = question.understood.after or question.understood.before
    if limited and (elsewhere >= THRESHOLD or not sentences):
        return "outside_dates"
    if not sentences or all(s.cosine < _NOTHING[0] and s.overlap < _NOTHING[1] for s in sentences):
        return "no_match"
    return "low_confidence"


def choose(
    sentences: Sequence[Sentence], limit: int, prefix: str, copies_of: Callable[[Sentence], Iterable[Document]]
) -> tuple[Excerpt, ...]:
    """The best sentences as excerpts with the ids `prefix`1, `prefix`2, ...

    At most A_DOCUMENT of one document; of near-identical ones the best, with the others in `also_in`,
    and with the copies of its document (`copies_of`) in which it stands, word for word.
    """
    chosen: list[Sentence] = []
    copies: list[list[Sentence]] = []
    for sentence in sentences:
        same = next((n for n, other in enumerate(chosen) if _same(sentence, other)), None)
        if same is not None:
            if sentence.document.key not in {other.document.key for other in (chosen[same], *copies[same])}:
                copies[same].append(sentence)
        elif len(chosen) < limit and _fits(sentence, chosen):
            chosen.append(sentence)
            copies.append([])
    excerpts = []
    for n, (sentence, others) in enumerate(zip(chosen, copies, strict=True), 1):
        holding = (copy for copy in copies_of(sentence) if _words(sentence.text) in _words(copy.text))
        also = {document.key: document for document in (*(other.document for other in others), *holding)}
        excerpts.append(_excerpt(sentence, f"{prefix}{n}", also.values()))
    return tuple(excerpts)


def passage_excerpt(passage: Passage, document: Document, name: str, also_in: tuple[Copy, ...]) -> Excerpt:
    """A whole passage in the shape of an excerpt; `also_in` are the copies of its document."""
    return _cut(document, passage.chunk.start, passage.chunk.end, name, passage.score, also_in)


def _excerpt(sentence: Sentence, name: str, others: Iterable[Document]) -> Excerpt:
    copies = tuple(Copy(other.key, other.source, other.published) for other in others)
    return _cut(sentence.document, sentence.start, sentence.end, name, sentence.score, copies)


def _cut(document: Document, start: int, end: int, name: str, score: float, also_in: tuple[Copy, ...]) -> Excerpt:
    marks = {mark.flag for mark in document.marks if mark.start < end and start < mark.end}
    return Excerpt(
        id=name,
        text=document.text[start:end],
        document=document.key,
        title=document.title,
        source=document.source,
        published=document.published,
        path=document.path,
        url=document.url,
        start=start,
        end=end,
        sha256=document.sha256,
        score=score,
        flags=tuple(flag for flag in document.flags if flag != POST or POST in marks),
        also_in=also_in,
    )


def _fits(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    of_document = [other for other in chosen if other.document.key == sentence.document.key]
    overlapping = any(other.start < sentence.end and sentence.start < other.end for other in of_document)
    return len(of_document) < A_DOCUMENT and not overlapping


def _same(one: Sentence, two: Sentence) -> bool:
    """Whether two documents carry one sentence: most words in common (Dice), and every figure.

    Two reports that differ in a figure, or in a "not", contradict each other, and both are shown.
    """
    if one.document.key == two.document.key or _figures(one.text) != _figures(two.text):
        return False
    first, second = content_words(one.text), content_words(two.text)
    return 2 * len(first & second) >= _SAME * max(len(first) + len(second), 1)


def _words(text: str) -> str:
    """A text's words and nothing else, to find one text in another whatever its quotes and line ends."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _figures(text: str) -> set[str]:
    return {match.group().lower() for match in _FIGURE.finditer(text)}
