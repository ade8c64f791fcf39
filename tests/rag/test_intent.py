"""Questions that one article alone will hardly answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.intent import asks_for_several, asks_whether_or_how_it_changed
from rag.question import Options, understand

LONG = (
    "Which company, known for its tide mills and for the strike that closed its yard in Brel, was fined by the court "
    "in Dovre, bought back its own shares and then promised the harbour board a new pier?"
)


def test_a_long_sentence_asks_for_several_articles() -> None:
    assert asks_for_several(LONG)


@pytest.mark.parametrize(
    "text",
    [
        "What is the toll on the Kessel bridge?",
        "Compare the tolls of the two bridges.",
        "While the mayor praised the dam, what did its opponents say?",
        "The dam broke on Monday night after a week of rain. The lower village had been cleared by then. "
        "Eleven roads were closed, and two bridges as well. How many houses were flooded?",
    ],
)
def test_a_short_one_is_looked_for_as_one(text: str) -> None:
    assert not asks_for_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "Did the mayor of Brel resign?",
        "Has the bridge been shut since it was rammed?",
        "Wasn't the dam finished when the river rose?",
        "How has the toll changed since 2019?",
        "How did the number of nests develop over time?",
    ],
)
def test_whether_something_is_so_and_how_it_changed_is_no_stretch_of_an_article(text: str) -> None:
    assert asks_whether_or_how_it_changed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Was the ferry sold or let?",
        "Was the ferry sold, and when?",
        "Was the general arrested, and for how many nights?",
        "Can you tell me who bought the lighthouse?",
        "How much has the toll changed since 2019?",
        "How did the barge hit the bridge?",
        "How did the court change the sentence?",
        "Who changed the law?",
        "May 5: who sang in Dovre?",
    ],
)
def test_what_words_answer_is_something_else(text: str) -> None:
    assert not asks_whether_or_how_it_changed(text)


def test_reports_of_two_days_are_several_articles_and_literal_reads_none() -> None:
    text = "Did the report of 3 March 2024 contradict that of 24 March 2024?"
    today = date(2024, 6, 12)
    assert understand(text, Options(), (), today).several
    assert not understand(text, Options(literal=True), (), today).several
    assert not understand(LONG, Options(literal=True), (), today).several


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert asks_for_several(text) in (True, False)
