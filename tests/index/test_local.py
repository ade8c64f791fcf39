from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index import Chunk, Copy, DatelineError, Document, Entry, Filter, Heading, Hit, Mark, Published
from index.local import LocalStore
from index.schema import Identity
from tests.index.helpers import DIMENSION, entry, fill, keys, take_out, vector

ANYTHING = Filter()


ENTRIES = [
    entry("ferry", "The ferry sails every hour\nCaptain Lee is glad", "2024-03-03T08:15", "Harbour Post", 1),
    entry("bridge", "The bridge is closed until autumn", "2024-05-02", "Wenn Courier", 10),
    entry("month", "The mill was sold in a hurry", "2024-03", "Wenn Courier", 20),
    entry("year", "The mill was rented again", "2024", "harbour post", 30),
    entry("yearless", "The mill burned down at night", "--03-05", None, 40),
    entry("undated", "The mill stands empty", None, None, 50),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def store(folder: Path) -> Iterator[LocalStore]:
    store = LocalStore.create(folder, Identity("model-a", DIMENSION))
    fill(store, ENTRIES)
    yield store
    store.close()


def found(store: LocalStore, where: Filter) -> set[str]:
    """What both searches find under a filter; they must agree on what may be seen."""
    by_vector = keys(store.search_vectors(vector(1), 100, where))
    by_words = set(keys(store.search_words(["the", "ferry", "bridge", "mill", "captain"], 100, where)))
    assert set(by_vector) == by_words
    assert store.search_articles(["the", "mill"], "article", 100, where).keys() == by_words
    assert store.count(where)[0] == len(by_words)
    return by_words


EVERYTHING = {"ferry", "bridge", "month", "year", "yearless", "undated"}
D = date
FILTERS: list[tuple[Filter, set[str], int]] = [
    (Filter(), EVERYTHING, 0),
    (Filter(after=D(2024, 3, 3)), {"ferry", "bridge"}, 2),
    (Filter(after=D(2024, 3, 4)), {"bridge"}, 2),
    (Filter(after=D(2024, 3, 1)), {"ferry", "bridge", "month"}, 2),
    (Filter(after=D(2024, 3, 2)), {"ferry", "bridge"}, 2),
    (Filter(after=D(2024, 1, 1)), {"ferry", "bridge", "month", "year"}, 2),
    (Filter(before=D(2024, 3, 3)), {"ferry"}, 2),
    (Filter(before=D(2024, 3, 2)), set(), 2),
    (Filter(before=D(2024, 3, 30)), {"ferry"}, 2),
    (Filter(before=D(2024, 3, 31)), {"ferry", "month"}, 2),
    (Filter(before=D(2024, 12, 30)), {"ferry", "month", "bridge"}, 2),
    (Filter(before=D(2024, 12, 31)), {"ferry", "month", "bridge", "year"}, 2),
    (Filter(after=D(2024, 3, 1), before=D(2024, 3, 31)), {"ferry", "month"}, 2),
    (Filter(after=D(2024, 5, 2), before=D(2024, 5, 2)), {"bridge"}, 2),
    (Filter(after=D(2025, 1, 1)), set(), 2),
    (Filter(after=D(1, 1, 1)), {"ferry", "bridge", "month", "year"}, 2),
    (Filter(before=D(9999, 12, 31)), {"ferry", "bridge", "month", "year"}, 2),
    (Filter(sources=frozenset({"harbour post"})), {"ferry", "year"}, 0),
    (Filter(sources=frozenset({"harbour post", "wenn courier"})), {"ferry", "year", "bridge", "month"}, 0),
    (Filter(sources=frozenset({"harbour"})), set(), 0),
    (Filter(sources=frozenset({"unknown gazette"})), set(), 0),
    (Filter(not_sources=frozenset({"harbour post"})), {"bridge", "month", "yearless", "undated"}, 0),
    (Filter(not_sources=frozenset({"unknown gazette"})), EVERYTHING, 0),
    (Filter(not_documents=frozenset({"ferry", "no such key"})), EVERYTHING - {"ferry"}, 0),
    (Filter(not_documents=frozenset({"undated"}), after=D(1, 1, 1)), {"ferry", "bridge", "month", "year"}, 1),
    (Filter(documents=frozenset({"ferry", "undated", "no such key"})), {"ferry", "undated"}, 0),
    (Filter(documents=frozenset({"no such key"})), set(), 0),
    (Filter(after=D(2024, 3, 4), documents=frozenset({"ferry", "bridge", "undated"})), {"bridge"}, 1),
    (Filter(documents=frozenset({"ferry", "year"}), not_documents=frozenset({"year"})), {"ferry"}, 0),
    (Filter(sources=frozenset({"wenn courier"}), documents=frozenset({"ferry", "month"})), {"month"}, 0),
    (Filter(sources=frozenset({"harbour post"}), not_sources=frozenset({"harbour post"})), set(), 0),
    (Filter(D(2024, 3, 1), D(2024, 3, 31), frozenset({"wenn courier"})), {"month"}, 0),
    (Filter(after=D(2024, 1, 1), not_sources=frozenset({"harbour post"})), {"bridge", "month"}, 2),
]


@pytest.mark.parametrize(("where", "passing", "left_out"), FILTERS)
def test_a_filter_lets_through_what_surely_lies_inside(
    store: LocalStore, where: Filter, passing: set[str], left_out: int
) -> None:
    assert found(store, where) == passing
    assert store.count(where) == (len(passing), left_out)


def test_a_filter_does_not_change_scores(store: LocalStore) -> None:
    where = Filter(after=D(2024, 1, 1), sources=frozenset({"harbour post"}))
    searches: list[Callable[[Filter], list[Hit]]] = [
        lambda where: store.search_words(["ferry", "hour", "mill"], 9, where),
        lambda where: store.search_vectors(vector(1), 9, where),
    ]
    for search in searches:
        scores = {hit.chunk: hit.score for hit in search(ANYTHING)}
        filtered = search(where)
        assert filtered
        assert all(scores[hit.chunk] == hit.score for hit in filtered)


def test_vectors_are_found_by_inner_product_best_first(store: LocalStore) -> None:
    hits = store.search_vectors(vector(10), 3, ANYTHING)
    assert len(hits) == 3
    assert hits[0].chunk.document == "bridge"
    assert hits[0].score == pytest.approx(1, abs=1e-2)  # it is kept in 8 bits
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_is_a_chunk_of_its_document(store: LocalStore) -> None:
    assert store.search_words(["captain"], 5, ANYTHING)[0].chunk == Chunk("ferry", 27, 46)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("ferries", "ferry"),
        ("BRIDGES", "bridge"),
        ("closing", "bridge"),
        ("sails AND NOT every", "ferry"),
        ('"every hour" +ferry -captain', "ferry"),
        ("text:ferry (hour]", "ferry"),
        ("Wenn Courier bridge", "bridge"),
    ],
)
def test_words_are_found_by_stem_and_operators_are_words(store: LocalStore, words: str, first: str) -> None:
    assert keys(store.search_words(words.split(), 5, ANYTHING))[0] == first


