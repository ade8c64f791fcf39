"""How sure an answer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from index import DatelineError
from rag import Engine, Options
from rag.confidence import EVIDENCE, confidence, read_weights
from rag.question import understand
from rag.read import FEATURES

SOLD = "The lighthouse at Orrin Point stood empty for years. Petra Nilsson, a baker from Skarn, bought it in May."
LAMP = "The lighthouse at Orrin Point stood empty for years. Its lamp was taken to a museum in Dovre in May."
ASKED = "Who bought the lighthouse at Orrin Point?"


def test_there_is_a_weight_for_everything_that_speaks_for_an_answer() -> None:
    weights = read_weights()
    assert weights.sentence.shape == (len(FEATURES),)
    assert weights.evidence.shape == (len(EVIDENCE),)
    assert (weights.sentence >= 0).all()
    assert (weights.evidence >= 0).all()


def test_nothing_found_is_no_confidence() -> None:
    assert confidence(understand(ASKED, Options(), (), None), [], []) == 0.0


def test_a_passage_that_answers_gives_more_confidence_than_one_on_the_same_matter(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    engine = engine_of([{"_id": "sold", "text": SOLD}, {"_id": "lamp", "text": LAMP}])
    sold = engine.ask(ASKED).confidence
    lamp = engine.ask(ASKED, Options(not_documents=("sold",))).confidence
    assert 0 <= lamp < sold <= 1


def test_the_threshold_decides_what_is_answered(engine: Engine) -> None:
    asked = "Who bought the lighthouse at Orrin Point?"
    sure = engine.ask(asked).confidence
    assert engine.ask(asked, Options(threshold=sure - 0.001)).status == "answered"
    refused = engine.ask(asked, Options(threshold=min(sure + 0.001, 1.0)))
    assert (refused.status, refused.reason) == ("not_found", "low_confidence")


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_is_a_probability(engine: Engine, threshold: float) -> None:
    with pytest.raises(DatelineError, match="is no threshold"):
        engine.ask("Who bought the lighthouse?", Options(threshold=threshold))
