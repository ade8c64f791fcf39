"""Questions about news: a quiz's, and those made of sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document
from rag import Engine
from rag.train.news import Asked, clozes, examples_of, ids_of, occurrences, quiz, week_of

from .making import zipped_rows

LIGHTHOUSE = "Who bought the lighthouse at Orrin Point?"
TOLL = "What is the toll on the Kessel bridge for a lorry?"


def quizzed(name: str, text: str, *answers: str, day: str = "2024-12-31") -> dict[str, Any]:
    return {"_id": name, "text": text, "answer": list(answers), "asked_on": day}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    rows = [
        quizzed("2024w10_1", LIGHTHOUSE, "Petra Nilsson", "a baker"),
        quizzed("2024w10_2", TOLL, "Nine crowns", day="2022-12-31"),
        quizzed("2024w11_1", "Was the toll raised?", "No"),
        quizzed("2024w12_1", "Who was the mayor of Ilmar?", "Joss Adeyemi"),
    ]
    return zipped_rows(tmp_path / "queries.jsonl.gz", rows)


# --- a quiz --------------------------------------------------------------------------------------


def test_a_quizs_questions_are_asked_with_what_is_found_for_them(questions: Path, engine: Engine) -> None:
    first, *_ = quiz(questions, engine, frozenset())
    assert (first.question, first.answers) == (LIGHTHOUSE, ("Petra Nilsson", "a baker"))
    assert (first.group, first.origin) == ("2024w10", "quiz")
    title, text = first.found[0]
    assert title == "Baker buys lighthouse"
    assert "Petra Nilsson" in text
    assert len(first.found) == len(set(first.found)) > 3


def test_weeks_left_out_and_questions_for_yes_or_no_are_not_asked(questions: Path, engine: Engine) -> None:
    assert [each.group for each in quiz(questions, engine, frozenset())] == ["2024w10", "2024w10", "2024w12"]
    assert [each.group for each in quiz(questions, engine, frozenset({"2024w10"}))] == ["2024w12"]


def test_what_is_later_than_the_day_of_asking_is_not_found(questions: Path, engine: Engine) -> None:
    toll = next(each for each in quiz(questions, engine, frozenset()) if each.question == TOLL)
    ((_, text),) = toll.found
    assert text.startswith("The toll on the Kessel bridge")


def test_the_week_of_a_question_stands_before_the_underscore(questions: Path) -> None:
    assert ids_of(questions) == {"2024w10_1", "2024w10_2", "2024w11_1", "2024w12_1"}
    assert set(map(week_of, ids_of(questions))) == {"2024w10", "2024w11", "2024w12"}


# --- sentences with a word left out --------------------------------------------------------------


@pytest.fixture(scope="module")
def documents(engine: Engine) -> list[Document]:
    return list(engine.store.documents())


@pytest.fixture(scope="module")
def made(engine: Engine, documents: Sequence[Document]) -> list[Asked]:
    return list(clozes(documents, engine, frozenset(), 1))


def test_an_answer_and_what_stands_around_it_are_an_articles_own_words(
    made: list[Asked], documents: Sequence[Document]
) -> None:
    texts = {each.key: each.text for each in documents}
    assert len(made) > 5
    for asked in made:
        (answer,) = asked.answers
        assert asked.origin == "cloze"
        assert asked.question.endswith("?")
        places = [match.span() for match in re.finditer(re.escape(answer), texts[asked.group])]
        assert any(
            asked.question.startswith(texts[asked.group][:start].rpartition(". ")[2].rpartition("\n")[2])
            for start, _ in places
        )


def test_the_article_of_a_question_is_not_found_for_it(made: list[Asked], documents: Sequence[Document]) -> None:
    texts = {each.key: each.text for each in documents}
    copies = {key for key, text in texts.items() if list(texts.values()).count(text) > 1}
    for asked in made:
        if asked.group not in copies:
            assert texts[asked.group] not in [text for _, text in asked.found]


def test_only_articles_of_the_same_days_are_found(made: list[Asked], documents: Sequence[Document]) -> None:
    days = {each.key: each.published.interval() for each in documents if each.published}
    keys = {text: [each.key for each in documents if each.text == text] for text in {each.text for each in documents}}
    assert any(asked.found for asked in made)
    for asked in made:
        own = days[asked.group]
        for _, text in asked.found:
            others = [days.get(key) for key in keys.get(text, ())]
            assert own
            assert any(each and (each[0] - own[1]).days <= 10 and (own[0] - each[1]).days <= 10 for each in others), (
                f"{text} was found for {asked.group}"
            )


def test_articles_left_out_are_not_found(engine: Engine, documents: Sequence[Document]) -> None:
    post = [each for each in documents if each.key == "choir-post"]
    courier = next(each.text for each in documents if each.key == "choir-courier")
    (free,) = clozes(post, engine, frozenset(), 1)
    (limited,) = clozes(post, engine, frozenset({"choir-courier"}), 1)
    assert courier in [text for _, text in free.found]
    assert courier not in [text for _, text in limited.found]
    assert limited.question == free.question


def test_articles_without_a_day_a_sentence_or_a_name_are_not_asked_about(engine: Engine) -> None:
    dated = next(each for each in engine.store.documents() if each.key == "snow").published
    texts = ["Snow in Brel.", "the road over the pass was closed by snow and nobody went there.", "x" * 4000, ""]
    undated = Document("a", "Snow closed the road over Kessel Pass for nine days, the office said.")
    assert list(clozes([undated], engine, frozenset(), 1)) == []
    assert list(clozes([Document("a", text, published=dated) for text in texts], engine, frozenset(), 1)) == []


def test_the_same_seed_asks_the_same_and_another_something_else(
    engine: Engine, documents: Sequence[Document], made: list[Asked]
) -> None:
    assert list(clozes(documents[::-1], engine, frozenset(), 1))[::-1] == made
    assert list(clozes(documents, engine, frozenset(), 2)) != made


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("the town paid $40,000 to nine old ladies who live there.", {"the town paid how much money to nine old"}),
        (
            "rain fell for 12 days on all of the old fields there.",
            {"rain fell for how many", "rain fell for what number"},
        ),
        (
            "they said that the mill burned down in Hexel at night.",
            {f"down in {each} at night?" for each in ("where", "which place", "which country")},
        ),
        (
            "then the old mayor met Ida Brook and went back home.",
            {f"mayor met {each} and went" for each in ("who", "which", "what", "which one")},
        ),
        ("Brook went back to the town and paid for it.", {"Who went", "Which went", "What went", "Which one went"}),
    ],
)
def test_the_asking_word_fits_what_is_left_out(engine: Engine, text: str, questions: set[str]) -> None:
    published = next(each for each in engine.store.documents() if each.key == "snow").published
    document = Document("a", text, published=published)
    asked = {each.question for seed in range(12) for each in clozes([document], engine, frozenset(), seed)}
    assert all(any(each in question for each in questions) for question in asked)
    assert len(asked) >= min(len(questions), 2)


# --- where answers stand -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answers", "said"),
    [
        ("Brel lies near Breling, and BREL is old.", ("Brel",), ["Brel", "BREL"]),
        ("Petra  Nilsson, or Petra-Nilsson", ("Petra Nilsson",), ["Petra  Nilsson", "Petra-Nilsson"]),
        ("Nine crowns and nine.", ("nine crowns", "nine"), ["Nine crowns", "Nine", "nine"]),
        ("The U.S. said so.", ("U.S.",), ["U.S"]),
        ("It cost $40 (forty) crowns.", ("$40 (forty)",), ["40 (forty"]),
        ("Å, Åse", ("Åse",), ["Åse"]),
        ("a.b and aXb", ("a.b",), ["a.b"]),
        ("Brel", ("", "?!"), []),
        ("", ("Brel",), []),
        ("Brel", (), []),
    ],
)
def test_an_answer_is_found_as_whole_words(text: str, answers: tuple[str, ...], said: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, answers)] == said


PARTS = st.lists(st.sampled_from(["Brel", "brel", "9", "a", "é", " ", ", ", "-", "’", "_"]), max_size=12).map("".join)


@given(PARTS, st.lists(PARTS, max_size=3))
def test_occurrences_are_whole_words_of_the_answers_and_all_of_them(text: str, answers: list[str]) -> None:
    found = occurrences(text, answers)
    assert len(set(found)) == len(found)
    asked = [re.findall(r"\w+", each.casefold()) for each in answers]
    whole = {match.span() for match in re.finditer(r"\w+", text)}
    starts, ends = {start for start, _ in whole}, {end for _, end in whole}
    for start, end in found:
        assert start in starts
        assert end in ends
        assert re.findall(r"\w+", text[start:end].casefold()) in asked
    for words in asked:
        if len(words) == 1:
            assert {span for span in whole if text[slice(*span)].casefold() == words[0]} <= set(found)


def asked(*found: str, origin: str, question: str = TOLL) -> Asked:
    return Asked(question, ("nine crowns",), "week", origin, tuple(("Fares", text) for text in found))


HOLDS = "A lorry pays nine crowns, the toll of the bridge at Kessel."
ELSEWHERE = "The bread costs nine crowns."
SILENT = "The toll on the Kessel bridge was raised for every lorry."


def test_passages_of_a_quiz_may_answer_if_they_hold_an_answer() -> None:
    may, silent = examples_of(asked(SILENT, ELSEWHERE, HOLDS, origin="quiz"))
    assert [each.text for each in may] == [ELSEWHERE, HOLDS]
    assert [each.text[slice(*each.spans[0])] for each in may] == ["nine crowns"] * 2
    assert {(each.answers, each.relevant, each.title, each.group) for each in may} == {(True, True, "Fares", "week")}
    assert [(each.text, each.answers, each.spans, each.relevant) for each in silent] == [(SILENT, False, (), None)]


def test_to_a_question_made_of_a_sentence_a_passage_must_hold_its_words_as_well() -> None:
    may, silent = examples_of(asked(SILENT, ELSEWHERE, HOLDS, origin="cloze"))
    assert [each.text for each in may] == [HOLDS]
    assert [each.text for each in silent] == [SILENT], "one that tells the answer of something else is neither"
