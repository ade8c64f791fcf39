"""Options and the question's own words together: who wins, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import DatelineError, Filter
from rag.contract import Understood
from rag.question import LONGEST, Options, understand

KNOWN = ["Harbour Courier", "The Venn Islander"]
NEWEST = date(2024, 6, 12)
TEXT = "As of May 2024, what did the Harbour Courier say about the latest plan in March 2024?"


def test_time_outlet_and_the_wish_for_the_latest_are_read() -> None:
    found = understand(TEXT, Options(), KNOWN, NEWEST).understood
    assert (found.as_of, found.after, found.before) == (date(2024, 5, 31), date(2024, 3, 1), date(2024, 3, 31))
    assert (found.sources, found.not_sources, found.latest) == (("Harbour Courier",), (), True)


def test_literal_reads_nothing() -> None:
    question = understand(TEXT, Options(literal=True), KNOWN, NEWEST)
    assert question.where == Filter()
    assert not question.understood.latest
    assert question.text == TEXT


def test_options_count_with_literal_too() -> None:
    options = Options(date(2024, 4, 1), date(2024, 2, 1), date(2024, 3, 1), ("The Venn Islander",), literal=True)
    found = understand(TEXT, options, KNOWN, NEWEST).understood
    assert (found.as_of, found.after, found.before) == (date(2024, 4, 1), date(2024, 2, 1), date(2024, 3, 1))
    assert found.sources == ("The Venn Islander",)


@pytest.mark.parametrize(
    "options",
    [Options(after=date(2023, 1, 1)), Options(before=date(2023, 1, 1)), Options(sources=("The Venn Islander",))],
)
def test_an_option_wins_over_what_is_read(options: Options) -> None:
    found = understand("What did the Harbour Courier say in March 2024?", options, KNOWN, NEWEST).understood
    if options.sources:
        assert found.sources == options.sources
    else:
        assert (found.after, found.before) == (options.after, options.before)


def test_one_outlet_whose_name_two_bear_is_not_each_of_two() -> None:
    known = ["CNN", "CNN (Web News)", "Ilmar Post"]
    one = understand("What did CNN report about the strike?", Options(), known, NEWEST)
    assert (one.understood.sources, one.each_outlet) == (("CNN", "CNN (Web News)"), False)
    assert "CNN" in one.matter
    assert understand("What do CNN and the Ilmar Post report about the strike?", Options(), known, NEWEST).each_outlet


def test_a_range_of_days_leaves_an_as_of_date_as_it_is() -> None:
    text = "As of 1 June 2024, how many were hurt between 1 March 2024 and 5 May 2024?"
    found = understand(text, Options(), KNOWN, NEWEST).understood
    assert (found.as_of, found.after, found.before) == (date(2024, 6, 1), date(2024, 3, 1), date(2024, 5, 5))


def test_the_month_of_a_match_is_a_window_whatever_is_between_its_sides() -> None:
    found = understand("Who won the Arsenal vs Chelsea match in March 2024?", Options(), KNOWN, NEWEST).understood
    assert (found.after, found.before) == (date(2024, 3, 1), date(2024, 3, 31))


def test_relative_words_are_counted_from_as_of() -> None:
    found = understand("What happened yesterday?", Options(as_of=date(2023, 3, 3)), KNOWN, NEWEST).understood
    assert (found.after, found.before) == (date(2023, 3, 2), date(2023, 3, 2))


def test_relative_words_are_else_counted_from_the_newest_day_of_the_index() -> None:
    found = understand("What happened yesterday?", Options(), KNOWN, NEWEST).understood
    assert (found.after, found.before) == (date(2024, 6, 11), date(2024, 6, 11))


def test_what_is_read_gives_way_to_an_option_that_it_contradicts() -> None:
    text = "As of May 2024, what has happened since March 2024?"
    early = understand(text, Options(as_of=date(2023, 1, 1)), KNOWN, NEWEST).understood
    assert (early.as_of, early.after) == (date(2023, 1, 1), None)
    late = understand(text, Options(after=date(2024, 6, 1)), KNOWN, NEWEST).understood
    assert (late.as_of, late.after) == (None, date(2024, 6, 1))


@pytest.mark.parametrize("name", ["the venn islander", "Venn Islander", " The Venn Islander "])
def test_an_outlet_given_is_found_under_the_name_that_the_index_states(name: str) -> None:
    question = understand("What happened?", Options(sources=(name,)), KNOWN, NEWEST)
    assert question.understood.sources == ("The Venn Islander",)
    assert question.where.sources == {"the venn islander"}


def test_all_outlets_of_a_name_given_are_meant() -> None:
    known = ["BBC News - Business", "BBC News - Technology", "Wall Street Journal"]
    question = understand("What happened?", Options(sources=("bbc", "WSJ")), known, NEWEST)
    assert question.understood.sources == tuple(known)


def test_an_outlet_that_the_index_does_not_have_stays_as_given() -> None:
    assert understand("Who won?", Options(sources=("Nowhere",)), KNOWN, NEWEST).understood.sources == ("Nowhere",)


def test_a_blank_outlet_is_none() -> None:
    assert understand("Who won?", Options(sources=("", " ")), KNOWN, NEWEST).understood.sources == ()


def test_the_filter_ends_at_the_earlier_of_as_of_and_before() -> None:
    options = Options(as_of=date(2024, 3, 1), before=date(2024, 5, 1))
    assert understand("Who won?", options, KNOWN, NEWEST).where.before == date(2024, 3, 1)


def test_spaces_and_lines_are_one_space() -> None:
    assert understand("  Who\n\twon? ", Options(), KNOWN, NEWEST).text == "Who won?"


@pytest.mark.parametrize(
    "text", ["Who leads now?", "What is the latest?", "Who is currently mayor?", "As things stand?"]
)
def test_the_latest_is_asked_for(text: str) -> None:
    assert understand(text, Options(), KNOWN, NEWEST).understood.latest


@pytest.mark.parametrize("text", ["Who knows?", "Is it too late?", "Who won?"])
def test_the_latest_is_not_asked_for(text: str) -> None:
    assert not understand(text, Options(), KNOWN, NEWEST).understood.latest


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        ("", Options(), "empty"),
        (" \n\t", Options(), "empty"),
        ("a" * (LONGEST + 1), Options(), str(LONGEST)),
        ("Thanks!", Options(), "asks nothing"),
        ("Hello there", Options(), "asks nothing"),
        ("ok, thank you very much. Bye", Options(), "asks nothing"),
        ("Who won?", Options(excerpts=0), "at least 1"),
        ("Who won?", Options(excerpts=-3), "at least 1"),
        ("Who won?", Options(after=date(2024, 2, 2), before=date(2024, 2, 1)), "before it starts"),
        ("Who won?", Options(as_of=date(2024, 2, 1), after=date(2024, 2, 2)), "as of"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(text: str, options: Options, words: str) -> None:
    with pytest.raises(DatelineError, match=words) as error:
        understand(text, options, KNOWN, NEWEST)
    assert "\n" not in str(error.value)
    assert " " in str(error.value)


@pytest.mark.parametrize("text", ["Who said thank you?", "Thanks to whom?", "OK Go concert", "hi-fi", "Great Orme"])
def test_a_word_of_courtesy_in_a_question_is_a_word(text: str) -> None:
    assert understand(text, Options(), KNOWN, NEWEST).text == text


def test_a_window_of_one_day_makes_sense() -> None:
    one = date(2024, 2, 2)
    question = understand("Who won?", Options(as_of=one, after=one, before=one), KNOWN, NEWEST)
    assert (question.where.after, question.where.before) == (one, one)


def test_an_index_without_dates_is_asked_from_no_day() -> None:
    assert understand("Who won?", Options(), KNOWN, None).today is None


def test_without_a_day_to_count_from_nothing_is_counted() -> None:
    assert understand("Who won on Tuesday?", Options(), KNOWN, None).where == Filter()
    assert understand("Who won in March 2024?", Options(), KNOWN, None).where.after == date(2024, 3, 1)


PARTS = st.sampled_from(
    ["in March 2024", "yesterday", "since 3 May", "as of 2023", "before last month", "according to the Harbour Courier"]
)


@given(st.text(max_size=60), st.lists(PARTS, max_size=4), st.none() | st.dates(), st.none() | st.dates())
def test_no_words_are_refused(text: str, parts: list[str], as_of: date | None, newest: date | None) -> None:
    question = understand(f"Who {text} {' '.join(parts)}", Options(as_of=as_of), KNOWN, newest)
    where = question.where
    assert where.after is None or where.before is None or where.after <= where.before
    question.text.encode()


def test_halves_of_characters_are_replaced() -> None:
    question = understand("Who \ud800won?", Options(sources=("\udcff",)), KNOWN, NEWEST)
    assert question.text == "Who ?won?"
    assert question.understood.sources == ("?",)


def test_limits_given_whole_are_the_only_ones() -> None:
    text = "According to the Harbour Courier, what was the latest in March 2024?"
    options = Options(
        after=date(2020, 1, 1), limits=Understood(before=date(2024, 6, 30), sources=("ossel valley post",))
    )
    question = understand(text, options, ["Harbour Courier", "Ossel Valley Post"], date(2025, 1, 1))
    assert question.understood == Understood(before=date(2024, 6, 30), sources=("Ossel Valley Post",))
    assert understand(text, Options(limits=Understood()), ["Harbour Courier"], None).understood == Understood()
