"""What a person means by a question: whether it wants the newest or the first, and what holds for all that is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.contract import Understood
from rag.question import Options, understand

from .dates.test_understanding import AS_OF, NO_WINDOW, WINDOWS
from .outlets.test_understanding import LEFT_OUT, NO_OUTLET, OUTLETS
from .reading import KNOWN, TODAY, read

WISHES = [
    ("What is the latest on the ferry?", "latest"),
    ("What is the most recent figure?", "latest"),
    ("Who leads now?", "latest"),
    ("Who leads right now?", "latest"),
    ("Who is currently mayor?", "latest"),
    ("What is the newest count?", "latest"),
    ("How many are missing so far?", "latest"),
    ("Where is the ferry today?", "latest"),
    ("Who knows the way?", ""),
    ("Now who leads?", "latest"),
    ("Who directed Apocalypse Now?", ""),
    ("Who coached the now-defunct club?", ""),
    ("Why did it end up so far from the site?", ""),
    ("How fast was it at the moment of impact?", ""),
    ("Which firm sells direct current chargers?", ""),
    ("What is the earliest age for a pension?", ""),
    ("find the first article about the leak", "earliest"),
    ("When did news of the leak first break?", "earliest"),
    ("When was the leak first reported last week?", "earliest"),
    ("When was the leak first reported?", "earliest"),
    ("Who first reported the leak?", "earliest"),
    ("Which paper reported the leak first?", "earliest"),
    ("What is the first report of the leak?", "earliest"),
    ("What is the earliest report on the leak?", "earliest"),
    ("What was the earliest on the leak?", "earliest"),
    ("What is the first mention of the leak?", "earliest"),
    ("What is the oldest article about the leak?", "earliest"),
    ("Which outlet was first to report the leak?", "earliest"),
    ("When was the plan first announced?", "earliest"),
    ("Who is the first lady?", ""),
    ("How much did it earn in the first quarter?", ""),
    ("Who was the first woman to win?", ""),
    ("What was her first published novel?", ""),
    ("For the first time since 2019, who won?", ""),
    ("What is the earliest known boat?", ""),
    ("When did the first case occur?", ""),
    ("Who spoke at the first news conference?", ""),
]


def test_there_are_cases_enough() -> None:
    assert len(WINDOWS + AS_OF + WISHES) + len(NO_WINDOW + NO_OUTLET) + len(OUTLETS) + len(LEFT_OUT) >= 200


@pytest.mark.parametrize(("text", "wish"), WISHES)
def test_the_newest_or_the_first(text: str, wish: str) -> None:
    found = read(text)
    assert (found.latest, found.earliest) == (wish == "latest", wish == "earliest")


TEXTS = [text for text, _ in (*WINDOWS, *AS_OF, *WISHES)] + [text for text, _ in (*OUTLETS, *LEFT_OUT)]
TEXTS += NO_WINDOW + NO_OUTLET
WORDS = sorted({word for text in TEXTS for word in text.split()})


@pytest.mark.parametrize("text", TEXTS)
def test_literal_reads_nothing(text: str) -> None:
    assert understand(text, Options(literal=True), KNOWN, TODAY).understood == Understood()


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20), st.dates())
def test_no_words_break_it_and_no_window_inverts(words: list[str], today: date) -> None:
    found = understand(" ".join(words), Options(), KNOWN, today).understood
    assert found.after is None or found.before is None or found.after <= found.before
    assert found.after is None or found.after <= (found.as_of or today)
    assert not set(found.sources) & set(found.not_sources)


@given(st.text(min_size=1).filter(lambda text: text.split()), st.lists(st.text(), max_size=5), st.dates())
def test_no_text_and_no_outlet_break_it(text: str, known: list[str], today: date) -> None:
    understand(text, Options(), known, today)


@given(st.sampled_from(TEXTS), st.dates(), st.dates())
def test_a_window_given_always_wins(text: str, one: date, two: date) -> None:
    after, before = sorted((one, two))
    found = understand(text, Options(after=after, before=before), KNOWN, TODAY).understood
    assert (found.after, found.before) == (after, before)
