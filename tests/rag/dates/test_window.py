"""Which window a question names, and which dates in it are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dates.window import Window, read_window
from rag.question import LONGEST

TODAY = date(2024, 6, 12)  # a Wednesday


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


WINDOWS = [
    # months, days, ISO
    ("What happened in March 2024?", "2024-03-01", "2024-03-31"),
    ("What happened in march 2024?", "2024-03-01", "2024-03-31"),
    ("What did the council decide in March?", "2024-03-01", "2024-03-31"),
    ("What did the council decide in August?", "2023-08-01", "2023-08-31"),
    ("Who won on 3 May 2024?", "2024-05-03", "2024-05-03"),
    ("Who won on May 3, 2024?", "2024-05-03", "2024-05-03"),
    ("Who won on 3 May?", "2024-05-03", "2024-05-03"),
    ("Who won on the 3rd of September 2023?", "2023-09-03", "2023-09-03"),
    ("What did he say on 2024-05-03?", "2024-05-03", "2024-05-03"),
    ("What was reported in 2024-05?", "2024-05-01", "2024-05-31"),
    ("March 2024: what happened?", "2024-03-01", "2024-03-31"),
    ("March: what happened?", "2024-03-01", "2024-03-31"),
    ("In March 2024, did more sing than in the year before?", "2024-03-01", "2024-03-31"),
    ("Compare what was reported on the two bridges in March 2024.", "2024-03-01", "2024-03-31"),
    ("Which yard received an order from the navy in March 2024 to mend a ship?", "2024-03-01", "2024-03-31"),
    ("Did more than 50 people come to Brel in March 2024?", "2024-03-01", "2024-03-31"),
    ("Is there news from March 2024 about the ferry?", "2024-03-01", "2024-03-31"),
    ("What happened at the beginning of June?", "2024-06-01", "2024-06-30"),
    ("According to the Ilmar Post, who bought the lighthouse in March 2024?", "2024-03-01", "2024-03-31"),
    ("At Orrin Point, which lamp was lit in March 2024?", "2024-03-01", "2024-03-31"),
    # from one to another
    ("What happened between 2024-01-01 and 2024-02-15?", "2024-01-01", "2024-02-15"),
    ("What was decided from January to March 2024?", "2024-01-01", "2024-03-31"),
    ("What was decided between January and March 2024?", "2024-01-01", "2024-03-31"),
    ("What was decided from 1 to 10 March 2024?", "2024-03-01", "2024-03-10"),
    ("What did they accept between 3 March and 5 April 2024?", "2024-03-03", "2024-04-05"),
    ("From 5 May to 9 May 2024, what happened?", "2024-05-05", "2024-05-09"),
    ("Which ships came between 5 and 9 May?", "2024-05-05", "2024-05-09"),
    ("What was published between April and May?", "2024-04-01", "2024-05-31"),
    # one side open
    ("What has happened since March 2024?", "2024-03-01", None),
    ("Since January, how many ships came?", "2024-01-01", None),
    ("What happened after 3 May 2024?", "2024-05-04", None),
    ("What was said following March 2024?", "2024-04-01", None),
    ("What happened before March 2024?", None, "2024-02-29"),
    ("What was planned before the summer of 2023?", None, "2023-05-31"),
    ("What had been said prior to 3 May 2024?", None, "2024-05-02"),
    ("What was said until April 2024?", None, "2024-04-30"),
    ("What was said up to the end of April 2024?", None, "2024-04-30"),
    ("What was reported after 2022?", "2023-01-01", None),
    # counted from the day of asking
    ("What happened yesterday?", "2024-06-11", "2024-06-11"),
    ("How strong was yesterday's storm?", "2024-06-11", "2024-06-11"),
    ("What did the court decide last week?", "2024-06-03", "2024-06-09"),
    ("Last week, what did the court decide?", "2024-06-03", "2024-06-09"),
    ("What was the strongest gust in last month's storm?", "2024-05-01", "2024-05-31"),
    ("Who resigned two days ago?", "2024-06-10", "2024-06-10"),
    ("What did Hallorn announce in the past two weeks?", "2024-05-29", "2024-06-12"),
    ("What was announced over the last 10 days?", "2024-06-02", "2024-06-12"),
    # seasons and years
    ("What did the town forbid last summer?", "2023-06-01", "2023-08-31"),
    ("What was written in the spring of 2023?", "2023-03-01", "2023-05-31"),
    ("What was written in autumn 2022?", "2022-09-01", "2022-11-30"),
    ("In 2023, who was mayor?", "2023-01-01", "2023-12-31"),
    ("What did he say in 2023?", "2023-01-01", "2023-12-31"),
    ("Is there news from 2022 on this?", "2022-01-01", "2022-12-31"),
]


@pytest.mark.parametrize(("text", "after", "before"), WINDOWS)
def test_a_window_is_read(text: str, after: str | None, before: str | None) -> None:
    assert read_window(text, TODAY) == Window(None, day(after), day(before))


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("As of March 2024, who is mayor?", "2024-03-31"),
        ("Who was mayor as of 2024-01-10?", "2024-01-10"),
        ("Who was mayor as at 3 May 2024?", "2024-05-03"),
        ("Who was mayor as of 2023?", "2023-12-31"),
        ("As of last month, who was mayor?", "2024-05-31"),
    ],
)
def test_as_of_is_the_end_of_what_it_names(text: str, as_of: str) -> None:
    assert read_window(text, TODAY) == Window(as_of=day(as_of))


TOPICS = [
    "What did he say about the 2022 Istanbul talks?",
    "How many households lost power in the January storm?",
    "What did the mayor promise in the May 2023 interview?",
    "What did people say after the 3 May 2024 vote?",
    "Which poet was born in 1950?",
    "How many goals did he score between 2013 and 2017?",
    "What does the country that sealed its borders in March 2020 do now?",
    "Who leads the party which split in May 2023?",
    "What does the country that was at war between January 2020 and March 2021 say?",
    "What does the party, which split in May 2023, want?",
    "In what year did the poet, whose feast on 25 January is a holiday, write it?",
    "Which club lost its stadium after burning down in March 2019?",
    "How much timber went through the port in 2022?",
    "What happened during the last week of May?",
    "What has stood there for more than two weeks?",
    "What has changed since the summit?",
    "What did Theresa May say?",
    "May I ask who won the race?",
    "May the mayor sack him?",
    "March of the fishermen: who led it?",
    "Who marched to the town hall?",
    "What happened?",
    # of one side of a comparison, or where a course begins
    "Was the catch in May 2023 bigger than that of the year before?",
    "How much better was the catch in January 2024 than in the bad January before?",
    "Compare the toll in May 2023 with the one after the repair.",
    "Give me the toll in May 2023 beside that of June 2023.",
    "How does the catch in May 2023 compare with the one after the storm?",
    "How far did the offer move from the opening of the talks in March 2024 to the deal?",
    "",
]


@pytest.mark.parametrize("text", TOPICS)
def test_a_date_that_is_the_topic_is_no_window(text: str) -> None:
    assert read_window(text, TODAY) == Window()


@pytest.mark.parametrize(
    "text",
    [
        "When is the ferry handed over in November 2024?",
        "What will happen on 4 July?",
        "What will open between 5 and 9 July?",
        "What is planned from 1 to 5 July?",
        "Who is set to play in August?",
        "What happens after 2024-12-24?",
    ],
)
def test_what_is_to_come_is_no_window(text: str) -> None:
    assert read_window(text, TODAY) == Window()


@pytest.mark.parametrize(
    "text",
    [
        "What happened from March 2024 to January 2024?",
        "What happened between 10 and 3 March 2024?",
        "What happened after May 2024, before March 2024?",
        "What happened on 31 February 2024?",
    ],
)
def test_an_impossible_window_is_none(text: str) -> None:
    assert read_window(text, TODAY) == Window()


def test_two_bounds_make_one_window() -> None:
    found = read_window("What happened after 3 March 2024 and before 5 April 2024?", TODAY)
    assert found == Window(None, date(2024, 3, 4), date(2024, 4, 4))


@pytest.mark.parametrize("today", [date.min, date(1, 1, 5), date(1900, 1, 1), date.max])
@pytest.mark.parametrize(
    "text", ["before yesterday", "after the past two weeks", "since last month", "in March", "before 3 months ago"]
)
def test_the_ends_of_the_calendar_are_no_trouble(text: str, today: date) -> None:
    found = read_window(f"What happened {text}?", today)
    assert found.after is None or found.before is None or found.after <= found.before


PARTS = [
    "in",
    "on",
    "the",
    "between",
    "and",
    "from",
    "to",
    "since",
    "before",
    "after",
    "until",
    "as of",
    "last",
    "week",
]
PARTS += ["March", "May", "3", "10", "2024", "1999", "2024-03-05", "summer", "yesterday", "two weeks ago", ",", "?"]
PARTS += ["will", "that", "said", "ago", "of", "31", "February", "—", "spring of 2031"]


@given(st.lists(st.sampled_from(PARTS), max_size=14), st.dates())
def test_a_window_never_inverts_and_never_starts_after_the_asking(parts: list[str], today: date) -> None:
    found = read_window(" ".join(parts), today)
    assert found.after is None or found.before is None or found.after <= found.before
    assert found.after is None or found.after <= (found.as_of or today)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read_window(text, TODAY)


SEEDS = ["that ", "that in 2022, ", "between 1 and ", "from a b c ", "the ", "1", "2024-01-01 and ", "May 1 ", "in "]
SEEDS += ["between 2024-01-01 and ", "at the end of ", "before the the ", "after walking in March ", "last ", "will "]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("tail", ["", ", in March", "? in 2022", "!"])
def test_a_long_repetitive_text_comes_to_an_end(seed: str, tail: str) -> None:
    read_window((seed * LONGEST)[: LONGEST - len(tail)] + tail, TODAY)
