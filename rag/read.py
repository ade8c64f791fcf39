"""Passages to sentences: those that most likely answer, by what the reader makes of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from index import Document
from index.sentences import Span as Offsets
from index.sentences import sentence_spans

from .question import Question
from .reader import Reader, Reading, Span
from .retrieve import Passage
from .terms import content_words

LONGEST = 600  # characters of an excerpt
_SHORTEST = 20

# What a sentence begins with that is told of the one before it.
_LEANS = re.compile(
    r"[\"“‘']?(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|But|And|However|Both|Neither|Otherwise|"
    r"(?:Any|Every|No)(?:thing|one|body) else"
    r"|(?:After|At|Because of|Before|By|Despite|For|From|In|Of|Until|With)"
    r" (?:that|this|these|it|them|the (?:former|latter)))\b"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTED = re.compile(r"[\"”’'»][^\"“”‘«]{2,60}[.:]$")  # a quotation, and who said it behind
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sentence:
    """A stretch of a document that may answer, what speaks for it, and the words of it that answer.

    `start` and `end` are what is shown; `span` holds offsets in the document, None where the reader
    tells no words. `features` are in the order of FEATURES; `part` counts the parts of a question.
    """

    document: Document
    start: int
    end: int
    passage: Passage
    reading: Reading
    span: Span | None
    features: tuple[float, ...]
    part: int = 0
    score: float = 0.0

    @property
    def text(self) -> str:
        """The stretch, verbatim."""
        return self.document.text[self.start : self.end]

    @property
    def overlap(self) -> float:
        """The share of the question's words that it holds, 0..1."""
        return self.features[FEATURES.index("overlap")]

    @property
    def answer(self) -> str:
        """The words that answer, in lower case and without punctuation; empty where none are told."""
        return "" if self.span is None else said(self.document.text[self.span.start : self.span.end])


# What speaks for a sentence: the logarithm of the probability that the answer stands in it, if it stands
# in its passage; how relevant the reader finds its passage, and how surely it finds that it answers; how that
# ranks (1 for the best to 0; where several articles are asked for always 0, since each of them has a part of
# the answer: in three sentences stands it for 0.79 of MultiHop-RAG's questions so, for 0.73 otherwise); the
# share of the question's words that it holds; and how likely others, that tell another story, give the same
# answer: 0 where the latest is asked for, which others, older ones, do not know yet, or the earliest.
FEATURES = ("span", "relevance", "answers", "passage", "overlap", "agreement")
LEAST = -6.0  # the least logarithm of a probability: all less likely sentences are alike
_MOST = 2.0  # of agreement


def read(
    asked: str, question: Question, passages: Sequence[Passage], documents: Mapping[str, Document], reader: Reader
) -> list[Sentence]:
    """The sentences of the passages with their features, in the order of the passages.

    `asked` is the question, or one of the parts that it has.

    A heading is no sentence, nor is an interviewer's question; one that begins with a pronoun or
    the like is shown with the sentence before it, one whose quotation goes on with the sentence behind it.
    """
    texts = [documents[each.chunk.document].text[each.chunk.start : each.chunk.end] for each in passages]
    above = [documents[each.chunk.document] for each in passages]
    titles = [heading(each.title, each.source, question) for each in above]
    readings = reader.read(asked, list(zip(titles, texts, strict=True)))
    words = content_words(asked)
    found = [
        sentence
        for passage, reading in zip(passages, readings, strict=True)
        for sentence in sentences_of(passage, reading, documents[passage.chunk.document], words)
    ]
    weights = _weights(words, [each.text for each in found])
    told = {} if question.understood.by_time else _told(found)
    return [
        replace(
            each,
            features=(
                *each.features,
                0.0 if question.several else _share(each.passage, passages),
                _overlap(weights, each.text),
                _agreement(each, told),
            ),
        )
        for each in found
    ]


def heading(title: str | None, source: str | None, question: Question) -> str | None:
    """What the reader reads above a passage: where a question names an outlet, with the passage's own before it.

    What the Venn Islander reported the Venn Islander does not name: without it the reader takes the passage
    for one on another matter.
    """
    if not question.understood.sources or not source:
        return title
    return f"{source}: {title}" if title else source


def said(text: str) -> str:
    """A text's words, to tell whether two answers are one."""
    return " ".join(_WORD.findall(text.casefold())).removeprefix("the ")


