"""Every view, in both themes and on a phone, held to axe-core's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from .articles import FERRY_QUESTION, FLOOD_QUESTION, UNKNOWN_QUESTION
from .browser import DESKTOP, PHONE, SLOWEST, Site, Visit, visiting

# The size of what is pressed is a rule of WCAG 2.2 that axe does not check unless told to.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@pytest.fixture(
    params=[("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE)], ids=["light", "dark", "phone"], scope="module"
)
def person(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Visit]:
    scheme, size = request.param
    with visiting(browser, site, size) as visit:
        visit.page.emulate_media(color_scheme=scheme)
        visit.arrive()  # the theme is chosen on arrival
        yield visit


def problems(page: Page) -> list[str]:
    """What axe finds wrong, with the elements."""
    rules: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['impact']} {rule['id']}: {node['html']}" for rule in rules for node in rule["nodes"]]


def test_an_answer_beside_its_article_is_accessible(person: Visit) -> None:
    turn = person.ask(FLOOD_QUESTION)
    expect(turn.locator(".apart, .timeline")).to_have_count(2)
    turn.locator(".change summary").click()
    turn.locator(".verdict").first.click()
    expect(turn.locator(".remark")).to_be_visible()
    turn.locator(".cite").first.click()
    expect(person.page.locator("#panel mark")).to_be_visible()
    assert problems(person.page) == []


def test_a_not_found_answer_among_others_is_accessible(person: Visit) -> None:
    person.ask(FERRY_QUESTION)
    person.limit("As of", "2024-12-31")
    expect(person.ask(UNKNOWN_QUESTION).locator(".ways")).to_be_visible()
    person.page.locator("#take button").first.click()
    expect(person.page.get_by_role("button", name="Markdown", exact=True)).to_be_visible()
    assert problems(person.page) == []


def test_the_corpus_with_an_article_open_is_accessible(person: Visit) -> None:
    person.view("Corpus")
    expect(person.page.locator("#overview details")).not_to_have_count(0)
    person.page.locator("#shelf .open").first.click()
    expect(person.page.locator("#panel .document")).to_be_focused()
    assert problems(person.page) == []


def test_many_questions_and_their_answers_are_accessible(person: Visit) -> None:
    person.view("Many questions")
    person.page.get_by_label("Questions", exact=True).fill(f"{FERRY_QUESTION}\n{UNKNOWN_QUESTION}")
    person.page.get_by_role("button", name="Answer all").click()
    expect(person.page.locator("#table tbody tr")).to_have_count(2, timeout=SLOWEST)
    expect(person.page.locator("#table .html-container")).to_have_css("opacity", "1")  # it fades in
    assert problems(person.page) == []


def test_what_the_keyboard_reaches_is_outlined(person: Visit) -> None:
    person.view("Ask")
    for selector in ("#question textarea", "#ask", "#talk .cite", "#limits button"):
        part = person.page.locator(selector).first
        part.focus()
        part.press("Shift+Tab")
        person.page.keyboard.press("Tab")
        expect(part).to_be_focused()
        expect(part).to_have_css("outline", re.compile(r"solid 2px$"))
