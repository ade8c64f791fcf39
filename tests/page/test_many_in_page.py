"""Many questions at once in the browser, and the table that comes of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from playwright.sync_api import expect

from .articles import FERRY_QUESTION, FLOOD_QUESTION, MAYOR_QUESTION, UNKNOWN_QUESTION
from .browser import SLOWEST, Visit

FORMULA = '=HYPERLINK("http://evil.example","Where does the owl of Brackwater sleep?")'


def answers(visit: Visit) -> list[dict[str, str]]:
    """Presses the button, and reads the file that comes."""
    with visit.page.expect_download(timeout=SLOWEST) as download:
        visit.page.locator("#answer-all").click()
    assert download.value.suggested_filename == "answers.csv"
    return list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"), newline="")))


def test_typed_questions_become_a_table_of_answers(visit: Visit) -> None:
    visit.view("Many questions")
    visit.page.locator("#questions textarea").fill("\n".join([FERRY_QUESTION, UNKNOWN_QUESTION, "", FORMULA]))
    ferry, unknown, formula = answers(visit)
    assert (ferry["question"], ferry["short_answer"], ferry["source_1"]) == (
        FERRY_QUESTION,
        "2 April",
        "The Harbour Courant",
    )
    assert ferry["excerpt_1"].startswith("The ferry between Port Alder and the Skerry islands will resume on 2 April")
    assert (unknown["status"], unknown["reason"], unknown["excerpt_1"]) == ("not_found", "no_match", "")
    assert formula["question"] == f"'{FORMULA}"
    rows = visit.page.locator("#table tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("2 April")
    expect(rows.nth(1)).to_contain_text("Not found.")
    expect(rows.nth(2)).to_contain_text(FORMULA)


def test_a_file_of_questions_sets_limits_of_its_own(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "asked.csv"
    file.write_text(f"question,before,source\n{FLOOD_QUESTION},,Alderbrook Post\n{MAYOR_QUESTION},2023-12-31,\n")
    visit.view("Many questions")
    visit.page.locator("#many-view input[type=file]").set_input_files(file)
    expect(visit.page.locator("#many-view")).to_contain_text("asked")
    expect(visit.page.locator("#many-view input[type=file]")).to_have_count(0)  # it has arrived
    flood, mayor = answers(visit)
    assert (flood["short_answer"], flood["understood"]) == ("Ninety", "from Alderbrook Post")
    assert (mayor["document_1"], mayor["understood"]) == ("mayor-2023", "before 2023-12-31")


def test_no_questions_are_answered_with_a_sentence(visit: Visit) -> None:
    visit.view("Many questions")
    visit.page.locator("#answer-all").click()
    expect(visit.page.locator("#table").get_by_role("alert")).to_contain_text("holds no questions")


def test_a_press_before_the_page_is_ready_is_answered_too(visit: Visit) -> None:
    visit.view("Many questions")
    visit.press_before_the_page_is_ready("#answer-all", boxes=2)
    expect(visit.page.locator("#table").get_by_role("alert")).to_contain_text("holds no questions")
