"""Judged answers as a dataset: what people called right is gold for the articles of the index."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import click

from index import DatelineError, Document, Store
from index.command import index_option
from index.local import LocalStore
from rag import Answer, Options
from rag.contract import understood_json
from rag.judgements import Judgement, Judgements
from rag.question import Question, newest_day, understand

from .datasets.lines import Row, article_row
from .outcome import is_verbatim
from .report.files import make_folder

_DISAGREE = "people disagree"
_OTHER_LIMITS = "asked under limits that the question's words and day alone do not set"
_CHANGED = "an article that is cited has changed or is gone"
_OTHER_NEWS = "articles came or went since, and what is first, latest or not found may be another now"
_SETTLED = "wrong, while another answer to the question is right"


@dataclass
class Export:
    """What became of judged answers.

    `right` are those to each question that has gold, by its id; `wrong` are rows for a person to
    complete; `left_out` counts the other answers by the reason why.
    """

    right: dict[str, list[Answer]] = field(default_factory=dict)
    wrong: list[Row] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def lines(self) -> str:
        """The counts as a person reads them."""
        silent = sum(not answers[0].excerpts for answers in self.right.values())
        told = (
            f"questions with gold: {len(self.right)} (not answerable: {silent}); "
            f"wrong answers to complete: {len(self.wrong)}"
        )
        return "\n".join([told, *(f"left out: {count} ({reason})" for reason, count in self.left_out.items())])


def export(index: Path, out: Path) -> Export:
    """Writes what was judged of an index's answers as a dataset folder, with all its articles.

    An answer that was judged right is gold: its short answer, else its first excerpt, and as relevant
    the documents it cites, no others. Which answer would have been right in place of a wrong one is
    not known: those are in `wrong.jsonl`, in the form of queries. Raises DatelineError where there is
    no index, nothing judged, or `out` holds files.
    """
    with closing(LocalStore.open(index)) as store:
        judged: dict[str, list[Judgement]] = {}
        for judgement in Judgements(index).all():
            judged.setdefault(judgement.answer_id, []).append(judgement)
        if not judged:
            raise DatelineError(f"no answer from {index} was judged yet: mark some as right or wrong on the page")
        make_folder(out)
        if any(out.iterdir()):
            raise DatelineError(f"{out} holds files, which may have been completed by hand: give another --out")
        exported = _sorted(judged.values(), store)
        _write(out / "corpus.jsonl", map(_article, store.documents()))
    _write(out / "queries.jsonl", map(_query, exported.right.values()))
    _write(out / "wrong.jsonl", exported.wrong)
    (out / "qrels.tsv").write_text("".join(_judgement_lines(exported.right)), encoding="utf-8")
    return exported


def _sorted(judged: Iterable[list[Judgement]], store: Store) -> Export:
    """Which of the answers are gold, which are wrong, and which are neither."""
    exported = Export()
    for judgements in judged:
        answer, verdicts = judgements[-1].answer, {judgement.right for judgement in judgements}
        if verdicts == {False}:
            exported.wrong.append(_wrong(judgements))
        elif reason := _DISAGREE if len(verdicts) > 1 else _why_not(answer, store):
            exported.left_out[reason] += 1
        else:
            exported.right.setdefault(_id(answer), []).append(answer)
    _settle(exported)
    return exported


def _settle(exported: Export) -> None:
    """Takes out questions to which both an answer and none were right, and wrong answers where a right one is known."""
    for name, answers in list(exported.right.items()):
        if len({answer.status for answer in answers}) > 1:
            exported.left_out[_DISAGREE] += len(exported.right.pop(name))
    unsettled = [row for row in exported.wrong if row["_id"] not in exported.right]
    if settled := len(exported.wrong) - len(unsettled):
        exported.left_out[_SETTLED] += settled
    exported.wrong = unsettled


def _why_not(answer: Answer, store: Store) -> str | None:
    """Why an answer that was judged right is no gold; None if it is."""
    question = _read_again(answer, store)
    if question.understood != answer.understood:
        return _OTHER_LIMITS
    if not all(is_verbatim(excerpt, store.document(excerpt.document)) for excerpt in answer.excerpts):
        return _CHANGED
    understood = answer.understood
    lasting = answer.excerpts and not understood.by_time
    return None if lasting or store.count(question.where)[0] == answer.searched.documents else _OTHER_NEWS


def _read_again(answer: Answer, store: Store) -> Question:
    """The question as a run will read it, from its words and its day alone."""
    stats = store.stats()
    return understand(answer.question, Options(as_of=answer.understood.as_of), stats.sources, newest_day(stats))


def _id(answer: Answer) -> str:
    """The same for the same words and day, in each export."""
    return hashlib.sha256(f"{answer.understood.as_of} {answer.question}".encode()).hexdigest()[:12]


def _asked(answer: Answer) -> Row:
    as_of = answer.understood.as_of
    return {"_id": _id(answer), "text": answer.question, "asked_on": as_of and as_of.isoformat()}


def _words(answer: Answer) -> list[str]:
    """The words that answer; none where nothing was found."""
    return [answer.short_answer.text] if answer.short_answer else [each.text for each in answer.excerpts[:1]]


def _query(answers: list[Answer]) -> Row:
    words = dict.fromkeys(text for answer in answers for text in _words(answer))
    return {**_asked(answers[0]), "answer": list(words), "answerable": bool(words), "kind": "judged"}


def _wrong(judgements: list[Judgement]) -> Row:
    answer = judgements[-1].answer
    return {
        **_asked(answer),
        "answer": [],
        "answered": _words(answer),
        "understood": understood_json(answer.understood),
        "notes": [judgement.note for judgement in judgements if judgement.note],
    }


def _article(document: Document) -> Row:
    return {**article_row(document), "url": document.url}


def _judgement_lines(right: dict[str, list[Answer]]) -> Iterator[str]:
    yield "query-id\tcorpus-id\tscore\n"
    for name, answers in right.items():
        for key in dict.fromkeys(excerpt.document for answer in answers for excerpt in answer.excerpts):
            yield f"{name}\t{key}\t1\n"


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@click.command("gold")
@index_option
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the dataset is written; a new or an empty folder.",
)
def gold_command(folder: Path, out: Path) -> None:
    """Write the answers that people judged on the page as a dataset for check and run."""
    click.echo(f"{export(folder, out).lines()}\nall of it: {out}")
