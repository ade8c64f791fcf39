"""Faults of a dataset that would make its figures wrong, found before it is run."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from index.document import IMPLAUSIBLE_DATE, UNREADABLE_DATE, Document

from .articles import Found, find_articles
from .dataset import Dataset, Query
from .findings import Findings, names
from .forms import load
from .gold import Gold


def check(path: Path) -> list[str]:
    """What is wrong with a dataset, a sentence each; of many faults of one kind ten, and the number of the rest.

    Its articles are read as `index build` reads them, at about 100 a second. Raises DatelineError
    where there is no dataset.
    """
    return find(path).lines()


def find(path: Path) -> Findings:
    """All that is wrong with a dataset; raises DatelineError where there is none."""
    dataset = load(path)
    findings = Findings()
    for fault in dataset.faults:
        findings.add(f"broken rows in {fault.split(':')[0].split('[')[0]}", fault)
    for query in dataset.queries:
        _check_query(query, _relevant(dataset, query), findings)
    _check_judgements(dataset, findings)
    if dataset.corpus is None and not dataset.articles:
        findings.add(
            "datasets without a corpus", f"{path} has no corpus: answers and relevant documents are not looked up"
        )
        return findings
    gold = Gold({query: _relevant(dataset, query) for query in dataset.queries})
    _check_articles(dataset, gold, findings)
    gold.report(findings)
    return findings


def _relevant(dataset: Dataset, query: Query) -> tuple[str, ...]:
    return tuple(key for key, score in dataset.qrels.get(query.id, {}).items() if score > 0)


def _check_query(query: Query, relevant: tuple[str, ...], findings: Findings) -> None:
    if query.answerable and not query.answers and not relevant:
        findings.add(
            "questions with nothing to measure",
            f"question {query.id} has neither an answer nor a relevant document: nothing can be measured on it",
        )
    if not query.answerable and (query.answers or relevant):
        held = f"the answer '{query.answers[0]}'" if query.answers else f"relevant documents ({names(relevant)})"
        findings.add(
            "unanswerable questions with gold",
            f"question {query.id} is marked as not answerable and has {held}: one of the two is wrong",
        )


def _check_judgements(dataset: Dataset, findings: Findings) -> None:
    asked = {query.id for query in dataset.queries}
    for question, documents in dataset.qrels.items():
        if question not in asked:
            findings.add(
                "judged questions that are not asked",
                f"question {question} has judgements ({names(list(documents))}) and is not among those asked",
            )


def _check_articles(dataset: Dataset, gold: Gold, findings: Findings) -> None:
    places: dict[str, str] = {}
    for found in tqdm(find_articles(dataset), desc="reading", unit=" articles", disable=None):
        if found.article is None:
            findings.add("parts of the corpus that cannot be read", f"{found.name}: {found.reason}")
            continue
        if found.key in places:
            findings.add(
                "documents with the key of another",
                f"{found.name}: its key '{found.key}' is that of {places[found.key]}: it will not be indexed",
            )
            continue
        document = found.document()
        if not document.text:
            findings.add("empty articles", f"{found.name} ('{found.key}'): holds no text besides page furniture")
            continue
        places[found.key] = found.name
        _check_date(found, document, findings)
        gold.look_into(document)


def _check_date(found: Found, document: Document, findings: Findings) -> None:
    if UNREADABLE_DATE not in document.flags and IMPLAUSIBLE_DATE not in document.flags:
        return
    what = f"its date '{found.date}'" if found.date else "the date in its text"
    why = "cannot be read: write it as 2024-03-01" if UNREADABLE_DATE in document.flags else "cannot be meant"
    findings.add("dates that are none", f"{found.name} ('{found.key}'): {what} {why}")


@click.command("check")
@click.argument("path", type=click.Path(path_type=Path), metavar="DATASET")
def check_command(path: Path) -> None:
    """Name what is wrong with a dataset; exit code 1 if something is."""
    findings = find(path)
    for line in findings.lines():
        click.echo(line)
    click.echo(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}")
    sys.exit(1 if len(findings) else 0)
