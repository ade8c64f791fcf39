"""What is measured: the values of each question, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

import ir_measures
import numpy as np
from ir_measures import RR, R, Success, nDCG

from ..datasets import Qrels
from ..outcome import Outcome
from .abstention import abstention
from .match import holds

Values = dict[str, float]  # the measures that apply to one question
Summary = dict[str, float | None]  # None: there is nothing to measure it on

RETRIEVAL = (Success @ 1, Success @ 4, Success @ 10, RR @ 10, nDCG @ 10, R @ 10)
# How many excerpts are looked at for a gold string: of those cited, so that an abstention counts as wrong ...
IN_EXCERPTS = {"answer_in_excerpts@1": 1, "answer_in_excerpts@3": 3}
# ... and of those shown, which are the near misses where Dateline abstained.
IN_SHOWN = {"answer_in_shown@1": 1, "answer_in_shown@3": 3}
PER_QUESTION = (*map(str, RETRIEVAL), *IN_EXCERPTS, *IN_SHOWN)


def per_question(outcomes: Sequence[Outcome], qrels: Qrels) -> list[Values]:
    """The values of each question, in the order of the outcomes; a measure that does not apply is not there."""
    retrieved = _retrieval(outcomes, qrels)
    return [{**retrieved.get(each.query.id, {}), **_answer_strings(each)} for each in outcomes]


def summarise(outcomes: Sequence[Outcome], values: Sequence[Values]) -> Summary:
    """The means of the questions' values, and what only a set of questions has."""
    means = {name: _mean([value[name] for value in values if name in value]) for name in PER_QUESTION}
    verbatim = _mean([each for outcome in outcomes for each in outcome.verbatim])
    return {**means, "verbatim": verbatim, **abstention(outcomes)}


def by_kind(outcomes: Sequence[Outcome], values: Sequence[Values]) -> dict[str, tuple[int, Summary]]:
    """The number of questions of each kind and what they come to; empty where no question has a kind."""
    if not any(each.query.kind for each in outcomes):
        return {}
    kinds: dict[str, list[tuple[Outcome, Values]]] = {}
    for outcome, value in zip(outcomes, values, strict=True):
        kinds.setdefault(outcome.query.kind or "none", []).append((outcome, value))
    return {
        kind: (len(pairs), summarise([outcome for outcome, _ in pairs], [value for _, value in pairs]))
        for kind, pairs in kinds.items()
    }


def latency(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The median and the 95th percentile (interpolated) of `total` and of each stage of an answer, in milliseconds.

    A stage is measured on the questions that went through it.
    """
    times: dict[str, list[float]] = {"total": []}
    for outcome in outcomes:
        for stage, time in outcome.answer.timings_ms.items():
            times.setdefault(stage, []).append(time)
    return {
        stage: {name: round(float(np.percentile(each, share)), 1) for name, share in (("p50", 50), ("p95", 95))}
        for stage, each in times.items()
        if each
    }


def scores(ranking: Sequence[str]) -> dict[str, float]:
    """Scores that fall with every rank, so that any tool keeps the order; the last document has 1."""
    return {document: float(len(ranking) - rank) for rank, document in enumerate(ranking)}


def judged(outcomes: Sequence[Outcome], qrels: Qrels) -> list[Outcome]:
    """The answerable questions that have a relevant document: those that retrieval is measured on."""
    return [
        each
        for each in outcomes
        if each.query.answerable and any(score > 0 for score in qrels.get(each.query.id, {}).values())
    ]


def _retrieval(outcomes: Sequence[Outcome], qrels: Qrels) -> dict[str, Values]:
    rankings = {each.query.id: each.ranking for each in judged(outcomes, qrels)}
    # A question for which nothing was found is in no run, and counts 0 all the same.
    values = {question: dict.fromkeys(map(str, RETRIEVAL), 0.0) for question in rankings}
    if rankings:
        run = {question: scores(ranking) for question, ranking in rankings.items()}
        relevant = {question: qrels[question] for question in rankings}
        for metric in ir_measures.iter_calc(list(RETRIEVAL), relevant, run):
            values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def _answer_strings(outcome: Outcome) -> Values:
    if not (outcome.query.answerable and outcome.query.answers):
        return {}
    cited = [excerpt.text for excerpt in outcome.answer.excerpts]
    shown = cited or [excerpt.text for excerpt in outcome.answer.near_misses]
    return {
        name: float(holds(texts[:count], outcome.query.answers))
        for texts, measures in ((cited, IN_EXCERPTS), (shown, IN_SHOWN))
        for name, count in measures.items()
    }


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
