"""All measures of a run: the values of each question, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..datasets import Qrels, relevant_to
from ..outcome import Outcome
from .abstention import abstention
from .answers import ANSWERS, answer_values, squad2, still_shown
from .citations import CITATIONS, citation_values, fidelity
from .confidence import Judged, confidence_summary
from .evidence import EVIDENCE, evidence_values
from .retrieval import RETRIEVAL, retrieval_values
from .values import Summary, Values, mean
from .when import lateness

PER_QUESTION = (*RETRIEVAL, *EVIDENCE, *ANSWERS, *CITATIONS)


def per_question(outcomes: Sequence[Outcome], qrels: Qrels) -> list[Values]:
    """The values of each question, in the order of the outcomes; a measure that does not apply is not there."""
    retrieved = retrieval_values({each.query.id: each.ranking for each in judged(outcomes, qrels)}, qrels)
    return [
        {
            **retrieved.get(each.query.id, {}),
            **(evidence_values(each.held, len(each.query.evidence)) if each.query.evidence else {}),
            **answer_values(each),
            **(citation_values(each, qrels[each.query.id]) if each.query.id in retrieved else {}),
        }
        for each in outcomes
    ]


def summarise(outcomes: Sequence[Outcome], values: Sequence[Values]) -> Summary:
    """The means of the questions' values, and what only a set of questions has."""
    return {
        **{name: mean([value[name] for value in values if name in value]) for name in PER_QUESTION},
        **squad2(outcomes),
        **still_shown(outcomes),
        **fidelity(outcomes),
        **abstention(outcomes),
        **confidence_summary(judged_confidence(outcomes, values)),
        **lateness(outcomes),
    }


def by_group(
    outcomes: Sequence[Outcome], values: Sequence[Values], group: Callable[[Outcome], str]
) -> dict[str, tuple[int, Summary]]:
    """The number of questions of each group and what they come to, in the order in which the groups appear."""
    groups: dict[str, list[tuple[Outcome, Values]]] = {}
    for outcome, value in zip(outcomes, values, strict=True):
        groups.setdefault(group(outcome), []).append((outcome, value))
    return {
        name: (len(pairs), summarise([outcome for outcome, _ in pairs], [value for _, value in pairs]))
        for name, pairs in groups.items()
    }


def judged(outcomes: Sequence[Outcome], qrels: Qrels) -> list[Outcome]:
    """The answerable questions that have a relevant document: those that retrieval is measured on."""
    return [each for each in outcomes if relevant_to(each.query, qrels)]


def is_right(outcome: Outcome, value: Values) -> bool | None:
    """Whether the first three of what was shown, cited or near miss, hold a gold string.

    Never for a question without an answer; None where no string can tell, as with yes and no.
    """
    if not outcome.query.answerable:
        return False
    return value["answer_in_shown@3"] > 0 if "answer_in_shown@3" in value else None


def judged_confidence(outcomes: Sequence[Outcome], values: Sequence[Values]) -> list[Judged]:
    """The confidence of each question of which `is_right` can tell, and what it tells."""
    pairs = (
        (outcome.answer.confidence, is_right(outcome, value)) for outcome, value in zip(outcomes, values, strict=True)
    )
    return [(confidence, right) for confidence, right in pairs if right is not None]
