"""Whose words are asked for, and how much of them is an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quotation import asks_for_words, quotation, with_both_marks

LEASE = 'Vane resigned. "No land would be sold," he said. "It is late. A lease of 99 years is a sale with a long tail."'
NESTED = "“My aunt used to say, ‘The sea lends, she does not give,’ and she’s right,” said Quill."


@pytest.mark.parametrize(
    "question",
    [
        "What did Osric Vane say about the lease?",
        "How did the captain describe the bang?",
        "How long will she stay, in her own words?",
        "With what words did the coach greet the team?",
        "Which image did the villagers use for the dam?",
        "What has the mayor called the plan?",
    ],
)
def test_somebodys_words_are_asked_for(question: str) -> None:
    assert asks_for_words(question)


@pytest.mark.parametrize(
    "question", ["Who said that the bridge is unsafe?", "What did the roof cost?", "How many people speak Veps?"]
)
def test_something_else_is_asked_for(question: str) -> None:
    assert not asks_for_words(question)


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        (LEASE, "a sale", "A lease of 99 years is a sale with a long tail"),
        (LEASE, "land", "No land would be sold"),
        (LEASE, "resigned", "resigned"),
        (LEASE, "sold", "No land would be sold"),
        (NESTED, "lends", "The sea lends, she does not give"),
        ("It's the boat's 'second life', Roe's friend said.", "life", "second life"),
        ("It's the boat's mast, Roe's friend said.", "mast", "mast"),
        (NESTED, "Quill", "The sea lends, she does not give"),
        (LEASE, "Vane", "No land would be sold"),
        ("“It is late,” said Jo Roe of the “Désirée”.", "Jo Roe", "It is late"),
        ("The “Désirée” sails, said Jo Roe.", "Jo Roe", "Jo Roe"),
        ("“It is late,” said the cook.", "the cook", "the cook"),
        ("He said “nothing of the kind", "kind", "kind"),
    ],
)
def test_a_stretch_grows_to_the_sentence_that_is_quoted(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    first, last = quotation(text, start, start + len(words))
    assert text[first:last] == whole


@given(st.text("ab \"'“”‘’.,«»", min_size=1, max_size=60), st.data())
def test_a_stretch_never_shrinks_and_stays_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = quotation(text, start, end)
    assert 0 <= first <= start
    assert end <= last <= len(text)


@given(st.text("Ab \"'“”‘’.,«»", min_size=1, max_size=60), st.data())
def test_what_is_quoted_stands_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = quotation(text, start, end)
    assert 0 <= first < last <= len(text)


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("He calls her the “so-called” head of Brel.", "so-called” head", "“so-called” head"),
        (
            "Talks are “a road to nowhere” and “a dream.”",
            "“a road to nowhere” and “a dream",
            "“a road to nowhere” and “a dream.”",
        ),
        ('It was "not fair", she said.', 'was "not fair', 'was "not fair"'),
        ('It was "not fair", she said.', "not fair", "not fair"),
        ("Nine » inches", "Nine » inches", "Nine » inches"),
    ],
)
def test_of_two_marks_the_second_is_taken_along(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    first, last = with_both_marks(text, start, start + len(words))
    assert text[first:last] == whole


@given(st.text(alphabet='ab “”"«».,'), st.data())
def test_a_stretch_only_grows_by_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = with_both_marks(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert (start - first, last - end) in ((0, 0), (1, 0), (0, 1), (0, 2))
