"""MultiHop-RAG's own form of questions (Tang and Yang 2024, https://arxiv.org/abs/2401.15391) in ours."""

from __future__ import annotations

from collections.abc import Sequence

from .lines import Row

NO_ANSWER = "Insufficient information."  # the gold answer of a question that the articles do not answer


def is_multihop(row: Row) -> bool:
    """Whether a row of queries has MultiHop-RAG's fields."""
    return "question_type" in row


def plain(row: Row) -> Row:
    """The row with the fields of our own dataset folders, without its evidence."""
    answer = row.get("answer")
    return {
        "_id": row.get("_id"),
        "text": row.get("text"),
        "answer": [] if answer == NO_ANSWER else answer,
        "answerable": answer != NO_ANSWER,
        "kind": row.get("question_type") or "no question_type",
    }


def articles(questions: Sequence[Row], corpus: Sequence[Row]) -> list[list[str]]:
    """For each question the keys of the articles that its evidence is from.

    Evidence names an article by its url, failing that by its title; what is not in the corpus is passed over.
    """
    urls, titles = (
        {str(row[name]): str(row["_id"]) for row in corpus if row.get(name) and "_id" in row}
        for name in ("url", "title")
    )
    found = [
        [urls.get(str(each.get("url"))) or titles.get(str(each.get("title"))) for each in _evidence(question)]
        for question in questions
    ]
    return [list(dict.fromkeys(key for key in keys if key)) for keys in found]


def _evidence(question: Row) -> list[Row]:
    evidence = question.get("evidence")
    return [each for each in evidence if isinstance(each, dict)] if isinstance(evidence, list) else []