@pytest.mark.parametrize("words", ["", "   ", "?!", "zzzz", "🚢", "\0"])
def test_words_that_nothing_holds_find_nothing(store: LocalStore, words: str) -> None:
    assert store.search_words([words], 5, ANYTHING) == []
    assert store.search_articles([words], "article", 5, ANYTHING) == {}


def test_a_term_with_blanks_is_a_phrase(store: LocalStore) -> None:
    assert keys(store.search_words(["sails EVERY"], 5, ANYTHING)) == ["ferry"]
    assert store.search_words(["every sails"], 5, ANYTHING) == []
    assert keys(store.search_words(["every sails", "captain"], 5, ANYTHING)) == ["ferry"]


@pytest.mark.parametrize("k", [0, 1, 3, 1000])
def test_no_more_hits_than_asked_for(store: LocalStore, k: int) -> None:
    assert len(store.search_words(["the"], k, ANYTHING)) <= k
    assert len(store.search_vectors(vector(1), k, ANYTHING)) == min(k, 7)


def test_equal_scores_are_ordered_by_key_and_offset_however_they_came(tmp_path: Path) -> None:
    twins = [entry(key, "The same words here\nThe same words here", seed=3) for key in ("c", "a", "b")]
    for entry_ in twins:
        entry_.vectors[1] = entry_.vectors[0]
    orders = []
    for n, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 2, 0])):
        store = LocalStore.create(tmp_path / str(n), Identity("model-a", DIMENSION))
        for i in order:
            fill(store, [twins[i]])
        by_vector = store.search_vectors(vector(3), 10, ANYTHING)
        assert store.search_words(["same", "words"], 10, ANYTHING) and len(by_vector) == 6
        orders.append([(hit.chunk.document, hit.chunk.start) for hit in by_vector])
        assert [(hit.chunk.document, hit.chunk.start) for hit in store.search_words(["same"], 10, ANYTHING)] == orders[
            -1
        ]
        store.close()
    assert orders[0] == [("a", 0), ("a", 20), ("b", 0), ("b", 20), ("c", 0), ("c", 20)]
    assert orders[0] == orders[1] == orders[2]


