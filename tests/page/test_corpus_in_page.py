"""The view of the corpus in the browser: what there is, looking through it, and adding to it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from .browser import SLOWEST, Visit

GROTTO = "A grotto was found under the quarry of Sallow. The diver Ida Brandt measured it: it is 41 metres deep."

# Notes all that is said in the view of the corpus.
WATCH = """() => {
  window.said = "";
  const view = document.querySelector("#corpus-view");
  new MutationObserver(() => { said += view.textContent; }).observe(
    view, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture
def titles(visit: Visit) -> Locator:
    """The titles in the list of the corpus view."""
    visit.view("Corpus")
    found = visit.page.locator("#shelf .shelf .open")
    expect(found.first).to_be_visible()
    return found


def test_what_is_in_the_index_is_counted(visit: Visit, titles: Locator) -> None:
    overview = visit.page.locator("#overview")
    for name, number in (("Outlets", "3"), ("First", "18 March 2022"), ("Last", "15 May 2025")):
        expect(overview.locator(".counts div", has_text=name).first).to_have_text(re.compile(f"{name}\\s*{number}"))
    row = overview.locator("tr", has_text="The Harbour Courant")
    expect(row.locator("td")).to_have_text(["3", "1", "1", "", "1", ""])
    expect(titles.first).to_have_text("Hale takes office")  # the newest
    expect(visit.page.locator("#shelf .shelf li").first).to_contain_text("The Harbour Courant, 15 May 2025")


def test_the_list_is_narrowed_by_words_outlet_and_days(visit: Visit, titles: Locator) -> None:
    filters = visit.page.locator("#filters")
    filters.get_by_label("Words").fill("Hexley sheep")
    filters.get_by_label("Words").press("Enter")
    expect(titles).to_have_text(["Farmers count their losses", "Sheep lost in flood"])
    filters.get_by_label("Outlet").fill("Alderbrook Post")
    filters.get_by_label("Outlet").press("Enter")
    expect(titles).to_have_text(["Sheep lost in flood"])
    filters.get_by_label("Words").fill("")
    filters.get_by_label("Words").press("Enter")
    expect(titles).to_have_text(["Sheep lost in flood", "Mill to be built anew", "Varga sworn in"])
    filters.get_by_label("Published from").fill("2024-01-01")
    filters.get_by_label("Published until").fill("2024-06-30")
    filters.get_by_label("Published until").press("Enter")
    expect(titles).to_have_text(["Mill to be built anew"])
    filters.get_by_label("Published until").fill("June")
    filters.get_by_label("Published until").press("Enter")
    expect(visit.page.locator("#shelf").get_by_role("alert")).to_contain_text("Published until: “June” is not a day")
    filters.get_by_label("Published until").fill("")
    filters.get_by_label("Words").fill('"sheep drowned a dragon" <b> % _ \\ "')
    filters.get_by_label("Words").press("Enter")
    expect(visit.page.locator("#shelf")).to_contain_text("No article is like that.")


def test_a_number_in_the_table_lists_its_articles(visit: Visit, titles: Locator) -> None:
    visit.page.get_by_role("button", name="The Harbour Courant, 2024: 1 article").click()
    expect(titles).to_have_text(["Farmers count their losses"])
    filters = visit.page.locator("#filters")
    expect(filters.get_by_label("Published from")).to_have_value("2024-01-01")
    expect(filters.get_by_label("Published until")).to_have_value("2024-12-31")
    expect(filters.get_by_label("Outlet")).to_have_value("The Harbour Courant")
    visit.page.locator("#overview").get_by_role("button", name="Alderbrook Post", exact=True).click()
    expect(titles).to_have_text(["Sheep lost in flood", "Mill to be built anew", "Varga sworn in"])


def test_a_stretch_of_the_list_that_there_is_not_stops_nothing(visit: Visit, titles: Locator) -> None:
    words = visit.page.locator("#filters").get_by_label("Words")
    shelf = visit.page.locator("#shelf")

    def turn(offset: str) -> None:
        shelf.locator(".turn-page").first.evaluate(
            "(button, offset) => { button.disabled = false; button.dataset.offset = offset; button.click(); }", offset
        )

    for offset in ("-3", "1e30", "abc"):  # each is the start of the list, which other words show to be there
        words.fill("Hexley sheep")
        turn(offset)
        expect(titles.first).to_have_text("Farmers count their losses")
        words.fill("")
        words.press("Enter")
        expect(titles.first).to_have_text("Hale takes office")
    for offset in ("999999", "10000000000000000000"):
        turn(offset)
        expect(shelf).to_contain_text("No article is like that.")
        words.press("Enter")
        expect(titles.first).to_have_text("Hale takes office")


def test_an_article_of_the_list_opens_beside_it(visit: Visit, titles: Locator) -> None:
    titles.filter(has_text="Sheep lost in flood").click()
    panel = visit.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Sheep lost in flood")
    expect(panel.locator(".text")).to_have_text(re.compile("^Ninety sheep drowned .* The bridge stands.$"))
    assert panel.locator("mark").count() == 0


def test_what_must_be_read_with_care_and_what_was_skipped_is_named(visit: Visit, titles: Locator) -> None:
    overview = visit.page.locator("#overview")
    overview.get_by_text("it states a date that cannot be right, so none is taken").first.click()
    overview.locator(".flagged").get_by_role("button", name="Owl in the town hall").click()
    expect(visit.page.locator("#panel h2")).to_have_text("Owl in the town hall")
    overview.get_by_text("skipped, and why").click()
    expect(overview.locator(".skipped li")).to_have_text(["empty.txt: is empty"])


def test_files_that_are_added_are_listed_and_answered_from_at_once(
    visit: Visit, titles: Locator, tmp_path: Path
) -> None:
    page, names = visit.page, ("grotto.txt", "blank.txt", "<img src=x onerror=alert(20)>.txt")
    for name, content in zip(names, (GROTTO, " \n", "The bell of Sallow weighs nine tonnes."), strict=True):
        (tmp_path / name).write_text(content)
    before = page.locator(".masthead").inner_text()
    page.evaluate(WATCH)
    page.locator("#files input[type=file]").set_input_files([tmp_path / name for name in names])
    added = page.locator("#added")
    expect(added).to_contain_text("2 articles added from 2 files.", timeout=SLOWEST)
    expect(added.locator("li")).to_have_text(["blank.txt: holds no text"])
    assert "of 2 articles read" in page.evaluate("said")
    expect(page.locator(".masthead")).not_to_have_text(before)
    page.locator("#filters").get_by_label("Words").fill("Sallow")
    page.locator("#filters").get_by_label("Words").press("Enter")
    expect(titles.filter(has_text="grotto.txt")).to_be_visible()
    expect(titles.filter(has_text="Hale takes office")).to_have_count(0)
    titles.filter(has_text="onerror=alert(20)").click()
    expect(page.locator("#panel .text")).to_have_text("The bell of Sallow weighs nine tonnes.")
    visit.view("Ask")
    turn = visit.ask("Who measured the grotto under the quarry of Sallow?")
    expect(turn.locator(".lead")).to_contain_text("Ida Brandt")
    expect(turn.locator(".citations .byline").first).to_contain_text("source not stated, undated")


def test_an_outlet_that_is_added_can_be_chosen_at_once(visit: Visit, titles: Locator, tmp_path: Path) -> None:
    row = {"text": "The bell of Sallow weighs nine tonnes.", "source": "Sallow Echo", "date": "2024-03-01"}
    (tmp_path / "echo.jsonl").write_text(json.dumps(row))
    page = visit.page
    page.locator("#files input[type=file]").set_input_files(tmp_path / "echo.jsonl")
    expect(page.locator("#added")).to_contain_text("1 article added", timeout=SLOWEST)
    expect(page.locator("#overview")).to_contain_text("Sallow Echo")
    visit.view("Ask")
    visit.limit("Source", "")
    page.locator("#limits").get_by_label("Source", exact=True).click()
    page.get_by_role("option").filter(has_text="Sallow Echo").click()
    turn = visit.ask("What does the bell weigh?")
    expect(turn.locator(".lead")).to_contain_text("nine tonnes")
    expect(turn.locator(".chip bdi")).to_have_text(["from Sallow Echo"])


def test_a_file_of_a_kind_that_is_not_read_is_refused_with_a_sentence(
    visit: Visit, titles: Locator, tmp_path: Path
) -> None:
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    visit.page.locator("#files input[type=file]").set_input_files(tmp_path / "tool.exe")
    expect(visit.page.locator("body")).to_contain_text(re.compile(r"tool\.exe.*not of a kind|Invalid file type"))
