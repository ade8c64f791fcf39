"""SQuAD's files, 1.1 and 2.0 (Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822): questions on paragraphs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from index import DatelineError

from .dataset import Dataset
from .lines import Row, read_bytes
from .rows import NamedRow, collect, query_of

_SUFFIXES = (".json", ".json.gz")
_ARTICLE = "article"  # the key of a question's paragraph, in the rows made here


@dataclass
class _Found:
    """What has been read of a file."""

    articles: list[Row] = field(default_factory=list)
    questions: list[NamedRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_squad(path: Path) -> Dataset:
    """The questions of a .json or .json.gz file; each paragraph is an article `Title/3`, counted from 1.

    A question that is impossible is not answerable and has no relevant document; its plausible
    answers are wrong ones and are not kept. Raises DatelineError for a file of another form.
    """
    found = _Found()
    numbers: Counter[str] = Counter()  # two entries of one title go on counting
    for name, entry in _items(_parse(path), "data", "", found.faults):
        stated = entry.get("title")
        title = " ".join(stated.split()) if isinstance(stated, str) else ""
        for place, paragraph in _items(entry, "paragraphs", f"{name}.", found.faults):
            numbers[title] += 1
            _read_paragraph(place, paragraph, title, f"{title or 'untitled'}/{numbers[title]}", found)
    queries = collect(found.questions, query_of, found.faults)
    return Dataset(
        path,
        "squad",
        tuple(query for query, _ in queries.values()),
        {query.id: {row[_ARTICLE]: 1} for query, row in queries.values() if query.answerable},
        tuple(found.faults),
        articles=tuple(found.articles),
    )


def _parse(path: Path) -> Row:
    if not path.name.endswith(_SUFFIXES):
        raise DatelineError(f"{path} is no dataset: give a folder that holds queries.jsonl, or SQuAD's .json file")
    try:
        whole = json.loads(read_bytes(path))
    except (ValueError, RecursionError) as error:
        raise DatelineError(f"{path} cannot be read: it is not JSON in UTF-8") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("data"), list):
        raise DatelineError(f"{path} is not of SQuAD's form: an object with a list 'data'")
    try:
        json.dumps(whole, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character (a lone surrogate) fits in no file
        whole = json.loads(json.dumps(whole, ensure_ascii=False).encode(errors="replace"))
    return dict(whole)


def _items(holder: Row, name: str, place: str, faults: list[str]) -> Iterator[NamedRow]:
    """The objects of a list in an object, each under its place in the file (`data[3].paragraphs[0]`)."""
    items = holder.get(name)
    if not isinstance(items, list):
        faults.append(f"{place}{name}: is not a list")
        return
    for number, item in enumerate(items):
        if isinstance(item, dict):
            yield f"{place}{name}[{number}]", item
        else:
            faults.append(f"{place}{name}[{number}]: is not a JSON object")


def _read_paragraph(place: str, paragraph: Row, title: str, key: str, found: _Found) -> None:
    context = paragraph.get("context")
    if not isinstance(context, str) or not context.strip():
        found.faults.append(f"{place}: has no context")
        return
    # Titles are those of Wikipedia's addresses: "Super_Bowl_50".
    found.articles.append({"_id": key, "title": unquote(title).replace("_", " "), "text": context})
    for name, question in _items(paragraph, "qas", f"{place}.", found.faults):
        impossible = question.get("is_impossible") is True
        row = {
            "_id": question.get("id"),
            "text": question.get("question"),
            "answerable": not impossible,
            "answer": [] if impossible else _texts(question.get("answers")),
            _ARTICLE: key,
        }
        found.questions.append((name, row))


def _texts(answers: object) -> object:
    """The texts of a list of answers; what is no such list is handed on, to be refused with the row."""
    if not isinstance(answers, list):
        return answers
    return [answer.get("text") if isinstance(answer, dict) else answer for answer in answers]
