"""Limits of time and outlet in the browser: as fields, as chips, and where they leave nothing to answer from."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from .articles import FERRY_QUESTION, MAYOR_QUESTION, MILL_SOURCE, UNKNOWN_QUESTION
from .browser import SLOWEST, Visit, opened, passage_of

IN_MAY = "Who was sworn in as mayor of Alderbrook in May 2023?"


def has_focus(turn: Locator) -> bool:
    return bool(turn.evaluate("turn => turn.contains(document.activeElement)"))


def test_limits_read_from_the_question_are_chips_that_can_be_taken_away(visit: Visit) -> None:
    turn = visit.ask(IN_MAY)
    visit.ask(FERRY_QUESTION)
    chips = turn.locator(".chip bdi")
    expect(chips).to_have_text(["published from 1 May 2023", "published until 31 May 2023"])
    expect(turn.locator(".lead")).to_contain_text("Varga")
    turn.get_by_role("button", name="Remove: published until 31 May 2023").click()
    expect(chips).to_have_text(["published from 1 May 2023"], timeout=SLOWEST)
    expect(turn.locator(".citations")).to_contain_text("Tomas Hale")
    expect(turn.locator(".timeline")).to_be_visible()
    assert has_focus(turn)
    turn.locator(".drop").press("Enter")
    expect(chips).to_have_count(0, timeout=SLOWEST)
    assert visit.page.locator(".turn").count() == 2
    assert has_focus(turn)


def test_a_day_and_an_outlet_can_be_changed_in_place(visit: Visit) -> None:
    turn = visit.ask(MAYOR_QUESTION)
    expect(turn.locator(".timeline")).to_be_visible()
    turn.locator(".change summary").click()
    turn.get_by_label("Published until", exact=True).fill("2023-12-31")
    turn.get_by_label("Published until", exact=True).press("Enter")
    expect(turn.locator(".chip bdi")).to_have_text(["published until 31 December 2023"], timeout=SLOWEST)
    expect(turn.locator(".lead")).to_contain_text("Varga")
    assert has_focus(turn)
    if not turn.get_by_label("Outlet", exact=True).is_visible():
        turn.locator(".change summary").click()
    turn.get_by_label("Outlet", exact=True).fill("The Harbour Courant")
    turn.get_by_label("Outlet", exact=True).press("Enter")
    expect(turn.locator(".chip bdi")).to_have_text(
        ["published until 31 December 2023", "from The Harbour Courant"], timeout=SLOWEST
    )
    expect(turn).not_to_contain_text("Varga sworn in")
    expect(turn).not_to_have_attribute("aria-busy", "true")


def test_a_day_can_be_typed(visit: Visit) -> None:
    turn = visit.ask(MAYOR_QUESTION)
    expect(turn.locator(".timeline")).to_be_visible()
    turn.locator(".change summary").click()
    turn.get_by_label("Published until", exact=True).focus()
    visit.page.keyboard.type("12312023", delay=50)
    visit.page.keyboard.press("Enter")
    expect(turn.locator(".chip bdi")).to_have_text(["published until 31 December 2023"])
    expect(turn.locator(".lead")).to_contain_text("Varga")


def test_a_window_that_ends_before_it_starts_is_answered_with_a_sentence_and_can_be_mended(visit: Visit) -> None:
    turn = visit.ask(IN_MAY)
    turn.locator(".change summary").click()
    turn.get_by_label("Published from", exact=True).fill("2024-01-01")
    turn.get_by_label("Published from", exact=True).press("Enter")
    expect(visit.page.get_by_text(re.compile("window ends .*before it starts"))).to_be_visible()
    expect(turn).not_to_have_attribute("aria-busy", "true")
    turn.get_by_role("button", name="Remove: published until").click()
    expect(turn.locator(".lead")).to_contain_text("Hale", timeout=SLOWEST)


def test_a_change_that_changes_nothing_leaves_the_answer_as_it_was(visit: Visit) -> None:
    turn = visit.ask("According to the Alderbrook Post, who was sworn in as mayor of Alderbrook in May 2023?")
    for value in ("  ", "Alderbrook Post"):
        if not turn.get_by_label("Outlet", exact=True).is_visible():
            turn.locator(".change summary").click()
        turn.get_by_label("Outlet", exact=True).fill(value)
        turn.get_by_label("Outlet", exact=True).press("Enter")
    visit.ask(FERRY_QUESTION)
    expect(turn).not_to_have_attribute("aria-busy", "true")
    expect(turn.locator(".lead")).to_contain_text("Varga")


def test_as_of_keeps_out_what_came_later(visit: Visit) -> None:
    later = visit.ask(MAYOR_QUESTION)
    assert "15 May 2025" in later.inner_text()
    visit.limit("As of", "2023-12-31")
    earlier = visit.ask(MAYOR_QUESTION)
    expect(earlier.locator(".byline").first).to_have_text("Alderbrook Post, 8 May 2023")
    assert "2025" not in earlier.inner_text()
    expect(earlier.locator(".chip bdi")).to_have_text(["as of 31 December 2023"])


def test_a_chosen_source_limits_the_answer(visit: Visit) -> None:
    visit.limit("Source", "")
    visit.page.locator("#limits").get_by_label("Source", exact=True).click()
    choices = visit.page.get_by_role("option")
    expect(choices).to_contain_text([MILL_SOURCE, "Alderbrook Post", "The Harbour Courant"])
    choices.nth(1).click()
    turn = visit.ask(MAYOR_QUESTION)
    expect(turn.locator(".citations .byline")).to_contain_text(["Alderbrook Post, 8 May 2023"])
    assert all(each.startswith("Alderbrook Post") for each in turn.locator(".byline").all_inner_texts())
    expect(turn.locator(".chip bdi")).to_have_text(["from Alderbrook Post"])


def test_mistaken_limits_are_answered_with_a_sentence(visit: Visit) -> None:
    for limits, message in (
        ({"As of": "31 March"}, "As of: “31 March” is not a day"),
        ({"As of": "", "Before": "2022-02-30"}, "Before: “2022-02-30” is not a day"),
        ({"After": "2024-01-01", "Before": "2023-01-01"}, "The window ends (2023-01-01) before it starts (2024-01-01)"),
    ):
        for label, typed in limits.items():
            visit.limit(label, typed)
        turn = visit.ask(MAYOR_QUESTION)
        expect(turn.get_by_role("alert")).to_contain_text(message)
        expect(visit.page.locator("#question textarea")).to_have_value(MAYOR_QUESTION)


def test_what_the_news_does_not_say_is_said_with_what_comes_nearest(visit: Visit) -> None:
    turn = visit.ask(UNKNOWN_QUESTION)
    expect(turn.locator(".refused")).to_have_text("Not found. Nothing in these articles bears on the question.")
    expect(turn.locator(".scope")).to_have_text(re.compile(r"^Searched \d+ articles\.$"))
    expect(turn).to_contain_text("Nearest passages, which may not answer")
    assert turn.locator(".lead, .ways").count() == 0
    near = turn.locator(".near li").first
    near.locator(".cite").click()
    opened(visit, near.locator(".cite"), passage_of(near))


@pytest.mark.parametrize(
    ("question", "refused", "way", "answer"),
    [
        (
            "Who was sworn in as mayor of Alderbrook in June 2023?",
            "Nothing published within the dates asked for",
            "Search all dates",
            "Tomas Hale",
        ),
        (
            "According to the Skell Times, when does the ferry to the Skerry islands resume?",
            "No article here comes from Skell Times.",
            "Search all outlets",
            "2 April",
        ),
    ],
    ids=["dates", "outlets"],
)
def test_a_question_that_its_limits_leave_without_an_answer_can_be_asked_without_them(
    visit: Visit, question: str, refused: str, way: str, answer: str
) -> None:
    turn = visit.ask(question)
    expect(turn.locator(".refused")).to_contain_text(refused)
    turn.get_by_role("button", name=way).click()
    expect(turn.locator(".lead")).to_contain_text(answer, timeout=SLOWEST)
    assert turn.locator(".chip").count() == 0
    assert has_focus(turn)
