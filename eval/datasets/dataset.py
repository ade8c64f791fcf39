"""What a dataset is, whatever its form: questions, the documents judged for them, and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from .lines import Row

Form = Literal["folder", "multihop", "squad", "beir"]
Qrels = dict[str, dict[str, int]]  # question -> document -> relevance; 0 and less: judged, and not relevant


@dataclass(frozen=True)
class Query:
    """A question and what is known of its answer; only `text` and `asked_on` are for `rag/`.

    `answers` are strings each of which counts as the answer; `kind` groups the report; `evidence` are
    sentences of the articles, word for word, all of which an answer has to be drawn from.
    """

    id: str
    text: str
    asked_on: date | None = None
    answers: tuple[str, ...] = ()
    answerable: bool = True
    kind: str | None = None
    evidence: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """What it is held out with: those asked in one week share articles."""
        return "{}-{}".format(*self.asked_on.isocalendar()[:2]) if self.asked_on else self.id


@dataclass(frozen=True)
class Dataset:
    """The questions in the file's order, the judged documents, and what was left out (a sentence each).

    `path` is what was given to `load`: a folder, or SQuAD's file. `corpus` is the part of it that
    `index build` reads when it is given `path`, or None. A dataset that keeps its documents in no
    file that `index build` reads has them in `articles`: rows {_id, text, title}, as a corpus.jsonl
    has them. `faults` name what is broken, `notes` what the form itself leaves out. `outlets` are
    names that it states beside its questions.
    """

    path: Path
    form: Form
    queries: tuple[Query, ...]
    qrels: Qrels
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    corpus: Path | None = None
    articles: tuple[Row, ...] = ()
    outlets: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """All that a person should know of before reading figures: notes, then faults."""
        return (*self.notes, *self.faults)


def relevant_to(query: Query, qrels: Qrels) -> tuple[str, ...]:
    """The keys of the documents judged relevant to a question; to one without an answer none is."""
    judgements = qrels.get(query.id, {}) if query.answerable else {}
    return tuple(key for key, score in judgements.items() if score > 0)