def test_equal_scores_are_cut_at_k_in_the_same_order_however_they_came(tmp_path: Path) -> None:
    """Which of many equals are the first k does not depend on how the index came about."""
    twins = [entry(f"twin{n}", "The same words here", seed=3) for n in range(8)]
    cuts = []
    for n, order in enumerate((twins, twins[::-1])):
        store = LocalStore.create(tmp_path / str(n), Identity("model-a", DIMENSION))
        for each in order:
            fill(store, [each])
        words, vectors = store.search_words(["same"], 3, ANYTHING), store.search_vectors(vector(3), 3, ANYTHING)
        cuts.append((keys(words), keys(vectors)))
        store.close()
    assert cuts[0] == cuts[1] == (["twin0", "twin1", "twin2"], ["twin0", "twin1", "twin2"])


def test_documents_come_back_as_they_were(store: LocalStore) -> None:
    document = Document(
        "odd/ключ é.txt:line 3", "Tëxt 🚢\n\nмост", "T", "S", Published("--07-04", "month-day", "text line 3"),
        "/p", "https://a.example/?q=1", ("machine-note", "post"), (Mark(0, 4, "post"), Mark(8, 12, "machine-note")),
    )  # fmt: skip
    fill(store, [Entry(document, [], np.zeros((0, DIMENSION), np.float32))])
    assert store.document(document.key) == document
    assert store.document("unknown") is None


def test_adding_again_replaces(store: LocalStore) -> None:
    fill(store, [entry("ferry", "The ferry sank", "2025-01-01", "Cape Radio", 60)])
    assert keys(store.search_words(["captain", "hour"], 9, ANYTHING)) == []
    assert keys(store.search_words(["sank"], 9, ANYTHING)) == ["ferry"]
    assert store.search_vectors(vector(1), 1, ANYTHING)[0].chunk.document != "ferry"
    document = store.document("ferry")
    assert document is not None
    assert document.text == "The ferry sank"
    assert (store.stats().documents, store.stats().chunks) == (6, 6)


def test_removing_takes_all_of_it_and_unknown_keys_are_ignored(store: LocalStore) -> None:
    take_out(store, "ferry", "unknown")
    assert found(store, ANYTHING) == EVERYTHING - {"ferry"}
    assert store.document("ferry") is None
    assert (store.stats().documents, store.stats().chunks) == (5, 5)
    take_out(store, *EVERYTHING)
    assert found(store, ANYTHING) == set()
    assert store.stats().documents == 0


