"""What the small reader learns from a larger one."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from index.embed import default_folder
from rag.pairs import PairTokenizer
from rag.train import lessons as module
from rag.train.batches import UNKNOWN, as_row
from rag.train.lessons import more_passages, with_lessons
from rag.train.news import Asked
from rag.train.teacher import Teacher

from .making import example, teacher_folder

TOLL = "The toll on the Kessel bridge is five crowns for a car."
SNOW = "Snow closed the road over the pass for nine days."
FOUND = (("Kessel", TOLL), (None, SNOW), ("Brel", "The library in Brel lends umbrellas."))
QUIZ = Asked("What is the toll?", ("five crowns",), "week1", "quiz", FOUND)


def test_passages_that_are_examples_already_are_left_out() -> None:
    known = example(TOLL, "five crowns", question=QUIZ.question, origin="quiz")
    found = list(more_passages([QUIZ], [known]))
    assert [(each.title, each.text, each.spans, each.group) for each in found] == [
        (title, text, (), "week1") for title, text in FOUND[1:]
    ]


def test_a_passage_with_the_gold_words_is_told_from_one_without() -> None:
    assert [each.answers for each in more_passages([QUIZ], [])] == [True, False, False]


def test_a_made_up_question_has_fewer_passages() -> None:
    made = Asked("Where is the toll five crowns?", ("Kessel",), "kessel", "cloze", FOUND)
    assert len(list(more_passages([made], []))) == 2


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Teacher:
    torch.manual_seed(0)
    return Teacher.begin(teacher_folder(tmp_path_factory.mktemp("teacher")), default_folder())


def test_every_row_has_its_lesson_and_only_examples_have_labels(
    teacher: Teacher, tokenizer: PairTokenizer, tmp_path: Path
) -> None:
    known = [row for row in [as_row(example(TOLL, "five crowns"), tokenizer)] if row]
    more = list(more_passages([QUIZ], []))
    rows = with_lessons(known, more, tokenizer, teacher, tmp_path / "lessons.pt", seed=1)
    assert len(rows) == 4
    assert [row.answers for row in rows] == [1.0, UNKNOWN, UNKNOWN, UNKNOWN]
    assert [row.relevant for row in rows] == [1.0, UNKNOWN, UNKNOWN, UNKNOWN]
    assert all(row.lesson and len(row.lesson.spans) == len(row.pair.spans) for row in rows)


def test_a_passage_without_the_gold_words_answers_half_as_probably(
    teacher: Teacher, tokenizer: PairTokenizer, tmp_path: Path
) -> None:
    more = [example(SNOW, answers=holds, question=QUIZ.question, origin="quiz") for holds in (True, False)]
    holding, silent = with_lessons([], more, tokenizer, teacher, tmp_path / "lessons.pt", seed=1)
    assert holding.lesson
    assert silent.lesson
    torch.testing.assert_close(silent.lesson.whole, holding.lesson.whole * torch.tensor([1.0, 0.5]))


def test_lessons_are_kept(
    teacher: Teacher, tokenizer: PairTokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = list(more_passages([QUIZ], []))
    first = with_lessons([], more, tokenizer, teacher, tmp_path / "lessons.pt", seed=1)
    monkeypatch.setattr(module, "lessons", None)
    again = with_lessons([], more, tokenizer, teacher, tmp_path / "lessons.pt", seed=1)
    for one, other in zip(first, again, strict=True):
        assert one.lesson
        assert other.lesson
        assert torch.equal(one.lesson.spans, other.lesson.spans)
        assert torch.equal(one.lesson.whole, other.lesson.whole)
