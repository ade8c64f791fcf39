"""Names that a text has spelled nearly as a question spells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.near_names import mistaken

STORM = "In Tarsby the storm broke the wall. Dr Marta Hollin and the crew of the Grey Petrel came from Canada."


@pytest.mark.parametrize("name", ["tarsley", "hollis", "kestrel"])
def test_a_name_that_the_text_has_nearly_is_another(name: str) -> None:
    assert mistaken([name, "marta"], STORM) == {name}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tarsby", STORM),  # it is there
        ("dovre", STORM),  # nothing is like it
        ("tars", "The Tarn is high."),  # too short to tell
        ("canada", "Canadian dockers strike."),
        ("ukraine", "Ukrainian troops held the town."),
        ("zelensky", "President Zelenskyy spoke."),
        ("mohammed", "Mohamed Salah scored."),
        ("erdogan", "Mr Erdoğan spoke."),
        ("erdoğan", "Mr Erdogan spoke."),
        ("erdoğan", "Mr Erdoğan spoke."),
        ("monday", "On Sunday it rained."),
        ("hollis", "All the hollins were felled."),  # no name
        ("petrel", ""),
    ],
)
def test_a_name_that_is_there_or_in_another_form_or_quite_unlike_is_not(name: str, text: str) -> None:
    assert mistaken([name], text) == frozenset()


@given(st.lists(st.text("abelnorstyéğ-", max_size=8)), st.text())
def test_only_the_names_given_are_told_and_none_that_the_text_has(names: list[str], text: str) -> None:
    found = mistaken(names, text)
    assert found <= set(names)
    assert not any(name in text.lower().split() and name.isascii() for name in found)
