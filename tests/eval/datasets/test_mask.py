"""Questions without the names of outlets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets import Query, load
from eval.datasets.mask import mask_outlets, outlet_names

NAMES = (
    "The Tern",
    "Tide",
    "Coast Wire | World News Leader",
    "The Venn Post - Life and Style",
    "The Venn Post - Sports",
)


def masked(text: str, *names: str) -> str:
    return mask_outlets([Query("q", text)], names or NAMES)[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did The Tern report?", "What did one outlet report?"),
        ("What was the Tern's report?", "What was one outlet's report?"),
        ("Is a Tern piece, or a tern, older?", "Is one outlet piece, or a tern, older?"),
        ("Is the ice of the Tern’s age?", "Is the ice of one outlet’s age?"),
        ("Is it the age of Ice Tern birds?", "Is it the age of Ice Tern birds?"),
        ("Do Tide and The Tern agree with Tide?", "Do one outlet and another outlet agree with one outlet?"),
        ("Is Tide 500 a list, and the tide high?", "Is Tide 500 a list, and the tide high?"),
        ("Did 'Tide' or “The Tern” say so?", "Did 'one outlet' or “another outlet” say so?"),
        ("Did a Coast Wire report differ?", "Did one outlet report differ?"),
        ("Did COAST WIRE or Coast wire differ?", "Did one outlet or Coast wire differ?"),
        ("In 'Coast Wire | World News Leader', who?", "In 'one outlet', who?"),
        (
            "Has Venn Post - Sports, or The Venn Post - Life and Style, or the Venn Post?",
            "Has one outlet, or one outlet, or one outlet?",
        ),
        ("The Tern says so. The Tern is right?", "One outlet says so. One outlet is right?"),
        ("Tidewater is not Tide-water?", "Tidewater is not one outlet-water?"),
    ],
)
def test_what_is_masked_and_what_is_not(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_the_longest_name_is_meant_and_each_has_its_own_words() -> None:
    names = ("Tide", "Tide News", "Tern", "Gull", "Skua")
    text = masked("Tide, Tide News, Tern, Gull, Skua, Tide?", *names)
    assert text == "One outlet, another outlet, a third outlet, a fourth outlet, outlet 5, one outlet?"


def test_words_in_small_letters_are_no_name_and_no_names_change_nothing() -> None:
    assert (
        masked("What does nature say on nature.example?", "nature", " ", "")
        == "What does nature say on nature.example?"
    )
    assert masked("Who reads nature.example?", "nature.example") == "Who reads one outlet?"


def test_all_else_of_a_question_stays() -> None:
    query = Query("q", "Who reads Tide?", None, ("Tide",), False, "kind", ("Tide says.",))
    assert mask_outlets([query], NAMES) == (
        Query("q", "Who reads one outlet?", None, ("Tide",), False, "kind", ("Tide says.",)),
    )


PIECES = st.sampled_from(
    [*NAMES, "the tide", " ", "'", "s", "The ", "a ", ". ", "report", "| ", "500", "Tide News", "TIDE"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_name_is_left(text: str) -> None:
    left = masked(text)
    assert not re.search(r"(?<!\w)(?:[Tt]he Tern|T(?i:ide)|Coast Wire|Venn Post)(?!\w)(?! \d)", left)


@given(st.text(), st.lists(st.text(max_size=12), max_size=5))
def test_masking_never_raises(text: str, names: list[str]) -> None:
    assert len(mask_outlets([Query("q", text)], names)) == 1


def test_names_are_those_of_articles_evidence_and_questions(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.jsonl").write_text('{"text": "The tide rises.", "source": "Coast Wire"}\n')
    (tmp_path / "corpus" / "b.txt").write_text("The tide falls.")
    (tmp_path / "corpus" / "metadata.csv").write_text("file,source\nb.txt,Tide Gazette\n")
    texts = [
        "Who is Ann according to Bob, and as reported by The Skerry Sun?",
        "Does the Skerry Sun article agree with an article in The Gull and another by Kite & Tern on Marlo?",
        "Is the Marlo report of Marlo, the firm, right on Marlo's gain?",
        "Does the Coast Wire article agree?",
    ]
    rows: list[dict[str, object]] = [{"_id": f"q{number}", "text": text} for number, text in enumerate(texts)]
    rows[0] |= {"question_type": "x", "evidence": [{"source": "The Venn Post"}]}
    (tmp_path / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert outlet_names(load(tmp_path)) == (
        "Coast Wire",
        "Tide Gazette",
        "The Venn Post",
        "The Skerry Sun",
        "Skerry Sun",
        "The Gull",
        "Kite & Tern",
    )
