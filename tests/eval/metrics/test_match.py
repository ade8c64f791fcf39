"""Gold strings in texts."""

from __future__ import annotations

import pytest

from eval.metrics.match import holds, needles, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  The\nU.S. Senate’s  vote:", "the us senate s vote"),
        ("40,000 crowns, 1,234,567 fish", "40000 crowns 1234567 fish"),
        ("in 2023,400 people", "in 2023400 people"),  # cannot be told from a thousands separator
        ("Solène Varga", "solene varga"),
        ("STRASSE straße", "strasse strasse"),
        ("26.3 per cent", "26 3 per cent"),
        ("It ended. A new one", "it ended a new one"),
        ("—€", ""),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("She was sold to Petra  NILSSON.", "petra nilsson", True),
        ("They know nothing", "no", False),
        ("“No,” he said", "no", True),
        ("Biden's plan", "Biden", True),
        ("It cost 40 000", "40,000", False),
        ("It cost 40,000", "40000", True),
        ("the US said", "U.S.", True),
        ("anything", "€", False),
        ("anything", "", False),
    ],
)
def test_an_answer_stands_in_a_text_as_whole_words(text: str, answer: str, expected: bool) -> None:
    assert holds([text], [answer]) is expected


def test_one_of_the_answers_in_one_of_the_texts_is_enough() -> None:
    assert holds(["one", "two"], ["three", "two"])
    assert not holds(["petra", "nilsson"], ["petra nilsson"])
    assert not holds([], ["two"])
    assert not holds(["two"], [])


def test_needles_are_whole_words_and_no_verdicts() -> None:
    assert needles(["Ann Nilsson!", "", "40,000"]) == (" ann nilsson ", " 40000 ")
    assert needles(["Yes.", "Ann"]) == needles(["no"]) == needles([]) == ()