def test_a_transaction_that_fails_leaves_nothing(store: LocalStore) -> None:
    with pytest.raises(RuntimeError), store.lock, store.transaction():
        store.add([entry("new", "A new ferry", seed=70)])
        store.remove(["bridge"])
        raise RuntimeError
    assert store.document("new") is None
    assert found(store, ANYTHING) == EVERYTHING


def test_stats(store: LocalStore) -> None:
    stats = store.stats()
    assert (stats.documents, stats.chunks, stats.undated, stats.source_not_stated) == (6, 7, 1, 2)
    assert stats.sources == {"Harbour Post": 1, "Wenn Courier": 2, "harbour post": 1}
    assert (stats.first, stats.last) == (D(2024, 1, 1), D(2024, 12, 31))
    assert (stats.model, stats.dimension, stats.flagged, stats.skipped) == ("model-a", DIMENSION, {}, [])


def test_an_empty_index_answers(tmp_path: Path) -> None:
    store = LocalStore.create(tmp_path / "empty", Identity("model-a", DIMENSION))
    bounded = Filter(after=D(2024, 1, 1), sources=frozenset({"harbour post"}))
    for where in (ANYTHING, bounded):
        assert found(store, where) == set()
    assert (store.stats().documents, store.stats().first) == (0, None)
    store.close()


# --- stories ------------------------------------------------------------------------------------

FIRE = (
    "The old mill at Westmarsh burned down on Sunday night, and the fire brigade could only save the houses beside it, "
    "the mayor said. Sparks flew as far as the church, where forty people stood with buckets until the morning."
)
REPRINTS = [
    entry("b-post", FIRE, "2024-03-05", "Harbour Post", 60),
    entry("a-late", f"(Coast Wire) - {FIRE}", "2024-03-07T09:00", "Cape Radio", 61),
    entry("c-courier", FIRE, "2024-03-05T07:00", "Wenn Courier", 62),
    entry("d-month", FIRE, "2024-03", "Cape Radio", 63),
    entry("e-undated", FIRE, None, None, 64),
]


def reprinted(store: LocalStore, *gone: str) -> None:
    fill(store, REPRINTS)
    take_out(store, *gone)
    with store.lock:
        store.write_caches()


def stories_of(store: LocalStore, *names: str) -> dict[str, str]:
    return {each.key: each.story for each in store.listings(names, vector(1)[None])}


def test_copies_have_one_story_once_the_caches_are_written(store: LocalStore) -> None:
    with store.lock:
        with store.transaction():
            store.add(REPRINTS)
        assert stories_of(store, "b-post") == {"b-post": "b-post"}
        store.write_caches()
    copies = keys(store.search_words(["Westmarsh"], 9, ANYTHING))
    assert len(copies) == 5
    assert set(stories_of(store, *copies).values()) == {"a-late"}
    assert stories_of(store, "bridge") == {"bridge": "bridge"}
    assert (store.stats().documents, store.stats().stories) == (11, 7)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ANYTHING, ["d-month", "b-post", "c-courier", "a-late", "e-undated"]),
        (Filter(before=D(2024, 3, 6)), ["b-post", "c-courier"]),
        (Filter(before=D(2024, 3, 31)), ["d-month", "b-post", "c-courier", "a-late"]),
        (Filter(after=D(2024, 3, 6)), ["a-late"]),
        (Filter(before=D(2024, 3, 4)), []),
        (Filter(sources=frozenset({"cape radio"})), ["d-month", "a-late"]),
        (Filter(not_sources=frozenset({"cape radio"})), ["b-post", "c-courier", "e-undated"]),
        (Filter(not_documents=frozenset({"a-late", "b-post"})), ["d-month", "c-courier", "e-undated"]),
    ],
)
def test_the_copies_of_a_story_each_pass_by_their_own_date(
    store: LocalStore, where: Filter, expected: list[str]
) -> None:
    reprinted(store)
    assert [copy.key for copy in store.copies("a-late", where)] == expected


