"""Question and passage read together: whether the passage answers, and with which words."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import DatelineError
from index.onnx_file import open_session
from index.sentences import sentence_spans

from .pairs import Pair, PairTokenizer

FOLDER = Path(__file__).parent / "model"
FILES = ("reader.onnx", "tokenizer.json")
HASHES = "sha256.json"
SPANS = 10  # of a passage that are looked at
LONGEST_SPAN = 24  # tokens of an answer


@dataclass(frozen=True)
class Span:
    """Words of a passage that may answer: offsets in its text, and how likely they are, as a logarithm."""

    start: int
    end: int
    log: float


@dataclass(frozen=True)
class Reading:
    """What a reader makes of a passage: two logits, and the likeliest spans, best first.

    `relevance` says whether it is on the question's matter, `answers` whether it answers it. Where
    `exact` is false the spans are sentences, not the words that answer.
    """

    relevance: float
    answers: float
    spans: tuple[Span, ...]
    exact: bool = True

    @property
    def chance(self) -> float:
        """How likely it is that the passage answers, 0..1."""
        return math.exp(self.log_chance)

    @property
    def log_chance(self) -> float:
        """The logarithm of that: next to 0 where it surely answers, next to the logit where it hardly does."""
        return -float(np.logaddexp(0.0, -self.answers))


class Reader(Protocol):
    """Reads a question beside passages, each a title, if it has one, and a text."""

    def read(self, question: str, passages: Sequence[tuple[str | None, str]]) -> list[Reading]:
        """A reading of each passage, in their order."""


class OnceReader:
    """Another reader, which reads a passage once for a question, however often it is found. For one thread."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._readings: dict[tuple[str, str | None, str], Reading] = {}

    def read(self, question: str, passages: Sequence[tuple[str | None, str]]) -> list[Reading]:
        """A reading of each passage, in their order."""
        new = [each for each in dict.fromkeys(passages) if (question, *each) not in self._readings]
        for each, reading in zip(new, self._reader.read(question, new) if new else [], strict=True):
            self._readings[question, *each] = reading
        return [self._readings[question, *each] for each in passages]


def open_reader() -> Reader:
    """Dateline's own reader, or the cross-encoder that the setting DATELINE_READER names.

    Raises DatelineError for one that cannot be loaded.
    """
    name = os.environ.get("DATELINE_READER")
    return CrossEncoderReader(name) if name else OnnxReader()


class OnnxReader:
    """Dateline's own reader: see the model card in its folder."""

    def __init__(self, folder: Path = FOLDER) -> None:
        _check(folder)
        # Rows are read side by side, each by one thread: ten in 118 ms on two cores, where both together read
        # one after the other in 184 ms; and many people at once start no more threads.
        self._pool = ThreadPoolExecutor(os.cpu_count())
        self._session = open_session(folder / FILES[0])
        self._tokenizer = PairTokenizer(folder)

    def read(self, question: str, passages: Sequence[tuple[str | None, str]]) -> list[Reading]:
        """A reading of each passage, in their order."""
        pairs = [self._tokenizer.pair(question, title, text) for title, text in passages]
        order = sorted(range(len(pairs)), key=lambda n: -len(pairs[n].ids))  # so that no thread is left with a long one
        found = dict(zip(order, self._pool.map(self._one, (pairs[n] for n in order)), strict=True))
        return [found[n] for n in range(len(pairs))]

    def _one(self, pair: Pair) -> Reading:
        """A reading of a row by itself: in int8 a row's company moves what is rounded, and is no quicker."""
        feed = {"ids": np.array([pair.ids], np.int64), "types": np.array([pair.types], np.int64)}
        [spans], [(relevance, answers)] = self._session.run(["spans", "whole"], feed)
        return Reading(float(relevance), float(answers), _best(pair, spans))


def _best(pair: Pair, logits: NDArray[np.float32]) -> tuple[Span, ...]:
    """The likeliest spans of a passage; `logits` has the shape (tokens of the row, 2)."""
    if not pair.spans:
        return ()
    inside = logits[pair.first : pair.first + len(pair.spans)].astype(np.float64)
    logs = inside - inside.max(axis=0)
    logs -= np.log(np.exp(logs).sum(axis=0))
    ends = np.arange(len(logs))[:, None] + np.arange(LONGEST_SPAN)  # of the spans that begin at each token
    both = np.where(ends < len(logs), logs[:, None, 0] + logs[np.minimum(ends, len(logs) - 1), 1], -np.inf)
    places = np.argsort(-both, axis=None, kind="stable")[:SPANS]
    starts, more = np.unravel_index(places, both.shape)
    return tuple(
        Span(pair.spans[start][0], pair.spans[start + length][1], float(both[start, length]))
        for start, length in zip(starts.tolist(), more.tolist(), strict=True)
        if np.isfinite(both[start, length])
    )


class CrossEncoderReader:
    """Any cross-encoder of sentence-transformers, by name or path: it reads passages, and each sentence by itself."""

    def __init__(self, name: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import CrossEncoder  # torch takes seconds to import: only when needed

        try:
            self._model = CrossEncoder(name, device="cpu", num_labels=1)
        except (OSError, ValueError) as error:
            raise DatelineError(
                f"the reader '{name}' could not be loaded ({type(error).__name__}): give a folder that holds a "
                "cross-encoder, or set HF_HUB_OFFLINE=0 to let it be downloaded"
            ) from error

    def read(self, question: str, passages: Sequence[tuple[str | None, str]]) -> list[Reading]:
        """A reading of each passage, in their order; its spans are its sentences."""
        sentences = [sentence_spans(text) for _, text in passages]
        texts = [[text, *(text[a:b] for a, b in spans)] for (_, text), spans in zip(passages, sentences, strict=True)]
        scores = self._model.predict([(question, text) for each in texts for text in each], show_progress_bar=False)
        readings, first = [], 0
        for spans in sentences:
            passage, *rest = np.asarray(scores[first : first + 1 + len(spans)], np.float64).tolist()
            first += 1 + len(spans)
            logs = np.array(rest) - np.logaddexp.reduce(rest) if rest else np.zeros(0)
            order = np.argsort(-logs, kind="stable")[:SPANS].tolist()
            found = tuple(Span(spans[n][0], spans[n][1], float(logs[n])) for n in order)
            readings.append(Reading(passage, passage, found, exact=False))
        return readings


def _check(folder: Path) -> None:
    """Raises DatelineError unless the files are those that were shipped."""
    try:
        hashes = json.loads((folder / HASHES).read_text(encoding="utf-8"))
        changed = [name for name in FILES if hashlib.sha256((folder / name).read_bytes()).hexdigest() != hashes[name]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatelineError(
            f"the reader in {folder} is not whole ({type(error).__name__}): fetch the project again"
        ) from error
    if changed:
        raise DatelineError(
            f"{', '.join(changed)} of the reader in {folder} is not what was shipped: fetch the project again"
        )
