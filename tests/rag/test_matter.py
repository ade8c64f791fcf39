"""Questions without the limits that they set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question import Options, understand

KNOWN = ("Ilmar Post", "Brel Radio", "Old Ledger")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("What went wrong on the ferry in March 2023?", "What went wrong on the ferry?"),
        ("In March 2023, what went wrong on the ferry?", "What went wrong on the ferry?"),
        ("What went wrong on the ferry in the first half of March 2023?", "What went wrong on the ferry?"),
        ("According to the Ilmar Post, who sang in Dovre?", "Who sang in Dovre?"),
        ("Who sang in Dovre, according to the Ilmar Post?", "Who sang in Dovre?"),
        ("According to Brel Radio, who sang in Dovre in May 2024?", "Who sang in Dovre?"),
        (
            "Apart from the Old Ledger, who reported the fall of the bridge in Kessel?",
            "Who reported the fall of the bridge in Kessel?",
        ),
        ("According to Brel Radio's report, who sang in Dovre?", "Who sang in Dovre?"),
        ("Who sang in Dovre, according to the Ilmar Post and Brel Radio?", "Who sang in Dovre?"),
        ("According to an article from Brel Radio, who sang in Dovre?", "Who sang in Dovre?"),
        ("Leaving the Old Ledger aside, who sang in Dovre?", "Who sang in Dovre?"),
        ("Who sang in Dovre, ignoring the Old Ledger and Brel Radio?", "Who sang in Dovre?"),
        ("What did the Ilmar Post say about the song?", "What did the Ilmar Post say about the song?"),
        ("Who sang in Dovre?", "Who sang in Dovre?"),
        (
            "Who announced in March 2024 that she is running for mayor in 2028?",
            "Who announced that she is running for mayor in 2028?",
        ),
        (
            "Which bell rang in March 2024 for the first time since 1979?",
            "Which bell rang for the first time since 1979?",
        ),
        (
            "What happened on 3 March 2024 in Dovre, and who had sung there in 2015?",
            "What happened in Dovre, and who had sung there in 2015?",
        ),
        ("Who sang in Dovre between 3 March and 5 May 2024?", "Who sang in Dovre?"),
        ("What was decided from 3 March 2024 to 5 May 2024 on the bridge?", "What was decided on the bridge?"),
        ("Who sang in March 2024 and in April 2024 in Dovre?", "Who sang in Dovre?"),
        ("Who sang in Dovre between 1 and 10 March 2024?", "Who sang in Dovre?"),
        ("From January to March 2024, who sang in Dovre?", "Who sang in Dovre?"),
        ("Who sang between Dovre and Kessel in March 2024?", "Who sang between Dovre and Kessel?"),
        ("A boat sank in Dovre in March 2024; whose was it?", "A boat sank in Dovre; whose was it?"),
        ("Which sank in Dovre: in March or in May 2024?", "Which sank in Dovre?"),
        ("What was in the 2022 Istanbul talks?", "What was in the 2022 Istanbul talks?"),
        ("What happened in March 2023?", "What happened in March 2023?"),
        ("Who bought the Ilmar Post?", "Who bought the Ilmar Post?"),
    ],
)
def test_limits_are_left_out(text: str, left: str) -> None:
    assert understand(text, Options(), KNOWN, None).matter == left


def test_a_question_taken_literally_is_left_whole() -> None:
    text = "Who sang in Dovre in May 2024, according to the Ilmar Post?"
    assert understand(text, Options(literal=True), KNOWN, None).matter == text


@given(st.text(min_size=1).filter(str.strip))
def test_something_is_always_left(text: str) -> None:
    assert understand(text, Options(), KNOWN, None).matter.strip()
