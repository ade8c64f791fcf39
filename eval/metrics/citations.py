"""Whether what is shown is cited, verbatim, and from the right article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.sentences import sentence_spans
from rag import Answer, Excerpt

from ..outcome import Outcome
from .values import Summary, Values, mean, ratio

CITATIONS = ("cited_relevant@1", "cited_relevant")


def citation_values(outcome: Outcome, judgements: Mapping[str, int]) -> Values:
    """Of one judged question that was answered: is the first cited document relevant, and what share is.

    An excerpt counts as relevant by its own document or by one that it is also in.
    """
    cited = outcome.answer.excerpts
    if not cited:
        return {}
    right = [any(judgements.get(key, 0) > 0 for key in _documents(excerpt)) for excerpt in cited]
    return {"cited_relevant@1": float(right[0]), "cited_relevant": sum(right) / len(right)}


def fidelity(outcomes: Sequence[Outcome]) -> Summary:
    """Of all excerpts and near misses the share that is verbatim, and of all sentences of answers the share cited.

    A sentence of an answer counts as cited if the excerpt that it is in names a document that holds it
    at the offsets given; a short answer, if it stands in an excerpt of its answer at its own.
    """
    cited = sentences = 0
    for outcome in outcomes:
        for excerpt, verbatim in zip(outcome.answer.excerpts, outcome.verbatim, strict=False):
            number = len(sentence_spans(excerpt.text))
            sentences += number
            cited += number * verbatim
        if outcome.answer.short_answer:
            sentences += 1
            cited += short_answer_stands(outcome.answer)
    return {
        "verbatim": mean([each for outcome in outcomes for each in outcome.verbatim]),
        "sentences_cited": ratio(cited, sentences),
    }


def short_answer_stands(answer: Answer) -> bool:
    """Whether the short answer is what stands at its offsets in the excerpt that it names."""
    short = answer.short_answer
    excerpt = next((each for each in answer.excerpts if short and each.id == short.excerpt), None)
    if short is None or excerpt is None or not excerpt.start <= short.start < short.end <= excerpt.end:
        return False
    return excerpt.text[short.start - excerpt.start : short.end - excerpt.start] == short.text


def _documents(excerpt: Excerpt) -> tuple[str, ...]:
    return (excerpt.document, *(copy.document for copy in excerpt.also_in))
