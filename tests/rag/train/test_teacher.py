"""A larger reader: that it reads the small one's rows, and what it says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from index.embed import default_folder
from index.errors import DatelineError
from rag.pairs import PairTokenizer
from rag.train.batches import Row, as_batch, as_row
from rag.train.loop import Plan, train
from rag.train.teacher import Teacher, lessons

from .making import example, row, teacher_folder

TOLL = "The toll on the Kessel bridge is five crowns for a car."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return teacher_folder(tmp_path_factory.mktemp("teacher"))


@pytest.fixture
def teacher(folder: Path) -> Teacher:
    torch.manual_seed(0)
    return Teacher.begin(folder, default_folder())


def toll_row(tokenizer: PairTokenizer) -> Row:
    found = as_row(example(TOLL, "five crowns", title="Kessel"), tokenizer)
    assert found
    return found


def test_each_word_piece_keeps_its_word_under_its_other_number(teacher: Teacher, folder: Path) -> None:
    small, large = (
        json.loads((each / "tokenizer.json").read_text())["model"]["vocab"] for each in (default_folder(), folder)
    )
    known = teacher.known_as.tolist()
    assert {piece: known[number] for piece, number in small.items() if not piece.startswith("[")} == {
        piece: large[piece] for piece in small if not piece.startswith("[")
    }
    assert [known[small[name]] for name in ("[CLS]", "[SEP]", "[PAD]", "[UNK]")] == [
        large[name] for name in ("<s>", "</s>", "<pad>", "[UNK]")
    ]


def test_an_encoder_of_other_word_pieces_is_refused(tmp_path: Path, folder: Path) -> None:
    teacher_folder(tmp_path, without="toll")
    with pytest.raises(DatelineError, match="no word piece 'toll'"):
        Teacher.begin(tmp_path, default_folder())


def test_the_lowest_third_of_the_layers_and_the_words_stay_as_they_are(
    teacher: Teacher, tokenizer: PairTokenizer, tmp_path: Path
) -> None:
    before = {name: each.clone() for name, each in teacher.named_parameters()}
    rows = [toll_row(tokenizer)]
    silent = row([101, 7, 102, 8, 102], first=3, answers=0.0)
    train(teacher, rows, [rows[0], silent], Plan(2, 1e-2, 1), tmp_path, "cpu", torch.float32)
    moved = {name for name, each in teacher.named_parameters() if not torch.equal(each, before[name])}
    assert any("layer.1." in name for name in moved)
    assert any("layer.2." in name for name in moved)
    assert {"span.weight", "whole.0.weight"} <= moved
    assert not any("layer.0." in name or "embeddings" in name for name in moved)


def test_a_lesson_has_probabilities_for_the_passages_tokens_alone(teacher: Teacher, tokenizer: PairTokenizer) -> None:
    rows = [toll_row(tokenizer), row([101, 7, 102, *range(2000, 2020), 102], first=3)]
    for each, lesson in zip(rows, lessons(rows, teacher, seed=1), strict=True):
        assert lesson.spans.shape == (len(each.pair.spans), 2)
        torch.testing.assert_close(lesson.spans.sum(dim=0), torch.ones(2))
        assert all(0 < value < 1 for value in lesson.whole.tolist())


def test_a_lesson_is_what_the_teacher_reads(teacher: Teacher, tokenizer: PairTokenizer) -> None:
    rows = [row([101, 7, 102, 8, 9, 102], first=3), toll_row(tokenizer)]
    batch = as_batch(rows[1:])
    with torch.inference_mode():
        spans, whole = teacher.eval()(batch.ids, batch.mask, batch.types)
    pair = rows[1].pair
    logits = spans[0, pair.first : pair.first + len(pair.spans)]
    lesson = lessons(rows, teacher, seed=1)[1]
    torch.testing.assert_close(lesson.spans, logits.softmax(dim=0), rtol=1e-4, atol=1e-6)
    torch.testing.assert_close(lesson.whole, torch.sigmoid(whole[0]), rtol=1e-4, atol=1e-6)
