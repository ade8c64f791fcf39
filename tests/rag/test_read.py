"""Sentences: which stretches of a document are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from index.document import MACHINE_NOTE, POST
from rag import Answer, Engine, Excerpt, Options

from .articles import FERRY, HEADING, NOTE


def shown(answer: Answer) -> tuple[Excerpt, ...]:
    return answer.excerpts + answer.near_misses


def test_an_excerpt_is_the_documents_text_between_its_offsets(engine: Engine) -> None:
    for text in (
        "Who bought the lighthouse at Orrin Point?",
        "Who sang in Dovre?",
        "How heavy are the sails in Hexel?",
    ):
        answer = engine.ask(text)
        assert shown(answer)
        for excerpt in shown(answer):
            document = engine.store.document(excerpt.document)
            assert document is not None
            assert document.text[excerpt.start : excerpt.end] == excerpt.text
            assert excerpt.sha256 == document.sha256


def test_the_sentence_that_answers_is_first(engine: Engine) -> None:
    first = engine.ask("How many berths has the harbour of Skarn?").excerpts[0]
    assert first.text == "The harbour of Skarn has eleven berths."


def test_a_passage_of_the_outlet_that_is_asked_for_is_read_as_its_own(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    text = "The storm took four slates off the chapel of Skarn and sank two rowing boats in its harbour."
    engine = engine_of([{"_id": "a", "title": "After the storm", "text": text, "source": "Dune Islander"}])
    asked = "What did the Dune Islander report about damage by the storm in Skarn?"
    own = engine.sentences(asked)[2][0].reading
    without = engine.sentences(asked, Options(literal=True))[2][0].reading
    assert own.relevance > without.relevance + 1
    assert own.answers > without.answers + 1


def test_a_sentence_that_begins_with_a_pronoun_brings_the_one_before(engine: Engine) -> None:
    first = shown(engine.ask("Who drives the night bus to Brel and sleeps well?"))[0]
    assert first.text.startswith("Joss Adeyemi, the mayor of Ilmar, resigned")
    assert "He now drives the night bus to Brel" in first.text


def test_what_is_told_of_all_else_brings_the_one_before(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    text = "The choir of Dovre sings at noon. Everything else in Dovre is closed on Monday."
    first = engine_of([{"_id": "a", "text": text}]).ask("What is closed in Dovre on Monday?").excerpts[0]
    assert first.text == text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Dovre sells its mill and its tannery. For the latter a hotel has offered two million crowns.",
            "What has a hotel offered two million crowns for?",
        ),
        (
            "A tram ran into the bakery of Dovre. Because of this the market moves to the church square.",
            "Why does the market move to the church square?",
        ),
    ],
)
def test_what_points_back_behind_a_preposition_brings_the_one_before(
    engine_of: Callable[[list[dict[str, Any]]], Engine], text: str, asked: str
) -> None:
    first = shown(engine_of([{"_id": "a", "text": text}]).ask(asked))[0]
    assert first.text == text


def test_a_preposition_alone_brings_nothing(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    text = "The choir of Dovre sings at noon. In the tannery of Brel a fox has been caught."
    first = shown(engine_of([{"_id": "a", "text": text}]).ask("Where has a fox been caught?"))[0]
    assert first.text == "In the tannery of Brel a fox has been caught."


def test_a_pronoun_brings_nothing_from_another_paragraph(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    text = "Otto Falk leads the choir of Dovre.\n\nHe bought a trombone of solid silver in Brel."
    first = engine_of([{"_id": "a", "text": text}]).ask("What was bought in Brel?").excerpts[0]
    assert first.text == "He bought a trombone of solid silver in Brel."


def test_a_quotation_brings_the_paragraph_that_it_comments_on(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    text = "The council denies that the bridge of Dovre is unsafe.\n\n“It’s a tale for tourists,” mayor Otto Falk said."
    first = (
        engine_of([{"_id": "a", "text": text}]).ask("What did Otto Falk say of the unsafe bridge of Dovre?").excerpts[0]
    )
    assert first.text == text


def test_a_quotation_that_goes_on_is_shown_whole(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    text = '"Nobody sells silver trombones in Brel", Falk said. "Try Hexel, or the market of Skarn."'
    first = engine_of([{"_id": "a", "text": text}]).ask("Who sells silver trombones in Brel?").excerpts[0]
    assert first.text == text


def test_a_heading_is_no_excerpt(engine: Engine) -> None:
    assert HEADING in FERRY
    answer = engine.ask(HEADING)
    assert answer.excerpts[0].text == "A crossing on the ferry to Skarn costs 14 crowns from July."
    assert all(HEADING not in excerpt.text for excerpt in answer.excerpts)


def test_a_question_inside_a_paragraph_is_news(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    text = 'The miller of Hexel shook his head. "Who would buy a windmill without sails?" he asked the reporters.'
    answer = engine_of([{"_id": "a", "text": text}]).ask("Who would buy a windmill without sails, the miller asked?")
    assert "Who would buy a windmill without sails?" in " ".join(excerpt.text for excerpt in answer.excerpts)


def test_a_note_by_a_machine_is_never_shown(engine: Engine) -> None:
    for text in (
        "What did the AI language model rephrase about the Hexel windmill for your readers?",
        NOTE,
    ):
        answer, found = engine.ask(text), engine.search(text, Options(literal=True), 50)
        for excerpt in (*shown(answer), *found.passages):
            assert "language model" not in excerpt.text
            assert "rephrased" not in excerpt.text


def test_news_from_a_document_with_such_a_note_carries_the_flag(engine: Engine) -> None:
    first = engine.ask("How much do the sails of the Hexel windmill weigh?").excerpts[0]
    assert "three tonnes" in first.text
    assert MACHINE_NOTE in first.flags


def test_a_post_is_flagged_and_the_news_beside_it_is_not(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    text = (
        "The ferry to Skarn ran aground on a sandbank near Orrin, the harbour office said on Friday.\n"
        "Everyone on the ferry to Skarn is fine and singing sea shanties! https://t.co/abc123XYZ"
    )
    engine = engine_of([{"_id": "a", "text": text}])
    document = engine.store.document("a")
    assert document is not None
    if POST in document.flags:
        news = engine.ask("Where did the ferry to Skarn run aground?").excerpts[0]
        assert "sandbank" in news.text
        assert POST not in news.flags
