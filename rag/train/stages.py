"""The stages in which a reader learns, each from where the one before it left it."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch

from ..pairs import PairTokenizer
from .agree import learnable
from .batches import Row, as_row
from .examples import Example, held_out
from .kept import kept
from .lessons import more_passages, with_lessons
from .loop import Plan, train
from .model import ReaderModel
from .news import Asked
from .shorter import with_shorter
from .swaps import with_swaps
from .teacher import Teacher

SEED = 1
# Passes over all rows, and the highest learning rate; other numbers of passes were tried of the last stage alone, and
# with fewer settings.
_PUBLIC, _NEWS = Plan(2, 1.5e-4, SEED), Plan(2, 6e-5, SEED)
_TEACHER, _LESSONS = Plan(1, 5e-5, SEED), Plan(2, 1e-4, SEED)
_WRITTEN = Plan(1, 8e-5, SEED)
_TITLES_HELD_OUT = 0.04
_WEEKS_HELD_OUT = 0.12  # and as large a share of the articles that sentences are taken from
_SETTINGS_HELD_OUT = 0.12
_MEASURED = 1_500  # rows, at most, that are measured
_REPLAYED = 0.7  # public examples to each one about news in the second stage: what was learned is kept
_TEACHERS = 31_000  # public examples that a teacher learns from: an hour on two cores
_TAUGHT = 10_000  # public examples that it teaches
_REMEMBERED = 5_000  # public examples, and passages about news, of which the last stage is to say what was said before
# How much of the weights after a stage is taken, the rest from before it: the model card has what else was tried.
_OF_LESSONS, _OF_WRITTEN = 0.5, 0.75
_FIXED = 2  # of the layers, the lowest, in the last stage: a third of the time less

T = TypeVar("T")


@dataclass(frozen=True)
class News:
    """What is learned about news: examples, the same in tokens, and the questions of which nothing is held out."""

    examples: list[Example]
    rows: list[Row]
    dev: list[Row]
    asked: list[Asked]


@dataclass(frozen=True)
class Workshop:
    """A folder for checkpoints, curves and what was made, and what the network runs on."""

    out: Path
    device: str
    precision: torch.dtype
    tokenizer: PairTokenizer

    def public(self, model: ReaderModel, examples: list[Example]) -> list[Example]:
        """Learns to read, from public sets; gives those examples that are not held out."""
        learned, held = held_out(examples, _TITLES_HELD_OUT, SEED)
        self._train(model, self._rows(learned), self._dev(held), _PUBLIC, "general")
        return learned

    def news(self, model: ReaderModel, learned: list[Example], asked: list[Asked]) -> News:
        """Learns to read news, from what a first reader agrees with; some of what was `learned` comes again."""
        judge = self._fixed(model)
        made = kept(self.out / "news.jsonl.gz", Example, lambda: learnable(asked, judge, self.tokenizer, SEED))
        examples, held = held_out(made, _WEEKS_HELD_OUT, SEED)
        examples = with_swaps(examples, SEED)
        again = with_swaps(_sample(learned, int(_REPLAYED * len(examples))), SEED)
        unseen = {(each.origin, each.group) for each in held}
        seen = [each for each in asked if (each.origin, each.group) not in unseen]
        found = News(examples, self._rows(examples), self._dev(held), seen)
        self._train(model, [*found.rows, *self._rows(again)], found.dev, _NEWS, "news")
        return found

    def lessons(self, model: ReaderModel, teacher: Teacher, learned: list[Example], news: News) -> None:
        """Learns from the word of a larger reader, which first learns itself."""
        plenty, few = (with_swaps(_sample(learned, count), SEED) for count in (_TEACHERS, _TAUGHT))
        self._train(teacher, [*news.rows, *self._rows(plenty)], news.dev, _TEACHER, "teacher")
        teacher.to(self.device, self.precision)
        more = [*more_passages(news.asked, news.examples)]
        path = self.out / "lessons.pt"
        rows = with_lessons([*news.rows, *self._rows(few)], more, self.tokenizer, teacher, path, SEED)
        before = copy.deepcopy(model)
        self._train(model, rows, news.dev, _LESSONS, "lessons")
        model.meet(before, _OF_LESSONS)

    def written(self, model: ReaderModel, examples: list[Example], learned: list[Example], news: News) -> None:
        """Learns from questions in other words, and is to say of others what it said before (Li and Hoiem 2016)."""
        asked, held = held_out(examples, _SETTINGS_HELD_OUT, SEED)
        few, more = _sample(learned, _REMEMBERED), _sample([*more_passages(news.asked, [])], _REMEMBERED)
        path = self.out / "remembered.pt"
        rows = with_lessons(self._rows(few), more, self.tokenizer, self._fixed(model), path, SEED)
        before = copy.deepcopy(model)
        model.fix(_FIXED)
        rows += self._rows(with_shorter(asked, SEED))
        self._train(model, rows, self._dev(held), _WRITTEN, "written")
        model.meet(before, _OF_WRITTEN)

    def _train(self, model: ReaderModel, rows: list[Row], dev: list[Row], plan: Plan, name: str) -> None:
        train(model, rows, dev, plan, self.out / name, self.device, self.precision)

    def _fixed(self, model: ReaderModel) -> ReaderModel:
        return copy.deepcopy(model).to(self.device, self.precision)

    def _rows(self, examples: Iterable[Example]) -> list[Row]:
        return [row for row in (as_row(each, self.tokenizer) for each in examples) if row]

    def _dev(self, held: Iterable[Example]) -> list[Row]:
        return _sample(self._rows(held), _MEASURED)


def _sample(given: Sequence[T], count: int) -> list[T]:
    return random.Random(SEED).sample(given, min(count, len(given)))  # noqa: S311
