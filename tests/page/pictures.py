"""Takes the pictures in docs/ of the page on the sample news: `python -m tests.page.pictures`, by hand."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, expect, sync_playwright

from index.build import build

from .browser import DESKTOP, PHONE, SLOWEST, Site, Visit, launched, serving, visiting
from .running import ROOT

DOCS = ROOT / "docs"
DIFFERENT = "How many crossings does the Venn Star make at the moment?"
OUTLET = "According to the Tallow Ledger, what did the strike at Hallorn cost a day?"
DISPUTED = "How many workers were hurt in the scaffold accident at Corrow Bridge?"
SILENT = "What happened at the Corrow Bridge in December 2023?"
TALL = (1280, 900)  # room for the timeline below an answer


def main() -> None:
    """Takes all of them, of a fresh index."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build([ROOT / "sample"], index)
        with serving(index) as site, sync_playwright() as playwright:
            browser = launched(playwright)
            _answers(browser, site)
            _views(browser, site)
            browser.close()


def _answers(browser: Browser, site: Site) -> None:
    with visiting(browser, site, TALL) as visit:
        _open(visit.ask(DIFFERENT))
        _take(visit, "page.png")
    with visiting(browser, site, TALL) as visit:
        visit.page.emulate_media(color_scheme="dark")
        visit.arrive()  # the theme is chosen on arrival
        _open(visit.ask(DISPUTED))
        _take(visit, "dark.png")
    with visiting(browser, site, PHONE) as visit:
        visit.ask(OUTLET)
        _take(visit, "phone.png")
    with visiting(browser, site, PHONE) as visit:
        _open(visit.ask(OUTLET))
        _take(visit, "phone-article.png")


def _views(browser: Browser, site: Site) -> None:
    for prefix, size in (("", DESKTOP), ("phone-", PHONE)):
        with visiting(browser, site, size) as visit:
            visit.ask(SILENT)
            _take(visit, f"{prefix}not-found.png")
        with visiting(browser, site, size) as visit:
            visit.view("Corpus")
            expect(visit.page.locator("#shelf .open").first).to_be_attached()
            if size == DESKTOP:
                visit.page.locator("#shelf .open").first.dispatch_event("click")  # without scrolling to it
                expect(visit.page.locator("#panel .document")).to_be_focused()
            _take(visit, f"{prefix}corpus.png")
        with visiting(browser, site, size) as visit:
            visit.view("Many questions")
            questions = "\n".join((OUTLET, DIFFERENT, SILENT))
            visit.page.get_by_label("Questions", exact=True).fill(questions)
            visit.page.get_by_role("button", name="Answer all").click()
            expect(visit.page.locator("#table tbody tr")).to_have_count(3, timeout=SLOWEST)
            expect(visit.page.locator("#table .html-container")).to_have_css("opacity", "1")  # it fades in
            _take(visit, f"{prefix}many.png")


def _open(turn: Locator) -> None:
    """Opens the article of the first mark."""
    turn.locator(".cite").first.click()
    expect(turn.page.locator("#panel mark")).to_be_visible()


def _take(visit: Visit, name: str) -> None:
    """The window as it is, in the 256 colours that fit it best: a third of the bytes."""
    visit.page.mouse.move(0, 0)  # nothing is pointed at
    picture = Image.open(io.BytesIO(visit.page.screenshot()))
    picture.convert("RGB").quantize().save(DOCS / name, optimize=True)


if __name__ == "__main__":
    main()
