"""How well held-out rows are read, of a model whose logits are known."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from rag.reader import LONGEST_SPAN
from rag.train.batches import Row
from rag.train.measure import best_spans, measure
from rag.train.model import ReaderModel

from .making import encoder, row

BEGIN, END, BOTH = 7, 8, 9  # tokens that a told model takes for an answer's first, its last, and both


class Told(ReaderModel):
    """Takes from the tokens what it says: where the answer is, and, from the first one, whether there is one."""

    def __init__(self) -> None:
        super().__init__(encoder())

    def forward(self, ids: Tensor, mask: Tensor | None, types: Tensor) -> tuple[Tensor, Tensor]:
        spans = torch.stack((torch.isin(ids, torch.tensor([BEGIN, BOTH])), torch.isin(ids, torch.tensor([END, BOTH]))))
        return 9.0 * spans.permute(1, 2, 0).float(), torch.stack((-ids[:, 0], ids[:, 0]), dim=1).float()


def of(sure: int, *passage: int, answer: tuple[int, int] | None = None) -> Row:
    targets = () if answer is None else (answer,)
    return row([sure, *passage, 2], *targets, answers=float(answer is not None))


def test_exact_answers_shared_tokens_and_the_order_of_passages_are_measured() -> None:
    rows = [
        of(50, 1, BEGIN, 1, END, 1, answer=(2, 4)),  # as it is: F1 of 1
        of(40, 1, 1, BEGIN, 1, END, answer=(2, 4)),  # two of three tokens: F1 of 2/3
        of(30, BOTH, 1, 1, answer=(1, 3)),  # one of one and three: F1 of 1/2
        of(20, BOTH, 1, 1, answer=(2, 3)),
        of(35, 1, BEGIN, END),
        of(10, 1, BEGIN, END),
    ]
    found = measure(Told(), rows, "cpu")
    assert found["exact"] == 1 / 4
    assert found["f1"] == pytest.approx((1 + 2 / 3 + 1 / 2 + 0) / 4)
    assert found["auc"] == 6 / 8  # of pairs of one that answers and one that does not, those in order


def test_the_nearest_of_several_answers_counts() -> None:
    several = row([9, 1, BEGIN, 1, END, 2], (1, 2), (2, 4), (3, 3))
    found = measure(Told(), [several, of(1, 1)], "cpu")
    assert (found["exact"], found["f1"]) == (1.0, 1.0)


def test_rows_without_a_span_count_only_for_whether_they_answer() -> None:
    rows = [row([9, BOTH, 2], answers=1.0), of(1, BOTH)]
    assert measure(Told(), rows, "cpu") == {"exact": 0.0, "f1": 0.0, "auc": 1.0}


def test_more_rows_than_are_read_at_once_are_measured_like_few() -> None:
    few = [of(5, 1, BEGIN, END, answer=(2, 3)), of(6, *[1] * 30, BOTH, answer=(1, 1)), of(4, BOTH)]
    assert measure(Told(), few * 30, "cpu") == pytest.approx(measure(Told(), few, "cpu"))


def test_a_model_goes_on_learning_after_it_was_measured() -> None:
    model = Told()
    measure(model, [of(5, BOTH, answer=(1, 1)), of(4, BOTH)], "cpu")
    assert model.training


@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 60))
@settings(max_examples=50)
def test_the_best_span_is_the_likeliest_that_may_be(seed: int, before: int, inside: int) -> None:
    logits = torch.randn((1, before + inside + 2, 2), generator=torch.Generator().manual_seed(seed))
    passage = torch.zeros(logits.shape[:2], dtype=torch.long)
    passage[0, before : before + inside] = 1
    ((start, end),) = best_spans(logits, passage).tolist()
    allowed = {
        (a, b): float(logits[0, a, 0] + logits[0, b, 1])
        for a in range(before, before + inside)
        for b in range(a, min(a + LONGEST_SPAN, before + inside))
    }
    assert allowed[start, end] == pytest.approx(max(allowed.values()))
