"""Questions with passages to learn from, as the public sets give them."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Span = tuple[int, int]
# What begins and ends a word in the treebank's spelling, to write its sentences as people do.
_BRACKETS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_NO_SPACE_BEFORE = re.compile(r"[,.;:!?%)\]”]+|'\w+|n't|'")
_NO_SPACE_BEHIND = ("(", "[", "“", "$", "£", "€", "#")


@dataclass(frozen=True)
class Example:
    """A question beside a passage.

    `spans` are where the passage answers, in characters; of a passage that answers without a span
    known there are none. `relevant` says whether the passage is on the question's matter, None where
    that is not known. `group` is what is held out as one: a title, or a week.
    """

    question: str
    title: str | None
    text: str
    answers: bool
    spans: tuple[Span, ...]
    relevant: bool | None
    origin: str
    group: str


def squad(path: Path, origin: str) -> Iterator[Example]:
    """The questions of a file in SQuAD's format, 1.1 or 2.0."""
    for article in json.loads(gzip.decompress(path.read_bytes()))["data"]:
        group = article["title"]
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for row in paragraph["qas"]:
                spans = tuple(dict.fromkeys(_spans(text, row["answers"])))
                if spans or row.get("is_impossible"):
                    title = group.replace("_", " ") if origin in ("wiki", "squad2") else None
                    yield Example(row["question"].strip(), title, text, bool(spans), spans, True, origin, group)


def _spans(text: str, answers: list[dict[str, Any]]) -> Iterator[Span]:
    for answer in answers:
        start, said = answer["answer_start"], answer["text"]
        if said and text[start : start + len(said)] == said:
            yield start, start + len(said)


def qamr(folder: Path) -> Iterator[Example]:
    """QAMR's questions on single sentences, those whose answer one of two other people gave as well."""
    rows = gzip.decompress((folder / "wiki-sentences.tsv.gz").read_bytes()).decode().splitlines()
    sentences = dict(row.split("\t", 1) for row in rows)
    for name in ("dev.tsv.gz", "test.tsv.gz"):
        for row in gzip.decompress((folder / name).read_bytes()).decode().splitlines():
            key, _, _, _, _, question, answer, *validators = row.split("\t")
            positions = [int(each) for each in answer.split()]
            agreed = any(each.partition(":")[2] == answer for each in validators)
            if agreed and positions == list(range(positions[0], positions[-1] + 1)):
                text, words = _written(sentences[key].split(" "))
                span = (words[positions[0]][0], words[positions[-1]][1])
                yield Example(question, None, text, True, (span,), True, "qamr", key.rsplit(":", 2)[0])


def _written(words: list[str]) -> tuple[str, list[Span]]:
    """A sentence from its words, with the offsets of each."""
    text, spans, glued = "", list[Span](), True
    for word in (_BRACKETS.get(each, each) for each in words):
        text += "" if glued or _NO_SPACE_BEFORE.fullmatch(word) else " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        glued = word in _NO_SPACE_BEHIND
    return text, spans


def clapnq(path: Path) -> Iterator[Example]:
    """CLAP NQ's questions: passages that answer in sentences, without a span, or do not answer."""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        row = json.loads(line)
        passage = row["passages"][0]
        answers = any(each["answer"] for each in row["output"])
        yield Example(row["input"], passage["title"], passage["text"], answers, (), True, "clapnq", passage["title"])


def read_public(folder: Path) -> list[Example]:
    """The examples of all public sets, from the files named here; raises FileNotFoundError where one is missing."""
    found = [
        *squad(folder / "squadshifts/new_wiki.json.gz", "wiki"),
        *squad(folder / "squadshifts/reddit.json.gz", "reddit"),
        *squad(folder / "squadshifts/amazon_reviews.json.gz", "reviews"),
        *squad(folder / "squad2/half-of-dev.json.gz", "squad2"),
        *squad(folder / "squad2/xquad-en.json.gz", "squad2"),
        *qamr(folder / "qamr"),
        *clapnq(folder / "clapnq/clapnq_dev_answerable.jsonl.gz"),
        *clapnq(folder / "clapnq/clapnq_dev_unanswerable.jsonl.gz"),
    ]
    return list(dict.fromkeys(found))


def held_out(examples: list[Example], share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """Examples to train on, and those of about `share` of the groups of each origin, held out."""
    groups = sorted({(each.origin, each.group) for each in examples})
    out = {group for group in groups if random.Random(f"{seed} {group}").random() < share}  # noqa: S311
    kept = [each for each in examples if (each.origin, each.group) not in out]
    return kept, [each for each in examples if (each.origin, each.group) in out]
