"""Questions about news to learn from: a quiz's own, and sentences of one outlet with a word left out."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from index import Document
from index.sentences import sentence_spans

from ..contract import Found
from ..engine import Engine
from ..question import Options
from ..terms import STOP_WORDS, content_words
from .examples import Example, Span

FOUND = 40  # passages of a question
_VERDICTS = {"yes", "no", "true", "false"}
_LEAD = 4  # sentences of an article of which one is asked about
_DAYS = 10  # between two articles on one event, at most
_SHARED = 4  # words of a question that a passage holds beside the answer, at least
_LENGTHS = range(8, 41)  # words of a sentence
_NAME = re.compile(r"[A-Z][\w’'-]+(?:(?: (?:of|the|for|and|de|al))? [A-Z][\w’'-]+){0,4}")
_NUMBER = re.compile(r"[$£€]?\b\d[\d,.]*\d\b(?: (?:million|billion|percent|per cent))?|\b\d\b")
_PLACE = re.compile(r"\b(?:in|at|from|near|to|across) $")


@dataclass(frozen=True)
class Asked:
    """A question about news, its answers, the group that it is held out with, and what the retriever finds.

    `found` are titles and texts of passages, best first.
    """

    question: str
    answers: tuple[str, ...]
    group: str
    origin: str
    found: tuple[tuple[str | None, str], ...]


def quiz(path: Path, engine: Engine, left_out: frozenset[str]) -> Iterator[Asked]:
    """The questions of a quiz's queries.jsonl.gz, without those of weeks left out and those that ask for yes or no."""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        row = json.loads(line)
        week = week_of(row["_id"])
        if week not in left_out and not _VERDICTS & {each.casefold() for each in row["answer"]}:
            found = engine.search(row["text"], Options(as_of=date.fromisoformat(row["asked_on"])), FOUND)
            yield Asked(row["text"], tuple(row["answer"]), week, "quiz", _texts(found))


def ids_of(path: Path) -> frozenset[str]:
    """Every `_id` of a dataset's file."""
    return frozenset(json.loads(line)["_id"] for line in gzip.decompress(path.read_bytes()).decode().splitlines())


def week_of(name: str) -> str:
    """The week of a question: what stands before the underscore of its `_id`."""
    return name.partition("_")[0]


def clozes(documents: Iterable[Document], engine: Engine, left_out: frozenset[str], seed: int) -> Iterator[Asked]:
    """Questions made of a sentence near an article's beginning, a name or number of it asked for.

    What is found is other articles; those `left_out` are neither asked about nor found.
    """
    for document in documents:
        draw = random.Random(f"{seed} {document.key}")  # noqa: S311
        days = document.days
        made = _cloze(document.text, draw)
        if made and days:
            question, answer = made
            window = Options(
                after=days[0] - timedelta(_DAYS),
                before=days[1] + timedelta(_DAYS),
                literal=True,
                not_documents=(document.key, *left_out),
            )
            found = engine.search(question, window, FOUND // 2)
            yield Asked(question, (answer,), document.key, "cloze", _texts(found))


def _cloze(text: str, draw: random.Random) -> tuple[str, str] | None:
    sentences = [text[start:end] for start, end in sentence_spans(text[:3000])[:_LEAD]]
    usable = [each for each in sentences if len(each.split()) in _LENGTHS and each[-1] in '.!”"']
    if not usable:
        return None
    sentence = draw.choice(usable).rstrip('.!”"')
    spans = [match for match in _NAME.finditer(sentence) if match.group().casefold() not in STOP_WORDS]
    spans += list(_NUMBER.finditer(sentence))
    if not spans:
        return None
    span = draw.choice(spans)
    before, behind = sentence[: span.start()], sentence[span.end() :]
    return f"{before}{_asking(span.group(), before, draw)}{_shortened(behind, draw)}?", span.group()


def _asking(answer: str, before: str, draw: random.Random) -> str:
    if answer[0] in "$£€":
        return "how much money"
    if answer[0].isdigit():
        return "how many" if draw.random() < 0.7 else "what number of"
    words = (
        ("where", "which place", "which country") if _PLACE.search(before) else ("who", "which", "what", "which one")
    )
    return draw.choice(words).capitalize() if not before else draw.choice(words)


def _shortened(text: str, draw: random.Random) -> str:
    """Half of the time without what stands behind a comma: a question tells less than the news."""
    return text.partition(", ")[0] if draw.random() < 0.5 else text


def occurrences(text: str, answers: Sequence[str]) -> tuple[Span, ...]:
    """Where one of the answers stands in a text, as whole words."""
    found: list[Span] = []
    for answer in answers:
        words = r"\W+".join(map(re.escape, re.findall(r"\w+", answer)))
        if words:
            found += [
                match.span() for match in re.finditer(rf"(?<!\w)(?<!\d[.,]){words}(?!\w|[.,]\d)", text, re.IGNORECASE)
            ]
    return tuple(dict.fromkeys(found))


def examples_of(asked: Asked) -> tuple[list[Example], list[Example]]:
    """The passages that may answer, since they hold an answer, and those that do not, both best first.

    To one made of a sentence a passage must hold more of the question's words, too.
    """
    may, silent = list[Example](), list[Example]()
    for title, text in asked.found:
        spans = occurrences(text, asked.answers)
        if not spans:
            silent.append(Example(asked.question, title, text, False, (), None, asked.origin, asked.group))
        elif asked.origin == "quiz" or _bears_on(asked.question, text):
            may.append(Example(asked.question, title, text, True, spans, True, asked.origin, asked.group))
    return may, silent


def _bears_on(question: str, text: str) -> bool:
    return len(content_words(question) & content_words(text)) >= _SHARED


def _texts(found: Found) -> tuple[tuple[str | None, str], ...]:
    return tuple((each.title, each.text) for each in found.passages)
