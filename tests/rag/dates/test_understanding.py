"""The window that a question means, the days that are none, and the day that it is asked as of."""

from __future__ import annotations

import re
from datetime import date

import pytest

from rag.question import Options, understand
from tests.rag.reading import KNOWN, TODAY, read


def window_of(text: str, today: date) -> str:
    """The window of a question that is asked as of a day, as it is written below."""
    found = understand(text, Options(as_of=today), KNOWN, today).understood
    return f"{found.after or ''}..{found.before or ''}"


# A window is written `first..last`, either side may be open, "" is none.
WINDOWS = [
    # months
    ("What happened in March 2022?", "2022-03-01..2022-03-31"),
    ("What did Lavrov say in March 2022 about security?", "2022-03-01..2022-03-31"),
    ("In March 2022, what did the port decide?", "2022-03-01..2022-03-31"),
    ("What did the port decide in March?", "2024-03-01..2024-03-31"),
    ("What did the port decide in June?", "2024-06-01..2024-06-30"),
    ("What did the port decide in November?", "2023-11-01..2023-11-30"),
    ("What did the port decide in Sept. 2023?", "2023-09-01..2023-09-30"),
    ("What did the port decide in March of 2023?", "2023-03-01..2023-03-31"),
    ("What was said in March last year?", "2023-03-01..2023-03-31"),
    ("What was said in March of last year?", "2023-03-01..2023-03-31"),
    ("What was said in March this year?", "2024-03-01..2024-03-31"),
    ("What was decided last March?", "2024-03-01..2024-03-31"),
    ("What was decided last October?", "2023-10-01..2023-10-31"),
    ("What was said in early March 2023?", "2023-03-01..2023-03-31"),
    ("What was said in late May?", "2024-05-01..2024-05-31"),
    ("What was said in the second half of May?", "2024-05-01..2024-05-31"),
    ("What was said in the month of May?", "2024-05-01..2024-05-31"),
    ("What was said in mid-May?", "2024-05-01..2024-05-31"),
    ("What was said at the end of May 2023?", "2023-05-01..2023-05-31"),
    ("What did he say in March and April 2024?", "2024-03-01..2024-04-30"),
    ("What was written in January, February and March 2023?", "2023-01-01..2023-03-31"),
    ("Which news from May 2024 concerns the ferry?", "2024-05-01..2024-05-31"),
    ("What was in the news in 2024-02?", "2024-02-01..2024-02-29"),
    ("What was said of the trade agreement in March 2024?", "2024-03-01..2024-03-31"),
    ("What did the bank say about inflation in March 2022?", "2022-03-01..2022-03-31"),
    ("what did the port decide in october", "2023-10-01..2023-10-31"),
    ("Which news from the first half of May concerns the ferry?", "2024-05-01..2024-05-31"),
    ("List the reports on the ferry from March 2024.", "2024-03-01..2024-03-31"),
    # quarters
    ("In the second quarter of 2023, which yards closed?", "2023-04-01..2023-06-30"),
    ("What was said of the yard in Q4 2023?", "2023-10-01..2023-12-31"),
    ("What was said of the yard last quarter?", "2024-01-01..2024-03-31"),
    ("Which yards closed this quarter?", "2024-04-01..2024-06-12"),
    ("What was said of the yard in H1 2023?", "2023-01-01..2023-06-30"),
    ("Which yards closed in the second half of 2023?", "2023-07-01..2023-12-31"),
    # days
    ("Who won on 3 May 2024?", "2024-05-03..2024-05-03"),
    ("Who won on the 3rd of May?", "2024-05-03..2024-05-03"),
    ("Who won on May 3rd, 2023?", "2023-05-03..2023-05-03"),
    ("What happened on 20 August?", "2023-08-20..2023-08-20"),
    ("What happened on Friday, 3 May 2024?", "2024-05-03..2024-05-03"),
    ("What happened on Friday 3 May?", "2024-05-03..2024-05-03"),
    ("What happened on Monday, June 3?", "2024-06-03..2024-06-03"),
    ("What happened on 2024-05-03?", "2024-05-03..2024-05-03"),
    ("What happened on 23/11/2023?", "2023-11-23..2023-11-23"),
    ("Which news dated 11/23/2023 is on the ferry?", "2023-11-23..2023-11-23"),
    ("In a story published on Aug. 3, 2023, a mill burned. Who owned it?", "2023-08-03..2023-08-03"),
    ("What happened on 29 February?", "2024-02-29..2024-02-29"),
    ("What happened on 3 May last year?", "2023-05-03..2023-05-03"),
    ("What happened in the week of 6 March 2024?", "2024-03-04..2024-03-10"),
    # from one to another
    ("What happened between 3 and 9 March 2024?", "2024-03-03..2024-03-09"),
    ("What happened between March 5 and 9, 2024?", "2024-03-05..2024-03-09"),
    ("What happened between March 5 and 9?", "2024-03-05..2024-03-09"),
    ("What happened between March 5 and March 9, 2024?", "2024-03-05..2024-03-09"),
    ("What happened between 5 March and 9 April?", "2024-03-05..2024-04-09"),
    ("What, before 7 March 2024, was told between 3 and 9 March 2024?", "2024-03-03..2024-03-06"),
    ("What happened from March 5 to 9, 2024?", "2024-03-05..2024-03-09"),
    ("What happened on March 5-9, 2024?", "2024-03-05..2024-03-09"),
    ("What happened from 5–9 March 2024?", "2024-03-05..2024-03-09"),
    ("What happened between the 3rd and the 9th of March 2024?", "2024-03-03..2024-03-09"),
    ("What happened between November 2023 and February 2024?", "2023-11-01..2024-02-29"),
    ("What happened between November and February 2024?", "2023-11-01..2024-02-29"),
    ("What was reported from January through March 2023?", "2023-01-01..2023-03-31"),
    ("What was reported between 2023-12-30 and 2024-01-02?", "2023-12-30..2024-01-02"),
    ("What happened between yesterday and today?", "2024-06-11..2024-06-12"),
    ("What was reported from mid-April to early June?", "2024-04-01..2024-06-30"),
    ("Nov 2022 - Feb 2023: what did gas cost?", "2022-11-01..2023-02-28"),
    ("Which articles from 2020–2022 are on the ferry?", "2020-01-01..2022-12-31"),
    # one side open
    ("What happened since March 2024?", "2024-03-01.."),
    ("According to articles from 10 January 2024 onwards, who was asked?", "2024-01-10.."),
    ("Which stories since 2022 are on the ferry?", "2022-01-01.."),
    ("Show me reports on the ferry from before 2020.", "..2019-12-31"),
    ("What has the mayor said since 3 May?", "2024-05-03.."),
    ("What has happened since Monday?", "2024-06-10.."),
    ("What has happened since last week?", "2024-06-03.."),
    ("What has changed since the beginning of May?", "2024-05-01.."),
    ("What happened after 3 May 2024?", "2024-05-04.."),
    ("What happened after the end of May 2024?", "2024-06-01.."),
    ("What was said before March 2024?", "..2024-02-29"),
    ("What was said before the end of May 2024?", "..2024-04-30"),
    ("What was said prior to 3 May 2024?", "..2024-05-02"),
    ("What was said until 3 May 2024?", "..2024-05-03"),
    ("What was said up to March 2024?", "..2024-03-31"),
    ("What was said up to and including 3 May 2024?", "..2024-05-03"),
    ("What has been said since the start of the year?", "2024-01-01.."),
    ("What has happened since the beginning of the month?", "2024-06-01.."),
    ("What was said before last week?", "..2024-06-02"),
    ("What was said no later than 3 May 2024?", "..2024-05-03"),
    ("What was said on or before 3 May 2024?", "..2024-05-03"),
    ("What was said on or after 3 May 2024?", "2024-05-03.."),
    ("What was said not before 3 May 2024?", "2024-05-03.."),
    ("What was said after 3 May and before 20 May?", "2024-05-04..2024-05-19"),
    ("What was reported before 2023?", "..2022-12-31"),
    ("What was reported since 2023?", "2023-01-01.."),
    # counted from the day of asking
    ("What happened today?", "2024-06-12..2024-06-12"),
    ("What did the mayor announce this morning?", "2024-06-12..2024-06-12"),
    ("What happened yesterday?", "2024-06-11..2024-06-11"),
    ("What happened last night?", "2024-06-11..2024-06-12"),
    ("Which coach resigned the day before yesterday?", "2024-06-10..2024-06-10"),
    ("What has happened in the past 24 hours?", "2024-06-11..2024-06-12"),
    ("What has happened in the last 48 hours?", "2024-06-10..2024-06-12"),
    ("What was announced in the last fortnight?", "2024-05-29..2024-06-12"),
    ("Who resigned a fortnight ago?", "2024-05-24..2024-06-03"),
    ("Who resigned two days ago?", "2024-06-10..2024-06-10"),
    ("Who resigned twelve days ago?", "2024-05-31..2024-05-31"),
    ("Who resigned three weeks ago?", "2024-05-19..2024-05-25"),
    ("Who resigned a few days ago?", "2024-06-07..2024-06-11"),
    ("Who resigned a month ago?", "2024-04-28..2024-05-28"),
    ("Who resigned a week ago today?", "2024-06-05..2024-06-05"),
    ("Who resigned a month ago today?", "2024-05-12..2024-05-12"),
    ("Who resigned a year ago today?", "2023-06-12..2023-06-12"),
    # days of a month that is not named
    ("Who resigned on the 3rd?", "2024-06-03..2024-06-03"),
    ("On the 18th, who resigned?", "2024-05-18..2024-05-18"),
    ("Who resigned on the 31st?", "2024-05-31..2024-05-31"),
    ("What did the mayor say two years ago?", "2021-12-12..2022-12-13"),
    ("What happened last week?", "2024-06-03..2024-06-09"),
    ("What happened last month?", "2024-05-01..2024-05-31"),
    ("What happened this week?", "2024-06-05..2024-06-12"),
    ("Which company this week announced a merger?", "2024-06-05..2024-06-12"),
    ("This week, which company announced a merger?", "2024-06-05..2024-06-12"),
    ("What happened earlier this week?", "2024-06-05..2024-06-12"),
    ("What happened this month?", "2024-06-01..2024-06-12"),
    ("Who resigned this year?", "2024-01-01..2024-06-12"),
    ("What did the mayor announce earlier this year?", "2024-01-01..2024-06-12"),
    ("What did the mayor say last year?", "2023-01-01..2023-12-31"),
    ("Who resigned last year?", "2023-01-01..2023-12-31"),
    ("What was announced in the past week?", "2024-06-05..2024-06-12"),
    ("What was announced in the last month?", "2024-05-13..2024-06-12"),
    ("What was announced over the past three days?", "2024-06-09..2024-06-12"),
    ("What was announced in the last couple of weeks?", "2024-05-29..2024-06-12"),
    # weekdays: their news is still printed in the days after
    ("What happened on Monday?", "2024-06-10..2024-06-12"),
    ("What did the president say on Friday?", "2024-06-07..2024-06-10"),
    ("On Friday, what did the president say?", "2024-06-07..2024-06-10"),
    ("How strong was Saturday's storm?", "2024-06-08..2024-06-11"),
    ("Who won last Friday?", "2024-06-07..2024-06-10"),
    ("Who won last Monday?", "2024-06-03..2024-06-12"),  # this week's or last week's
    ("What happened on Wednesday?", "2024-06-05..2024-06-12"),  # today's or last week's
    ("What happened on Thursday night?", "2024-06-06..2024-06-09"),
    ("Who won last weekend?", "2024-06-08..2024-06-12"),
    ("What happened over the weekend?", "2024-06-08..2024-06-12"),
    # seasons and years
    ("What was forbidden last summer?", "2023-06-01..2023-08-31"),
    ("What was forbidden this spring?", "2024-03-01..2024-05-31"),
    ("What was forbidden this summer?", "2024-06-01..2024-06-12"),
    ("What was forbidden in the summer of 2022?", "2022-06-01..2022-08-31"),
    ("What was forbidden in winter 2022?", "2022-12-01..2023-02-28"),
    ("What did he say in 2022?", "2022-01-01..2022-12-31"),
    ("What did he say in 2020 and 2021?", "2020-01-01..2021-12-31"),
    ("In 2020 and 2021, what did he say?", "2020-01-01..2021-12-31"),
    ("In 2022, what did the port build?", "2022-01-01..2022-12-31"),
    ("What was published in 2022 on the ferry?", "2022-01-01..2022-12-31"),
    # words as typed into a search box
    ("oil price cap Dec 2022", "2022-12-01..2022-12-31"),
    ("hospital cyberattack 2024-06-03", "2024-06-03..2024-06-03"),
    ("grain deal 2023-07-10 to 2023-07-24", "2023-07-10..2023-07-24"),
    ("campus protests, spring 2024, harbour", "2024-03-01..2024-05-31"),
    ("ferry coverage, June and July 2020", "2020-06-01..2020-07-31"),
    ("Q3 2023 shipyard layoffs", "2023-07-01..2023-09-30"),
    # the sentence that asks sets the window
    ("The ferry broke down. What did its owner say last week?", "2024-06-03..2024-06-09"),
    ("Tell me what happened in March 2024.", "2024-03-01..2024-03-31"),
]
NO_WINDOW = [
    # a date that is the topic
    "What did Lavrov say about the 2022 Istanbul talks?",
    "Who was to guarantee security under the proposals of the talks in 2022?",
    "What came of the March 2022 agreement?",
    "What came of the 3 May agreement?",
    "How many died in the January storm?",
    "Which poet was born on 4 July?",
    "Which presidents died on July 4?",
    "What was signed on July 4, 1776?",
    "Which country will host the 2026 World Cup?",
    "Which film won in 1994?",
    "Who wrote the constitution of 1920?",
    "What does the plan for 2030 cost?",
    "How long did violence last during the riot on January 6, 2021?",
    "What does the country that closed its borders in March 2020 say?",
    "What did he do after the mayor resigned in March 2023?",
    "Which club moved after burning down in May 2019?",
    "What was the record, set in May 2020, for a catch?",
    "How many people lived there between 1990 and 2010?",
    "What has happened since the flood?",
    "What was expected prior to the vote on 14 March?",
    # what a sentence before the question tells
    "The ferry broke down last week. How many were on it?",
    "A new mayor took office on Tuesday. Where was she born?",
    "Prices rose this month. Which country makes most of the oil?",
    "In March 2023 the bridge was closed. Why does it rust?",
    # what a figure covers, or is compared with
    "How many babies were born last year?",
    "Which airport was the worst for delays last year?",
    "What is the highest price this year?",
    "How much has it rained so far this year?",
    "How much has it rained so far this month?",
    "How much have prices risen over the past year?",
    "How much have prices risen in the last 12 months?",
    "By what percentage did house prices fall in May?",
    "What is dearer than a year ago?",
    "Which goods cost more compared to last year?",
    "Who won this year's race?",
    "What does the budget for this year hold?",
    "What has been closed for the past two weeks?",
    "What has the yard announced in the last year?",
    "What must be paid by Friday?",
    "Who won last year's race?",
    "Which animal was frozen 46,000 years ago?",
    "What did people eat 600 years ago?",
    "What has stood there for over two weeks?",
    "How much did the yard earn in the first quarter of 2023?",
    "By how much did sales fall in Q3 2023?",
    "By how much did sales fall last quarter?",
    "How much did the yard earn in the second half of 2023?",
    "Who scored in the last quarter of the game?",
    "Who lives on the 18th floor?",
    # terse: a year alone
    "world cup 2022",
    # what is to come
    "What will open on Friday?",
    "What will happen this week?",
    "Which singer is set to tour this summer?",
    "Which shop is opening a branch on November 15?",
    "Which airline is cutting flights during November?",
    "Who was to take over the harbour in April 2024?",
    "What happens later this year?",
    "What is planned for next week?",
    "What will the council build this year?",
    # names and words
    "Who played on Monday Night Football?",
    "What is sold on Black Friday?",
    "Who drinks there on Friday nights?",
    "When is Sheffield Wednesday playing?",
    "What did Theresa May say?",
    "May I see the list?",
    "Who won the March of Miners?",
    "What is the fastest march on record?",
    "What is a barrel worth today?",
    "How do today's teens read?",
    "What does Business Today sell?",
    "Which guest was on Last Week Tonight?",
    "What happened on 05/11/2023?",  # in May or in November
    "What happened in the last week of the strike?",
    "What should one eat every week?",
    "Which match came before this week's final?",
    # two reports that are compared
    "Did the Guardian's report on 3 May 2024 contradict the Harbour Courier?",
    "Was the coverage on 3 May 2024 consistent with the later one?",
    # no calendar has it, or it ends before it starts
    "What happened on 31 February 2024?",
    "What happened between 9 and 3 March 2024?",
    "What happened?",
]
AS_OF = [
    ("As of May 2024, who is mayor?", "2024-05-31"),
    ("Who was mayor as of 3 May 2024?", "2024-05-03"),
    ("Who was mayor as at 2023-12-31?", "2023-12-31"),
    ("As of last week, who led?", "2024-06-09"),
    ("As of yesterday, who led?", "2024-06-11"),
    ("As of 2022, who owned the yard?", "2022-12-31"),
]


