"""Articles that try to be more than words, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .articles import BLAMED, DAM, DAM_FILE, DAM_QUESTION, LINE, MILL_QUESTION, MILL_SOURCE, MILL_TITLE
from .browser import PHONE, SLOWEST, Visit, fits

# Elements that a document's words could have made: of these, the page has none by itself in these places.
MADE = " ".join(
    f"#talk {tag}, #panel .text {tag}, #overview {tag}, #shelf {tag}, #table {tag},"
    for tag in ("script", "img", "iframe", "style", "link", "a[href^=javascript]", "[onerror]", "[onclick]")
).rstrip(",")


def nothing_was_made(page: Page) -> bool:
    page.wait_for_timeout(300)  # time for a dialog or a request, which the visit would report
    return page.locator(MADE).count() == 0


def test_a_hostile_article_is_only_words_in_the_answer_and_beside_it(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask(MILL_QUESTION)
    cited = turn.locator(".citations li", has_text="Quillfeather inquiry").first
    expect(cited.locator(".byline")).to_have_text(f"{MILL_SOURCE}, 1 February 2024")
    cited.locator(".cite").click()
    expect(page.locator("#panel h2")).to_have_text(MILL_TITLE)
    expect(page.locator("#panel .byline")).to_have_text(f"{MILL_SOURCE}, 1 February 2024")
    assert page.locator("#panel .text").text_content() == f"{BLAMED} The owners have not replied."
    assert page.locator("#panel a").count() == 1  # the link to the excerpt, and none to the article
    assert nothing_was_made(page)


def test_a_hostile_article_is_only_words_in_the_timeline(visit: Visit) -> None:
    turn = visit.ask(MILL_QUESTION)
    expect(turn.locator(".timeline .outlet bdi")).to_contain_text([MILL_SOURCE])
    point = turn.locator(".timeline").get_by_role("button", name=MILL_TITLE)
    point.click()
    expect(visit.page.locator("#panel h2")).to_have_text(MILL_TITLE)
    assert nothing_was_made(visit.page)


@pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)
def test_a_hostile_file_is_only_words_and_its_endless_line_is_broken(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask(DAM_QUESTION)
    expect(turn.locator(".lead")).to_contain_text("Bela Quist")
    turn.locator(".lead .cite").click()
    expect(page.locator("#panel mark")).to_have_text(DAM)
    expect(page.locator("#panel h2")).to_have_text(DAM_FILE)
    assert LINE in (page.locator("#panel .text").text_content() or "")
    assert fits(page)
    assert page.locator("#panel .text").evaluate("text => text.scrollWidth <= text.clientWidth")
    assert nothing_was_made(page)


def test_hostile_articles_are_only_words_in_the_corpus_and_among_many_answers(visit: Visit) -> None:
    page = visit.page
    visit.view("Corpus")
    for title in (MILL_TITLE, DAM_FILE):
        page.locator("#shelf").get_by_role("button", name=title, exact=True).click()
        expect(page.locator("#panel h2")).to_have_text(title)
    page.get_by_role("button", name=f"{MILL_SOURCE}, 2024: 1 article").click()
    expect(page.locator("#shelf .shelf .open")).to_have_text([MILL_TITLE])
    visit.view("Many questions")
    page.locator("#questions textarea").fill(MILL_QUESTION)
    page.locator("#answer-all").click()
    expect(page.locator("#table tbody td").last).to_contain_text(MILL_SOURCE)
    assert nothing_was_made(page)


def test_a_hostile_question_is_only_words(visit: Visit) -> None:
    question = f"{MILL_SOURCE} <script>alert(6)</script> ${{alert(7)}} {{{{x}}}} \u202e who?"
    turn = visit.ask(question)
    expect(turn.locator(".question")).to_have_text(question)
    assert nothing_was_made(visit.page)


def test_half_a_character_stops_nothing(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask(MILL_QUESTION)
    turn.locator(".cite").first.evaluate(
        "mark => { mark.dataset.document += String.fromCharCode(0xD800); mark.click(); }"
    )
    expect(page.locator("#panel .hint")).to_contain_text("no longer in the index")
    turn.locator(".verdict").first.click()
    turn.locator(".remark").evaluate("note => { note.value = 'so' + String.fromCharCode(0xD800); }")
    turn.locator(".remark").dispatch_event("change")
    expect(turn.locator(".remark")).to_have_attribute("value", "so?")
    page.locator("#question textarea").evaluate(
        """box => {
            box.value = "Who built the Ostrava Fell dam " + String.fromCharCode(0xD800);
            box.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn").nth(1).locator(".lead")).to_contain_text("Bela Quist", timeout=SLOWEST)
