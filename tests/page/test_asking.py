"""Asking in the browser: the answer, the next question, and how little moves meanwhile."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .articles import FERRY_QUESTION, MAYOR_QUESTION
from .browser import SLOWEST, Visit, box, passage_of

# Notes, at each change of the conversation, where in it its first citation and its last lead stand.
WATCH = """() => {
  window.seen = { first: new Set(), lead: new Set(), timelines: new Set() };
  const talk = document.querySelector("#talk");
  const y = (part) => part.getBoundingClientRect().top;
  const top = (part) => Math.round(y(part) - y(talk) + talk.scrollTop);
  new MutationObserver(() => {
    window.seen.first.add(top(talk.querySelector(".citations li")));
    const lead = talk.querySelector(".turn:nth-child(2) .lead");
    if (lead) window.seen.lead.add(top(lead));
    window.seen.timelines.add(talk.querySelectorAll(".timeline").length);
  }).observe(talk, { subtree: true, childList: true, characterData: true });
}"""


def test_the_first_line_says_what_is_in_the_index_and_an_example_can_be_asked(visit: Visit) -> None:
    page = visit.page
    expect(page.locator(".masthead")).to_contain_text(re.compile(r"\d+ articles, 3 sources, 18 Mar 2022 – 15 May 2025"))
    page.locator(".example").click()
    expect(page.locator(".turn .question")).to_have_text(FERRY_QUESTION)
    expect(page.locator(".turn .lead")).to_contain_text("2 April", timeout=SLOWEST)
    assert page.locator("footer").is_hidden()


def test_an_answer_is_a_sentence_word_for_word_with_its_source_and_date(visit: Visit) -> None:
    turn = visit.ask(FERRY_QUESTION)
    expect(turn.locator(".lead")).to_have_text("2 April [1]")
    first = turn.locator(".citations li").first
    assert passage_of(first) == (
        "The ferry between Port Alder and the Skerry islands will resume on 2 April after repairs "
        "to the north quay, the harbour board said."
    )
    expect(first.locator(".quote strong")).to_have_text("2 April")
    expect(first.locator(".byline")).to_have_text("The Harbour Courant, 18 March 2022")
    expect(turn.locator(".scope")).to_have_text(re.compile(r"^Searched \d+ articles\.$"))
    expect(visit.page.locator("#question textarea")).to_have_value("")


def test_the_button_asks_as_well(visit: Visit) -> None:
    visit.page.locator("#question textarea").fill(MAYOR_QUESTION)
    visit.page.locator("#ask").click()
    expect(visit.page.locator(".turn .lead")).to_contain_text("Tomas Hale", timeout=SLOWEST)


def test_a_follow_up_is_read_in_the_light_of_the_first(visit: Visit) -> None:
    visit.ask("Who was sworn in as mayor of Alderbrook in May 2023?")
    turn = visit.ask("And in 2025?")
    expect(turn.locator(".question")).to_have_text("And in 2025?")
    expect(turn.locator(".read-as")).to_have_text("Read as In 2025, who was sworn in as mayor of Alderbrook?")
    expect(turn.locator(".lead")).to_contain_text("Tomas Hale")
    assert visit.ask(FERRY_QUESTION).locator(".read-as").count() == 0


def test_the_new_question_stands_at_the_top(visit: Visit) -> None:
    visit.ask(MAYOR_QUESTION)
    expect(visit.page.locator(".timeline")).to_be_visible()
    for question in (FERRY_QUESTION, "Where does the owl of Brackwater sleep?"):
        asked = visit.ask(question).locator(".question")
        assert 0 <= box(asked)["y"] - box(visit.page.locator("#talk"))["y"] < 40


def test_nothing_moves_while_an_answer_and_its_timeline_come(visit: Visit) -> None:
    visit.ask(MAYOR_QUESTION)
    expect(visit.page.locator(".timeline")).to_be_visible()
    visit.page.evaluate(WATCH)
    turn = visit.ask("Who was sworn in as mayor of Alderbrook as of 2024?")
    expect(turn.locator(".timeline")).to_be_visible()
    seen = visit.page.evaluate("Object.fromEntries(Object.entries(seen).map(([name, places]) => [name, [...places]]))")
    assert (len(seen["first"]), len(seen["lead"])) == (1, 1)
    assert seen["timelines"][-1] == 2


def test_by_keyboard_alone_a_passage_is_opened_and_left(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask(MAYOR_QUESTION)
    expect(turn.locator(".timeline")).to_be_visible()
    mark = turn.locator(".citations .cite").first
    expect(page.locator("#question textarea")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .document")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#panel .previous")).to_be_focused()
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    assert mark.evaluate("mark => getComputedStyle(mark).outlineStyle") != "none"


def test_a_question_of_nothing_or_of_too_much_is_answered_with_a_sentence(visit: Visit) -> None:
    expect(visit.ask("   ").get_by_role("alert")).to_be_visible()
    expect(visit.ask("ferry " * 330).locator(".question")).to_contain_text("ferry ferry")


def test_what_is_typed_while_an_answer_is_looked_for_stays(visit: Visit) -> None:
    box = visit.page.locator("#question textarea")
    box.fill("Who was sworn in as mayor of Alderbrook?")
    box.press("Enter")
    expect(box).to_have_value("")
    box.press_sequentially("And when?")
    expect(visit.page.locator(".turn .scope")).to_be_visible()
    expect(box).to_have_value("And when?")


def test_a_press_before_the_page_is_ready_is_told_that_nothing_was_asked(visit: Visit) -> None:
    visit.press_before_the_page_is_ready("#ask", boxes=6)
    expect(visit.page.locator(".turn").get_by_role("alert")).to_contain_text("The question is empty")
