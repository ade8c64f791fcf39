"""A trained model as the files that are shipped, and what the reader makes of them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from index import DatelineError
from index.embed import default_folder
from rag.pairs import PairTokenizer
from rag.reader import FILES, HASHES, LONGEST_SPAN, SPANS, OnnxReader
from rag.train.batches import as_batch, as_row
from rag.train.export import export
from rag.train.model import ReaderModel

from .making import example, tiny

NEAR = 0.2  # int8 may move a logit that far; they spread by 0.5
QUESTION = "Who bought the lighthouse at Orrin Point?"
PASSAGES = [
    ("Baker buys lighthouse", "The lighthouse at Orrin Point was sold to the baker Petra Nilsson for 40,000 crowns."),
    (None, "Snow closed the road."),
    ("", "Åse Ünal’s lorry pays nine crowns 🙂 on the Kessel bridge. " * 40),
    ("Fares", ""),
    (None, "umbrellas"),
    ("Choir", "A choir of 200 children sang at the opening of the concert hall in Dovre."),
    (None, "🙂"),
]


@pytest.fixture(scope="module")
def model() -> ReaderModel:
    """One whose tokens heed each other: at first they hardly do."""
    model = tiny(seed=5)
    with torch.no_grad():
        for weight in model.encoder.encoder.parameters():
            weight.mul_(10 if weight.dim() == 2 else 1)
    return model


@pytest.fixture(scope="module")
def folder(model: ReaderModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "deep" / "model"
    export(model, default_folder(), folder)
    return folder


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def test_the_folder_holds_the_readers_files_and_their_hashes_alone(folder: Path) -> None:
    assert {each.name for each in folder.iterdir()} == {*FILES, HASHES}
    hashes = json.loads((folder / HASHES).read_text())
    assert hashes == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def test_the_reader_reads_every_passage_in_their_order(folder: Path) -> None:
    reader = OnnxReader(folder)
    readings = reader.read(QUESTION, PASSAGES)
    assert len(readings) == len(PASSAGES)
    for (title, text), found in zip(PASSAGES, readings, strict=True):
        (alone,) = reader.read(QUESTION, [(title, text)])
        assert found.answers == pytest.approx(alone.answers, abs=0.1)
        assert found.relevance == pytest.approx(alone.relevance, abs=0.1)
        assert found.exact
        assert len(found.spans) <= SPANS
        assert [each.log for each in found.spans] == sorted((each.log for each in found.spans), reverse=True)
        assert all(0 <= each.start < each.end <= len(text) for each in found.spans)
        assert all(text[each.start : each.end].strip() and each.log <= 0 for each in found.spans)
        assert bool(found.spans) == bool(text)


def test_a_span_is_no_longer_than_an_answer_may_be(folder: Path, tokenizer: PairTokenizer) -> None:
    title, text = PASSAGES[2]
    offsets = tokenizer.pair(QUESTION, title, text).spans
    (found,) = OnnxReader(folder).read(QUESTION, [(title, text)])
    assert len(found.spans) == SPANS
    for span in found.spans:
        assert sum(span.start <= start and end <= span.end for start, end in offsets) <= LONGEST_SPAN


def test_no_passages_give_no_readings(folder: Path) -> None:
    assert OnnxReader(folder).read(QUESTION, []) == []


@pytest.mark.parametrize("place", [0, 1, 2, 5, 6])
def test_the_files_logits_are_near_the_models_whatever_the_length(
    folder: Path, model: ReaderModel, tokenizer: PairTokenizer, place: int
) -> None:
    made = as_row(example(PASSAGES[place][1], question=QUESTION), tokenizer)
    assert made
    batch = as_batch([made])
    ids, types = (each[:, : len(made.pair.ids)] for each in (batch.ids, batch.types))
    with torch.inference_mode():
        spans, whole = model.eval()(ids, torch.ones_like(ids), types)
    session = onnxruntime.InferenceSession(folder / "reader.onnx", providers=["CPUExecutionProvider"])
    found_spans, found_whole = session.run(["spans", "whole"], {"ids": ids.numpy(), "types": types.numpy()})
    assert found_spans.shape == spans.shape
    np.testing.assert_allclose(found_spans, spans.numpy(), atol=NEAR)
    np.testing.assert_allclose(found_whole, whole.numpy(), atol=NEAR)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_changed_is_refused(copied: Path, name: str) -> None:
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(DatelineError, match=rf"^{name} of the reader .* is not what was shipped: fetch"):
        OnnxReader(copied)


@pytest.mark.parametrize("name", [*FILES, HASHES])
def test_a_folder_without_one_of_the_files_is_refused(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(DatelineError, match="is not whole"):
        OnnxReader(copied)


@pytest.mark.parametrize("hashes", ["", "{}", '{"reader.onnx": 1}'])
def test_hashes_that_cannot_be_read_are_refused(copied: Path, hashes: str) -> None:
    (copied / HASHES).write_text(hashes)
    with pytest.raises(DatelineError, match="fetch the project again"):
        OnnxReader(copied)
