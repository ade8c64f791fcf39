"""The training: what is minimized, that it falls, and that a run goes on where it was cut off."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import torch

from rag.pairs import PairTokenizer
from rag.train import batches, loop
from rag.train.batches import UNKNOWN, Batch, Lesson, Row, as_batch, as_row
from rag.train.loop import Plan, Trainer, loss_of, train

from .making import example, row, tiny

TEXTS = {
    "The toll on the Kessel bridge is five crowns for a car.": "five crowns",
    "The lighthouse at Orrin Point was sold to the baker.": "the baker",
    "Snow closed the road over the pass for nine days.": "nine days",
    "The library in Brel lends umbrellas.": "umbrellas",
}
PLAN = Plan(epochs=3, rate=5e-3, seed=1)


@pytest.fixture(scope="module")
def rows(tokenizer: PairTokenizer) -> list[Row]:
    answering = [example(text, said, question=f"What of {text[4:11]}?") for text, said in TEXTS.items()]
    silent = [example(text, question="Who sang in Dovre?", relevant=False) for text in TEXTS]
    found = [as_row(each, tokenizer) for each in (*answering, *silent)]
    return [each for each in found if each]


def learned(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in model.state_dict().items()}


# --- the loss ------------------------------------------------------------------------------------


def loss(batch: Batch, spans: dict[tuple[int, int, int], float], whole: list[list[float]]) -> float:
    logits = torch.zeros((*batch.ids.shape, 2))
    for place, value in spans.items():
        logits[place] = value
    return float(loss_of(logits, torch.tensor(whole), batch))


def test_the_loss_of_a_model_that_knows_nothing_counts_what_it_chose_from() -> None:
    told = row([101, 5, 102, 8, 9, 10, 11, 102], (3, 4), first=3, relevant=1.0)
    assert loss(as_batch([told]), {}, [[0, 0]]) == pytest.approx(math.log(4 * 4) + 2 * math.log(2))


def test_several_answers_are_right_together() -> None:
    told = row([101, 5, 102, 8, 9, 10, 11, 102], (3, 4), (5, 5), (6, 6), first=3)
    assert loss(as_batch([told]), {}, [[0, 0]]) == pytest.approx(-math.log(3 / 16) + math.log(2))


def test_only_the_passages_tokens_are_chosen_from() -> None:
    told = row([101, 5, 102, 8, 9, 102], (3, 4), first=3)
    logits = {(0, 3, 0): 1.0, (0, 4, 1): 2.0, (0, 0, 0): 50.0, (0, 1, 1): 50.0, (0, 5, 1): 50.0, (0, 9, 0): 50.0}
    expected = math.log(1 + math.exp(-1)) + math.log(1 + math.exp(-2)) + math.log(1 + math.exp(-3))
    assert loss(as_batch([told]), logits, [[7, 3]]) == pytest.approx(expected, rel=1e-5)


def test_what_is_not_known_costs_nothing() -> None:
    rows = [
        row([101, 5, 102, 8, 9, 102], (3, 3), first=3),
        row([101, 5, 102, 8, 9, 102], first=3, answers=0.0, relevant=0.0),
    ]
    spans = math.log(4)
    relevant = math.log(1 + math.e)
    answers = math.log(2) + math.log(1 + math.exp(-2))
    assert loss(as_batch(rows), {}, [[9, 0], [1, -2]]) == pytest.approx((spans + relevant + answers) / 2, rel=1e-5)


def lesson(spans: list[list[float]], relevant: float, answers: float) -> Lesson:
    return Lesson(torch.tensor(spans), torch.tensor([relevant, answers]))


def test_a_lesson_alone_counts_in_full_where_the_reader_says_the_same_but_for_its_doubt() -> None:
    taught = row([101, 5, 102, 8, 9, 102], first=3, answers=UNKNOWN, lesson=lesson([[0.5, 0.5], [0.5, 0.5]], 0.5, 0.5))
    doubt = 0.5 * 2 * math.log(2) + 2 * math.log(2)
    assert loss(as_batch([taught]), {}, [[0, 0]]) == pytest.approx(0.7 * doubt, rel=1e-5)
    assert loss(as_batch([taught]), {(0, 3, 0): 2.0}, [[0, 0]]) > 0.7 * doubt
    assert loss(as_batch([taught]), {}, [[0, 1]]) > 0.7 * doubt


def test_a_lessons_spans_count_as_far_as_the_passage_answers() -> None:
    sure = lesson([[1.0, 1.0], [0.0, 0.0]], 0.5, 0.5)
    ids = [101, 5, 102, 8, 9, 102]
    silent, unsure, telling = (row(ids, first=3, answers=answers, lesson=sure) for answers in (0.0, UNKNOWN, 1.0))
    apart = {(0, 4, 0): 3.0}
    dearer = [
        loss(as_batch([each]), apart, [[0, 0]]) - loss(as_batch([each]), {}, [[0, 0]])
        for each in (silent, unsure, telling)
    ]
    assert dearer[0] == pytest.approx(0.0, abs=1e-6)
    assert dearer[1] == pytest.approx(dearer[2] / 2, rel=1e-4)


def test_a_row_without_a_lesson_is_learned_from_as_ever_beside_one_with_it() -> None:
    alone = row([101, 5, 102, 8, 9, 102], (3, 4), first=3)
    taught = row([101, 5, 102, 8, 9, 102], first=3, lesson=lesson([[0.5, 0.5], [0.5, 0.5]], 0.5, 0.5))
    one, other = (loss(as_batch([each]), {}, [[1, 2]]) for each in (alone, taught))
    assert loss(as_batch([alone, taught]), {}, [[1, 2], [1, 2]]) == pytest.approx((one + other) / 2, rel=1e-5)


def test_rows_that_tell_nothing_but_that_they_are_silent_have_a_loss() -> None:
    silent = row([101, 5, 102, 8, 102], first=3, answers=0.0)
    assert loss(as_batch([silent]), {}, [[0, 0]]) == pytest.approx(math.log(2))


# --- steps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_the_loss_falls_on_examples_that_are_seen_again_and_again(rows: list[Row], precision: torch.dtype) -> None:
    batch = as_batch(rows)
    trainer = Trainer(tiny(), 80, 5e-3, "cpu", precision)
    losses = [trainer.step(batch) for _ in range(80)]
    assert losses[-1] < losses[0] / 5
    trainer.finish()
    assert {each.dtype for each in trainer.model.parameters()} == {torch.float32}
    with torch.inference_mode():
        spans, whole = trainer.model(batch.ids, batch.mask, batch.types)
    assert float(loss_of(spans, whole, batch)) < losses[0] / 5


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_what_shall_stay_as_it_is_stays_as_it_is(rows: list[Row], precision: torch.dtype) -> None:
    model = tiny()
    words = model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    before = words.clone()
    trainer = Trainer(model, 3, 1e-2, "cpu", precision)
    for _ in range(3):
        trainer.step(as_batch(rows))
    trainer.finish()
    assert torch.equal(model.encoder.embeddings.word_embeddings.weight, before)


def test_the_rate_rises_and_falls_to_nothing() -> None:
    trainer = Trainer(tiny(), 100, 1e-2, "cpu", torch.float32)
    rates = []
    for _ in range(100):
        rates.append(trainer.schedule.get_last_lr()[0])
        trainer.optimizer.step()
        trainer.schedule.step()
    assert rates.index(max(rates)) == pytest.approx(5, abs=1)
    assert max(rates) == pytest.approx(1e-2)
    assert rates[:5] == sorted(rates[:5])
    assert rates[5:] == sorted(rates[5:], reverse=True)
    assert trainer.schedule.get_last_lr() == [0.0]


# --- runs ----------------------------------------------------------------------------------------


def test_a_plan_sees_every_row_in_each_epoch_in_another_order(rows: list[Row]) -> None:
    many = rows * 20
    steps = PLAN.batches(many)
    assert sorted(n for batch in steps for n in batch) == sorted(list(range(len(many))) * PLAN.epochs)
    assert PLAN.batches(many) == steps
    epoch = len(steps) // PLAN.epochs
    assert steps[:epoch] != steps[epoch : 2 * epoch]


def test_a_run_leaves_its_curves_and_a_model_that_learned(
    tmp_path: Path, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "_LOG_EVERY", 10)
    plan = Plan(30, 5e-3, 1)
    train(tiny(), rows, rows, plan, tmp_path / "run", "cpu", torch.float32)
    curves = json.loads((tmp_path / "run" / "curves.json").read_text())
    steps = len(plan.batches(rows))
    assert curves["step"] == curves["curve"][-1]["step"] == curves["dev"][-1]["step"] == steps
    assert curves["dev"][-1].keys() == {"step", "exact", "f1", "auc"}
    assert curves["dev"][-1]["exact"] == curves["dev"][-1]["auc"] == 1.0
    assert curves["curve"][-1]["loss"] < curves["curve"][0]["loss"] / 2
    assert "<svg" in (tmp_path / "run" / "curves.svg").read_text()


class CutOffError(Exception):
    pass


def cut_off(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Lets a trainer take so many steps, and no more."""
    step, left = Trainer.step, iter(range(after))

    def limited(self: Trainer, batch: Batch) -> float:
        if next(left, None) is None:
            raise CutOffError
        return step(self, batch)

    monkeypatch.setattr(Trainer, "step", limited)


