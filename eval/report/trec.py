"""Rankings and judgements as TREC's tools read them; white space in a key is percent-encoded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from ..metrics.retrieval import scores


def run_lines(rankings: Mapping[str, Sequence[str]], run: str) -> Iterator[str]:
    """Of each question's ranking: question, Q0, document, rank, score, name of the run."""
    for question, ranking in rankings.items():
        for rank, (document, score) in enumerate(scores(ranking).items(), 1):
            yield f"{_key(question)} Q0 {_key(document)} {rank} {score:g} {run}\n"


def qrels_lines(qrels: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Of each question's judgements: question, 0, document, relevance."""
    for question, judgements in qrels.items():
        for document, score in judgements.items():
            yield f"{_key(question)} 0 {_key(document)} {score}\n"


def _key(key: str) -> str:
    return re.sub(r"\s", lambda space: quote(space[0]), key)
