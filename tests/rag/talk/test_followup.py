"""Questions that lean on the ones before them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.contract import Answer, Searched, ShortAnswer, Understood
from rag.dates.window import read_window
from rag.outlets import read_outlets
from rag.talk import carried, in_context
from rag.terms import STOP_WORDS, content_words

KNOWN = ("Ilmar Post", "Dovre Courier", "Brel Radio", "Old Ledger")
SAMPLE = Path(__file__).parents[3] / "sample" / "queries.jsonl"

SAID = "What did Petra Nilsson say about the ferry in 2022?"
HURT = "How many workers were hurt in the scaffold accident at Kessel Bridge?"
JUDGE = "Which judge stopped the Skarn dam?"
CAPTAIN = "Who is the captain of the new ferry?"
POST = "According to the Ilmar Post, how many children sang in Dovre?"


def answer(question: str, short: str | None = None) -> Answer:
    words = ShortAnswer(short, "e1", 0, len(short)) if short else None
    return Answer(question, "answered", 0.9, None, Understood(), Searched(1, 0), words)


def read(follow_up: str, *earlier: str) -> str:
    return in_context(follow_up, [answer(question) for question in earlier], KNOWN)


@pytest.mark.parametrize(
    ("question", "short", "follow_up", "whole"),
    [
        # he, she
        (SAID, None, "How old is she?", "How old is Petra Nilsson?"),
        (SAID, None, "and is she still in office", "Is Petra Nilsson still in office?"),
        (SAID, None, "What is her job?", "What is Petra Nilsson's job?"),
        (SAID, None, "What's his name?", "What's Petra Nilsson's name?"),
        (SAID, None, "Who told her?", "Who told Petra Nilsson?"),
        (SAID, None, "What did the mayor say about him?", "What did the mayor say about Petra Nilsson?"),
        (SAID, None, "In 2023, what did she say?", "In 2023, what did Petra Nilsson say about the ferry?"),
        (SAID, None, "Why did the court reject her appeal?", "Why did the court reject Petra Nilsson's appeal?"),
        ("Who is Dr. Joss Adeyemi?", None, "Where does he live?", "Where does Dr. Joss Adeyemi live?"),
        ("What did the mayor of Dovre want?", None, "Why did she resign?", "Why did the mayor of Dovre resign?"),
        ("When was Joss Adeyemi's appeal heard?", None, "Was he ill?", "Was Joss Adeyemi ill?"),
        (CAPTAIN, "Ines Aro", "How old is she?", "How old is Ines Aro?"),
        (CAPTAIN, None, "How old is she?", "How old is the captain of the new ferry?"),
        (JUDGE, "Ines Aro", "What did she say?", "What did Ines Aro say?"),
        ("what did petra nilsson say about skarn", None, "how old is she", "How old is petra nilsson?"),
        # it, they, there
        (SAID, None, "Who built it?", "Who built the ferry?"),
        (SAID, None, "When is it expected to open?", "When is the ferry expected to open?"),
        (CAPTAIN, "Ines Aro", "What does it cost?", "What does the new ferry cost?"),
        (JUDGE, "Ines Aro", "Why did she stop it?", "Why did Ines Aro stop the Skarn dam?"),
        ("Why was the bridge at Kessel shut?", None, "What will it cost?", "What will the bridge at Kessel cost?"),
        ("Which lighthouse was sold?", "Orrin Light", "What did it cost?", "What did Orrin Light cost?"),
        ("Where did the choir from Brel sing?", None, "How big is it?", "How big is the choir?"),
        (HURT, "Seven", "How many of them were badly hurt?", "How many of the workers were badly hurt?"),
        (HURT, "Seven", "Were they insured?", "Were the workers insured?"),
        (HURT, "Seven", "What did their families say?", "What did the workers’ families say?"),
        (HURT, "Seven", "What happened there?", "What happened at Kessel Bridge?"),
        ("How many jobs does the fish company offer?", None, "Where are they?", "Where are the fish company?"),
        (
            "Where was the ferry built?",
            "Port Skarn",
            "How many people live there?",
            "How many people live in Port Skarn?",
        ),
        # The same matter
        (SAID, None, "and what did she say in 2025?", "What did Petra Nilsson say in 2025 about the ferry?"),
        (SAID, None, "And what did she say about skarn?", "What did Petra Nilsson say about skarn?"),
        (SAID, None, "When did she say that?", "When did Petra Nilsson say that about the ferry?"),
        (SAID, None, "And what did Ines Aro say?", "What did Ines Aro say about the ferry?"),
        (JUDGE, "Ines Aro", "Who was the lawyer?", "About the Skarn dam: who was the lawyer?"),
        (JUDGE, None, "and who was the lawyer in 2024?", "About the Skarn dam: who was the lawyer in 2024?"),
        (HURT, None, "How many died?", "About the scaffold accident at Kessel Bridge: how many died?"),
        (HURT, None, "Who was to blame?", "About the scaffold accident at Kessel Bridge: who was to blame?"),
        (SAID, None, "What does that mean?", "About Petra Nilsson and the ferry: what does that mean?"),
        (SAID, None, "How many of them were hurt?", "About Petra Nilsson and the ferry: how many of them were hurt?"),
        (JUDGE, None, "Tell me more", "Tell me more about the Skarn dam"),
        ("How does bread rise?", None, "Who is he?", "About bread rise: who is he?"),
        # Another time
        (SAID, None, "And in 2025?", "In 2025, what did Petra Nilsson say about the ferry?"),
        (SAID, None, "In March 2024?", "What did Petra Nilsson say about the ferry in March 2024?"),
        (SAID, None, "What about March 2024?", "What did Petra Nilsson say about the ferry in March 2024?"),
        (SAID, None, "5 May 2024?", "What did Petra Nilsson say about the ferry on 5 May 2024?"),
        (SAID, None, "And last week?", "What did Petra Nilsson say about the ferry last week?"),
        (SAID, None, "And now?", "What did Petra Nilsson say about the ferry now?"),
        (HURT, None, "And since 2023?", f"Since 2023, {HURT[0].lower()}{HURT[1:]}"),
        ("What did Brel Radio say last week?", None, "And in May 2024?", "What did Brel Radio say in May 2024?"),
        ("Who sang between 1 and 9 May 2024?", None, "And in June 2024?", "Who sang in June 2024?"),
        ("Did more sing in 2024 than in 2023?", None, "And in 2022?", "In 2022, did more sing than in 2023?"),
        # Another outlet
        (HURT, None, "And according to Brel Radio?", f"According to Brel Radio, {HURT[0].lower()}{HURT[1:]}"),
        (HURT, None, "and the dovre courier?", f"According to the Dovre Courier, {HURT[0].lower()}{HURT[1:]}"),
        (HURT, None, "What does the Old Ledger say?", f"According to the Old Ledger, {HURT[0].lower()}{HURT[1:]}"),
        (HURT, None, "And apart from Brel Radio?", f"Apart from Brel Radio, {HURT[0].lower()}{HURT[1:]}"),
        (
            POST,
            None,
            "What about the Dovre Courier?",
            "According to the Dovre Courier, how many children sang in Dovre?",
        ),
        (
            "How many children did the Ilmar Post say sang?",
            None,
            "What about Brel Radio?",
            "How many children did Brel Radio say sang?",
        ),
        # Someone, something, somewhere else
        (SAID, None, "What about Ines Aro?", "What did Ines Aro say about the ferry in 2022?"),
        ("How high will the Skarn dam be?", None, "What about the sea wall?", "How high will the sea wall be?"),
        ("What was the price of the Orrin Star?", None, "And the Brel Star?", "What was the price of the Brel Star?"),
        ("How many houses burned in Brel?", None, "And in Dovre?", "How many houses burned in Dovre?"),
        ("How many houses burned in Brel?", None, "And how many in Dovre?", "How many houses burned in Dovre?"),
        ("How many houses burned?", None, "And in Dovre?", "How many houses burned in Dovre?"),
        ("Did Ines Aro meet Petra Nilsson?", None, "And Joss?", "About Ines Aro and Petra Nilsson: what about Joss?"),
        # A word alone
        (SAID, None, "Why?", "Why did Petra Nilsson say that about the ferry in 2022?"),
        (SAID, None, "When was that?", "When did Petra Nilsson say that about the ferry in 2022?"),
        (HURT, None, "why", "Why were workers hurt in the scaffold accident at Kessel Bridge?"),
        (HURT, None, "When did it happen?", "When were workers hurt in the scaffold accident at Kessel Bridge?"),
        (POST, None, "By whom?", "By whom: according to the Ilmar Post, how many children sang in Dovre?"),
        (JUDGE, None, "Since when?", "Since when: which judge stopped the Skarn dam?"),
        ("Did the ferry sink?", None, "Where?", "Where did the ferry sink?"),
        ("Where was the ferry built?", None, "When?", "When was the ferry built?"),
        ("About the Skarn dam: who was the lawyer?", None, "Why?", "Why: about the Skarn dam: who was the lawyer?"),
    ],
)
def test_a_follow_up_is_read_in_the_light_of_the_question_before(
    question: str, short: str | None, follow_up: str, whole: str
) -> None:
    assert in_context(follow_up, [answer(question, short)], KNOWN) == whole


@pytest.mark.parametrize(
    "text",
    [
        "How long will it take to rebuild the Kessel bridge?",
        "How much does it cost to cross the Kessel bridge?",
        "Is it true that the lighthouse was sold?",
        "What time is it in Dovre?",
        "What did Ines Aro say when she resigned?",
        "When she resigned, what did Ines Aro say?",
        "How many people had to leave their homes when the sea wall broke?",
        "When does the new midwife unit open its doors?",
        "Who lost his seat in the Dovre election?",
        "Which party changed its name?",
        "Which lawyer said they would appeal?",
        "What did the baker Joss Adeyemi do with his boat?",
        "Were there any survivors of the Orrin Star fire?",
        "What became of that ferry captain from Brel who sold his boat?",
        "What is the latest on the Skarn dam?",
        "What is the latest news?",
        "And who designed the sea wall at Orrin Point?",
        "What did Ines Aro say in 2025?",
        "In March 2024, who sang in Dovre?",
        "Who owns the Ilmar Post?",
        "What is the Ilmar Post?",
        "who is the mayor of kessel",
        "A singer won a prize this week. What is her name?",
        "Ferry to Orrin",
        "?",
        "  Where is   Dovre? ",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(text: str) -> None:
    assert read(text, JUDGE, SAID) == text


def test_the_questions_of_the_sample_stand_alone() -> None:
    rows = [json.loads(line) for line in SAMPLE.read_text().splitlines()]
    known = ("Harbour Courier", "Morrane Gazette", "Tallow Ledger", "Radio Skellin", "Morning Tide")
    earlier: list[Answer] = []
    for row in rows:
        assert in_context(row["text"], earlier[-5:], known) == row["text"]
        earlier.append(answer(row["text"], next(iter(row["answer"]), None)))


def test_a_first_question_leans_on_nothing() -> None:
    assert in_context("And what did she say?", [], KNOWN) == "And what did she say?"


def test_what_the_last_question_did_not_name_is_found_further_back() -> None:
    assert read("What did he say?", "Who is Joss Adeyemi?", "What does the ferry cost?") == "What did Joss Adeyemi say?"


def test_a_follow_up_to_a_follow_up() -> None:
    earlier: list[Answer] = [answer(SAID)]
    found = []
    for follow_up in ("And in 2025?", "And in May 2024?", "And Ines Aro?", "Why?", "And according to Brel Radio?"):
        found.append(in_context(follow_up, earlier, KNOWN))
        earlier.append(answer(found[-1]))
    assert found == [
        "In 2025, what did Petra Nilsson say about the ferry?",
        "In May 2024, what did Petra Nilsson say about the ferry?",
        "In May 2024, what did Ines Aro say about the ferry?",
        "In May 2024, why did Ines Aro say that about the ferry?",
        "According to Brel Radio, in May 2024, why did Ines Aro say that about the ferry?",
    ]


@pytest.mark.parametrize("question", [SAID, HURT, JUDGE, POST, "What happened last week?"])
@pytest.mark.parametrize(
    ("follow_up", "first", "last"),
    [
        ("And in 2024?", date(2024, 1, 1), date(2024, 12, 31)),
        ("And between March and May 2024?", date(2024, 3, 1), date(2024, 5, 31)),
        ("In March 2024?", date(2024, 3, 1), date(2024, 3, 31)),
    ],
)
def test_a_time_put_in_is_read_as_a_limit(question: str, follow_up: str, first: date, last: date) -> None:
    window = read_window(read(follow_up, question), date(2025, 6, 1))
    assert (window.after, window.before) == (first, last)


@pytest.mark.parametrize("question", [SAID, HURT, JUDGE, POST, "What did Brel Radio report about the ferry?"])
def test_an_outlet_put_in_is_the_only_one_asked_for(question: str) -> None:
    assert read_outlets(read("What about the Old Ledger?", question), KNOWN).sources == ("Old Ledger",)


def test_limits_of_time_and_outlet_go_on_holding() -> None:
    earlier = Understood(after=date(2024, 1, 1), sources=("Ilmar Post",), latest=True, days=(date(2024, 2, 3),))
    assert carried("And who?", Understood(), earlier) == earlier


def test_a_day_that_both_questions_are_asked_under_takes_no_window_away() -> None:
    earlier = Understood(as_of=date(2024, 6, 1), after=date(2024, 3, 1), before=date(2024, 3, 31))
    assert carried("And who?", Understood(as_of=date(2024, 6, 1)), earlier) == earlier


def test_limits_that_a_question_sets_itself_win() -> None:
    earlier = Understood(as_of=date(2024, 5, 1), after=date(2024, 1, 1), not_sources=("Ilmar Post",))
    timed, told = Understood(before=date(2023, 1, 1)), Understood(sources=("Ilmar Post",))
    assert carried("And who?", timed, earlier) == Understood(before=date(2023, 1, 1), not_sources=("Ilmar Post",))
    assert carried("And who?", told, earlier) == Understood(
        as_of=date(2024, 5, 1), after=date(2024, 1, 1), sources=("Ilmar Post",)
    )
    assert carried("And who?", Understood(earliest=True), Understood(latest=True)) == Understood(earliest=True)


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "and but so what about who when where why how many did is was the he it they him her his their its that there "
        "those of in on since 2024 2025 March last week said say ferry judge Skarn Nilsson Petra hurt Kessel Bridge "
        "now more tell me sea wall according to Brel Radio Ilmar Post , ? . ' 's",
    )
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join))
# Words that stand for what was asked before, as the text itself does
STAND_INS = {"him", "hers", "theirs", "happen", "report"}


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_or_year_of_a_follow_up_is_lost(follow_up: str, question: str, short: str) -> None:
    whole = in_context(follow_up, [answer(question, short)], KNOWN)
    assert content_words(follow_up) - STAND_INS <= content_words(whole) | STOP_WORDS
