"""Questions with gold answers, read from a dataset folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from index import DatelineError

from .lines import Row, read_lines, read_rows
from .multihop import articles, is_multihop, plain

T = TypeVar("T")
Qrels = dict[str, dict[str, int]]  # question -> document -> relevance; 0 and less: judged, and not relevant

_CORPUS = ("corpus.jsonl", "corpus.jsonl.gz", "corpus")
_QUERIES = ("queries.jsonl", "queries.jsonl.gz")


@dataclass(frozen=True)
class Query:
    """A question and what is known of its answer; only `text` and `asked_on` are for `rag/`.

    `answers` are strings each of which counts as the answer; `kind` groups the report.
    """

    id: str
    text: str
    asked_on: date | None = None
    answers: tuple[str, ...] = ()
    answerable: bool = True
    kind: str | None = None


@dataclass(frozen=True)
class Dataset:
    """The questions in the file's order, the judged documents, and what was left out (a sentence each)."""

    folder: Path
    queries: tuple[Query, ...]
    qrels: Qrels
    problems: tuple[str, ...]

    @property
    def corpus(self) -> Path | None:
        """The folder's own corpus, if it holds one."""
        return next((self.folder / name for name in _CORPUS if (self.folder / name).exists()), None)


def load(folder: Path) -> Dataset:
    """Reads a dataset folder; what is broken in it is left out and named in `problems`.

    Raises DatelineError where there is no such folder, no file of queries, or no question in it.
    """
    if not folder.is_dir():
        raise DatelineError(f"there is no dataset folder at {folder}: give one that holds queries.jsonl and a corpus")
    path = next((folder / name for name in _QUERIES if (folder / name).is_file()), None)
    if path is None:
        raise DatelineError(f"{folder} holds no queries.jsonl (or .gz): it is not a dataset folder")
    problems: list[str] = []
    rows = list(read_rows(path, problems))
    qrels = _qrels(folder / "qrels.tsv", problems)
    if any(is_multihop(row) for _, row in rows):
        rows = _from_multihop(folder, rows, qrels, problems)
    queries: dict[str, Query] = {}
    for name, row in rows:
        try:
            query = _query(row)
            if query.id in queries:
                raise ValueError(f"its _id '{query.id}' is taken by an earlier row")
            queries[query.id] = query
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if not queries:
        raise DatelineError(f"{path} holds no question that can be read: a row is {{_id, text, answer: [...]}}")
    return Dataset(folder, tuple(queries.values()), qrels, tuple(problems))


def _query(row: Row) -> Query:
    """A row as a query; raises ValueError, a short sentence, for one that is none."""
    asked_on = _field(row, "asked_on", str, "a day such as 2024-03-01")
    return Query(
        id=_text(row, "_id"),
        text=_text(row, "text"),
        asked_on=_day(asked_on) if asked_on else None,
        answers=_answers(row),
        answerable=_field(row, "answerable", bool, "true or false") is not False,
        kind=_field(row, "kind", str, "a string") or None,
    )


def _field(row: Row, name: str, of: type[T], wanted: str) -> T | None:
    value = row.get(name)
    if value is None or isinstance(value, of):
        return value
    raise ValueError(f"its {name} is not {wanted}")


def _answers(row: Row) -> tuple[str, ...]:
    value = row.get("answer") or []
    answers = value if isinstance(value, list) else [value]
    if not all(isinstance(answer, str) for answer in answers):
        raise ValueError("its answer is not a string or a list of strings")
    return tuple(answers)


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"has no {name}")
    return value


def _day(value: str) -> date:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        raise ValueError(f"its asked_on '{value}' is not a day such as 2024-03-01") from None


def _qrels(path: Path, problems: list[str]) -> Qrels:
    """The judgements of a file with a header, columns query-id, corpus-id, score; none where there is no file."""
    qrels: Qrels = {}
    lines = list(read_lines(path))[1:] if path.is_file() else []
    for name, line in lines:
        try:
            question, document, score = line.decode().rstrip("\r").split("\t")
            qrels.setdefault(question, {})[document] = int(score)
        except ValueError:
            problems.append(f"{name}: is not a query-id, a corpus-id and a whole number with tabs between")
    return qrels


def _from_multihop(
    folder: Path, rows: list[tuple[str, Row]], qrels: Qrels, problems: list[str]
) -> list[tuple[str, Row]]:
    """MultiHop-RAG's rows in our own form, their evidence put into the judgements."""
    path = next((folder / name for name in _CORPUS if (folder / name).is_file()), None)
    corpus = [row for _, row in read_rows(path, problems)] if path else []
    kept = [(name, row) for name, row in rows if row.get("bodies_available") != "no"]
    if len(kept) < len(rows):
        problems.append(f"{len(rows) - len(kept)} questions need articles that the corpus does not hold")
    for (_, row), documents in zip(kept, articles([row for _, row in kept], corpus), strict=True):
        if documents:
            qrels.setdefault(str(row.get("_id")), {}).update(dict.fromkeys(documents, 1))
    return [(name, plain(row) if is_multihop(row) else row) for name, row in kept]
