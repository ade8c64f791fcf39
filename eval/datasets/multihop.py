"""MultiHop-RAG's form (Tang and Yang 2024, https://arxiv.org/abs/2401.15391): questions with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .dataset import Dataset, Query
from .folder import corpus_of
from .judgements import read_judgements
from .lines import Row, read_rows
from .rows import NamedRow, collect, query_of

NO_ANSWER = "Insufficient information."  # the gold answer of a question that the articles do not answer
_FACTS = ("facts.jsonl", "facts.jsonl.gz")


def is_multihop(row: Row) -> bool:
    """Whether a row of queries has MultiHop-RAG's fields."""
    return "question_type" in row or "bodies_available" in row


def read_multihop(folder: Path, rows: Sequence[NamedRow], faults: list[str]) -> Dataset:
    """The questions whose articles the corpus holds; relevant is what a question's evidence is from.

    `faults` are those found in reading `rows`. Questions marked as `bodies_available: no` are counted in a note.
    """
    qrels = read_judgements(folder / "qrels.tsv", faults)
    corpus = corpus_of(folder)
    keys = _keys(corpus) if corpus and corpus.is_file() else {}
    asked = [(name, row) for name, row in rows if row.get("bodies_available") != "no"]
    found = collect(asked, _query, faults)
    for query, row in found.values():
        documents = {key: 1 for each in _evidence(row) if (key := _document(each, keys))}
        if documents:
            qrels.setdefault(query.id, {}).update(documents)
    queries = tuple(query for query, _ in found.values())
    return Dataset(
        folder,
        "multihop",
        queries,
        qrels,
        tuple(faults),
        tuple(_notes(queries, len(rows) - len(asked))),
        corpus,
        outlets=tuple(dict.fromkeys(_outlets(folder, [row for _, row in rows], faults))),
    )


def _notes(queries: Sequence[Query], left_out: int) -> Iterator[str]:
    if left_out:
        yield f"{left_out} further questions need articles that the corpus does not hold: they are left out"
    begins = {query.text.split()[0] for query in queries if query.answerable}
    none = [query for query in queries if not query.answerable]
    strange = sum(query.text.split()[0] not in begins for query in none)
    if strange:
        yield (
            f"{strange} of the {len(none)} questions without an answer begin with a word that no other begins with: "
            "they can be told by their form, and refusing them is easier than keeping silent"
        )


def _query(row: Row) -> Query:
    if not is_multihop(row):
        return query_of(row)
    answer = row.get("answer")
    plain: Row = {
        "_id": row.get("_id"),
        "text": row.get("text"),
        "answer": [] if answer == NO_ANSWER else answer,
        "answerable": answer != NO_ANSWER,
        "kind": row.get("question_type") or "no question_type",
    }
    facts = (each.get("fact") for each in _evidence(row))
    sentences = dict.fromkeys(fact for fact in facts if isinstance(fact, str) and fact.strip())
    return replace(query_of(plain), evidence=tuple(sentences))


def _keys(corpus: Path) -> dict[tuple[str, str], str]:
    """The keys of articles by ("url", address) and ("title", title)."""
    rows = [row for _, row in read_rows(corpus, []) if "_id" in row]  # `index build` names its broken rows
    return {(name, str(row[name])): str(row["_id"]) for row in rows for name in ("url", "title") if row.get(name)}


def _document(evidence: Row, keys: dict[tuple[str, str], str]) -> str | None:
    """Evidence names its article by the url, failing that by the title; None for one that is not in the corpus."""
    return keys.get(("url", str(evidence.get("url")))) or keys.get(("title", str(evidence.get("title"))))


def _evidence(row: Row) -> list[Row]:
    evidence = row.get("evidence")
    return [each for each in evidence if isinstance(each, dict)] if isinstance(evidence, list) else []


def _outlets(folder: Path, rows: Sequence[Row], faults: list[str]) -> Iterator[str]:
    """The sources of all evidence and of the file of facts, also of what is not asked."""
    paths = [folder / name for name in _FACTS if (folder / name).is_file()]
    facts = [row for path in paths for _, row in read_rows(path, faults)]
    for each in [*facts, *(each for row in rows for each in _evidence(row))]:
        if isinstance(each.get("source"), str) and each["source"].strip():
            yield each["source"]
