"""HTML of questions and answers, read back with a parser as a browser would."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from hypothesis import given

from index import Document, Published
from page import panel, render
from page.conversation import Conversation, Turn
from page.turn import talk
from rag import Answer, Options
from rag.contract import Copy, Disagreement, Searched, ShortAnswer, Stated, Understood
from tests.page.answers import FERRY, FERRY_END, FERRY_START, HOSTILE, PLAIN, Read, answered, excerpt_of, passages

TAGS = set(
    re.findall(
        r"\w+",
        "article header button h2 h3 bdi p ul ol li div mark a section span strong datalist option details summary "
        "label input",
    )
)


def shown(answer: Answer | None, typed: str = "When?", **given: object) -> str:
    turn = Turn(typed, Options(), answer, **given)  # type: ignore[arg-type]
    return talk(Conversation().put(0, turn), ())


def seen(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@given(passages(), PLAIN)
def test_an_answer_quotes_verbatim_and_its_mark_names_the_passage(
    passage: tuple[Document, int, int], question: str
) -> None:
    document, start, end = passage
    excerpt = replace(excerpt_of(document, start, end), also_in=(Copy(document.text, document.text, None),))
    short = ShortAnswer(excerpt.text, excerpt.id, start, end)
    page = Read(shown(answered(excerpt, short=short), question, found=(excerpt,)))
    assert page.texts["quote"] == [excerpt.text]
    assert dict(page.attributes)["data-document"] == document.key
    assert set(page.tags) <= TAGS


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    document = Document(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Published("2022", "year", HOSTILE), HOSTILE, HOSTILE)
    other = replace(document, key="k", published=Published("2023", "year", "row"))
    excerpt = replace(
        excerpt_of(document, 0, len(HOSTILE)), flags=(HOSTILE,), also_in=(Copy("k", HOSTILE, None),), id=HOSTILE
    )
    stated = Stated(HOSTILE, HOSTILE, 0, len(HOSTILE))
    understood = Understood(sources=(HOSTILE,), not_sources=(HOSTILE,))
    answer = replace(
        answered(excerpt, short=ShortAnswer(HOSTILE, HOSTILE, 0, len(HOSTILE)), question=HOSTILE),
        disagreements=(Disagreement("name", stated, stated),),
        understood=understood,
    )
    absent = Answer(HOSTILE, "not_found", 0, "source_absent", understood, Searched(0, 0), near_misses=(excerpt,))
    pages = [
        panel.article(document, excerpt_of(document, 0, 3), [Copy(HOSTILE, HOSTILE, None)], 1),
        panel.hint(HOSTILE),
        shown(answer, HOSTILE, found=(excerpt, excerpt_of(other, 0, 3)), right=False, note=HOSTILE),
        shown(absent, HOSTILE),
        shown(None, HOSTILE, refused=HOSTILE),
        talk(Conversation(), (HOSTILE,), (HOSTILE,)),
        render.masthead(HOSTILE),
    ]
    for page in map(Read, pages):
        assert set(page.tags) <= TAGS | {"h1"}
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        values = (value or "" for _, value in page.attributes)
        assert any(HOSTILE in found for found in chain(values, *page.texts.values()))


def test_an_answer_shows_source_and_date_and_where_else_it_ran() -> None:
    first = replace(excerpt_of(FERRY, FERRY_START, FERRY_END, 1), also_in=(Copy("x", "The Island Post", None),))
    second = excerpt_of(Document("post.txt", "No boat yet.", flags=("post",)), 0, 12, number=2)
    page = Read(shown(answered(first, second, short=ShortAnswer("2 April", "e1", 39, 46))))
    assert page.texts["lead"] == ["2 April [1]"]
    assert page.texts["strong"] == ["2 April"]
    assert page.texts["quote"] == ["The ferry resumes on 2 April.", "No boat yet."]
    assert page.texts["cite"] == ["[1]", "[1]", "[2]"]
    assert page.texts["byline"] == [
        "The Harbour Courant, 18 March 2022also in: The Island Post",
        "source not stated, undatedfrom a social-media post",
    ]
    assert ("aria-label", "Open passage 1: The Harbour Courant, 18 March 2022") in page.attributes


def test_two_reports_that_differ_stand_side_by_side_with_their_dates() -> None:
    later = Document(
        "late", "It resumes on 9 April.", source="Island Post", published=Published("2022-04", "month", "row")
    )
    one, two = excerpt_of(FERRY, FERRY_START, FERRY_END, 1), excerpt_of(later, 0, 22, 2)
    answer = replace(
        answered(one, two),
        disagreements=(Disagreement("number", Stated("e1", "2 April", 39, 46), Stated("e2", "9 April", 14, 21)),),
    )
    page = Read(shown(answer))
    assert page.texts["figure"] == ["2 April [1]", "9 April [2]"]
    assert page.texts["byline"][:2] == ["The Harbour Courant, 18 March 2022", "Island Post, April 2022"]


def test_a_follow_up_shows_how_it_was_read() -> None:
    answer = answered(excerpt_of(FERRY, 0, 17), question="When does the ferry resume?")
    assert "Read as When does the ferry resume?" in seen(shown(answer, "And when does it resume?"))
    assert "Read as" not in shown(answer, " When does the  ferry resume?")


@pytest.mark.parametrize("question", ["How did the ferry's timetable change?", "Tell me about the ferry."])
def test_how_something_changed_and_the_news_of_a_topic_are_told_in_the_order_of_time(question: str) -> None:
    later = replace(FERRY, key="later", published=Published("2023", "year", "row"))
    undated = replace(FERRY, key="undated", published=None)
    excerpts = [excerpt_of(each, n, n + 9) for n, each in enumerate((undated, later, FERRY))]
    page = Read(shown(answered(*excerpts, question=question)))
    assert page.texts["byline"] == [f"The Harbour Courant, {each}" for each in ("18 March 2022", "2023", "undated")]
    latest = replace(answered(*excerpts, question="What is new on the ferry?"), understood=Understood(latest=True))
    for answer in (answered(*excerpts), latest):
        assert Read(shown(answer)).texts["byline"][0] == "The Harbour Courant, undated"


def test_not_found_says_why_and_offers_what_came_near_and_ways_on() -> None:
    near = excerpt_of(FERRY, 0, 17)
    limits = Understood(after=date(2022, 1, 1), sources=("The Harbour Courant",))
    answer = Answer("?", "not_found", 0.1, "outside_dates", limits, Searched(38, 3), near_misses=(near,))
    page = shown(answer)
    assert "Not found." in seen(page)
    assert "Nothing published within the dates asked for" in seen(page)
    assert "Nearest passages, which may not answer" in seen(page)
    assert "Searched 38 articles; 3 articles without a full date left out." in seen(page)
    assert 'data-start="0" data-end="17"' in page
    assert Read(page).texts["way"] == ["Search all dates", "Search all outlets"]
    assert "way" not in Read(shown(replace(answer, understood=Understood()))).texts


def test_a_question_that_waits_says_so_and_one_refused_says_why() -> None:
    assert 'aria-busy="true"' in shown(None)
    refused = shown(None, refused="the question is empty")
    assert 'role="alert">The question is empty</p>' in refused
    assert "aria-busy" not in refused


def test_a_verdict_can_be_given_and_noted() -> None:
    answer = answered(excerpt_of(FERRY, 0, 17))
    assert "remark" not in shown(answer)
    page = Read(shown(answer, right=False, note="It was May."))
    assert [value for name, value in page.attributes if name == "aria-pressed"] == ["false", "true"]
    assert ("value", "It was May.") in page.attributes
