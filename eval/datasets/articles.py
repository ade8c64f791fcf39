"""The articles of a dataset as `index build` reads them, without an index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from index.articles import to_document
from index.build import MAX_FILE_MB
from index.document import Document
from index.readers import Article, Unreadable, UnreadableFileError, read
from index.readers.rows import read_jsonl
from index.scan import FoundFile, scan

from .dataset import Dataset


@dataclass(frozen=True)
class Found:
    """An article under the name of its place (`corpus.jsonl:line 3`), or the reason why there is none."""

    name: str
    key: str
    metadata: dict[str, str]
    article: Article | None
    reason: str = ""

    @property
    def date(self) -> str | None:
        """The date stated beside the text, as it is written there."""
        dates = self.article.dates if self.article else ()
        return self.metadata.get("date") or next((stated.value for stated in dates), None)

    def document(self) -> Document:
        """The cleaned article; it takes about 10 ms. Raises ValueError where there is no article."""
        if self.article is None:
            raise ValueError(f"{self.name} {self.reason}")
        return to_document(self.article, self.key, "", self.metadata)


def find_articles(dataset: Dataset) -> Iterator[Found]:
    """What the dataset's own corpus or its `articles` hold; nothing where it has neither."""
    if dataset.articles:
        file = FoundFile(dataset.path, dataset.path.name)
        yield from _found(file, read_jsonl("\n".join(map(json.dumps, dataset.articles)).encode()))
    if dataset.corpus is None:
        return
    found = scan(dataset.path, leave_out=dataset.path)  # there is no index to leave out
    for skipped in found.skipped:
        yield Found(skipped.name, "", {}, None, f"is not read: {skipped.reason}")
    for file in found.files:
        try:
            yield from _found(file, read(file.path, int(MAX_FILE_MB * 1e6)))
        except UnreadableFileError as error:
            yield Found(file.key, "", {}, None, str(error))


def _found(file: FoundFile, articles: list[Article | Unreadable]) -> Iterator[Found]:
    shared = {name: value for name, value in file.metadata.items() if name in ("source", "date")}
    metadata = file.metadata if len(articles) == 1 else shared
    for article in articles:
        name = f"{file.key}:{article.name}" if article.name else file.key
        if isinstance(article, Unreadable):
            yield Found(name, "", {}, None, article.reason)
        else:
            key = article.key or (f"{file.key}/{article.name}" if article.name else file.key)
            yield Found(name, key, metadata, article)