@pytest.mark.parametrize(("precision", "after"), [(torch.float32, 1), (torch.float32, 7), (torch.bfloat16, 7)])
def test_a_run_that_was_cut_off_ends_as_one_that_was_not(
    tmp_path: Path, rows: list[Row], monkeypatch: pytest.MonkeyPatch, precision: torch.dtype, after: int
) -> None:
    monkeypatch.setattr(batches, "TOKENS", 64)
    monkeypatch.setattr(loop, "_SAVE_EVERY", -1.0)
    whole, broken, fresh = tiny(), tiny(), tiny()
    assert len(PLAN.batches(rows)) > 7
    train(whole, rows, rows, PLAN, tmp_path / "whole", "cpu", precision)
    with monkeypatch.context() as patch, pytest.raises(CutOffError):
        cut_off(patch, after)
        train(broken, rows, rows, PLAN, tmp_path / "broken", "cpu", precision)
    train(fresh, rows, rows, PLAN, tmp_path / "broken", "cpu", precision)
    torch.testing.assert_close(learned(fresh), learned(whole))


def test_a_run_that_is_done_takes_no_further_step(
    tmp_path: Path, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again = tiny(), tiny()
    train(first, rows, rows, PLAN, tmp_path / "run", "cpu", torch.float32)
    cut_off(monkeypatch, 0)
    train(again, rows, rows, PLAN, tmp_path / "run", "cpu", torch.float32)
    torch.testing.assert_close(learned(again), learned(first), rtol=0, atol=0)
