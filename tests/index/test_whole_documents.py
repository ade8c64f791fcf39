"""What a store says of whole documents: BM25 of articles and of their leads, and all their chunks by vector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index import Chunk, Document, Entry, Filter, Published
from index.local import LocalStore
from index.schema import Identity
from tests.index.helpers import DIMENSION, entry, fill, take_out, vector

ANYTHING = Filter()
FILLER = "\n".join(f"Rain fell for {n} hours on the fields of Orrin and the meadows of Brel." for n in range(12))
FOX = "A silver fox was seen on the pier."
ENTRIES = [
    entry("front", f"{FOX}\n{FILLER}", "2024-03-01", "Harbour Post", 1),
    entry("back", f"{FILLER}\n{FOX}", "2024-03-20", "Wenn Courier", 30),
    entry("rain", "Rain kept the fair at Upper Wenn shut, its director said.", None, None, 60),
    entry("fox", "A fox in a silver mine\nThe pier was seen", "2023-05", "Cape Radio", 90),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    store = LocalStore.create(tmp_path / "index", Identity("model-a", DIMENSION))
    fill(store, ENTRIES)
    yield store
    store.close()


def test_an_article_counts_as_a_whole_and_its_lead_by_its_beginning(store: LocalStore) -> None:
    article = store.search_articles(["silver", "pier"], "article", 9, ANYTHING)
    assert set(article) == {"front", "back", "fox"}
    assert article["front"] == article["back"] < article["fox"], "the shorter text says more with the same words"
    assert set(store.search_articles(["silver", "pier"], "lead", 9, ANYTHING)) == {"front", "fox"}


def test_a_title_belongs_to_the_article_and_to_its_lead(store: LocalStore) -> None:
    fill(store, [Entry(Document("titled", "It rained.", "Lobster caught"), [Chunk("titled", 0, 10)], vector(7)[None])])
    assert list(store.search_articles(["lobsters"], "lead", 9, ANYTHING)) == ["titled"]
    assert list(store.search_articles(["lobsters"], "article", 9, ANYTHING)) == ["titled"]


def test_a_phrase_is_found_where_its_words_are_neighbours(store: LocalStore) -> None:
    assert set(store.search_articles(["silver fox"], "article", 9, ANYTHING)) == {"front", "back"}
    assert set(store.search_articles(["silver fox"], "lead", 9, ANYTHING)) == {"front"}
    with_phrase = store.search_articles(["fox", "silver fox"], "article", 9, ANYTHING)
    assert with_phrase["front"] > store.search_articles(["fox"], "article", 9, ANYTHING)["front"]
    assert store.search_articles([], "article", 9, ANYTHING) == {}


def test_articles_come_best_first_and_no_more_than_asked_for(store: LocalStore) -> None:
    found = store.search_articles(["fox", "rain", "pier"], "article", 9, ANYTHING)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert set(found) == {"fox", "back", "front", "rain"}
    for k in range(5):
        assert list(store.search_articles(["fox", "rain", "pier"], "article", k, ANYTHING)) == list(found)[:k]


def test_of_equal_articles_the_first_by_key_are_found_however_they_came(tmp_path: Path) -> None:
    twins = [entry(f"twin{n:02}", "The same words here", seed=3) for n in range(40)]
    for n, order in enumerate((twins, twins[::-1])):
        store = LocalStore.create(tmp_path / str(n), Identity("model-a", DIMENSION))
        for each in (order[:25], order[25:]):
            fill(store, each)
        found = store.search_articles(["same"], "article", 3, ANYTHING)
        assert list(found) == ["twin00", "twin01", "twin02"]
        assert len(set(found.values())) == 1
        store.close()


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(after=date(2024, 3, 1)), {"front", "back"}),
        (Filter(before=date(2024, 3, 1)), {"front", "fox"}),
        (Filter(sources=frozenset({"wenn courier"})), {"back"}),
        (Filter(not_sources=frozenset({"wenn courier"})), {"front", "fox"}),
        (Filter(documents=frozenset({"fox", "rain", "no such key"})), {"fox"}),
        (Filter(not_documents=frozenset({"fox"})), {"front", "back"}),
        (Filter(documents=frozenset({"no such key"})), set()),
    ],
)
def test_articles_are_found_under_a_filter_with_the_same_scores(
    store: LocalStore, where: Filter, expected: set[str]
) -> None:
    free = store.search_articles(["fox"], "article", 9, ANYTHING)
    filtered = store.search_articles(["fox"], "article", 9, where)
    assert set(filtered) == expected
    assert all(free[key] == score for key, score in filtered.items())


def test_an_article_that_a_builder_has_just_removed_is_passed_over(store: LocalStore, tmp_path: Path) -> None:
    """Words lag while a builder is at work: what they still hold of it is no other document's score."""
    reader = LocalStore.open(tmp_path / "index")
    free = reader.search_articles(["fox"], "article", 9, ANYTHING)
    with store.lock:
        with store.transaction():
            store.remove(["fox", "front"])
            store.add([entry("new", FILLER, seed=120)])
        assert reader.search_articles(["fox"], "article", 9, ANYTHING) == {"back": free["back"]}
        with store.transaction():
            store.remove(["new", "rain"])
        assert reader.search_articles(["fox"], "article", 9, ANYTHING) == {"back": free["back"]}
    reader.close()


# --- listings -----------------------------------------------------------------------------------


def test_a_listing_has_all_chunks_of_a_document_and_their_cosines(store: LocalStore) -> None:
    asked = np.stack([vector(500), vector(501)])
    listings = store.listings(["rain", "fox", "back"], asked)
    assert [each.key for each in listings] == ["back", "fox", "rain"]
    entries = {each.document.key: each for each in ENTRIES}
    for listing in listings:
        added = entries[listing.key]
        assert listing.spans.tolist() == [[chunk.start, chunk.end] for chunk in added.chunks]
        assert np.allclose(listing.cosines, asked @ added.vectors.T, atol=1e-2)
        assert listing.published == added.document.published
        assert listing.story == listing.key
    assert listings[1].published == Published("2023-05", "month", "row")


def test_unknown_keys_are_left_out_and_none_gives_none(store: LocalStore) -> None:
    asked = vector(500)[None]
    assert [each.key for each in store.listings(["unknown", "front"], asked)] == ["front"]
    assert store.listings([], asked) == store.listings(["unknown"], asked) == []


def test_a_document_without_chunks_is_not_listed(store: LocalStore) -> None:
    fill(store, [Entry(Document("empty", "Nothing of it is searched."), [], np.zeros((0, DIMENSION), np.float32))])
    assert [each.key for each in store.listings(["empty", "fox"], vector(500)[None])] == ["fox"]


def test_listings_follow_what_is_added_and_removed(store: LocalStore) -> None:
    asked = vector(500)[None]
    take_out(store, "front")
    fill(store, [entry("back", "The fox has gone", "2024-05-02", "Wenn Courier", 200)])
    listings = store.listings(["front", "back", "fox"], asked)
    assert [(each.key, len(each.spans)) for each in listings] == [("back", 1), ("fox", 2)]
    assert listings[0].cosines[0, 0] == pytest.approx(float(vector(200) @ asked[0]), abs=1e-2)


def test_copies_are_listed_with_one_story(store: LocalStore) -> None:
    fill(store, [entry("again", f"{FOX}\n{FILLER}", "2024-03-02", "Cape Radio", 150)])
    with store.lock:
        store.write_caches()
    assert {each.key: each.story for each in store.listings(["again", "front", "fox"], vector(1)[None])} == {
        "again": "again",
        "front": "again",
        "fox": "fox",
    }
