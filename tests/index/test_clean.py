from __future__ import annotations

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import Cleaned, clean
from index.document import MACHINE_NOTE, POST
from tests.index.helpers import BAKERY, BRIDGE, FERRY

TITLE = "Ferry to sail every hour"


def cleaned(*paragraphs: str, title: str | None = None, has_head: bool = True) -> Cleaned:
    return clean("\n\n".join(paragraphs), title, has_head)


def news(*paragraphs: str) -> str:
    """The text that these paragraphs become below a headline."""
    return cleaned(TITLE, *paragraphs).text


def wrap(text: str, width: int = 64) -> str:
    return textwrap.fill(text, width)


def test_paragraphs_stay_as_they_are_one_a_line() -> None:
    assert news(FERRY, BRIDGE) == f"{FERRY}\n\n{BRIDGE}"
    assert clean(f"{TITLE}\n{FERRY}\n{BRIDGE}", None, True).text == f"{FERRY}\n\n{BRIDGE}"


def test_hard_wrapped_paragraphs_are_joined() -> None:
    long = f"{FERRY} {BAKERY}"
    other = f"Nobody on Oyster Island was surprised. {BRIDGE}"
    assert news(wrap(long), wrap(BRIDGE), wrap(other)) == f"{long}\n\n{BRIDGE}\n\n{other}"


def test_a_word_broken_at_its_hyphen_is_joined_and_a_dash_is_not() -> None:
    text = (
        "The captain of the island ferry, who is a very well-\n"
        "known man in the town of Port Lee, has sailed the -\n"
        "as he says - quite harmless strait for forty long years\n"
        "and more, and does not think of leaving it now at all.\n"
        "He lives near the harbour, where his wife has a garden\nwith forty apple trees and one old pear tree in it."
    )
    assert "a very well-known man" in news(text)
    assert "sailed the - as he says - quite" in news(text)


def test_short_lines_that_are_not_wrapped_text_stay_lines() -> None:
    winners = "Ann Lee, Port Lee\nTom Reed, Westmarsh\nEva Holm, Kale Bay\nSam Fox, Tarn"
    assert news(FERRY, winners, BRIDGE).split("\n\n")[1:5] == winners.split("\n")


def test_the_headline_is_the_title_and_not_text() -> None:
    assert cleaned(TITLE, FERRY, BRIDGE) == Cleaned(TITLE, f"{FERRY}\n\n{BRIDGE}", ())


@pytest.mark.parametrize(
    "title", ["Will the ferry sail every hour?", "“We will sail every hour”", f"# {TITLE}", "Home Secretary resigns"]
)
def test_headlines_of_other_kinds(title: str) -> None:
    assert cleaned(title, FERRY).title == title.lstrip("# ")


def test_a_text_that_begins_with_a_sentence_has_no_title() -> None:
    assert cleaned(FERRY, BRIDGE) == Cleaned(None, f"{FERRY}\n\n{BRIDGE}", ())


def test_a_stated_title_is_kept_and_its_repetition_is_dropped() -> None:
    assert cleaned(TITLE, FERRY, title=f" {TITLE}\n") == Cleaned(TITLE, FERRY, ())
    assert cleaned(f"{TITLE} soon", FERRY, title="Another", has_head=False).text == f"{TITLE} soon\n\n{FERRY}"


def test_a_repeated_headline_and_a_repeated_paragraph_are_dropped() -> None:
    assert news("3 March 2024", TITLE, FERRY, BRIDGE, FERRY) == f"{FERRY}\n\n{BRIDGE}"


@pytest.mark.parametrize("end", ["…", "..."])
def test_a_teaser_that_follows_in_full_is_dropped(end: str) -> None:
    teaser = " ".join(FERRY.split()[:12]) + end
    assert news(teaser, FERRY, BRIDGE) == f"{FERRY}\n\n{BRIDGE}"
    assert news("Nobody knows what comes after this one" + end, FERRY).startswith("Nobody")


def test_date_and_byline_above_the_story_are_not_text() -> None:
    assert news("By Ann Lee and Tom Reed", "Published 3 March 2024 | Updated 5 March 2024", FERRY) == FERRY


def test_sentences_that_begin_like_them_are() -> None:
    first = "By Monday all ships will sail."
    second = "Updated rules for ferries take effect then, the council said."
    assert news(first, second, FERRY) == f"{first}\n\n{second}\n\n{FERRY}"


def test_a_menu_above_the_headline_is_dropped() -> None:
    assert cleaned("Oyster Island\nPort Lee\nWestmarsh\nKale Bay\nTarn", TITLE, FERRY) == Cleaned(TITLE, FERRY, ())


def test_furniture_is_dropped_wherever_it_stands() -> None:
    lines = ["Share on Facebook", FERRY, "0:00 / 4:05", BRIDGE, "Advertisement", BAKERY, "Leave a Reply", "Island News"]
    assert news(*lines) == f"{FERRY}\n\n{BRIDGE}\n\n{BAKERY}"


def test_subheads_short_quotes_and_lists_in_the_story_stay() -> None:
    lines = [
        FERRY,
        "What comes next",
        "“Never.”",
        "She paused.",
        BRIDGE,
        "The prizes:",
        "Ann Lee, bread",
        "Tom Reed, fish",
    ]
    assert news(*lines) == "\n\n".join(lines)


def test_a_photo_credit_is_cut_off_its_caption() -> None:
    assert news("The ferry leaves the harbour. Eva Holm/AFP", FERRY) == f"The ferry leaves the harbour.\n\n{FERRY}"


def test_the_outlets_name_alone_on_a_line_is_dropped() -> None:
    assert clean(f"Harbour Post\n{TITLE}\n\n{FERRY}", None, True, "Harbour Post") == Cleaned(TITLE, FERRY, ())


