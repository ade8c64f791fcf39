"""What counts as cited, verbatim and relevant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.metrics.citations import citation_values, fidelity, short_answer_stands
from rag.contract import Copy, ShortAnswer
from tests.eval.making import ONE, TWO, excerpt, outcome


def test_the_share_of_relevant_citations() -> None:
    cited = (excerpt("x", "other"), excerpt("y", "right"), excerpt("z", "judged"))
    values = citation_values(outcome(ONE, cited=cited), {"right": 1, "judged": 0})
    assert values == {"cited_relevant@1": 0.0, "cited_relevant": pytest.approx(1 / 3)}
    copied = replace(excerpt("x", "copy"), also_in=(Copy("right", None, None),))
    assert citation_values(outcome(ONE, cited=(copied,)), {"right": 1})["cited_relevant@1"] == 1
    assert citation_values(outcome(ONE, near=cited), {"right": 1}) == {}


def test_verbatim_is_a_share_of_excerpts_and_near_misses() -> None:
    outcomes = [
        outcome(ONE, cited=("One. Two.", "Three."), verbatim=(True, False)),
        outcome(TWO, near=("Four.",), verbatim=(True,)),
    ]
    assert fidelity(outcomes) == {"verbatim": pytest.approx(2 / 3), "sentences_cited": pytest.approx(2 / 3)}
    assert fidelity([]) == {"verbatim": None, "sentences_cited": None}


@pytest.mark.parametrize(
    ("short", "stands"),
    [
        (ShortAnswer("nine days", "e2", 114, 123), True),
        (ShortAnswer("nine days", "e1", 114, 123), False),  # it names another excerpt
        (ShortAnswer("nine day", "e2", 114, 123), False),
        (ShortAnswer("ine days", "e2", 114, 123), False),
        (ShortAnswer("nine days", "e2", 14, 23), False),  # before the excerpt
        (ShortAnswer("", "e2", 114, 114), False),
        (ShortAnswer("nine days", "e3", 114, 123), False),  # there is no such excerpt
    ],
)
def test_a_short_answer_stands_where_it_says(short: ShortAnswer, stands: bool) -> None:
    cited = (excerpt("Snow fell.", name="e1"), excerpt("It was closed nine days.", name="e2", start=100))
    made = outcome(ONE, cited=cited, verbatim=(True, True), short=short)
    assert short_answer_stands(made.answer) is stands
    assert fidelity([made])["sentences_cited"] == pytest.approx(1 if stands else 2 / 3)
