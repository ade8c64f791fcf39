"""What every system is given: Dateline's cleaned articles of a dataset, and its questions, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from index.local import LocalStore

from ..cache import build_index
from ..datasets import Dataset
from ..datasets.lines import article_row


def export(dataset: Dataset, cache: Path, folder: Path) -> tuple[Path, Path]:
    """Writes articles.jsonl and queries.jsonl into a folder, from an index of the dataset that is brought up to date.

    Raises DatelineError where the dataset has no corpus.
    """
    articles, questions = folder / "articles.jsonl", folder / "queries.jsonl"
    index, _ = build_index(dataset, (), cache)
    store = LocalStore.open(index)
    try:
        _write(articles, map(article_row, store.documents()))
    finally:
        store.close()
    days = ((query, query.asked_on.isoformat() if query.asked_on else None) for query in dataset.queries)
    _write(questions, ({"_id": query.id, "text": query.text, "asked_on": day} for query, day in days))
    return articles, questions


def _write(path: Path, rows: Iterable[Mapping[str, str | None]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_lines(rows))


def _lines(rows: Iterable[Mapping[str, str | None]]) -> Iterator[str]:
    """Without what is not known."""
    for row in rows:
        yield json.dumps({name: value for name, value in row.items() if value}, ensure_ascii=False) + "\n"