def test_a_label_in_another_script_is_dropped_and_a_sentence_is_not() -> None:
    assert news(FERRY, "Открыть материал", BRIDGE) == f"{FERRY}\n\n{BRIDGE}"
    quoted = "«Паром будет ходить каждый час, а мост закрыт до осени», сказала она."
    assert quoted in news(FERRY, quoted, BRIDGE)


FOREIGN = [
    ("Паром будет ходить каждый час", "Паром на остров будет ходить каждый час со следующей недели.", "Мост закрыт."),
    ("渡轮将每小时开航一班", "港务局周二表示，从下周起，渡轮将每小时开航一班。", "桥梁关闭至秋季。"),
    ("フェリーは毎時運航へ", "港湾局によると、フェリーは来週から毎時運航となる。", "橋は秋まで閉鎖される。"),
    (
        "العبارة تبحر كل ساعة",
        "قال مكتب الميناء إن العبارة ستبحر كل ساعة ابتداء من الأسبوع المقبل.",
        "الجسر مغلق حتى الخريف.",
    ),
    (
        "Το πλοίο θα φεύγει κάθε ώρα",
        "Το πλοίο για το νησί θα φεύγει κάθε ώρα από την άλλη εβδομάδα.",
        "Η γέφυρα κλείνει.",
    ),
    ("नाव हर घंटे चलेगी", "बंदरगाह कार्यालय ने कहा कि नाव अगले सप्ताह से हर घंटे चलेगी।", "पुल बंद है।"),
]


@pytest.mark.parametrize(("title", "first", "second"), FOREIGN)
def test_an_article_in_another_language_is_kept_whole(title: str, first: str, second: str) -> None:
    assert cleaned(title, first, second) == Cleaned(title, f"{first}\n\n{second}", ())


def marked(found: Cleaned, flag: str) -> list[str]:
    return [found.text[mark.start : mark.end] for mark in found.marks if mark.flag == flag]


def test_posts_are_marked_and_lose_their_short_links() -> None:
    found = cleaned(
        TITLE, FERRY, "No sign of the ferry today. https://t.co/aB3", "Late again! pic.twitter.com/xyz", BRIDGE
    )
    assert marked(found, POST) == ["No sign of the ferry today.", "Late again!"]
    assert "t.co" not in found.text
    assert "pic.twitter" not in found.text


def test_a_post_between_two_posts_is_one() -> None:
    lines = "One ferry is late https://t.co/a\nAnother one is later\nNone will come https://t.co/b"
    assert marked(cleaned(TITLE, FERRY, lines), POST) == ["One ferry is late", "Another one is later", "None will come"]


def test_an_ordinary_link_makes_no_post() -> None:
    line = "The timetable is at https://ferry.example/times and at the quay."
    found = cleaned(TITLE, FERRY, line)
    assert line in found.text
    assert found.marks == ()


def test_a_note_by_a_machine_is_marked() -> None:
    note = "As an AI language model, I have kept to the facts."
    assert marked(cleaned(TITLE, FERRY, note, BRIDGE), MACHINE_NOTE) == [note]


def test_what_cannot_be_seen_is_taken_out() -> None:
    raw = "The fer\u00adry\u200b from \u202ePort\u00a0Lee\ufeff will\tsail every   hour\x00 from next week."
    assert news(raw) == "The ferry from Port Lee will sail every hour from next week."


@pytest.mark.parametrize("raw", ["", "\n \t\n", "\x00", "Share", "Home\nLog in\nCookie policy\nShare on Facebook"])
def test_a_page_of_nothing_but_furniture_holds_no_text(raw: str) -> None:
    assert clean(raw, None, True).text == ""


PIECES = [
    TITLE,
    FERRY,
    BRIDGE,
    "Ann Lee",
    "Share",
    "3 March 2024",
    "https://t.co/a",
    "@post: hi",
    "渡轮。",
    "…",
    " ",
    "-",
    "As an AI, I am.",
]
RAW = st.text() | st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "\n"]), max_size=40).map("".join)


@given(raw=RAW, title=st.none() | st.text(max_size=40), has_head=st.booleans())
def test_any_text_is_cleaned_without_error(raw: str, title: str | None, has_head: bool) -> None:
    found = clean(raw, title, has_head)
    assert all(0 <= mark.start < mark.end <= len(found.text) for mark in found.marks)
    assert found.text == found.text.strip()
    assert all(line == " ".join(line.split()) for line in found.text.split("\n"))


@given(
    raw=st.lists(
        st.sampled_from([BRIDGE, BAKERY, "3 March 2024", "Share", "Leave a Reply", "0:00"]), max_size=12, unique=True
    )
)
def test_what_has_been_cleaned_is_clean(raw: list[str]) -> None:
    text = news(FERRY, *raw)
    assert clean(text, TITLE, False).text == text


@given(raw=RAW)
def test_nothing_is_made_up(raw: str) -> None:
    """Every word of the cleaned text stands in the raw one, without what cannot be seen."""
    seen = "".join(char for char in raw if unicodedata.category(char)[0] not in "CZ")
    for line in clean(raw, None, True).text.split("\n"):
        assert all(word in seen or not word.isascii() for word in line.split())


def test_a_headline_of_two_words_is_a_title_and_one_word_is_a_section() -> None:
    story = "The ferry sailed on Monday with forty people on board."
    assert clean(f"Ferry sails\n\n{story}", None, True).title == "Ferry sails"
    assert clean(f"Region\n\n{story}", None, True).title is None
    assert clean(f"Region\n\n{story}", None, True).text == story
