"""Sentences to an answer: which are shown, how sure that is, and why there is none."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index import Document
from index.document import POST

from .comparison import compares_things
from .contract import Copy, Disagreement, Excerpt, Reason, ShortAnswer
from .disagreement import disagreements
from .intent import asks_whether_or_how_it_changed
from .newest import as_known, by_time
from .numerals import TIMES, VALUES
from .question import Question
from .quotation import asks_for_words, quotation, with_both_marks
from .read import Sentence
from .retrieve import Passage
from .terms import content_words

A_DOCUMENT = 2  # excerpts of one document at most
NEAR_MISSES = 3
_SAME = 0.8  # share of words that two sentences have in common to count as one
_WORD = re.compile(r"\w+")
_ASKS_ONE = re.compile(r"(?:^\W*|, )(?:who|whose|which|why)\b", re.IGNORECASE)  # "Which was bigger than the mill?"
_FIGURE = re.compile(
    rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(VALUES)}|(?:{'|'.join(TIMES)})s?|no|not|never|nobody|without)\b|n[’']t\b",
    re.IGNORECASE,
)

# Under both nothing bears on the question at all: cosine of the passage, and share of the question's words.
_NOTHING = (0.30, 0.25)
_SHORT = math.log(0.1)  # the probability that the words of a short answer must have, in their passage


def ranked(question: Question, sentences: Sequence[Sentence], weights: NDArray[np.float64]) -> list[Sentence]:
    """The sentences with their scores under weights of FEATURES, best first.

    Where the latest is asked for, or the earliest, what is newest of what answers comes before all others; as of a
    day, newer reports count for more.
    """
    scored = [replace(each, score=float(weights @ np.array(each.features))) for each in sentences]
    order = sorted(scored, key=lambda each: (-round(each.score, 6), each.document.key, each.start))
    if order and question.understood.by_time:
        return by_time(order, question.understood.earliest)
    return as_known(order) if question.understood.as_of and not question.several else order


def why_not(question: Question, sentences: Sequence[Sentence], missing: bool, elsewhere: bool) -> Reason:
    """The reason for giving no answer.

    `missing` says that no document has any of the outlets asked for; `elsewhere`, that the question
    would be answered without its dates.
    """
    if missing:
        return "source_absent"
    understood = question.understood
    limited = understood.after or understood.before or understood.told_of
    if limited and (elsewhere or not sentences):
        return "outside_dates"
    if all(each.passage.cosine < _NOTHING[0] and each.overlap < _NOTHING[1] for each in sentences):
        return "no_match"
    return "low_confidence"


def choose(
    question: Question,
    sentences: Sequence[Sentence],
    limit: int,
    prefix: str,
    copies_of: Callable[[Sentence], Iterable[Document]],
) -> tuple[tuple[Excerpt, ...], ShortAnswer | None, tuple[Disagreement, ...]]:
    """The best of ranked sentences as excerpts with the ids `prefix`1, `prefix`2, ...

    With them the words that answer, and what the excerpts disagree on.

    At most A_DOCUMENT of one document; of near-identical ones the best, with the others in `also_in`,
    and with the copies of its document (`copies_of`) in which it stands, word for word.
    """
    chosen: list[Sentence] = []
    copies: list[list[Sentence]] = []
    for sentence in _arranged(question, sentences):
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
    ids = [each.id for each in excerpts]
    return tuple(excerpts), _short(question, chosen, prefix), disagreements(question.matter, chosen, ids)


def _arranged(question: Question, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences in the order they are shown in.

    The best for each part of a question comes before a second one; so does the best of each outlet where
    several outlets are asked for, or else, where several articles are, of each article.
    """
    return in_turn(sentences, lambda each: (each.part, _voice(question, each.document)))


def in_turn(sentences: Sequence[Sentence], group: Callable[[Sentence], Hashable]) -> list[Sentence]:
    """The sentences in their order, but the first of each group before the second of any."""
    places: Counter[Hashable] = Counter()
    order: list[tuple[int, Sentence]] = []
    for each in sentences:
        of_group = group(each)
        order.append((places[of_group], each))
        places[of_group] += 1
    return [each for _, each in sorted(order, key=lambda placed: placed[0])]


def _voice(question: Question, document: Document) -> str:
    """Whose best sentence comes before a second one of anybody's: each outlet's, each article's, or nobody's."""
    if len(question.understood.sources) > 1:
        return document.source or ""
    return document.key if question.several else ""


def _short(question: Question, chosen: Sequence[Sentence], prefix: str) -> ShortAnswer | None:
    """The words of the first excerpt that answer, if the reader tells them and they are likely enough.

    Where somebody's words are asked for and these are among them, the whole of the quoted sentence. None
    where a question has several parts, compares two things, or asks what each of several outlets says, for no words
    answer them all; nor where it asks whether something is so, or how it changed.
    """
    compares = question.each_outlet or compares_things(question.matter)
    of_all = any(each.part for each in chosen) or (compares and not _ASKS_ONE.search(question.text))
    if not chosen or of_all or asks_whether_or_how_it_changed(question.matter):
        return None
    best, span = chosen[0], chosen[0].span
    if span is None or not tells_words(best):
        return None
    start, end = span.start - best.start, span.end - best.start
    if asks_for_words(question.matter):
        start, end = quotation(best.text, start, end)
    start, end = with_both_marks(best.text, start, end)
    return ShortAnswer(best.text[start:end], f"{prefix}1", best.start + start, best.start + end)


def tells_words(sentence: Sentence) -> bool:
    """Whether the reader tells the words of a sentence that answer, and they are likely enough to be shown."""
    return sentence.span is not None and sentence.span.log >= _SHORT


def passage_excerpt(passage: Passage, document: Document, name: str, also_in: tuple[Copy, ...]) -> Excerpt:
    """A whole passage in the shape of an excerpt; `also_in` are the copies of its document."""
    return cut(document, passage.chunk.start, passage.chunk.end, name, passage.score, also_in)


def _excerpt(sentence: Sentence, name: str, others: Iterable[Document]) -> Excerpt:
    copies = tuple(Copy(other.key, other.source, other.published) for other in others)
    return cut(sentence.document, sentence.start, sentence.end, name, sentence.score, copies)


def cut(
    document: Document, start: int, end: int, name: str, score: float = 0.0, also_in: tuple[Copy, ...] = ()
) -> Excerpt:
    """The stretch `[start, end)` of a document as an excerpt of the id `name`."""
    marks = document.flags_at(start, end)
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


@lru_cache(4_096)  # each sentence is compared with each that is shown: half of what it takes to choose them
def _figures(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _FIGURE.finditer(text))
