"""Questions that one article alone will hardly answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.intent import asks_for_several
from rag.question import Options, understand

LONG = (
    "Which company, known for its tide mills and for the strike that closed its yard in Brel, was fined by the court "
    "in Dovre, bought back its own shares and then promised the harbour board a new pier?"
)


@pytest.mark.parametrize(
    "text",
    [
        "Compare the tolls of the two bridges.",
        "How do the reports on the fire differ?",
        "Did the mayor contradict the harbour master?",
        "Are the two counts of flooded houses consistent?",
        "Do the Courier and the Ledger agree on the toll?",
        "What did both outlets say about the dam?",
        "How has the price of a crossing changed since March?",
        "While the mayor praised the dam, what did its opponents say?",
        LONG,
    ],
)
def test_a_comparison_or_a_long_sentence_asks_for_several_articles(text: str) -> None:
    assert asks_for_several(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is the toll on the Kessel bridge?",
        "Which port agreed to buy the ferry?",
        "What toll did the two towns agree on?",
        "What does the agreement on the pier say?",
        "The dam broke on Monday night after a week of rain. The lower village had been cleared by then. "
        "Eleven roads were closed, and two bridges as well. How many houses were flooded?",
    ],
)
def test_one_fact_is_one_article(text: str) -> None:
    assert not asks_for_several(text)


def test_two_outlets_are_several_articles_and_literal_reads_none() -> None:
    text = "What did the Ilmar Post and the Dovre Courier report about the choir?"
    known = ("Ilmar Post", "Dovre Courier")
    assert understand(text, Options(), known, None).several
    assert not understand(text, Options(literal=True), known, None).several
    assert understand("Who sang?", Options(sources=known), known, None).several
    assert not understand("Compare the choirs.", Options(literal=True), known, None).several


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert asks_for_several(text) in (True, False)
