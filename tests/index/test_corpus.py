"""The five documents that the product's user gave: what a person reads in them, Dateline reads too.

They belong to their publishers and are not part of the project; the test is skipped where they are not beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from index import Document, Filter
from index.build import build
from index.chunk import chunk_document
from index.document import MACHINE_NOTE, POST
from index.embed import Embedder
from index.local import LocalStore
from tests.index.helpers import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the five documents are not at {CORPUS}")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS, folder / "corpus")
    build([folder / "corpus"], folder / "index")
    store = LocalStore.open(folder / "index")
    yield store
    store.close()


def document(store: LocalStore, number: str) -> Document:
    """The document whose file begins with this number."""
    keys = [path.name for path in CORPUS.iterdir() if path.name.startswith(number)]
    found = store.document(keys[0])
    assert found is not None
    return found


def quotable(store: LocalStore, embedder: Embedder, found: Document) -> list[str]:
    """All chunks of a document, as the store holds them."""
    hits = store.search_vectors(embedder.encode(["security guarantees"])[0], 1000, Filter())
    chunks = sorted((hit.chunk for hit in hits if hit.chunk.document == found.key), key=lambda chunk: chunk.start)
    assert chunks == chunk_document(found, lambda text: embedder.fits(f"{found.title or ''}\n{text}"))
    return [found.text[chunk.start : chunk.end] for chunk in chunks]


TABLE = [
    ("000", None, ("2025-08-20T17:40", "minute", "text line 2"), ()),
    ("001", None, ("--07-04", "month-day", "text line 3"), ()),
    ("002", "Sputnik International", ("2022-03-18", "day", "text line 7"), ()),
    ("003", None, None, (MACHINE_NOTE,)),
    ("004", None, None, (POST,)),
]


@pytest.mark.parametrize(("number", "source", "published", "flags"), TABLE)
def test_source_date_and_flags(
    store: LocalStore, number: str, source: str | None, published: tuple[str, str, str] | None, flags: tuple[str, ...]
) -> None:
    found = document(store, number)
    assert found.source == source
    stated = found.published
    assert (stated and (stated.value, stated.precision, stated.origin)) == published
    assert found.flags == flags


def test_the_corpus_as_a_whole(store: LocalStore) -> None:
    stats = store.stats()
    assert (stats.documents, stats.undated, stats.source_not_stated) == (5, 2, 4)
    assert stats.sources == {"Sputnik International": 1}
    assert (str(stats.first), str(stats.last)) == ("2022-03-18", "2025-08-20")
    assert set(stats.flagged) == {MACHINE_NOTE, POST}
    assert stats.skipped == []


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        ("000", "No European security without Russia"),
        ("001", "Russia Demands Security Guarantees in Ukraine Peace Deal"),
        ("002", "Lavrov: Moscow Wants Security Guarantees"),
        ("003", "Lavrov Stresses Peace Conditions"),
        ("004", None),
    ],
)
def test_titles(store: LocalStore, number: str, begins: str | None) -> None:
    title = document(store, number).title
    assert title is None if begins is None else str(title).startswith(begins)


ABSENT = {
    "000": ["icon", "chevron", "Dear readers", "comment", "email", "Podcasts", "0:00", "24:55", "15:36", "17:40"],
    "001": ["No Comments", "Reply", "email address", "Required fields", "National News", "Education", "More News"],
    "002": ["1920", "18.03.2022", "Sputnik", "©", "mediabank", "latest news", "log in", "register", "Заголовок"],
    "003": ["Min Read", "0 180", "rephrased", "directive", "instructions", "Eric Hill", "core…"],
    "004": ["http", "t.co"],
}


@pytest.mark.parametrize("number", ABSENT)
def test_what_is_not_news_is_in_no_chunk(store: LocalStore, embedder: Embedder, number: str) -> None:
    chunks = quotable(store, embedder, document(store, number))
    assert chunks
    assert [words for words in ABSENT[number] if any(words in chunk for chunk in chunks)] == []


KEPT = {
    "000": (["a road to nowhere", "firmly and harshly", "This will not work", "continue to pump"], 11),
    "001": (["Moscow , July 4 :", "according to a report by RT", "Hungary vetoed", "tool to extract money"], 13),
    "002": (["told RT in an interview", "over 5,000 individual", "Information War & Sanctions", "24 February"], 24),
    "003": (["Kompas newspaper", "partial progress", "Johnson has denied", "encircling Moscow"], 5),
    "004": (
        ["on 20 August", "a utopia", "so-called", "Don’t hold breath", "There we have it", "futile undertaking"],
        4,
    ),
}


@pytest.mark.parametrize("number", KEPT)
def test_the_news_is_all_there(store: LocalStore, embedder: Embedder, number: str) -> None:
    found = document(store, number)
    text = "\n".join(quotable(store, embedder, found))
    words, paragraphs = KEPT[number]
    assert [each for each in words if each.lower() not in text.lower()] == []
    assert len(found.text.split("\n\n")) == paragraphs


def test_the_machine_note_is_marked_as_a_whole_and_only_it(store: LocalStore) -> None:
    found = document(store, "003")
    (mark,) = found.marks
    assert mark.flag == MACHINE_NOTE
    assert "\n" not in found.text[mark.start : mark.end]
    assert found.text[mark.start : mark.end].startswith("Key details")
    assert found.text[mark.start : mark.end].endswith("as per instructions.")


def test_posts_are_marked_and_the_report_above_them_is_not(store: LocalStore) -> None:
    found = document(store, "004")
    assert [mark.flag for mark in found.marks] == [POST, POST, POST]
    assert [found.text[mark.start : mark.end].split()[0] for mark in found.marks] == ["Lavrov", "Don’t", "There"]
    assert found.text[found.marks[-1].end :] == ""
    assert found.marks[0].start == found.text.index("\n\n") + 2


def test_paragraphs_are_verbatim(store: LocalStore) -> None:
    """What is kept stands so in the file, but for links, credits and white space."""
    for number in KEPT:
        found = document(store, number)
        raw = " ".join((CORPUS / found.key).read_text(encoding="utf-8").split())
        assert [paragraph for paragraph in found.text.split("\n\n") if paragraph not in raw] == []
