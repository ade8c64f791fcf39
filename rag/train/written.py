"""News and questions written for this project: asked in other words than the news has, and asked in vain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.build import build
from index.errors import DatelineError

from ..contract import Excerpt
from ..engine import Engine
from ..question import Options, Question, newest_day, understand
from ..read import heading
from .examples import Example

WRITTEN = Path(__file__).parent / "written"
_FOUND = 12  # passages of a question
_SILENT = 1  # of them that do not answer, of each side of a question

_Told = tuple[dict[str, Any], dict[str, Any]]  # an article, and a question with what answers in it


def written(folder: Path, index: Path) -> Iterator[Example]:
    """The questions of a folder of articles, each beside the passages that are found for it among all of them.

    A file is one setting, with people and places of its own, and the group that is held out as one;
    its rows are articles, as `index build` reads them, with `questions`: {question, answer, sentence},
    where the answer stands in a sentence of that article, or {question, answer: null}. A question that
    compares stands there once for each side, each with the article that has it; one that is asked in
    parts (`rag/parts.py`) stands there as those. `index` is the folder of an index that is made of them.
    """
    build([folder], index)
    engine = Engine.open(index)
    rows = [(path.stem, row) for path in sorted(folder.glob("*.jsonl")) for row in _rows(path)]
    groups = {row["_id"]: group for group, row in rows}
    questions: dict[tuple[str, str], list[_Told]] = {}
    for group, row in rows:
        for asked in row["questions"]:
            questions.setdefault((group, asked["question"]), []).append((row, asked))
    for told in questions.values():
        yield from _examples(told, engine, groups)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _examples(told: Sequence[_Told], engine: Engine, groups: dict[str, str]) -> Iterator[Example]:
    """A question with the passages that answer it, and as many others as it has sides."""
    (first, asked), *_ = told
    group, question = groups[first["_id"]], _understood(asked["question"], engine)
    options = Options(literal=not question.understood.sources)
    found = list(engine.search(question.text, options, _FOUND, longest=1).passages)  # as they are read
    sides = [(row, side) for row, side in told if side["answer"]]
    yield from _merged(_answering(row, side, question, found, engine, group) for row, side in sides)
    answering, said = {row["_id"] for row, _ in sides}, [side["answer"].casefold() for _, side in sides]
    others = [each for each in found if each.document not in answering]
    silent = [each for each in others if not any(answer in each.text.casefold() for answer in said)]
    for each in silent[: _SILENT * len(told)]:
        # Another article of the same setting may be on the matter, or not.
        relevant = True if each.document == first["_id"] else None if groups[each.document] == group else False
        title = heading(each.title, each.source, question)
        yield Example(question.matter, title, each.text, False, (), relevant, "written", group)


def _merged(examples: Iterable[Example]) -> Iterable[Example]:
    """The examples, those of one passage as one, with the spans of all."""
    merged: dict[str, Example] = {}
    for each in examples:
        spans = merged[each.text].spans if each.text in merged else ()
        merged[each.text] = replace(each, spans=tuple(dict.fromkeys((*spans, *each.spans))))
    return merged.values()


def _understood(text: str, engine: Engine) -> Question:
    """A question as the reader gets it: without its outlets, where it names any; else word for word.

    Days stay in it, since passages of all days stand beside it.
    """
    stats = engine.store.stats()
    question = understand(text, Options(), stats.sources, newest_day(stats))
    return question if question.understood.sources else understand(text, Options(literal=True), stats.sources, None)


def _answering(
    row: dict[str, Any], asked: dict[str, Any], question: Question, found: list[Excerpt], engine: Engine, group: str
) -> Example:
    """The passage that answers: as it is found, or else the whole article."""
    document = engine.store.document(row["_id"])
    if document is None or asked["sentence"] not in document.text or asked["answer"] not in asked["sentence"]:
        raise DatelineError(f"'{row['_id']}' does not say, word for word, what answers '{asked['question']}'")
    text, start = document.text, document.text.index(asked["sentence"]) + asked["sentence"].index(asked["answer"])
    end = start + len(asked["answer"])
    holding = (each for each in found if each.document == document.key and each.start <= start and end <= each.end)
    passage = next(holding, None)
    if passage:
        text, start, end = passage.text, start - passage.start, end - passage.start
    title = heading(row["title"], row["source"], question)
    return Example(question.matter, title, text, True, ((start, end),), True, "written", group)
