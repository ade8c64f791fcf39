"""What is read of `sample/`: its README names every trouble and the file that has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.document import AMBIGUOUS_DATE, MACHINE_NOTE
from index.embed import Embedder
from index.local import LocalStore
from index.store import Filter

SAMPLE = Path(__file__).parents[2] / "sample"
INSTRUCTION = "harbour-courier/kite-school-permit.html"
MODEL_NOTE = "morrane-gazette/overnight-levy.txt"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> LocalStore:
    folder = tmp_path_factory.mktemp("sample") / "index"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.build.Embedder", lambda name, precision: embedder)
        build([SAMPLE], folder)
    return LocalStore.open(folder)


def test_outlets_are_those_that_the_articles_state(sample: LocalStore) -> None:
    stats = sample.stats()
    assert stats.sources == {
        "Harbour Courier": 12,
        "Morning Tide": 5,
        "Morrane Gazette": 10,
        "North Coast Wire": 6,
        "Ossel Valley Post": 9,
        "Radio Skellin": 6,
        "Shoreline Review": 1,
        "Tallow Ledger": 7,
        "The Venn Islander": 9,
    }
    assert (stats.documents, stats.source_not_stated, stats.undated, stats.skipped) == (66, 1, 3, [])


@pytest.mark.parametrize(
    ("key", "value", "origin"),
    [
        ("morrane-gazette/new-coach.txt", "--07-04", "text line 9"),
        ("shoreline-review/valley-waiting.pdf", "2025-07", "text"),
        ("morrane-gazette/bridge-accident.txt", "2024", "text line 15"),
        ("unsorted/inspectors-scaffold.txt", "2024-07-12", "metadata.csv"),
        ("venn-islander/school-roll.docx", "2024-08-30", "text"),
        ("harbour-courier/new-ferry-late.html", "2024-04-18T18:20", "html meta"),
        ("venn-islander/storm-tide-tarsby.md", "2024-01-19", "front matter"),
        ("ncw-2509-022", "2025-09-12", "row"),
    ],
)
def test_dates_are_as_precise_as_they_are_stated(sample: LocalStore, key: str, value: str, origin: str) -> None:
    document = sample.document(key)
    assert document and document.published
    assert (document.published.value, document.published.origin) == (value, origin)


@pytest.mark.parametrize(
    "key", ["venn-islander/net-loft.txt", "morning-tide/lamp-room-essay.txt", "unsorted/dog-on-the-slipway.txt"]
)
def test_the_undated_are_undated(sample: LocalStore, key: str) -> None:
    document = sample.document(key)
    assert document and document.published is None


def test_flags_name_the_documents_that_need_care(sample: LocalStore) -> None:
    assert sample.stats().flagged == {
        AMBIGUOUS_DATE: ["morrane-gazette/bridge-accident.txt"],
        MACHINE_NOTE: [INSTRUCTION, MODEL_NOTE],
    }


def test_furniture_and_notes_are_in_no_chunk(sample: LocalStore) -> None:
    for words in (
        "cookies",
        "facebook",
        "newsletter",
        "comments",
        "subscribe",
        "advertisement",
        "assistants",
        "rephrased",
    ):
        texts = []
        for hit in sample.search_words([words], 200, Filter()):
            document = sample.document(hit.chunk.document)
            assert document
            texts.append(document.text[hit.chunk.start : hit.chunk.end].lower())
        assert not any(words in text for text in texts), words


def test_reader_comments_are_not_news(sample: LocalStore) -> None:
    for key in ("harbour-courier/tarsby-sea-wall.html", "harbour-courier/scaffold-collapse.html"):
        document = sample.document(key)
        assert document
        assert "comment" not in document.text.lower()