def test_a_copy_says_who_published_it_and_when(store: LocalStore) -> None:
    reprinted(store)
    copies = {copy.key: copy for copy in store.copies("a-late", ANYTHING)}
    assert copies["c-courier"] == Copy("c-courier", "Wenn Courier", Published("2024-03-05T07:00", "minute", "row"))
    assert copies["e-undated"] == Copy("e-undated", None, None)
    assert store.copies("bridge", ANYTHING) == [Copy("bridge", "Wenn Courier", Published("2024-05-02", "day", "row"))]
    assert store.copies("b-post", ANYTHING) == store.copies("unknown", ANYTHING) == []


def test_a_story_whose_smallest_key_goes_has_the_next(store: LocalStore) -> None:
    reprinted(store, "a-late", "c-courier")
    assert [copy.key for copy in store.copies("b-post", ANYTHING)] == ["d-month", "b-post", "e-undated"]
    reprinted(store, *(each.document.key for each in REPRINTS[1:]))
    assert [copy.key for copy in store.copies("b-post", ANYTHING)] == ["b-post"]
    assert store.stats().stories == 7


def test_copies_are_looked_for_only_when_documents_came_or_went(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    reprinted(store)
    monkeypatch.setattr("index.caches.stories", None)
    with store.lock:
        store.write_caches()
    assert len(store.copies("a-late", ANYTHING)) == 5


def test_copies_written_without_their_caches_are_found_on_opening(store: LocalStore, folder: Path) -> None:
    """As after a crash between a transaction and its caches."""
    with store.lock:
        store.write_caches()
        with store.transaction():
            store.add(REPRINTS)
        store.close()
    again = LocalStore.open(folder)
    assert len(again.copies("a-late", ANYTHING)) == 5
    again.close()


# --- opening ------------------------------------------------------------------------------------


def change_meta(folder: Path, name: str, value: str) -> None:
    connection = sqlite3.connect(folder / "index.sqlite")
    with connection:
        connection.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    connection.close()


def test_opening_where_no_index_is_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"no index at .*: make one with 'python -m index build"):
        LocalStore.open(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


def test_opening_with_another_model_is_refused(store: LocalStore, folder: Path) -> None:
    with pytest.raises(DatelineError, match=r"made with the model 'model-a', not 'model-b': .*--index"):
        LocalStore.open(folder, "model-b")
    with pytest.raises(DatelineError, match=r"model-a"):
        LocalStore.create(folder, Identity("model-b", DIMENSION))
    LocalStore.open(folder, "model-a").close()


@pytest.mark.parametrize(("name", "message"), [("format", "has format 0"), ("chunking", "was cut by 0")])
def test_an_index_of_another_kind_is_refused(store: LocalStore, folder: Path, name: str, message: str) -> None:
    change_meta(folder, name, "0")
    with pytest.raises(DatelineError, match=f"{message}.*build a new one"):
        LocalStore.open(folder)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500])
def test_a_file_that_is_no_index_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.sqlite").write_bytes(content)
    with pytest.raises(DatelineError, match=r"delete all in that folder"):
        LocalStore.open(tmp_path)


# --- the caches ----------------------------------------------------------------------------------


def everything(store: LocalStore) -> list[object]:
    bounded = Filter(after=D(2024, 1, 1))
    return [
        [store.search_vectors(vector(n), 9, where) for n in (1, 10, 50) for where in (ANYTHING, bounded)],
        [
            store.search_words(words, 9, where)
            for words in (["ferry"], ["the", "mill"])
            for where in (ANYTHING, bounded)
        ],
    ]


def caches(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(("index.sqlite", "lock"))]


def vectors_of(folder: Path) -> list[Path]:
    return list(folder.glob("vectors.*.faiss"))


def segments_of(words: Path) -> list[Path]:
    return [path for path in words.iterdir() if path.suffix not in (".json", ".lock")]


