"""Fits what the reader's numbers weigh: which sentence is shown, and how sure the answer is. The page `reading.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from rag import Engine
from rag.answer import ranked
from rag.confidence import EVIDENCE, WEIGHTS_FILE, evidence
from rag.question import THRESHOLD, Question
from rag.read import FEATURES, Sentence
from rag.retrieve import Passage

from .asking import Asking, Settings, askings_of
from .cache import build_index
from .datasets import Dataset, load
from .logistic import Case, cross_validated_chances, fit_logistic
from .metrics.match import holds, needles
from .report.files import make_folder
from .report.markdown import quoted, shown, table
from .weights import Example, cross_validated, fit
from .without_gold import TWIN

PAGE = "reading.md"
_SHOWN = 3  # excerpts of an answer


@dataclass(frozen=True)
class Read:
    """A question as it was asked, and the sentences found, each with whether it holds a gold answer.

    `answerable` is False for a question without an answer, and for one whose gold was taken out;
    `stated` says that it has one that an article may state, which "yes" is not.
    """

    group: str
    question: Question
    answerable: bool
    stated: bool
    passages: list[Passage]
    sentences: list[Sentence]
    gold: NDArray[np.bool_]

    @property
    def example(self) -> Example:
        """The sentences to rank."""
        return Example(self.group, np.array([each.features for each in self.sentences]), self.gold)

    @property
    def ranked_by(self) -> bool:
        """Whether the sentences' weights are fitted on it: it has an answer, which one article can tell.

        With MultiHop-RAG's questions, which ask for several, the fit puts the answer into the first three for 0.01
        fewer of the news quiz's, and into the first one for 0.03 fewer of their own.
        """
        return self.stated and not self.question.several


@dataclass(frozen=True)
class Set:
    """The questions of a dataset, and its weight where the confidence is fitted."""

    name: str
    reads: list[Read]
    weight: float = 1.0


def read_set(dataset: Dataset, engine: Engine) -> Set:
    """Every question of a dataset with its sentences, and those that have gold once more without it."""
    settings = Settings(dataset.path, Path())
    askings = askings_of(dataset, settings, engine.store)[0]
    asked = {each.query.id for each in askings}
    twins = askings_of(dataset, replace(settings, without_gold=True), engine.store)[0]
    every = [*askings, *(each for each in twins if each.query.id not in asked)]
    bar = tqdm(every, desc="reading", unit=" questions", disable=None)
    return Set(dataset.path.resolve().name, [read for read in (_read(each, engine) for each in bar) if read.sentences])


def _read(asking: Asking, engine: Engine) -> Read:
    query = asking.query
    question, passages, sentences = engine.sentences(query.text, asking.options)
    looked_for = query.answers if query.answerable and needles(query.answers) else ()
    week = query.group.removesuffix(TWIN)
    gold = np.array([holds([each.text], looked_for) for each in sentences], bool)
    return Read(week, question, query.answerable, bool(looked_for), passages, sentences, gold)


def sentence_page(sets: Sequence[Set]) -> Iterator[str]:
    """How often the answer stands in the first sentence and in the first three, with all features and without each."""
    yield (
        "Sentences ranked by weights fitted without the questions of their week, five-fold, four times over: for how "
        "many of the questions that one article can answer, with a gold string, it stands in the first sentence, and "
        "in the first three."
    )
    usable = {one.name: [each.example for each in one.reads if each.ranked_by] for one in sets}
    names, examples = [name for name, some in usable.items() if some], [some for some in usable.values() if some]
    ways = [("all features", list(range(len(FEATURES))))]
    ways += [(f"without {name}", [n for n in range(len(FEATURES)) if n != left]) for left, name in enumerate(FEATURES)]
    rows = []
    for way, columns in ways:
        narrow = [[replace(each, signals=each.signals[:, columns]) for each in some] for some in examples]
        ranks = cross_validated(narrow)
        rows.append((way, *(shown(float((each <= most).mean())) for each in ranks for most in (1, _SHOWN))))
    yield table(("", *(f"{quoted(name)}: in {words}" for name in names for words in ("one", "three"))), rows)


def evidence_page(sets: Sequence[Set], cases: Sequence[Sequence[Case]]) -> Iterator[str]:
    """How well answers are told from silence, with all numbers and without each."""
    yield (
        "Answers told from questions without one, each case by weights fitted without its week: the area under the "
        f"curve; and at a confidence of {THRESHOLD} the share of the refused that have no answer (precision), and the "
        "share of those without an answer that are refused (recall)."
    )
    light = [f"{quoted(one.name)} {one.weight:g}" for one in sets if one.weight < 1]
    if light:
        yield f"Fitted with these weights beside 1 of each of the others: {', '.join(light)}."
    every = [case for some in cases for case in some]
    ways = [("all numbers", list(range(len(EVIDENCE))))]
    ways += [(f"without {name}", [n for n in range(len(EVIDENCE)) if n != left]) for left, name in enumerate(EVIDENCE)]
    rows = []
    for way, columns in ways:
        found = cross_validated_chances([replace(case, numbers=case.numbers[columns]) for case in every])
        row, first = [way], 0
        for some in cases:
            row += map(shown, _silence(some, found[:, first : first + len(some)]))
            first += len(some)
        rows.append(tuple(row))
    yield table(("", *(f"{quoted(one.name)}: {what}" for one in sets for what in ("AUC", "precision", "recall"))), rows)


def _silence(cases: Sequence[Case], found: NDArray[np.float64]) -> tuple[float, float, float]:
    """AUC, and precision and recall of silence, means over the repeats; `found` has the shape (repeats, cases)."""
    has = np.array([case.right for case in cases])
    sure, unsure = found[:, has], found[:, ~has]
    area = np.sign(sure[:, :, None] - unsure[:, None, :]).mean() / 2 + 0.5
    refused, wrongly = (unsure < THRESHOLD).sum(), (sure < THRESHOLD).sum()
    return float(area), float(refused / max(refused + wrongly, 1)), float((unsure < THRESHOLD).mean())


def cases_of(one: Set, weights: NDArray[np.float64]) -> list[Case]:
    """The questions as cases: those with an answer weigh as much as those without, each set as its weight says."""
    found = [(each.group, _evidence(each, weights), each.answerable) for each in one.reads]
    share = {right: sum(other is right for _, _, other in found) for right in (True, False)}
    return [Case(group, numbers, right, one.weight / share[right]) for group, numbers, right in found]


def _evidence(read: Read, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    sentences = ranked(read.question, read.sentences, weights)
    return np.array(evidence(read.question, sentences, read.passages))


_FOLDER = click.Path(file_okay=False, path_type=Path)
_PATH = click.Path(path_type=Path)


@click.command("calibrate")
@click.option("--dataset", "datasets", multiple=True, required=True, type=_PATH, help="May be repeated.")
@click.option(
    "--light",
    multiple=True,
    type=(_PATH, float),
    metavar="DATASET WEIGHT",
    help="For the confidence alone, with less weight.",
)
@click.option(
    "--among",
    multiple=True,
    type=(_PATH, _PATH, float),
    metavar="DATASET INDEX WEIGHT",
    help="As --light, in an index.",
)
@click.option("--out", required=True, type=_FOLDER, metavar="DIR", help=f"Where {PAGE} is written.")
@click.option("--cache", default=".eval", show_default=True, type=_FOLDER, help="Where indexes are built.")
@click.option("--write", is_flag=True, help="Answer by these weights from now on: write them into rag/.")
def calibrate_command(
    datasets: tuple[Path, ...],
    light: tuple[tuple[Path, float], ...],
    among: tuple[tuple[Path, Path, float], ...],
    out: Path,
    cache: Path,
    write: bool,
) -> None:
    """Fit what the reader's numbers weigh, for the sentence shown and for silence; say what each is worth."""
    make_folder(out)
    sets = [_set(load(path), cache) for path in datasets]
    every = [*sets, *(replace(_set(load(path), cache), weight=weight) for path, weight in light)]
    for path, index, weight in among:
        found = read_set(load(path), Engine.open(index))
        every.append(replace(found, name=f"{found.name} in {index.name}", weight=weight))
    sentence = fit([each.example for one in sets for each in one.reads if each.ranked_by]).round(3)
    cases = [cases_of(one, sentence) for one in every]
    weights, offset = fit_logistic([case for some in cases for case in some])
    named = {
        "sentence": dict(zip(FEATURES, sentence.tolist(), strict=True)),
        "evidence": {**dict(zip(EVIDENCE, weights.round(3).tolist(), strict=True)), "offset": round(offset, 3)},
    }
    click.echo(json.dumps(named, indent=2))
    parts = ["# What the reader's numbers are worth", "Made by `python -m eval calibrate`."]
    text = "\n\n".join([*parts, *sentence_page(sets), *evidence_page(every, cases)]) + "\n"
    (out / PAGE).write_text(text, encoding="utf-8")
    click.echo(text)
    if write:
        WEIGHTS_FILE.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")


def _set(dataset: Dataset, cache: Path) -> Set:
    folder, _ = build_index(dataset, (), cache)
    return read_set(dataset, Engine.open(folder))
