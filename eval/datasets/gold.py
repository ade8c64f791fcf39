"""Whether gold answers stand in the articles, and whether the gold articles are there to be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from index.document import Document

from ..metrics.match import needles, normalise
from .dataset import Query
from .findings import Findings, names


@dataclass
class _Looked:
    """A question, and what has been seen of its gold so far; `needles` are its answers, normalised."""

    query: Query
    relevant: tuple[str, ...]
    needles: tuple[str, ...]
    in_gold: bool = False
    last_days: dict[str, date | None] = field(default_factory=dict)  # of the gold articles that are there


class Gold:
    """Looks for the gold of questions in one article after another: the corpus is read once."""

    def __init__(self, relevant: Mapping[Query, tuple[str, ...]]) -> None:
        """Takes the questions, each with the keys of its relevant documents."""
        self._all = [_Looked(query, keys, _needles(query)) for query, keys in relevant.items()]
        self._not_found = [looked for looked in self._all if looked.needles]
        self._by_key: dict[str, list[_Looked]] = {}
        for looked in self._all:
            for key in looked.relevant:
                self._by_key.setdefault(key, []).append(looked)

    def look_into(self, document: Document) -> None:
        """Looks at one article of the corpus."""
        text = f" {normalise(document.title or '')} . {normalise(document.text)} "
        self._not_found = [looked for looked in self._not_found if not _holds(text, looked)]
        days = document.days
        for looked in self._by_key.get(document.key, ()):
            looked.last_days[document.key] = days[1] if days else None
            looked.in_gold = looked.in_gold or _holds(text, looked)

    def report(self, findings: Findings) -> None:
        """Adds what is wrong, once all articles have been looked into."""
        nowhere = {looked.query for looked in self._not_found}
        for looked in self._all:
            _report_absent(looked, findings)
            _report_answers(looked, looked.query in nowhere, findings)
            _report_days(looked, findings)


def _needles(query: Query) -> tuple[str, ...]:
    """The answers of a question to look for; none of one without an answer."""
    return needles(query.answers) if query.answerable else ()


def _holds(text: str, looked: _Looked) -> bool:
    return any(needle in text for needle in looked.needles)


def _report_absent(looked: _Looked, findings: Findings) -> None:
    absent = [key for key in looked.relevant if key not in looked.last_days]
    if absent:
        findings.add(
            "questions with relevant documents that are not in the corpus",
            f"question {looked.query.id}: the corpus does not hold its relevant documents {names(absent)}",
        )


def _report_answers(looked: _Looked, nowhere: bool, findings: Findings) -> None:
    quoted = names([f"'{answer}'" for answer in looked.query.answers])
    if nowhere:
        findings.add(
            "answers that stand nowhere in the corpus",
            f"question {looked.query.id}: its answer {quoted} stands nowhere in the corpus: "
            "add the words that do, or mark it as not answerable",
        )
    elif looked.needles and looked.last_days and not looked.in_gold:
        findings.add(
            "answers that stand in no relevant document",
            f"question {looked.query.id}: its answer {quoted} stands in none of its relevant documents "
            f"({names(list(looked.last_days))})",
        )


def _report_days(looked: _Looked, findings: Findings) -> None:
    asked_on, days = looked.query.asked_on, looked.last_days
    if asked_on and days and all(day is None or day > asked_on for day in days.values()):
        shown = names([f"{key} {day or 'without a date'}" for key, day in days.items()])
        findings.add(
            "questions asked before their relevant documents",
            f"question {looked.query.id} is asked on {asked_on}, which hides all its relevant documents ({shown})",
        )
