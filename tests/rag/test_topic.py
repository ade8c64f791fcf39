"""Questions for the news of a topic, and for something in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.topic import topic_of


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
        ("What is the oldest article about the bridge?", "the bridge"),
        ("Which outlets reported on the strike?", "the strike"),
        ("Which papers have covered the strike?", "the strike"),
        ("Who first reported the strike?", "the strike"),
        ("Which newspaper reported first on the strike?", "the strike"),
        ("When was the strike first reported?", "the strike"),
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
        "Who reported the theft?",
        "When was the dam first built?",
        "How many were hurt when the strike was first reported?",
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
