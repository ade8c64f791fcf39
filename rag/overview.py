"""The news of a topic, where nothing in it is asked for: of each article that is on it the sentence that says so.

Where no article is on it by its words, the question is read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import Chunk, Document
from index.document import MACHINE_NOTE

from .answer import in_turn
from .confidence import whole
from .newest import by_day
from .question import Question
from .read import FEATURES, Sentence, sentences_of
from .reader import Reading
from .retrieve import Passage
from .terms import content_words, terms

_LEAD = 800  # characters of an article's beginning: news says first what it is on
_NOTE = re.compile(r"Editor[’']s note\b", re.IGNORECASE)
_UNREAD = Reading(0.0, 0.0, ())
_ON_TOPIC = 0.8  # of the topic's words, which an article on it has: all of up to four
# Of 32 topics that eval/over_time/ has news of 31 have such an article, and 5 of 30 that it has none of.
_SURE = 0.8


def about(question: Question, topic: str) -> Question:
    """The question for a topic by itself, as what is searched for."""
    words = f"About {topic}"
    return replace(question, text=words, matter=words, topic=None)


def overview(
    question: Question, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> tuple[list[Sentence], float]:
    """A sentence of each article on the topic, and how surely there is one, 0..1; none where no article is.

    It is the sentence of the lead that has most of the topic's words, or of the passage where the lead has none. In
    the order of the passages, but each outlet's first before anybody's second; by day where the latest is asked for,
    or the first report.
    """
    first: dict[str, Passage] = {}
    for passage in passages:
        if passage.chunk.document in documents:
            first.setdefault(passage.chunk.document, passage)
    shares = {key: share for key in first if (share := _share(question, documents[key])) >= _ON_TOPIC}
    sentences = [_telling(question, first[key], documents[key]) for key in shares]
    found = [each for each in sentences if each]
    time = question.understood
    found = by_day(found, time.earliest) if time.by_time else in_turn(found, lambda each: each.document.source)
    return found, _SURE * max((shares[each.document.key] for each in found), default=0.0)


def _share(question: Question, document: Document) -> float:
    """The share of the topic's words that an article on it has; 0 where it lacks a name among them, or its lead half.

    Without a look at the lead "unicorns" are in the news wherever one is on a child's skirt.
    """
    words = content_words(question.matter)
    lead = words & content_words(f"{document.title or ''}\n{document.text[:_LEAD]}")
    held = words & content_words(whole(document))
    lacking = content_words(" ".join(terms(question.matter).names)) - held
    return 0.0 if lacking or not words or 2 * len(lead) < len(words) else len(held) / len(words)


def _may_be_quoted(sentence: Sentence, end: int) -> bool:
    """Whether a sentence is news, and not cut off where its stretch ends; a lead may hold a machine's note."""
    document = sentence.document
    noted = MACHINE_NOTE in document.flags_at(sentence.start, sentence.end)
    return not noted and (sentence.end < end or end == len(document.text)) and not _NOTE.match(sentence.text)


def _telling(question: Question, passage: Passage, document: Document) -> Sentence | None:
    words = content_words(question.matter)
    lead = replace(passage, chunk=Chunk(document.key, 0, min(len(document.text), _LEAD)))
    for stretch in (lead, passage):
        every = sentences_of(stretch, _UNREAD, document, words)
        sentences = [each for each in every if _may_be_quoted(each, stretch.chunk.end)]
        best = max(sentences, key=lambda each: len(words & content_words(each.text)), default=None)
        held = words & content_words(best.text) if best else set()
        if best and held:
            features = tuple(len(held) / len(words) if name == "overlap" else 0.0 for name in FEATURES)
            return replace(best, passage=passage, features=features)
    return None
