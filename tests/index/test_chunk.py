from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.chunk import TARGET, chunk_document, count_tokens
from index.document import MACHINE_NOTE, POST, Chunk, Document, Mark
from index.embed import Embedder
from index.sentences import Span, sentence_spans
from tests.index.helpers import BAKERY, BRIDGE, FERRY


def chunks_of(document: Document, embedder: Embedder) -> list[Chunk]:
    return chunk_document(document, lambda text: embedder.fits(embedder.prefix(document.title) + text))


def texts(document: Document, embedder: Embedder) -> list[str]:
    return [document.text[chunk.start : chunk.end] for chunk in chunks_of(document, embedder)]


def check(document: Document, embedder: Embedder) -> None:
    """What is true of the chunks of any document."""
    chunks = chunks_of(document, embedder)
    text = document.text
    edges = [edge for chunk in chunks for edge in (chunk.start, chunk.end)]
    assert edges == sorted(edges)
    assert all(chunk.document == document.key and chunk.start < chunk.end <= len(text) for chunk in chunks)
    for chunk in chunks:
        part = text[chunk.start : chunk.end]
        assert part == part.strip()
        assert embedder.fits(embedder.prefix(document.title) + part) and count_tokens(part) <= TARGET
    noted = {n for mark in document.marks if mark.flag == MACHINE_NOTE for n in range(mark.start, mark.end)}
    held = {n for chunk in chunks for n in range(chunk.start, chunk.end)}
    assert not held & noted
    assert {n for n, char in enumerate(text) if not char.isspace()} - noted <= held


def test_a_short_document_is_one_chunk(embedder: Embedder) -> None:
    assert texts(Document("a", f"{FERRY}\n\n{BRIDGE}"), embedder) == [f"{FERRY}\n\n{BRIDGE}"]


def test_an_empty_document_has_no_chunk(embedder: Embedder) -> None:
    assert texts(Document("a", ""), embedder) == []


def test_chunks_are_whole_sentences(embedder: Embedder) -> None:
    document = Document("a", "\n\n".join(f"{n}. {FERRY} {BRIDGE} {BAKERY}" for n in range(12)), title="The ferry")
    spans = sentence_spans(document.text)
    chunks = chunks_of(document, embedder)
    assert len(chunks) > 4
    assert {chunk.start for chunk in chunks} <= {start for start, _ in spans}
    assert {chunk.end for chunk in chunks} <= {end for _, end in spans}
    check(document, embedder)


def test_chunks_are_packed_full(embedder: Embedder) -> None:
    document = Document("a", " ".join(f"Ship number {n} came in at noon." for n in range(200)))
    sizes = [count_tokens(text) for text in texts(document, embedder)]
    assert all(size > TARGET - 20 for size in sizes[:-1])


def test_a_sentence_that_is_too_long_is_split_at_a_word(embedder: Embedder) -> None:
    document = Document("a", "They saw " + ", ".join(f"ship{n} of harbour{n}" for n in range(300)) + ".")
    parts = texts(document, embedder)
    assert len(parts) > 5
    assert " ".join(parts) == document.text
    check(document, embedder)


def test_a_word_that_is_too_long_is_split_inside(embedder: Embedder) -> None:
    document = Document("a", "See " + "aB3/" * 2000 + " for more.")
    check(document, embedder)


def test_a_machine_note_is_in_no_chunk_and_nothing_is_joined_across_it(embedder: Embedder) -> None:
    note = "As an AI language model, I have no view."
    text = f"{FERRY}\n\n{note}\n\n{BRIDGE}"
    start = text.index(note)
    document = Document("a", text, marks=(Mark(start, start + len(note), MACHINE_NOTE),))
    assert texts(document, embedder) == [FERRY, BRIDGE]


def test_a_chunk_never_crosses_the_edge_of_a_post(embedder: Embedder) -> None:
    text = f"{FERRY}\n\nThe ferry is late again!\n\n{BRIDGE}"
    start = text.index("The ferry is late")
    document = Document("a", text, marks=(Mark(start, text.index(BRIDGE) - 2, POST),))
    assert texts(document, embedder) == [FERRY, "The ferry is late again!", BRIDGE]


def test_the_title_counts_towards_the_limit(embedder: Embedder) -> None:
    text = " ".join(f"Ship number {n} came in at noon." for n in range(100))
    check(Document("a", text, title="Schiffsversicherungsgesellschaft " * 6), embedder)


WORDS = [
    "The ferry",
    " sails",
    ". ",
    "\n\n",
    " ",
    "“Never!” ",
    "渡轮每小时一班。",
    "한국어 ",
    "🚢",
    "é́",
    "x" * 300,
    "1,200.5 ",
    "<|endoftext|>",
]
TEXT = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


@given(text=TEXT, title=st.none() | st.text(max_size=60), cut=st.tuples(st.integers(0, 400), st.integers(0, 200)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_is_cut_whole(embedder: Embedder, text: str, title: str | None, cut: tuple[int, int]) -> None:
    """With a note over whole sentences, as notes are."""
    spans = sentence_spans(text)
    noted = [span for span in spans if cut[0] <= span[0] < cut[0] + cut[1]]
    marks = (Mark(noted[0][0], noted[-1][1], MACHINE_NOTE),) if noted else ()
    check(Document("a", text, title=title, marks=marks), embedder)


def packed_one_by_one(document: Document, embedder: Embedder) -> list[Span]:
    """The chunks by the rule itself: each takes one sentence after another, for as long as all fit."""
    prefix = embedder.prefix(document.title)

    def small(start: int, end: int) -> bool:
        text = document.text[start:end]
        return count_tokens(text) <= TARGET and embedder.fits(prefix + text)

    chunks: list[Span] = []
    for start, end in sentence_spans(document.text):
        if chunks and small(chunks[-1][0], end):
            chunks[-1] = (chunks[-1][0], end)
        else:
            chunks.append((start, end))
    return chunks


SENTENCES = st.lists(
    st.tuples(
        st.sampled_from([FERRY, BRIDGE, BAKERY, "No.", "渡轮每小时一班。", "He saw 1,200 ships. "]), st.integers(1, 12)
    ),
    min_size=1,
    max_size=12,
).map(lambda parts: "\n".join(" ".join([text] * times) for text, times in parts))


@given(text=SENTENCES, title=st.none() | st.sampled_from(["The ferry", "Schiffsversicherungsgesellschaft " * 9]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_chunks_are_the_same_as_packed_one_sentence_after_another(
    embedder: Embedder, text: str, title: str | None
) -> None:
    """Where a chunk ends is sought from a guess; what is found must not depend on it."""
    document = Document("a", text, title=title)
    assert [(chunk.start, chunk.end) for chunk in chunks_of(document, embedder)] == packed_one_by_one(
        document, embedder
    )
