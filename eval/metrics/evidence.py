"""Evidence sentences in the passages found: MultiHop-RAG's own measures, and two strict ones beside them."""

from __future__ import annotations

from collections.abc import Sequence

from .values import Values

# Hits@4, Hits@10, MRR@10 and MAP@10 are what MultiHop-RAG's retrieval_evaluate.py computes (Tang and
# Yang 2024, https://arxiv.org/abs/2401.15391), which is not what those names mean elsewhere: a passage
# counts if it holds any one sentence of evidence, and the "precision" that MAP averages is the number
# of sentences that are new in a passage over its rank.
MULTIHOP = ("MultiHop-RAG Hits@4", "MultiHop-RAG Hits@10", "MultiHop-RAG MRR@10", "MultiHop-RAG MAP@10")
STRICT = ("evidence_recall@10", "all_evidence@10")
EVIDENCE = (*MULTIHOP, *STRICT)

Held = Sequence[Sequence[int]]  # of each passage, best first, the numbers of the sentences in it


def held(passages: Sequence[str], evidence: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Of each passage the numbers of the sentences of evidence that stand in it whole.

    Spaces and line ends do not count, as in MultiHop-RAG's script; everything else does.
    """
    sentences = [_dense(sentence) for sentence in evidence]
    return tuple(
        tuple(number for number, sentence in enumerate(sentences) if sentence in dense)
        for dense in map(_dense, passages)
    )


def evidence_values(passages: Held, sentences: int) -> Values:
    """The measures of one question, whose evidence has that many sentences.

    `evidence_recall@10` is the share of them that stand whole in one of the first ten passages,
    `all_evidence@10` whether all do.
    """
    ranks = [rank for rank, numbers in enumerate(passages[:10], 1) if numbers]
    first = ranks[0] if ranks else None
    found: set[int] = set()
    precisions = 0.0
    for rank, numbers in enumerate(passages[:10], 1):
        precisions += len(set(numbers) - found) / rank
        found.update(numbers)
    values = (
        float(first is not None and first <= 4),
        float(first is not None),
        1 / first if first else 0.0,
        precisions / min(sentences, 10),
        len(found) / sentences,
        float(len(found) == sentences),
    )
    return dict(zip(EVIDENCE, values, strict=True))


def _dense(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")
