"""Questions that one article alone will hardly answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.intent import asks_for_several, asks_whether_or_how_it_changed, topic_of
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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Tell me about the Kessel bridge.", "the Kessel bridge"),
        ("Can you please tell me more about the strike in Dovre?", "the strike in Dovre"),
        ("What do we know about Petra Nilsson?", "Petra Nilsson"),
        ("What does the news say about measles", "measles"),
        ("What has been reported about the dam?", "the dam"),
        ("What is new on the ferry?", "the ferry"),
        ("What's going on with the trams?", "the trams"),
        ("Any news about the strike?", "the strike"),
        ("Summarise the latest news on the flood.", "the flood"),
        ("Summarize the flood", "the flood"),
        ("Give me a short timeline of the Nilsson case", "the Nilsson case"),
        ("Overview of the coverage of the flood", "the flood"),
        ("Show me all articles about the bridge", "the bridge"),
        ("news on the bridge", "the bridge"),
    ],
)
def test_the_news_of_a_topic_is_asked_for(text: str, topic: str) -> None:
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about what the bridge cost.",
        "Tell me who bought the lighthouse.",
        "What do we know about how many were hurt?",
        "What do they say about the design?",
        "What was written on the banner?",
        "What is happening in 2013?",
        "What is New Zealand?",
        "What is the news conference about?",
        "Who summarised the report on the dam?",
        "Which newspaper has news on the dam?",
        "What happened to the trawler?",
        "Compare the reports on the dam: which is longer?",
    ],
)
def test_something_in_it_is_asked_for(text: str) -> None:
    assert topic_of(text) is None


@given(st.text())
def test_a_topic_is_a_part_of_its_question(text: str) -> None:
    assert (topic_of(text) or "") in text


def test_reports_of_two_days_are_several_articles_and_literal_reads_none() -> None:
    text = "Did the report of 3 March 2024 contradict that of 24 March 2024?"
    today = date(2024, 6, 12)
    assert understand(text, Options(), (), today).several
    assert not understand(text, Options(literal=True), (), today).several
    assert not understand(LONG, Options(literal=True), (), today).several


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert asks_for_several(text) in (True, False)
