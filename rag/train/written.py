"""News and questions written for this project: asked in other words than the news has, and asked in vain."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
_SILENT = 1  # of them that do not answer, of each question


def written(folder: Path, index: Path) -> Iterator[Example]:
    """The questions of a folder of articles, each beside the passages that are found for it among all of them.

    A file is one setting, with people and places of its own, and the group that is held out as one;
    its rows are articles, as `index build` reads them, with `questions`: {question, answer, sentence},
    where the answer stands in a sentence of that article, or {question, answer: null}. `index` is the
    folder of an index that is made of them.
    """
    build([folder], index)
    engine = Engine.open(index)
    rows = [(path.stem, row) for path in sorted(folder.glob("*.jsonl")) for row in _rows(path)]
    groups = {row["_id"]: group for group, row in rows}
    for _, row in rows:
        for asked in row["questions"]:
            yield from _examples(row, asked, engine, groups)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _examples(row: dict[str, Any], asked: dict[str, Any], engine: Engine, groups: dict[str, str]) -> Iterator[Example]:
    group, answer, question = groups[row["_id"]], asked["answer"], _understood(asked["question"], engine)
    options = Options(literal=not question.understood.sources)
    found = list(engine.search(question.text, options, _FOUND, longest=1).passages)  # as they are read
    if answer:
        yield _answering(row, asked, question, found, engine, group)
        others = [each for each in found if answer.casefold() not in each.text.casefold()]
        found = [each for each in others if each.document != row["_id"]]
    for each in found[:_SILENT]:
        # Another article of the same setting may be on the matter, or not.
        relevant = True if each.document == row["_id"] else None if groups[each.document] == group else False
        title = heading(each.title, each.source, question)
        yield Example(question.matter, title, each.text, False, (), relevant, "written", group)


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
