"""The same articles are embedded once, wherever they lie."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from eval.cache import build_index, peak_memory_mb, read_built, size_mb
from eval.datasets import load
from index import DatelineError
from index.embed import Embedder
from index.local import LocalStore


def write_dataset(folder: Path, text: str = "Snow fell on Kessel Pass.") -> Path:
    folder.mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(json.dumps({"_id": "a", "text": text}) + "\n")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "Where did snow fall?"}) + "\n")
    return folder


@pytest.fixture(autouse=True)
def _same_model(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.build.Embedder", lambda name, precision: embedder)


def test_a_copy_elsewhere_is_found_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, built_now = build_index(load(write_dataset(tmp_path / "one" / "set")), [], tmp_path / "cache")
    assert built_now
    built = read_built(first)
    assert built
    assert built.whole
    assert built.seconds >= 0
    monkeypatch.setattr("eval.cache.build", None)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert build_index(load(tmp_path / "two" / "set"), [], tmp_path / "cache") == (first, False)


def test_other_articles_have_an_index_of_their_own(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    one = load(write_dataset(tmp_path / "one"))
    first, _ = build_index(one, [], cache)
    (tmp_path / "one" / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "Other?"}) + "\n")
    assert build_index(load(tmp_path / "one"), [], cache)[0] == first, "questions are not indexed"
    (tmp_path / "one" / "corpus.jsonl").write_text(json.dumps({"_id": "a", "text": "Rain fell."}) + "\n")
    second, _ = build_index(load(tmp_path / "one"), [], cache)
    assert second != first
    extra = write_dataset(tmp_path / "extra", "A choir sang in Dovre.")
    assert build_index(one, [extra], cache)[0] not in (first, second)


def test_each_precision_has_an_index_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset, cache = load(write_dataset(tmp_path / "set")), tmp_path / "cache"
    first, _ = build_index(dataset, [], cache)
    monkeypatch.setenv("DATELINE_PRECISION", "bfloat16")
    second, built_now = build_index(dataset, [], cache)
    assert built_now
    assert second != first
    monkeypatch.setenv("DATELINE_PRECISION", "float32")
    assert build_index(dataset, [], cache) == (first, False)


def test_extra_corpora_count_once_and_in_any_order(tmp_path: Path) -> None:
    dataset, cache = load(write_dataset(tmp_path / "set")), tmp_path / "cache"
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text("A choir sang in Dovre.")
    two.write_text("A lobster was caught in Brel.")
    first, _ = build_index(dataset, [one, two], cache)
    assert build_index(dataset, [two, tmp_path / "set" / ".." / "a.txt", two], cache)[0] == first
    assert {document.key for document in LocalStore.open(first).documents()} == {"a", "a.txt", "b.txt"}


def test_a_build_that_was_cut_off_says_so(tmp_path: Path) -> None:
    dataset, cache = load(write_dataset(tmp_path / "set")), tmp_path / "cache"
    folder, _ = build_index(dataset, [], cache)
    (folder / "built.json").unlink()
    assert build_index(dataset, [], cache) == (folder, True)
    built = read_built(folder)
    assert built
    assert not built.whole


def test_an_index_from_elsewhere_was_not_built_here(tmp_path: Path) -> None:
    assert read_built(tmp_path) is None


def test_no_corpus_at_all(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "Who?"}) + "\n")
    with pytest.raises(DatelineError, match="--extra-corpus or --index"):
        build_index(load(tmp_path), [], tmp_path / "cache")


def test_squad_is_indexed_by_paragraph(tmp_path: Path) -> None:
    asked = {"id": "q", "question": "Where?", "answers": [{"text": "Brel", "answer_start": 0}], "is_impossible": False}
    paragraphs = [{"context": "Brel lies on the sea.", "qas": [asked]}, {"context": "Dovre does not.", "qas": []}]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"version": "v2.0", "data": [{"title": "Coast", "paragraphs": paragraphs}]}))
    store = LocalStore.open(build_index(load(path), [], tmp_path / "cache")[0])
    assert [document.text for document in store.documents()] == ["Brel lies on the sea.", "Dovre does not."]


def test_sizes_are_in_mb(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 1_500_000)
    assert size_mb(tmp_path) == 1.5
    assert 20 < peak_memory_mb() < 200_000
