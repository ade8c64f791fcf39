"""Turns and marks."""

from __future__ import annotations

from page.conversation import Conversation, Turn
from rag import Answer, Options
from tests.page.answers import FERRY, answered, excerpt_of


def asked(*answers: Answer) -> Conversation:
    conversation = Conversation()
    for place, answer in enumerate(answers):
        conversation = conversation.put(place, Turn("When?", Options(), answer))
    return conversation


def test_a_passage_keeps_its_number_through_the_whole_conversation() -> None:
    one, two, three = (excerpt_of(FERRY, start, start + 5) for start in (0, 10, 20))
    conversation = asked(answered(one, two), answered(three, one))
    assert [sorted(conversation.numbers(turn).values()) for turn in conversation.turns] == [[1, 2], [1, 3]]
    assert conversation.numbers(conversation.turns[1])[one.id] == 1


def test_a_turn_asked_again_takes_no_number_from_another() -> None:
    one, two, three = (excerpt_of(FERRY, start, start + 5) for start in (0, 10, 20))
    conversation = asked(answered(one), answered(two)).put(0, Turn("When?", Options(), answered(three)))
    assert [list(conversation.numbers(turn).values()) for turn in conversation.turns] == [[3], [2]]
    again = conversation.put(0, Turn("When?", Options(), answered(one)))
    assert list(again.numbers(again.turns[0]).values()) == [1]


def test_a_question_that_waits_has_neither_marks_nor_an_answer() -> None:
    conversation = Conversation().put(0, Turn("When?", Options()))
    assert conversation.numbers(conversation.turns[0]) == {}
    assert conversation.answers == ()
