"""What reports are compared on, which is what a reader is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.outlets import compared_on, names_of
from rag.question import LONGEST, Options, understand

KNOWN = ("Harbour Courier", "The Venn Islander", "Brel Radio")


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("How do the Harbour Courier and the Venn Islander differ on the toll of the storm?", "the toll of the storm?"),
        ("How far do Brel Radio and the Courier disagree about who broke the lamp?", "who broke the lamp?"),
        (
            "How do Brel Radio and the Courier differ in what they say about the broken lamp?",
            "the broken lamp?",
        ),
        ("Do the Courier and the Islander give the same height for the dam?", "height for the dam?"),
        ("Do the Courier and the Islander agree that the dam is safe?", "the dam is safe?"),
        ("Compare what the Courier and Brel Radio say about the old lamp.", "the old lamp."),
        ("Compare the height of the dam in the Courier and in the Islander", "the height of the dam"),
        ("Brel Radio versus the Courier: what does each give as the cause of the fire?", "the cause of the fire?"),
        ("Harbour Courier and Brel Radio on how high the dam is: same number?", "how high the dam is"),
        ("Height of the dam: Brel Radio against the Harbour Courier", "Height of the dam"),
        ("How high is the dam, according to Brel Radio and to the Courier?", "How high is the dam?"),
        ("Compare what the Islander says of the fire in Morland with the Courier", "the fire in Morland"),
        (
            "What height did Brel Radio report for the dam, and what figure does the Courier have?",
            "What height did the papers report for the dam?",
        ),
        (
            "What height did Brel Radio and the Courier each give for the dam?",
            "What height did the papers give for the dam?",
        ),
    ],
)
def test_what_is_left_is_what_they_are_compared_on(text: str, matter: str) -> None:
    question = understand(text, Options(), KNOWN, None)
    assert question.each_outlet
    assert question.matter == matter


@pytest.mark.parametrize(
    "text", ["How high is the dam?", "How do the two dams of Brel differ?", "What did Brel Radio say about the dam?"]
)
def test_a_question_that_compares_no_outlets_is_left_as_it_is(text: str) -> None:
    question = understand(text, Options(), KNOWN, None)
    assert not question.each_outlet
    assert question.matter == text


def test_outlets_that_a_person_sets_are_not_compared() -> None:
    assert not understand("How high is the dam?", Options(sources=KNOWN), KNOWN, None).each_outlet


@given(st.lists(st.sampled_from([*KNOWN, "how do", "and", "differ on", "the", "dam", ":", "?", "'s"]), max_size=12))
def test_no_mark_is_left_behind(words: list[str]) -> None:
    text = " ".join(words)
    assert "\0" not in compared_on(text, names_of(KNOWN).find(text))


@pytest.mark.parametrize("head", ["", "How do ", "Compare what ", "Do "])
@pytest.mark.parametrize(
    "seed", ["Brel Radio, ", "Brel Radio and ", "the Courier's report, ", "in Brel Radio, and ", "and what figure did "]
)
def test_a_long_repetitive_text_comes_to_an_end(head: str, seed: str) -> None:
    text = (head + seed * LONGEST)[:LONGEST]
    compared_on(text, names_of(KNOWN).find(text))