@pytest.mark.parametrize(("text", "window"), WINDOWS)
def test_the_window(text: str, window: str) -> None:
    assert window_of(text, TODAY) == window
    found = read(text)
    assert found.as_of is None
    assert found.sources == found.not_sources == ()


LOOSE = re.compile(
    r"\b(?:this|today|weekend|last year|previous year|start of the|beginning of the|\w+day|(?:morning|evening))\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("text", "window"), [each for each in WINDOWS if not LOOSE.search(each[0])])
def test_a_period_that_says_which_is_counted_from_the_newest_day_where_none_is_stated(text: str, window: str) -> None:
    found = read(text)
    assert f"{found.after or ''}..{found.before or ''}" == window


@pytest.mark.parametrize(
    "text",
    [
        "Who resigned this week?",
        "What was decided on Tuesday?",
        "Who won at the weekend?",
        "What did the port announce today?",
        "What did the mayor say last year?",
    ],
)
def test_a_loose_period_is_a_window_only_where_the_day_of_asking_is_stated(text: str) -> None:
    assert window_of(text, TODAY) != ".."
    assert (read(text).after, read(text).before) == (None, None)


@pytest.mark.parametrize("text", NO_WINDOW)
def test_no_window(text: str) -> None:
    assert window_of(text, TODAY) == ".."
    assert read(text).as_of is None


@pytest.mark.parametrize(("text", "day"), AS_OF)
def test_the_day_that_it_is_asked_as_of(text: str, day: str) -> None:
    found = read(text)
    assert (found.as_of, found.after, found.before) == (date.fromisoformat(day), None, None)


@pytest.mark.parametrize(
    ("text", "today", "window"),
    [
        ("What happened this week?", "2024-01-01", "2023-12-25..2024-01-01"),
        ("What happened this month?", "2024-01-01", "2024-01-01..2024-01-01"),
        ("What did the mayor say last year?", "2024-01-01", "2023-01-01..2023-12-31"),
        ("What happened last month?", "2024-01-31", "2023-12-01..2023-12-31"),
        ("What happened on Sunday?", "2024-06-10", "2024-06-09..2024-06-10"),
        ("What was forbidden this winter?", "2024-01-15", "2023-12-01..2024-01-15"),
        ("What was forbidden this winter?", "2023-10-15", ".."),
        ("What was forbidden last winter?", "2024-01-15", "2022-12-01..2023-02-28"),
        ("What happened last weekend?", "2024-06-09", "2024-06-08..2024-06-09"),
    ],
)
def test_the_window_from_another_day(text: str, today: str, window: str) -> None:
    assert window_of(text, date.fromisoformat(today)) == window
