"""How sure an answer is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from index import Chunk, DatelineError
from rag import Engine, Options
from rag.confidence import EVIDENCE, confidence, evidence, read_weights
from rag.question import understand
from rag.read import FEATURES, Sentence

SOLD = "The lighthouse at Orrin Point stood empty for years. Petra Nilsson, a baker from Skarn, bought it in May."
LAMP = "The lighthouse at Orrin Point stood empty for years. Its lamp was taken to a museum in Dovre in May."
ASKED = "Who bought the lighthouse at Orrin Point?"


def test_there_is_a_weight_for_everything_that_speaks_for_an_answer() -> None:
    weights = read_weights()
    assert weights.sentence.shape == (len(FEATURES),)
    assert weights.evidence.shape == (len(EVIDENCE),)
    assert (weights.sentence >= 0).all()
    assert (weights.evidence >= 0).all()


def test_nothing_found_is_no_confidence() -> None:
    assert confidence(understand(ASKED, Options(), (), None), [], []) == 0.0


def test_a_passage_that_answers_gives_more_confidence_than_one_on_the_same_matter(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    engine = engine_of([{"_id": "sold", "text": SOLD}, {"_id": "lamp", "text": LAMP}])
    sold = engine.ask(ASKED).confidence
    lamp = engine.ask(ASKED, Options(not_documents=("sold",))).confidence
    assert 0 <= lamp < sold <= 1


def test_an_article_with_another_name_spelled_nearly_so_is_hardly_an_answer(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    engine = engine_of([{"_id": "wall", "text": "A storm tore 60 metres out of the sea wall at Tarsby on Thursday."}])
    right = engine.ask("How many metres of the sea wall at Tarsby did the storm tear out?")
    wrong = engine.ask("How many metres of the sea wall at Tarsley did the storm tear out?")
    assert right.status == "answered"
    assert wrong.confidence < right.confidence / 2


@pytest.mark.parametrize(
    ("asked", "certain"),
    [("When did the earthquake happen?", False), ("When was the treaty of Dovre made?", True), ("What?", False)],
)
def test_an_article_without_a_word_of_the_question_answers_nothing(
    engine_of: Callable[[list[dict[str, Any]]], Engine], asked: str, certain: bool
) -> None:
    engine = engine_of([{"_id": "treaty", "text": "The ministers signed the treaty of Dovre in the spring of 2022."}])
    question, passages, sentences = engine.sentences(asked)
    sure = [replace(each, reading=replace(each.reading, relevance=7.0, answers=7.0)) for each in sentences]
    assert sure
    assert (confidence(question, sure, passages) > 0) is certain


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What did the fishermen in Brel catch?", 0.0),
        ("What does the library in Brel lend?", 1.0),
        ("What did the rain in Brel ruin?", 1.0),  # in the article, though not in the sentence
        ("What did the readers in Brel do?", 1.0),
        ("Who is Brel?", 1.0),  # no other word is asked for
    ],
)
def test_one_of_the_words_besides_names_speaks_for_the_answer(
    engine_of: Callable[[list[dict[str, Any]]], Engine], asked: str, told: float
) -> None:
    text = "The library in Brel lends umbrellas to its readers.\n\nOutside there was rain, and a queue."
    engine = engine_of([{"_id": "library", "text": text}])
    question, passages, sentences = engine.sentences(asked)
    first = min(sentences, key=lambda each: each.start)
    assert first.text.startswith("The library")
    assert evidence(question, [first], passages)[EVIDENCE.index("words")] == told


def test_every_passage_that_was_read_speaks_for_the_answer_once(engine: Engine) -> None:
    question, passages, sentences = engine.sentences(ASKED)
    one = next(each for each in sentences if each.passage.chunk != sentences[0].passage.chunk)
    read = [replace(each, reading=replace(each.reading, relevance=0.0)) for each in sentences]
    count = len({each.passage.chunk for each in sentences})

    def told(relevance: float) -> float:
        moved = [
            replace(each, reading=replace(each.reading, relevance=relevance))
            if each.passage.chunk == one.passage.chunk
            else each
            for each in read
        ]
        return evidence(question, moved, passages)[EVIDENCE.index("all_relevance")]

    assert told(0.0) == 0.0
    assert told(3.0) == pytest.approx(3.0 / count)


@pytest.mark.parametrize(("place", "counts"), [(0, True), (2, True), (3, False)])
def test_how_likely_one_of_the_first_three_answers_speaks_for_the_answer(
    engine: Engine, place: int, counts: bool
) -> None:
    question, passages, sentences = engine.sentences(ASKED)

    def told(logit: float) -> float:
        read = [
            replace(each, reading=replace(each.reading, answers=logit if n == place else -20.0))
            for n, each in enumerate(sentences[:5])
        ]
        return evidence(question, read, passages)[EVIDENCE.index("answers")]

    assert told(-9.0) == pytest.approx(-9.0 if counts else -20.0, abs=1e-3)
    assert told(0.0) == pytest.approx(math.log(0.5) if counts else -20.0, abs=1e-3)
    assert told(40.0) == pytest.approx(0.0 if counts else -20.0, abs=1e-3)


def test_where_several_articles_are_asked_for_all_that_was_read_speaks_for_the_answer(engine: Engine) -> None:
    _, passages, sentences = engine.sentences(ASKED)
    several = replace(understand(ASKED, Options(), (), None), several=True)
    read = [replace(each, reading=replace(each.reading, answers=40.0)) for each in sentences]
    one = sentences[-1].passage.chunk
    unsure = [
        replace(each, reading=replace(each.reading, answers=-4.0)) if each.passage.chunk == one else each
        for each in read
    ]
    count = len({each.passage.chunk for each in sentences})

    def told(some: list[Sentence]) -> dict[str, float]:
        return dict(zip(EVIDENCE, evidence(several, some, passages), strict=True))

    assert told(read)["answers_of_several"] == pytest.approx(0.0)
    assert told(unsure)["answers_of_several"] == pytest.approx(-4.0 / count, abs=0.02)
    assert told(read)["cosine_of_several"] > 0
    assert told(read)["answers"] == told(read)["all_relevance"] == 0.0


def test_an_article_ahead_of_the_others_found_speaks_for_its_answer(engine: Engine) -> None:
    question, passages, sentences = engine.sentences(ASKED)
    ahead = EVIDENCE.index("ahead")

    def told(*scores: float) -> float:
        found = [
            replace(passages[0], chunk=Chunk(str(n), 0, 9), score=score)
            for n, score in enumerate(scores)
            for _ in range(2)
        ]
        return evidence(question, sentences, found)[ahead]

    assert told(20.0) == pytest.approx(19.0)
    assert told(*[20.0] * 20) == pytest.approx(0.0)
    assert told(20.0, *[10.0] * 19) == pytest.approx(9.5)
    assert told(20.0, *[10.0] * 19) == told(20.0, *[10.0] * 19, *[5.0] * 80)


def test_the_threshold_decides_what_is_answered(engine: Engine) -> None:
    asked = "Who bought the lighthouse at Orrin Point?"
    sure = engine.ask(asked).confidence
    assert engine.ask(asked, Options(threshold=sure - 0.001)).status == "answered"
    refused = engine.ask(asked, Options(threshold=min(sure + 0.001, 1.0)))
    assert (refused.status, refused.reason) == ("not_found", "low_confidence")


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_is_a_probability(engine: Engine, threshold: float) -> None:
    with pytest.raises(DatelineError, match="is no threshold"):
        engine.ask("Who bought the lighthouse?", Options(threshold=threshold))


def test_where_two_outlets_are_compared_each_must_have_it(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    rows = [
        {"_id": "post", "source": "Ilmar Post", "text": SOLD},
        {"_id": "radio", "source": "Brel Radio", "text": SOLD.replace("a baker", "a miller").replace("May", "June")},
        {"_id": "lamp", "source": "Brel Radio", "text": LAMP},
    ]
    asked = "How do the Ilmar Post and Brel Radio differ on who bought the lighthouse at Orrin Point?"
    engine = engine_of(rows)
    question, passages, sentences = engine.sentences(asked)

    def told(post: float, radio: float) -> float:
        logits = {"Ilmar Post": post, "Brel Radio": radio}
        moved = [
            replace(each, reading=replace(each.reading, answers=logits[each.document.source or ""]))
            for each in sentences
        ]
        return evidence(question, moved, passages)[EVIDENCE.index("answers")]

    assert told(40.0, 40.0) == pytest.approx(0.0, abs=1e-6)
    assert told(40.0, -4.0) == told(-4.0, 40.0) == pytest.approx(-2.0, abs=0.02)
    one = engine.ask(asked, Options(not_documents=("radio",)))
    both = engine.ask(asked)
    assert one.confidence < both.confidence
    assert {excerpt.source for excerpt in both.excerpts[:2]} == {"Ilmar Post", "Brel Radio"}
    assert both.short_answer is None
