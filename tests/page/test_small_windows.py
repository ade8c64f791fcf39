"""The page on a phone, and in a window at 200 % zoom."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .articles import FLOOD_QUESTION
from .browser import PHONE, ZOOMED, Visit, fits, in_view, opened, passage_of


@pytest.mark.parametrize("visit", [PHONE, ZOOMED], ids=["phone", "zoomed"], indirect=True)
def test_all_can_be_done_and_nothing_is_wider_than_the_window(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask(FLOOD_QUESTION)
    expect(turn.locator(".timeline")).to_be_visible()
    expect(turn.locator(".lead")).to_be_in_viewport()
    mark = turn.locator(".citations .cite").nth(1)
    mark.click()
    opened(visit, mark, passage_of(turn.locator(".citations li").nth(1)))
    assert in_view(page)
    assert fits(page)
    page.get_by_role("button", name="Back to the answer").click()
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    for part in (".change summary", "#limits button", "#take button"):
        page.locator(part).first.click()
    assert fits(page)
    visit.view("Corpus")
    for each in page.locator("#overview details summary").all():
        each.click()
    assert fits(page)
    page.locator("#shelf .open").first.click()
    expect(page.locator("#panel .document")).to_be_focused()
    expect(page.locator("#panel h2")).to_be_in_viewport()
    visit.view("Many questions")
    page.locator("#questions textarea").fill(FLOOD_QUESTION)
    page.locator("#answer-all").click()
    expect(page.locator("#table tbody td").last).to_contain_text("Ninety")
    assert fits(page)
