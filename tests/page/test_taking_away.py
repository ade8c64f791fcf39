"""What leaves the page: copied excerpts, links to them, and conversations as files."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect
from pypdf import PdfReader

from .articles import FERRY_QUESTION, MAYOR_QUESTION
from .browser import Site, Visit, in_view

EXCERPT = (
    "The ferry between Port Alder and the Skerry islands will resume on 2 April after repairs "
    "to the north quay, the harbour board said."
)


def copied(visit: Visit, button: str) -> str:
    """What the clipboard holds once a button of the panel is pressed."""
    visit.page.locator("#panel").get_by_role("button", name=button).click()
    expect(visit.page.locator("#panel .said")).to_have_text("Copied")
    return str(visit.page.evaluate("navigator.clipboard.readText()"))


def open_first(visit: Visit) -> None:
    visit.ask(FERRY_QUESTION).locator(".lead .cite").click()
    expect(visit.page.locator("#panel mark")).to_have_text(EXCERPT)


def test_an_excerpt_is_copied_word_for_word_with_its_citation(visit: Visit) -> None:
    open_first(visit)
    plain = copied(visit, "Copy with citation")
    assert plain.startswith(
        f"“{EXCERPT}” — The Harbour Courant, “Ferry to the Skerry islands resumes”, 18 March 2022, "
        "https://courant.example/ferry (characters "
    )
    visit.page.locator("#panel .said").evaluate("said => { said.textContent = ''; }")
    assert copied(visit, "Copy as Markdown").startswith(f"> {EXCERPT}\n\n— The Harbour Courant, [“Ferry to the")


def test_a_copied_link_opens_the_article_at_the_excerpt(visit: Visit) -> None:
    open_first(visit)
    link = copied(visit, "Copy link")
    assert link.startswith(visit.address)
    visit.arrive(link.removeprefix(visit.address))
    expect(visit.page.locator("#panel mark")).to_have_text(EXCERPT)
    expect(visit.page.locator("#panel h2")).to_have_text("Ferry to the Skerry islands resumes")
    visit.page.wait_for_function("document.activeElement.classList.contains('document')")
    assert in_view(visit.page)
    assert visit.page.locator(".turn").count() == 0


def test_a_link_to_other_words_says_that_the_article_has_changed(visit: Visit) -> None:
    open_first(visit)
    asked = parse_qs(urlsplit(copied(visit, "Copy link")).query)
    start, end = asked["start"][0], asked["end"][0]
    for query, message in (
        (f"?document=ferry&start={start}&end={end}&sha256={'0' * 64}", "has changed since"),
        (f"?document=ferry&start={start}&end={end}", "has changed since"),
        (f"?document=ferry&start={end}&end={start}&sha256={asked['sha256'][0]}", "has changed since"),
        ("?document=gone&start=0&end=4&sha256=0", "no longer in the index"),
    ):
        visit.arrive(query)
        expect(visit.page.locator("#panel .hint")).to_contain_text(message)


def test_a_link_of_nonsense_does_not_break_the_page(visit: Visit) -> None:
    for query in (
        "?document=",
        "?document[]=a&start=1e9&end=%00",
        "?document=ferry&start=²&end=٣&sha256=x",
        f"?document=ferry&start={'9' * 5000}&end={'9' * 5000}",
        "?document=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%ED%A0%80",
        "?document=ferry&document=mayor-2023&start=1&start=2&__theme=dark&view=api",
    ):
        visit.arrive(query)
        expect(visit.page.locator("#panel .hint")).to_be_visible()
    expect(visit.ask(FERRY_QUESTION).locator(".lead")).to_contain_text("2 April")


def test_a_link_without_a_passage_opens_the_whole_article(visit: Visit) -> None:
    visit.arrive("?document=ferry")
    expect(visit.page.locator("#panel h2")).to_have_text("Ferry to the Skerry islands resumes")
    assert visit.page.locator("#panel mark").count() == 0


def test_an_empty_conversation_is_nothing_to_take_away(visit: Visit) -> None:
    visit.page.locator("#take button").first.click()
    visit.page.get_by_role("button", name="PDF").click()
    expect(visit.page.locator("#parcel")).to_contain_text("there is nothing to take away yet")


def test_a_conversation_is_taken_away_in_four_forms_word_for_word(visit: Visit, site: Site) -> None:
    visit.ask(FERRY_QUESTION)
    visit.ask(MAYOR_QUESTION)
    visit.page.locator("#take button").first.click()
    files = {}
    for form, ending in (("Markdown", "md"), ("HTML", "html"), ("PDF", "pdf"), ("JSON", "json"), ("Markdown", "md")):
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=form, exact=True).click()
        assert download.value.suggested_filename == f"dateline.{ending}"
        files[form] = download.value.path()
    assert EXCERPT in files["Markdown"].read_text(encoding="utf-8")
    assert EXCERPT in files["HTML"].read_text(encoding="utf-8")
    assert EXCERPT in " ".join(" ".join(page.extract_text() for page in PdfReader(files["PDF"]).pages).split())
    turns = json.loads(files["JSON"].read_text(encoding="utf-8"))["turns"]
    assert [turn["typed"] for turn in turns] == [FERRY_QUESTION, MAYOR_QUESTION]
    assert turns[0]["answer"]["excerpts"][0]["text"] == EXCERPT
    assert {path.name.rpartition(".")[2] for path in site.index.iterdir()}.isdisjoint({"md", "html", "pdf", "json"})