def delete(paths: list[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def truncate(paths: list[Path]) -> None:
    for path in paths:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(paths: list[Path], content: bytes = b"garbage") -> None:
    for path in paths:
        path.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "vectors deleted": lambda folder: delete(vectors_of(folder)),
    "vectors truncated": lambda folder: truncate(vectors_of(folder)),
    "vectors emptied": lambda folder: garble(vectors_of(folder), b""),
    "vectors garbled": lambda folder: garble(vectors_of(folder), b"garbage" * 1000),
    "vectors of another generation": lambda folder: vectors_of(folder)[0].rename(folder / "vectors.999.faiss"),
    "all deleted": lambda folder: delete(caches(folder)),
}

WORDS = ("words", "articles")  # the folders of both word caches
WORD_DAMAGE: dict[str, Callable[[Path], object]] = {
    "deleted": lambda words: delete([words]),
    "emptied": lambda words: delete(list(words.iterdir())),
    "meta garbled": lambda words: garble([words / "meta.json"]),
    "of another generation": lambda words: (words / "generation").write_text("999"),
    "segments deleted": lambda words: delete(segments_of(words)),
    "segments garbled": lambda words: garble(segments_of(words)),
    "segments truncated": lambda words: truncate(segments_of(words)),
}


def inside(name: str, damage: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda folder: damage(folder / name)


DAMAGE |= {f"{name} {how}": inside(name, damage) for name in WORDS for how, damage in WORD_DAMAGE.items()}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_cache_is_made_anew(store: LocalStore, folder: Path, how: str) -> None:
    with store.lock:
        store.write_caches()
    before = everything(store)
    store.close()
    DAMAGE[how](folder)
    again = LocalStore.open(folder)
    assert everything(again) == before
    fill(again, [entry("new", "A new ferry sails", "2024-01-02", "Cape Radio", 80)])
    assert keys(again.search_words(["new", "ferry"], 1, ANYTHING)) == ["new"]
    assert list(again.search_articles(["new", "ferry"], "article", 1, ANYTHING)) == ["new"]
    assert keys(again.search_vectors(vector(80), 1, ANYTHING)) == ["new"]
    again.close()


@pytest.mark.parametrize("lagging", [*WORDS, "vectors"])
@pytest.mark.parametrize("gone", [(), ("bridge",)])
def test_a_crash_between_two_caches_loses_nothing(
    store: LocalStore, folder: Path, tmp_path: Path, lagging: str, gone: tuple[str, ...]
) -> None:
    """One cache is of the last generation, another of the one before."""
    with store.lock:
        store.write_caches()
    shutil.copytree(folder, tmp_path / "old")
    fill(store, [entry("new", "A new ferry sails", "2024-01-02", "Cape Radio", 80)])
    take_out(store, *gone)
    with store.lock:
        store.write_caches()
    expected = everything(store)
    store.close()
    old = [path for path in caches(tmp_path / "old") if path.name.startswith(lagging)]
    delete([path for path in caches(folder) if path.name.startswith(lagging)])
    for path in old:
        shutil.copytree(path, folder / path.name) if path.is_dir() else shutil.copy(path, folder / path.name)
    again = LocalStore.open(folder)
    assert everything(again) == expected
    again.close()


def test_a_cache_that_lags_catches_up(store: LocalStore, folder: Path, tmp_path: Path) -> None:
    with store.lock:
        store.write_caches()
    shutil.copytree(folder, tmp_path / "old")
    fill(store, [entry("new", "A new ferry sails", "2024-01-02", "Cape Radio", 80)])
    take_out(store, "bridge")
    with store.lock:
        store.write_caches()
    expected = everything(store)
    store.close()
    delete(caches(folder))
    for path in caches(tmp_path / "old"):
        shutil.copytree(path, folder / path.name) if path.is_dir() else shutil.copy(path, folder / path.name)
    again = LocalStore.open(folder)
    assert everything(again) == expected
    again.close()


def test_what_was_written_without_its_caches_is_found_on_opening(store: LocalStore, folder: Path) -> None:
    """As after a crash between a transaction and its caches."""
    with store.lock:
        store.write_caches()
        with store.transaction():
            store.add([entry("new", "A new ferry sails", "2024-01-02", "Cape Radio", 80)])
        store.close()
    again = LocalStore.open(folder)
    assert keys(again.search_words(["new"], 3, ANYTHING)) == ["new"]
    assert keys(again.search_vectors(vector(80), 1, ANYTHING)) == ["new"]
    again.close()


def test_an_open_store_sees_what_another_writes(store: LocalStore, folder: Path) -> None:
    reader = LocalStore.open(folder)
    assert found(reader, ANYTHING) == EVERYTHING
    fill(store, [entry("new", "A new ferry mill", "2024-01-02", "Cape Radio", 80)])
    take_out(store, "bridge")
    assert found(reader, ANYTHING) == EVERYTHING - {"bridge"} | {"new"}
    assert reader.stats().documents == 6
    reader.close()


def test_removal_leaves_no_trace_in_the_scores(store: LocalStore, folder: Path, tmp_path: Path) -> None:
    """BM25 counts documents: those that are gone must not count."""
    fill(store, [entry(f"more{n}", "The ferry and the mill and the bridge", seed=90 + n) for n in range(20)])
    store.search_words(["ferry"], 5, ANYTHING)
    take_out(store, *(f"more{n}" for n in range(20)))
    fresh = LocalStore.create(tmp_path / "fresh", Identity("model-a", DIMENSION))
    fill(fresh, ENTRIES)
    assert everything(store) == everything(fresh)
    fresh.close()


def test_what_another_writes_amid_a_search_does_not_disturb_it(store: LocalStore, folder: Path) -> None:
    """The other writes before every statement of the search: whatever the search sees, it is consistent."""
    reader = LocalStore.open(folder)
    left = list(range(6))

    def write_now(_: str) -> None:
        if left:
            number = left.pop()
            fill(store, [entry(f"new{number}", "Another ferry", "2023-02-02", "Cape Radio", 100 + number)])

    fill(store, [entry("first", "Another ferry", "2023-02-02", "Cape Radio", 100)])
    reader.connection.set_trace_callback(write_now)
    hits = reader.search_vectors(vector(1), 100, Filter(after=D(2024, 1, 1)))
    reader.connection.set_trace_callback(None)
    assert set(keys(hits)) == {"ferry", "bridge", "month", "year"}
    assert len(keys(reader.search_words(["another"], 100, ANYTHING))) == 7
    left[:] = range(10, 16)
    reader.connection.set_trace_callback(write_now)
    listings = reader.listings(["ferry", "first", "new0", *(f"new{n}" for n in range(10, 16))], vector(1)[None])
    reader.connection.set_trace_callback(None)
    assert {each.key for each in listings} >= {"ferry", "first", "new0"}
    assert all(len(each.spans) == each.cosines.shape[1] > 0 for each in listings)
    reader.close()


def test_many_threads_may_ask_one_store_while_it_grows(store: LocalStore, folder: Path) -> None:
    writer = LocalStore.open(folder)

    def ask(n: int) -> int:
        where = Filter(after=D(2024, 1, 1)) if n % 2 else ANYTHING
        hits = [*store.search_words(["ferry", "mill"], 5, where), *store.search_vectors(vector(n), 5, where)]
        assert all(store.document(hit.chunk.document) for hit in hits)
        assert store.stats().documents >= 6
        return len(hits)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, n) for n in range(60)]
        for n in range(10):
            fill(writer, [entry(f"new{n}", "Another ferry", "2024-02-02", "Cape Radio", 100 + n)])
        assert all(future.result() for future in asked)
    assert store.stats().documents == 16
    writer.close()


