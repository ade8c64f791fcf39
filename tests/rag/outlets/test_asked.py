"""Which outlets a question asks for, and which it asks to leave out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.outlets import Outlets, read_outlets
from rag.question import LONGEST

KNOWN = ["Harbour Courier", "Morrane Gazette", "The Venn Islander", "Morning Tide", "Time", "Fortune", "RT", "Sputnik"]
KNOWN += ["Sputnik International"]

WANTED = [
    ("According to the Harbour Courier, how many were hurt?", ["Harbour Courier"]),
    ("How many were hurt, according to Harbour Courier?", ["Harbour Courier"]),
    ("What did the Harbour Courier report about it?", ["Harbour Courier"]),
    ("Did RT also report it?", ["RT"]),
    ("What has Sputnik International said of it?", ["Sputnik International"]),
    ("What did Venn Islander write?", ["The Venn Islander"]),
    ("What did the Venn Islander write?", ["The Venn Islander"]),
    ("What did The Venn Islander write?", ["The Venn Islander"]),
    ("What was in the Harbour Courier's report on the strike?", ["Harbour Courier"]),
    ("What was the Harbour Courier's report on the strike about?", ["Harbour Courier"]),
    ("What does the Morrane Gazette article on the strike say?", ["Morrane Gazette"]),
    ("What did the Venn Islander’s long story say?", ["The Venn Islander"]),
    ("Is it reported by the Morrane Gazette?", ["Morrane Gazette"]),
    ("What was published in Time about him?", ["Time"]),
    ("Which fact was reported by both the Harbour Courier and the Morrane Gazette?", KNOWN[:2]),
    ("What do RT, Sputnik and Time report?", ["RT", "Sputnik", "Time"]),
    ("Do both The Venn Islander and RT say so?", ["RT", "The Venn Islander"]),
    ("What did Time report on the strike?", ["Time"]),
    ("Did Fortune report on the strike?", ["Fortune"]),
    ("What did Morning Tide find out about buses?", ["Morning Tide"]),
    # beside one that is asked for, more are named as reports are
    (
        "Who is mocked by readers and discussed on Sputnik, and praised by Time in a Fortune article?",
        ["Fortune", "Sputnik", "Time"],
    ),
    (
        "Which firm is at the centre of discussions on Sputnik, and is also mentioned in Fortune?",
        ["Fortune", "Sputnik"],
    ),
    (
        "Whose trial is watched by Fortune and The Venn Islander, and mentioned by Time?",
        ["Fortune", "The Venn Islander", "Time"],
    ),
    ("According to the Harbour Courier, what did the minister say on RT about it?", ["Harbour Courier"]),
    ("After RT reported on the ferry, and Sputnik later reported on the quay, who resigned?", ["RT", "Sputnik"]),
    ("Who is a hero in Time, and identified by Fortune as a fraud?", ["Fortune", "Time"]),
    ("Does RT suggest a strike, in contrast to 'Sputnik' which suggests a lockout?", ["RT", "Sputnik"]),
    ("Compare RT's coverage of the flood with that of Sputnik.", ["RT", "Sputnik"]),
    ("From an article in Fortune and another in Time about the quay, who owns it?", ["Fortune", "Time"]),
    ("Did the reporting on the ferry strike by the Morrane Gazette stay the same?", ["Morrane Gazette"]),
    ("Did the Morrane Gazette change its approach to reporting on the ferry?", ["Morrane Gazette"]),
    ("Which book did the Harbour Courier single out?", ["Harbour Courier"]),
    ("What does the Morrane Gazette's live blog say of the flood?", ["Morrane Gazette"]),
    ("How do RT and the Harbour Courier differ in what they count?", ["Harbour Courier", "RT"]),
    ("Fortune: how much did the yard lose?", ["Fortune"]),
    ("How much did the yard lose (source: Fortune)?", ["Fortune"]),
    ("Fortune magazine wrote about the yard. Who owns it?", ["Fortune"]),
    # set side by side, without a verb of reporting
    ("Do Fortune and the Venn Islander give the same figure for the strike?", ["Fortune", "The Venn Islander"]),
    ("The size of the march: Harbour Courier against Morrane Gazette", KNOWN[:2]),
    ("Time versus Fortune on how big the crowd was", ["Fortune", "Time"]),
    ("What turnout did Fortune and the Morning Tide each give?", ["Fortune", "Morning Tide"]),
    ("Compare the account of the fire in Time with the one in Fortune.", ["Fortune", "Time"]),
    ("How many marched, according to the Harbour Courier and to the Morrane Gazette?", KNOWN[:2]),
    ("What total did the Harbour Courier report, and what figure does Fortune have?", ["Fortune", "Harbour Courier"]),
    ("How does RT's report differ from Time's?", ["RT", "Time"]),
    # by its last word
    ("According to the Courier, how many were hurt?", ["Harbour Courier"]),
    ("Do the Courier and the Islander agree on the toll?", ["Harbour Courier", "The Venn Islander"]),
]


@pytest.mark.parametrize(("text", "names"), WANTED)
def test_an_outlet_that_is_asked_for(text: str, names: list[str]) -> None:
    found = read_outlets(text, KNOWN)
    assert (sorted(found.sources), found.not_sources) == (sorted(names), ())


def test_a_last_word_that_several_share_means_them_all() -> None:
    known = ["Brel Gazette", "Dovre Gazette", "Brel Radio"]
    assert sorted(read_outlets("According to the Gazette, who won?", known).sources) == known[:2]
    assert read_outlets("According to the Gazette of Skarn, who won?", known).sources == ("Gazette of Skarn",)
    assert read_outlets("What did the Hexel Gazette report?", known).sources == ("Hexel Gazette",)
    assert read_outlets("What did the Radio say?", known).sources == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Ministry of Revenue, Brel", "Which drinks are exempt from the Brel levy, according to the Courier?"),
        ("Bank of Morrane", "Does the rate differ from the Morrane mean, according to the Courier?"),
        ("BBC Venn", "Does the Venn team differ from the one of 2019, according to the Courier?"),
        ("Radio Two Venn", "Who stood on the Venn list, according to the Courier?"),
        ("Venn Fire Authority", "Why does the Authority see nothing wrong, according to the Courier?"),
        ("Ferry Workers' Federation", "Why did the Federation call off its strike, according to the Courier?"),
        ("The Venn House", "How did the House vote, according to the Courier?"),
    ],
)
def test_a_last_word_that_is_a_place_or_a_body_means_no_outlet(source: str, text: str) -> None:
    assert read_outlets(text, [source, "Brel Courier"]).sources == ("Brel Courier",)


LEFT_OUT = [
    ("Not according to the Harbour Courier, how many were hurt?", ["Harbour Courier"]),
    ("Apart from the Harbour Courier, what did the local press say?", ["Harbour Courier"]),
    ("Leaving the Morrane Gazette aside, how many were hurt?", ["Morrane Gazette"]),
    ("What does every paper except for the Venn Islander say?", ["The Venn Islander"]),
    ("Other than RT and Sputnik, who reported this?", ["RT", "Sputnik"]),
    ("Excluding RT, what was said?", ["RT"]),
    ("Without Time, what do the others report?", ["Time"]),
    ("Apart from the Hexel Observer, who reported this?", []),
    ("Who won? Leave out anything from RT or Sputnik.", ["RT", "Sputnik"]),
    ("Who won in all reports, but no Sputnik ones?", ["Sputnik"]),
]


@pytest.mark.parametrize(("text", "names"), LEFT_OUT)
def test_an_outlet_that_is_left_out(text: str, names: list[str]) -> None:
    found = read_outlets(text, KNOWN)
    assert (found.sources, sorted(found.not_sources)) == ((), names)


def test_one_is_asked_for_and_another_left_out() -> None:
    found = read_outlets("What did RT say, but not Sputnik?", KNOWN)
    assert found == Outlets(("RT",), ("Sputnik",), 1)


UNKNOWN = [
    ("What did the Hexel Observer write about the order?", "Hexel Observer"),
    ("According to the Brackmoor Times, how many children were born?", "Brackmoor Times"),
    ("According to Reuters, who won?", "Reuters"),
    ("How many came, according to Radio Brel?", "Radio Brel"),
    ("What did the Isle of Venn Gazette report?", None),  # read as no outlet rather than as half of one
    ("Was this reported by the Dovre Daily Mail?", "Dovre Daily Mail"),
    ("What did the Times of Dovre report about the flood?", "Times of Dovre"),
    ("According to The Times of Dovre, who won?", "Times of Dovre"),
    ("According to a Bloomberg article, who won?", "Bloomberg"),
    ("Based on a recent Hexel Post article, who won?", "Hexel Post"),
    ("In an article published by the Hexel Independent, who won?", "Hexel Independent"),
    ("According to the newspaper Hexel Echo, who won?", "Hexel Echo"),
    ("Who won, according to articles in the Hexel Chronicle?", "Hexel Chronicle"),
    ("The Hexel Herald reported that a dam broke. Where was it?", "Hexel Herald"),
    ("What did Der Spiegel report?", "Der Spiegel"),
]


@pytest.mark.parametrize(("text", "name"), UNKNOWN)
def test_an_outlet_that_the_index_does_not_have_is_asked_for_all_the_same(text: str, name: str | None) -> None:
    assert read_outlets(text, KNOWN) == Outlets((name,) if name else (), (), int(bool(name)))


def test_several_outlets_that_the_index_does_not_have() -> None:
    text = "Considering a Bloomberg article and a Hexel Post report on the dam, and another by the Brel Star, who paid?"
    assert read_outlets(text, KNOWN).sources == ("Bloomberg", "Hexel Post", "Brel Star")


@pytest.mark.parametrize(
    "text", ["Did both the Hexel Times and RT report it?", "Who won, according to stories in the Hexel Times and RT?"]
)
def test_one_that_the_index_has_beside_one_that_it_does_not_have(text: str) -> None:
    assert sorted(read_outlets(text, KNOWN).sources) == ["Hexel Times", "RT"]


@pytest.mark.parametrize("name", ["Al Jazeera", "Press Association", "Dovre Union-Tribune"])
def test_an_outlet_that_is_named_nearly_as_a_person_or_a_body_is(name: str) -> None:
    assert read_outlets(f"How does {name} cover the flood?", [name]).sources == (name,)


NONE = [
    "Is it time to report this?",
    "What did fortune bring him, and who said so?",
    "Who said that the morning tide reaches the quay?",
    "Is he a Fortune 500 executive?",
    "What did Fortune 500 companies report?",
    "What did Time Warner say about the merger?",
    "Who owns the Harbour Courier?",
    "Why was the Morrane Gazette sued?",
    "What did Lavrov tell RT?",
    "According to the mayor, who won?",
    "According to Petra Nilsson, who won?",
    "According to the Standard Model, what is a quark?",
    "According to the Press Secretary, who won?",
    "According to the Independent Commission, who won?",
    "What did the Royal Post Office say about stamps?",
    "According to the Brask Review, what helps children?",
    "Which book published by Dovre University Press won?",
    "What did Black Mirror's story about the bees say?",
    "Who starred in a Death Star story?",
    "Did the sun rise?",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_ordinary_words_and_people_are_no_outlets(text: str) -> None:
    assert read_outlets(text, KNOWN) == Outlets()


def test_without_a_known_outlet_nothing_is_lost() -> None:
    assert read_outlets("What did the Harbour Courier report?", []) == Outlets(("Harbour Courier",), (), 1)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How many were hurt, according to the Gazette?", 1),
        ("What do the Hexel Gazette and the Skarn Gazette report about the flood?", 2),
        ("According to the Gazette, was the Gazette's report on the flood right?", 1),
        ("How do the Gazette and Brel Radio differ on the flood?", 2),
    ],
)
def test_a_name_that_two_outlets_bear_is_one_that_is_asked(text: str, asked: int) -> None:
    assert read_outlets(text, ["Hexel Gazette", "Skarn Gazette", "Brel Radio"]).asked == asked


def test_a_letter_that_is_two_without_capitals_hides_no_outlet() -> None:
    known = ["Venn Islander", "Straßenblatt"]
    assert read_outlets("What did the Islander report about the Straße?", known).sources == ("Venn Islander",)
    assert read_outlets("What did the Straßenblatt report?", known).sources == ("Straßenblatt",)


WORDS = [*KNOWN, "according to", "the", "The", "and", "reported by", "'s", "report", "said", "did", "apart from", ","]
WORDS += ["News", "Radio", "Times", "Reuters", "leaving", "aside", "not"]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_an_outlet_is_never_both_asked_for_and_left_out(words: list[str]) -> None:
    found = read_outlets(" ".join(words), KNOWN)
    assert not set(found.sources) & set(found.not_sources)
    assert len(set(found.sources)) == len(found.sources)


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_no_text_and_no_name_break_it(text: str, known: list[str]) -> None:
    read_outlets(text, known)


SEEDS = [
    "A",
    "Aa ",
    "Aa of ",
    "Aa and ",
    "did Aa ",
    "According to Aa ",
    "RT and ",
    "RT, ",
    "RT's ",
    "apart from ",
    "’s ",
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("tail", ["", " report", " Times!", "RT"])
def test_a_long_repetitive_text_comes_to_an_end(seed: str, tail: str) -> None:
    read_outlets((seed * LONGEST)[: LONGEST - len(tail)] + tail, KNOWN)