def sentences_of(passage: Passage, reading: Reading, document: Document, words: Set[str]) -> Iterator[Sentence]:
    """The sentences of a passage that was read; `words` are those of the question."""
    text, offset = document.text, passage.chunk.start
    spans = [(offset + start, offset + end) for start, end in sentence_spans(text[offset : passage.chunk.end])]
    likely = [Span(offset + each.start, offset + each.end, each.log) for each in reading.spans]
    for n, (start, end) in enumerate(spans):
        if end - start < _SHORTEST or _is_heading(text, (start, end)):
            continue
        lead = spans[n - 1][0] if n and _needs_lead(text, spans[n - 1], (start, end)) else start
        last = spans[n + 1][1] if n + 1 < len(spans) and _goes_on(text, (lead, end), spans[n + 1]) else end
        first = lead if lead < start and _tells_more(text[start:last], text[lead:start], words) else start
        inside = [each for each in likely if first <= each.start and each.end <= last]
        mass = max(math.log(sum(math.exp(each.log) for each in inside)), LEAST) if inside else LEAST
        span = inside[0] if inside and reading.exact else None
        yield Sentence(document, lead, last, passage, reading, span, (mass, reading.relevance, reading.answers))


def _is_heading(text: str, span: Offsets) -> bool:
    """Whether a stretch ends like no sentence, or is a question with a line of its own."""
    start, end = span
    alone = text[max(start - 1, 0) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return not _SENTENCE_END.search(text[start:end]) or (alone and text[end - 1] == "?")


def _needs_lead(text: str, before: Offsets, span: Offsets) -> bool:
    """Whether a sentence is shown with the one before it, since it begins with a pronoun or the like.

    Across paragraphs only for a quotation: in news it mostly comments on what was just reported.
    """
    begins = _LEANS.match(text[span[0] : span[1]])
    near = "\n" not in text[before[1] : span[0]] or text[span[0]] in "\"“‘'«"
    return begins is not None and near and span[1] - before[0] <= LONGEST


def _tells_more(text: str, lead: str, words: Set[str]) -> bool:
    """Whether a sentence holds more of the question's words than the one before it, which then may name who it is on.

    "Joss Adeyemi has resigned. He drives the night bus to Brel." answers who drives the bus. To count the
    words of the one before in every case took the answer out of three sentences for 0.01 of the news quiz.
    """
    return len(content_words(text) & words) > len(content_words(lead) & words)


def _goes_on(text: str, span: Offsets, behind: Offsets) -> bool:
    """Whether the next sentence goes on with a quotation: `"No," he said. "Not now."` is shown whole."""
    start, end = span
    adjacent = "\n" not in text[end : behind[0]] and behind[1] - start <= LONGEST
    return adjacent and _QUOTED.search(text[start:end]) is not None and text[behind[0]] in "\"“‘'«"


def _weights(words: Set[str], texts: Sequence[str]) -> dict[str, float]:
    """How much each word of the question tells: less, the more of the sentences hold it."""
    counts = Counter(word for text in texts for word in content_words(text) & words)
    return {word: math.log(1 + (len(texts) + 1) / (counts[word] + 0.5)) for word in words}


def _overlap(weights: Mapping[str, float], text: str) -> float:
    """The share of the question's words, by weight, that a text holds: 0..1."""
    total = sum(weights.values())
    return sum(weights[word] for word in content_words(text) & weights.keys()) / total if total else 0.0


def _share(passage: Passage, passages: Sequence[Passage]) -> float:
    """A passage's score against the best and the last that is read: 1..0."""
    best, last = passages[0].score, passages[-1].score
    return min(max((passage.score - last) / (best - last or 1.0), 0.0), 1.0)


def _told(sentences: Sequence[Sentence]) -> dict[str, dict[str, float]]:
    """How likely each story's best sentence gives each answer, by answer and story."""
    told: dict[str, dict[str, float]] = {}
    for each in sentences:
        if each.answer:
            stories = told.setdefault(each.answer, {})
            likely = likelihood(each)
            stories[each.passage.story] = max(stories.get(each.passage.story, 0.0), likely)
    return told


def likelihood(sentence: Sentence) -> float:
    """How likely a sentence's passage answers, and with its span: 0..1."""
    log = sentence.span.log if sentence.span else LEAST
    return math.exp(log) * sentence.reading.chance


def _agreement(sentence: Sentence, told: Mapping[str, Mapping[str, float]]) -> float:
    """How many other stories give a sentence's answer, each counted by how likely it does."""
    others = (likely for story, likely in told.get(sentence.answer, {}).items() if story != sentence.passage.story)
    return min(sum(others), _MOST)