def test_documents_come_in_the_order_of_their_keys(store: LocalStore) -> None:
    listed = list(store.documents())
    assert [document.key for document in listed] == sorted(EVERYTHING)
    assert listed == [store.document(key) for key in sorted(EVERYTHING)]


# --- browsing ----------------------------------------------------------------------------------------


def browsed(store: LocalStore, *terms: str, where: Filter = ANYTHING) -> list[str]:
    headings, total = store.browse(terms, where, 100, 0)
    assert total == len(headings)
    return [heading.key for heading in headings]


NEWEST_FIRST = ["bridge", "ferry", "month", "year", "yearless", "undated"]


def test_documents_are_browsed_newest_first_and_those_without_a_full_date_last(store: LocalStore) -> None:
    assert browsed(store) == NEWEST_FIRST


@pytest.mark.parametrize(("where", "passing", "_"), FILTERS)
def test_browsing_goes_by_the_filter_as_searching_does(
    store: LocalStore, where: Filter, passing: set[str], _: int
) -> None:
    assert browsed(store, where=where) == [key for key in NEWEST_FIRST if key in passing]


@pytest.mark.parametrize(
    ("terms", "keys"),
    [
        (["mill"], ["month", "year", "yearless", "undated"]),
        (["MILLS"], ["month", "year", "yearless", "undated"]),
        (["mill", "hurry"], ["month"]),
        (["hurry", "ferry"], []),
        (["title", "bridge"], ["bridge"]),  # the one in the title, the other in both
        (["a hurry"], ["month"]),
        (["hurry a"], []),
        (["mill", "OR", "ferry"], []),
        (["…"], []),
        (["nowhere"], []),
    ],
)
def test_all_of_the_words_must_be_there(store: LocalStore, terms: list[str], keys: list[str]) -> None:
    assert browsed(store, *terms) == keys


