"""The gate: what is verbatim passes, what is not raises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index import Document, Mark, Published
from index.document import MACHINE_NOTE, POST
from rag import Excerpt
from rag.contract import ShortAnswer
from rag.quote import FidelityError, check_excerpt, check_short

TEXT = "The lamp was lit. It burned all night. A note to nobody. Nobody slept."
NOTE = (TEXT.index("A note"), TEXT.index("Nobody slept"))
DOCUMENT = Document(
    "lamp.txt",
    TEXT,
    title="Lamp",
    source="Ilmar Post",
    published=Published("2024-03-01", "day", "row"),
    marks=(Mark(*NOTE, MACHINE_NOTE), Mark(0, 17, POST)),
)


def cut(start: int, end: int, document: Document = DOCUMENT) -> Excerpt:
    return Excerpt(
        "e1",
        document.text[start:end],
        document.key,
        document.title,
        document.source,
        document.published,
        None,
        None,
        start,
        end,
        document.sha256,
        1.0,
    )


def test_a_verbatim_excerpt_passes() -> None:
    check_excerpt(cut(0, 17), DOCUMENT)
    check_excerpt(cut(18, 38), DOCUMENT)
    check_excerpt(cut(NOTE[1], len(TEXT)), DOCUMENT)


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 1},
        {"end": 16},
        {"start": 1, "end": 18},
        {"start": -len(TEXT)},
        {"start": 0, "end": 999, "text": TEXT},
        {"text": "The lamp was lit!"},
        {"text": "The Lamp was lit."},
        {"text": ""},
        {"text": "", "start": 3, "end": 3},
        {"sha256": "0" * 64},
        {"sha256": ""},
        {"source": "Dovre Courier"},
        {"source": None},
        {"published": None},
        {"published": Published("2024-03-02", "day", "row")},
        {"published": Published("2024-03-01", "day", "url")},
        {"title": "Lamps"},
    ],
)
def test_an_excerpt_that_is_not_what_the_document_says_raises(changes: dict[str, Any]) -> None:
    with pytest.raises(FidelityError, match="e1"):
        check_excerpt(replace(cut(0, 17), **changes), DOCUMENT)


def test_a_document_that_is_not_there_raises() -> None:
    with pytest.raises(FidelityError, match=r"lamp\.txt"):
        check_excerpt(cut(0, 17), None)


def test_another_document_with_the_same_text_raises() -> None:
    with pytest.raises(FidelityError):
        check_excerpt(cut(0, 17), replace(DOCUMENT, key="other.txt"))


def test_the_same_offsets_in_a_newer_text_raise() -> None:
    with pytest.raises(FidelityError, match="version"):
        check_excerpt(cut(0, 17), replace(DOCUMENT, text=TEXT + " The end."))


@pytest.mark.parametrize(
    "span", [NOTE, (NOTE[0] + 2, NOTE[0] + 5), (0, len(TEXT)), (18, NOTE[0] + 1), (NOTE[1] - 1, len(TEXT))]
)
def test_a_machines_note_is_never_quoted(span: tuple[int, int]) -> None:
    with pytest.raises(FidelityError, match="machine"):
        check_excerpt(cut(*span), DOCUMENT)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(TEXTS, st.data())
def test_any_stretch_of_any_text_passes(text: str, data: st.DataObject) -> None:
    document = Document("any", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    check_excerpt(cut(start, end, document), document)


@given(TEXTS, st.data(), st.characters(exclude_categories=["Cs"]))
def test_any_changed_character_raises(text: str, data: st.DataObject, character: str) -> None:
    document = Document("any", text)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + character + text[place + 1 :]
    assume(changed != text)
    with pytest.raises(FidelityError):
        check_excerpt(replace(cut(0, len(text), document), text=changed), document)
    with pytest.raises(FidelityError):
        check_excerpt(cut(0, len(text), document), replace(document, text=changed))


def test_a_short_answer_that_stands_in_its_excerpt_passes() -> None:
    check_short(ShortAnswer("lamp", "e1", 4, 8), [cut(0, 17)])
    check_short(None, [])


@pytest.mark.parametrize(
    "short",
    [
        ShortAnswer("Lamp", "e1", 4, 8),
        ShortAnswer("lamp", "e2", 4, 8),
        ShortAnswer("burned", "e1", 21, 27),
        ShortAnswer("", "e1", 4, 4),
    ],
)
def test_a_short_answer_that_does_not_stand_in_its_excerpt_is_a_bug(short: ShortAnswer) -> None:
    with pytest.raises(FidelityError, match="does not stand in"):
        check_short(short, [cut(0, 17)])
