"""From a mark to its passage in the article, and back."""

from __future__ import annotations

from playwright.sync_api import expect

from .articles import FERRY_QUESTION, FLOOD_QUESTION, MAYOR_QUESTION, ROWS
from .browser import SLOWEST, Visit, box, in_view, opened, passage_of


def test_a_mark_opens_the_article_at_its_excerpt(visit: Visit) -> None:
    page = visit.page
    first = visit.ask(FERRY_QUESTION).locator(".citations li").first
    mark = first.locator(".cite")
    assert page.locator("#panel mark").count() == 0
    for _ in range(2):  # pressing the same mark again brings the reader back to the passage
        mark.press("Enter")
        opened(visit, mark, passage_of(first))
        assert in_view(page)
        page.keyboard.press("Escape")
        expect(mark).to_be_focused()
        page.locator("#panel").evaluate("panel => { panel.scrollTop = 0; }")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Ferry to the Skerry islands resumes")
    expect(panel.locator(".byline")).to_have_text("The Harbour Courant, 18 March 2022")
    expect(panel.get_by_role("link", name="courant.example")).to_have_attribute("href", "https://courant.example/ferry")
    assert panel.locator(".text").text_content() == ROWS[0]["text"]


def test_earlier_answers_keep_their_marks(visit: Visit) -> None:
    first = visit.ask(FERRY_QUESTION).locator(".citations li").first
    visit.ask(MAYOR_QUESTION)
    first.locator(".cite").click()
    opened(visit, first.locator(".cite"), passage_of(first))


def test_a_passage_has_the_same_number_in_a_later_answer(visit: Visit) -> None:
    first = visit.ask(MAYOR_QUESTION)
    passages = {passage_of(each): each.locator(".cite").inner_text() for each in first.locator(".citations li").all()}
    visit.ask(FLOOD_QUESTION)
    again = visit.ask("Who was sworn in as mayor of Alderbrook in May 2023?").locator(".citations li").first
    assert passages[passage_of(again)] == again.locator(".cite").inner_text() == "[2]"


def test_after_another_question_escape_still_goes_back_to_the_mark(visit: Visit) -> None:
    first = visit.ask(FERRY_QUESTION).locator(".citations li").first
    mark = first.locator(".cite")
    mark.click()
    opened(visit, mark, passage_of(first))
    expect(visit.ask(MAYOR_QUESTION).locator(".timeline")).to_be_visible()
    expect(mark).to_have_attribute("aria-current", "true")
    visit.page.locator("#panel .document").press("Escape")
    expect(mark).to_be_focused()


def test_the_panel_leads_to_the_next_excerpt_and_the_one_before(visit: Visit) -> None:
    turn = visit.ask(FLOOD_QUESTION)
    expect(turn.locator(".timeline")).to_be_visible()
    first, second, last = turn.locator(".citations li").all()
    first.locator(".cite").click()
    opened(visit, first.locator(".cite"), passage_of(first))
    for button, item in ((".next", second), (".next", last), (".previous", second), (".previous", first)):
        visit.page.locator(f"#panel {button}").click()
        opened(visit, item.locator(".cite"), passage_of(item))
        assert visit.page.locator("#talk [aria-current]").count() == 1


def test_two_reports_that_differ_stand_side_by_side(visit: Visit) -> None:
    turn = visit.ask(FLOOD_QUESTION)
    expect(turn.locator(".apart")).to_contain_text("Two reports give different figures")
    one, two = turn.locator(".apart .side").all()
    expect(one.locator(".figure")).to_have_text("Ninety [1]")
    expect(one.locator(".byline")).to_have_text("Alderbrook Post, 6 September 2024")
    expect(two.locator(".figure")).to_have_text("140 [2]")
    expect(two.locator(".byline")).to_have_text("The Harbour Courant, 9 September 2024")
    left, right = box(one), box(two)
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    two.locator(".cite").click()
    expect(visit.page.locator("#panel h2")).to_have_text("Farmers count their losses")


def test_points_of_the_timeline_open_their_passages(visit: Visit) -> None:
    timeline = visit.ask(FLOOD_QUESTION).locator(".timeline")
    expect(timeline.locator(".outlet bdi")).to_have_text(["Alderbrook Post", "The Harbour Courant"])
    earlier, later = timeline.locator(".point").all()
    assert box(earlier)["x"] < box(later)["x"]
    for point, name, passage in (
        (earlier, "Passage 1: Alderbrook Post, 6 September 2024: Sheep lost in flood", "Ninety sheep drowned"),
        (later, "Passage 2: The Harbour Courant, 9 September 2024: Farmers count their losses", "The flood at Hexley"),
    ):
        expect(point).to_have_accessible_name(name)
        point.click()
        expect(visit.page.locator("#panel mark")).to_contain_text(passage)
        visit.page.keyboard.press("Escape")
        expect(point).to_be_focused()


def test_a_passage_that_there_is_not_is_not_shown(visit: Visit) -> None:
    mark = visit.ask(FERRY_QUESTION).locator(".lead .cite")
    for name, value, message in (
        ("data-document", "../../etc/passwd", "no longer in the index"),
        ("data-start", "-5", "has changed since"),
        ("data-end", "99999999", "has changed since"),
        ("data-document", "mill-again", "has changed since"),
        ("data-sha256", "0" * 64, "has changed since"),
    ):
        honest = mark.get_attribute(name)
        mark.evaluate("(mark, [name, value]) => mark.setAttribute(name, value)", [name, value])
        mark.click()
        expect(visit.page.locator("#panel .hint")).to_contain_text(message)
        mark.evaluate("(mark, [name, value]) => mark.setAttribute(name, value)", [name, honest])
        mark.click()
        expect(visit.page.locator("#panel mark")).to_contain_text("2 April")


def test_what_is_done_to_a_turn_that_there_is_not_changes_nothing(visit: Visit) -> None:
    turn = visit.ask("Who was sworn in as mayor of Alderbrook in May 2023?")
    for number in ("-1", "7", "none"):
        for button in (".drop", ".verdict"):
            turn.evaluate("(turn, number) => { turn.dataset.turn = number; }", number)
            turn.locator(button).first.click()
            expect(turn).to_have_attribute("data-turn", "0", timeout=SLOWEST)  # it is shown anew
    turn.locator(".lead .cite").click()
    expect(visit.page.locator("#panel h2")).to_have_text("Varga sworn in")
    assert turn.locator(".chip").count() == 2
    expect(turn.locator(".verdict").first).to_have_attribute("aria-pressed", "false")