def test_words_and_a_filter_hold_together(store: LocalStore) -> None:
    assert browsed(store, "mill", where=Filter(after=D(2024, 1, 1))) == ["month", "year"]


def test_a_stretch_of_the_list_says_how_many_there_are(store: LocalStore) -> None:
    for offset in (*range(8), 10**30):
        headings, total = store.browse((), ANYTHING, 2, offset)
        assert [heading.key for heading in headings] == NEWEST_FIRST[offset : offset + 2]
        assert total == 6


def test_a_heading_tells_what_the_document_does_but_not_its_text(store: LocalStore) -> None:
    for heading in store.browse((), ANYTHING, 9, 0)[0]:
        document = store.document(heading.key)
        assert document is not None
        assert heading == Heading(
            document.key,
            document.title,
            document.source,
            document.published,
            document.flags,
            len(document.text),
        )


def test_an_empty_index_has_nothing_to_browse(tmp_path: Path) -> None:
    empty = LocalStore.create(tmp_path / "empty", Identity("model-a", DIMENSION))
    assert empty.browse((), ANYTHING, 9, 0) == ([], 0)
    assert empty.browse(["mill"], ANYTHING, 9, 0) == ([], 0)
    assert empty.months() == {}
    empty.close()


def test_what_another_adds_and_removes_is_browsed_and_counted(store: LocalStore, folder: Path) -> None:
    reader = LocalStore.open(folder)
    assert browsed(reader, "mill") == browsed(store, "mill")
    before = reader.months()
    fill(store, [entry("barn", "The mill has a barn", "2025-01-02", "Wenn Courier", 60)])
    take_out(store, "month", "year")
    store.write_caches()
    assert browsed(reader) == ["barn", "bridge", "ferry", "yearless", "undated"]
    assert browsed(reader, "mill") == ["barn", "yearless", "undated"]
    assert reader.months().items() - before.items() == {(("Wenn Courier", "2025-01"), 1)}
    reader.close()


def test_months_are_counted_by_source_and_years_without_a_month_by_themselves(store: LocalStore) -> None:
    fill(store, [entry("quay", "The quay is wet", "2024-03-30", None, 60)])
    assert store.months() == {
        ("Harbour Post", "2024-03"): 1,
        ("Wenn Courier", "2024-05"): 1,
        ("Wenn Courier", "2024-03"): 1,
        ("harbour post", "2024"): 1,
        ("", "2024-03"): 1,
    }
