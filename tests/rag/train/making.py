"""Examples, rows and models made by hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from index.embed import default_folder
from rag.pairs import Pair
from rag.train.batches import UNKNOWN, Lesson, Row
from rag.train.examples import Example, Span
from rag.train.model import ReaderModel

WORDS = 30_522  # of the tokenizer that comes with the default model
SIZE = 32


def encoder(seed: int = 0) -> BertModel:
    """A network of the reader's kind that takes milliseconds."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=WORDS,
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    return BertModel(config, add_pooling_layer=False)


def tiny(seed: int = 0) -> ReaderModel:
    """A model without any training, the same for the same seed."""
    return ReaderModel(encoder(seed))


def teacher_folder(folder: Path, without: str = "") -> Path:
    """An encoder of three layers of another kin, with the default one's word pieces behind four names of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    names = ("<s>", "<pad>", "</s>", "<mask>")
    made = json.loads((default_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    pieces = [piece for piece in made["model"]["vocab"] if piece != without]
    made["model"]["vocab"] = {piece: number for number, piece in enumerate((*names, *pieces))}
    (folder / "tokenizer.json").write_text(json.dumps(made), encoding="utf-8")
    config = MPNetConfig(
        vocab_size=WORDS + len(names),
        hidden_size=SIZE,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=64,
    )
    MPNetModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def undecided(answers: float = 0.0) -> ReaderModel:
    """A model to which all tokens of a passage are alike, and that gives every passage the same logit."""
    model = tiny()
    for each in (model.span, model.whole):
        for weight in each.parameters():
            torch.nn.init.zeros_(weight)
    with torch.no_grad():
        list(model.whole.parameters())[-1][1] = answers
    return model


def example(
    text: str,
    *said: str,
    question: str = "What is the toll?",
    title: str | None = None,
    answers: bool | None = None,
    relevant: bool | None = True,
    origin: str = "wiki",
    group: str = "Kessel",
) -> Example:
    """An example whose answers are the first places of some words."""
    spans = tuple(span_of(text, each) for each in said)
    return Example(question, title, text, bool(said) if answers is None else answers, spans, relevant, origin, group)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def row(
    ids: Sequence[int],
    *targets: tuple[int, int],
    first: int = 1,
    answers: float = 1.0,
    relevant: float = UNKNOWN,
    lesson: Lesson | None = None,
) -> Row:
    """A row of these tokens; those from `first` on, without the last, are the passage."""
    inside = len(ids) - 1 - first
    types = [0] * first + [1] * (len(ids) - first)
    return Row(Pair(list(ids), types, first, [(n, n + 1) for n in range(inside)]), targets, answers, relevant, lesson)


def zipped(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def zipped_rows(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    return zipped(path, "".join(json.dumps(each) + "\n" for each in rows))


def asked_of(
    text: str, *said: str, question: str = "What is the toll?", **more: bool | list[dict[str, Any]]
) -> dict[str, Any]:
    """A question on a paragraph, in SQuAD's format; its answers are the first places of some words."""
    found = [{"text": each, "answer_start": text.index(each)} for each in said]
    return {"question": question, "answers": found, **more}


def squad_file(path: Path, articles: dict[str, dict[str, list[dict[str, Any]]]]) -> Path:
    """A file in SQuAD's format: questions by paragraph by title."""
    data = [
        {"title": title, "paragraphs": [{"context": text, "qas": asked} for text, asked in paragraphs.items()]}
        for title, paragraphs in articles.items()
    ]
    return zipped(path, json.dumps({"data": data}))


SENTENCES = {
    "Wiki1k:wikipedia:7:0:1": (
        "The baker Petra Nilsson -LRB- of Ilmar -RRB- did n't sell `` the lighthouse '' for $ 40 ."
    ),
    "Wiki1k:wikipedia:7:0:2": "She bakes bread for walkers .",
    "Wiki1k:wikinews:12:3:0": "Snow closed Kessel Pass .",
}


def qamr_row(key: str, question: str, answer: str, *validators: str) -> str:
    return "\t".join((key, "0 1", "300", "0", "1", question, answer, *validators))


def qamr_folder(folder: Path, dev: Sequence[str], test: Sequence[str] = ()) -> Path:
    zipped(folder / "wiki-sentences.tsv.gz", "".join(f"{key}\t{words}\n" for key, words in SENTENCES.items()))
    for name, rows in (("dev", dev), ("test", test)):
        zipped(folder / f"{name}.tsv.gz", "".join(f"{each}\n" for each in rows))
    return folder


def clapnq_row(question: str, title: str, text: str, *answers: str) -> dict[str, Any]:
    output = [{"answer": each, "selected_sentences": []} for each in answers]
    return {"id": "1", "input": question, "passages": [{"title": title, "text": text}], "output": output}


def written_folder(folder: Path) -> Path:
    """Three settings of two articles each, with two questions that one answers and three that none does."""
    folder.mkdir(parents=True)
    for place, toll in {"Kessel": "five", "Dovre": "six", "Brel": "nine"}.items():
        price = f"Since Monday drivers pay {toll} crowns for it."
        asked = {"question": f"How dear is the bridge at {place}?", "answer": f"{toll} crowns", "sentence": price}
        named = {**asked, "question": f"What must drivers pay, according to the {place} Post?"}
        vain = [
            {"question": f"Who designed the bridge at {place}?", "answer": None},
            {"question": f"Who gets the crowns that drivers pay at {place} since Monday?", "answer": None},
            {"question": f"Do they in {place} envy the six crowns that drivers pay at Dovre?", "answer": None},
        ]
        rows: list[dict[str, Any]] = [
            {
                "_id": f"{place}-1",
                "text": f"The bridge at {place} is open. {price}",
                "questions": [asked, named, *vain],
            },
            {"_id": f"{place}-2", "text": f"Rain fell on the bridge at {place} for a week.", "questions": []},
        ]
        about = {"title": f"The bridge at {place}", "source": f"{place} Post", "date": "2024-05-03"}
        lines = (json.dumps({**row, **about}) + "\n" for row in rows)
        (folder / f"{place}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder
