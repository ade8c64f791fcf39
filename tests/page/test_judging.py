"""Verdicts in the browser, and what is kept of them."""

from __future__ import annotations

from playwright.sync_api import expect

from rag.judgements import Judgements

from .articles import FERRY_QUESTION, FLOOD_QUESTION
from .browser import SLOWEST, Site, Visit, box


def kept(site: Site, question: str) -> list[tuple[bool, str]]:
    return [(each.right, each.note) for each in Judgements(site.index).all() if each.answer.question == question]


def test_a_verdict_and_its_note_are_kept(visit: Visit, site: Site) -> None:
    turn = visit.ask(FERRY_QUESTION)
    assert turn.locator(".remark").count() == 0
    turn.get_by_role("button", name="Right", exact=True).click()
    expect(turn.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(turn.get_by_role("button", name="Right", exact=True)).to_be_focused()
    expect(turn.locator(".verdicts")).to_contain_text("Kept")
    assert kept(site, FERRY_QUESTION) == [(True, "")]
    note = "So the board said. <b>“Quay”</b> 'n' \"all\""
    turn.locator(".remark").fill(note)
    turn.locator(".remark").press("Enter")
    expect(turn.locator(".remark")).to_have_attribute("value", note)
    assert kept(site, FERRY_QUESTION) == [(True, note)]
    turn.get_by_role("button", name="Wrong", exact=True).click()
    expect(turn.get_by_role("button", name="Wrong", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(turn.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "false")
    assert kept(site, FERRY_QUESTION) == [(False, note)]


def test_an_earlier_answer_can_be_judged_and_stays_in_view(visit: Visit, site: Site) -> None:
    first = visit.ask(FLOOD_QUESTION)
    visit.ask("Where does the owl of Brackwater sleep?")
    first.locator(".verdict").last.scroll_into_view_if_needed()
    before = box(first.locator(".verdict").last)
    first.locator(".verdict").last.click()
    expect(first.locator(".remark")).to_be_visible()
    assert abs(before["y"] - box(first.locator(".verdict").last)["y"]) < 10
    assert kept(site, FLOOD_QUESTION) == [(False, "")]


def test_a_verdict_on_one_answer_stays_while_the_next_is_looked_for(visit: Visit, site: Site) -> None:
    first = visit.ask(FLOOD_QUESTION)
    visit.page.locator("#question textarea").fill(FERRY_QUESTION)
    visit.page.evaluate("for (const button of ['#ask', '.verdict']) document.querySelector(button).click()")
    expect(visit.page.locator(".turn")).to_have_count(2)
    expect(visit.page.locator(".turn").nth(1).locator(".verdicts")).to_be_visible(timeout=SLOWEST)
    expect(first.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "true")
    visit.ask("Where does the owl of Brackwater sleep?")  # by then whatever was under way has been shown
    expect(first.get_by_role("button", name="Right", exact=True)).to_have_attribute("aria-pressed", "true")
