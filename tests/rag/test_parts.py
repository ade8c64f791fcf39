"""Questions that ask several things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.parts import MOST, parts
from rag.question import LONGEST


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who won the race, and what did it cost?", ("Who won the race?", "Who won the race? what did it cost?")),
        ("Where is it? How deep is it?", ("Where is it?", "Where is it? How deep is it?")),
        (
            "What is scrapple made from and how is it cooked?",
            ("What is scrapple made from?", "What is scrapple made from? how is it cooked?"),
        ),
        (
            "When did it open, and where, and what for?",
            ("When did it open?", "When did it open? where?", "When did it open? where? what for?"),
        ),
        (
            "Compare the first price of the ship with what it came to.",
            ("the first price of the ship?", "the first price of the ship? what it came to?"),
        ),
        (
            "How does the toll of 2019 compare with that of 2024?",
            ("the toll of 2019?", "the toll of 2019? that of 2024?"),
        ),
        ("Give me the old toll beside the new one", ("the old toll?", "the old toll? the new one?")),
        (
            "How many came to Brel in summer versus to Skarn in winter?",
            ("How many came to Brel in summer?", "How many came to Brel in summer? to Skarn in winter?"),
        ),
        ("the first count versus the last count", ("the first count?", "the first count? the last count?")),
        (
            "Compare the tern counts of 2024 and of 2025.",
            ("the tern counts of 2024?", "the tern counts of 2024? of 2025?"),
        ),
    ],
)
def test_a_question_that_asks_several_things_is_parted(text: str, asked: tuple[str, ...]) -> None:
    assert parts(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Who bought the lighthouse?",
        "A storm hit Skarn this week. What was its name?",
        "Prince Harry and what other man sued the paper?",
        "Who is the man who sold the ferry, and who is accused of theft?",
        "To what does the pilot compare his boat?",
        "Compare the counts.",
        "What is the outcome of Brel versus the ferry company?",
        "Who won the Brel Rovers vs Skarn United match in March 2024?",
        "In which year was Falk vs. Nilsson decided by the court?",
        "What did the bakers and fishers of Brel ask for?",
        "The mayor said where, when and how it would be built.",
        "who and what and when and where and why",
        "",
    ],
)
def test_a_question_that_asks_one_thing_is_left_as_it_is(text: str) -> None:
    assert parts(text) == (text,)


@pytest.mark.parametrize(
    "seed", ["compare a ", "who A vs ", "what Who A", "with a ", "vs a ", "how do a compare ", "set a beside ", " "]
)
def test_a_long_repetitive_text_comes_to_an_end(seed: str) -> None:
    parts((seed * LONGEST)[:LONGEST])


@given(st.lists(st.sampled_from(["who", "what", "and", "?", ",", "Skarn", "how", " "]), max_size=12).map(" ".join))
def test_any_text_has_one_to_three_parts(text: str) -> None:
    assert 1 <= len(parts(text)) <= MOST
