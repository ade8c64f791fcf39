"""One story in several outlets: it takes one place, names them all, and each is found under its name and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag import Engine, Excerpt, Options

MANY = 50
LEAD = (
    "Fog closed the harbour of Skarn for three days, and eleven freighters waited in the roads with fruit on board. "
    "The pilots went back to the quay on Sunday night, because they could not see the second buoy any more. "
)
END = "Captain Ida Brook gave forty crates of melons to the hospital of Skarn before they rotted."
PAPERS = {
    "post": (f"{LEAD}{END}", "Ilmar Post", "2024-05-03"),
    "courier": (f"DOVRE (Coast Wire) - {LEAD}{END}", "Dovre Courier", "2024-05-04"),
    "radio": (LEAD, "Brel Radio", "2024-05-06"),
    "late": (f"{LEAD}{END}", "Old Ledger", "2024-06-20"),
}
FOG = "How many freighters waited when fog closed the harbour of Skarn?"
PILOTS = "Why did the pilots go back to the quay of Skarn on Sunday night?"
MELONS = "What did captain Ida Brook give to the hospital of Skarn?"


@pytest.fixture
def wire(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> Engine:
    """A wire's story in four outlets, one of which cut its end, and another story."""
    rows = [{"_id": key, "text": text, "source": source, "date": day} for key, (text, source, day) in PAPERS.items()]
    other = {"_id": "other", "text": "The harbour of Skarn was dredged.", "source": "Brel Radio", "date": "2024-05-05"}
    return engine_of([*rows, other])


def named(excerpt: Excerpt) -> dict[str, str | None]:
    return {copy.document: copy.source for copy in excerpt.also_in}


def test_copies_take_one_place_and_are_named_with_their_outlets(wire: Engine) -> None:
    sources = {key: source for key, (_, source, _) in PAPERS.items()}
    first, *rest = wire.search(FOG, k=MANY).passages
    assert {first.document: first.source, **named(first)} == sources
    assert [passage.document for passage in rest] == ["other"]
    best = wire.ask(FOG).excerpts[0]
    assert "eleven freighters" in best.text
    assert {best.document: best.source, **named(best)} == sources
    assert not any(each.document in named(best) for each in wire.ask(FOG).excerpts[1:])


@pytest.mark.parametrize("key", PAPERS)
def test_each_copy_is_found_under_its_outlets_name(wire: Engine, key: str) -> None:
    options = Options(sources=(PAPERS[key][1],))
    for excerpt in (wire.search(PILOTS, options).passages[0], wire.ask(PILOTS, options).excerpts[0]):
        assert (excerpt.document, excerpt.source) == (key, PAPERS[key][1])
        assert named(excerpt).keys() == PAPERS.keys() - {key}, "the other outlets that carry it are told"


def test_an_outlet_left_out_is_not_named_either(wire: Engine) -> None:
    found = wire.search("Apart from the Old Ledger, who told of the fog in the harbour of Skarn?").passages[0]
    assert {found.document, *named(found)} == {"post", "courier", "radio"}


def test_a_copy_later_than_as_of_is_neither_found_nor_named(wire: Engine) -> None:
    options = Options(as_of=date(2024, 5, 5))
    for excerpt in (*wire.search(FOG, options, MANY).passages, *wire.ask(FOG, options).excerpts):
        if excerpt.document != "other":
            assert {excerpt.document, *named(excerpt)} == {"post", "courier"}


def test_a_copy_outside_a_window_is_named_and_not_found(wire: Engine) -> None:
    found = wire.search(FOG, Options(after=date(2024, 5, 4), before=date(2024, 5, 4))).passages
    assert [passage.document for passage in found] == ["courier"]
    assert named(found[0]).keys() == {"post", "radio", "late"}


def test_an_excerpt_names_only_the_copies_in_which_its_sentence_stands(wire: Engine) -> None:
    best = wire.ask(MELONS).excerpts[0]
    assert "forty crates of melons" in best.text
    assert {best.document, *named(best)} == {"post", "courier", "late"}
    passage = wire.search(MELONS).passages[0]
    assert {passage.document, *named(passage)} == PAPERS.keys(), "a passage tells what its document is a copy of"
