"""How the questions of a dataset are put."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from eval.asking import Settings, askings_of
from eval.datasets import Dataset, Query
from index import DatelineError, Document, Entry, Published
from index.local import LocalStore
from index.schema import Identity
from rag import Options

SOLD = "The lighthouse at Orrin Point was sold to the baker Petra Nilsson."
ASKED = date(2024, 3, 10)
QUERIES = (
    Query("q1", "Who bought the lighthouse at Orrin Point?", ASKED, ("Petra Nilsson",)),
    Query("q2", "Who bought the moon?", ASKED, answerable=False),
    Query("q3", "Who bought the harbour, according to the Ilmar Post?"),
)
DATASET = Dataset(Path("set"), "folder", QUERIES, {"q1": {"gold": 1, "judged": 0}, "q2": {"gold": 1}})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    store = LocalStore.create(tmp_path, Identity("m", 2))
    days = {"gold": "2024-03-08", "also": "2024-03-09", "later": "2024-03-20"}
    with store.transaction():
        store.add(
            Entry(
                Document(key, SOLD, source="Ilmar Post", published=Published(day, "day", "row")),
                [],
                np.zeros((0, 2), np.float32),
            )
            for key, day in days.items()
        )
        filler = (Document(f"f{n}", f"Hedge number {n} was cut.") for n in range(20))
        store.add(Entry(document, [], np.zeros((0, 2), np.float32)) for document in filler)
    yield store
    store.close()


def settings(**changes: bool | int | Options) -> Settings:
    return replace(Settings(Path("set"), Path("out")), **changes)  # type: ignore[arg-type]


def test_each_question_with_its_day_and_its_relevant_documents(store: LocalStore) -> None:
    askings, notes = askings_of(DATASET, settings(options=Options(excerpts=2)), store)
    assert [asking.query for asking in askings] == list(QUERIES)
    assert [asking.options for asking in askings] == [Options(ASKED, excerpts=2)] * 2 + [Options(excerpts=2)]
    assert [asking.relevant for asking in askings] == [("gold",), (), ()]
    assert notes == []


def test_without_days_and_only_the_first(store: LocalStore) -> None:
    askings, _ = askings_of(DATASET, settings(as_of=False, limit=2), store)
    assert [asking.options for asking in askings] == [Options(), Options()]


def test_a_twin_has_what_answers_set_aside(store: LocalStore) -> None:
    askings, notes = askings_of(DATASET, settings(without_gold=True), store)
    assert [asking.query.id for asking in askings] == ["q1", "q1~without-gold"]
    assert askings[0].options.not_documents == ()
    assert askings[1].options == Options(ASKED, not_documents=("gold", "also"))
    assert notes[0].startswith("1 questions are asked again with 1 articles judged relevant taken out, and 1 more")


def test_asked_without_a_day_later_articles_that_answer_go_too(store: LocalStore) -> None:
    askings, _ = askings_of(DATASET, settings(without_gold=True, as_of=False), store)
    assert askings[1].options == Options(not_documents=("gold", "also", "later"))


def test_no_gold_to_take_out(store: LocalStore) -> None:
    with pytest.raises(DatelineError, match="no gold to take out"):
        askings_of(replace(DATASET, qrels={}), settings(without_gold=True), store)


def test_outlets_are_masked_by_the_names_that_the_dataset_states(store: LocalStore) -> None:
    named = replace(DATASET, outlets=("Ilmar Post",))
    askings, _ = askings_of(named, settings(mask_outlets=True), store)
    assert askings[2].query.text == "Who bought the harbour, according to one outlet?"
