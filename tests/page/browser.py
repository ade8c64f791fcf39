"""A served page, and a person at it in a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, FloatRect, Locator, Page, Playwright, Request, Route, expect
from playwright.sync_api import TimeoutError as TooSlow

from .running import free_port, running

SLOWEST = 30_000  # milliseconds that an answer may take on a busy machine
DESKTOP, PHONE, ZOOMED = (1280, 800), (390, 844), (640, 400)  # the last: a desktop at 200 % zoom


@dataclass(frozen=True)
class Site:
    """A page that is served, and the folder of its index."""

    address: str
    index: Path


@contextmanager
def serving(index: Path, *options: str, host: str = "127.0.0.1", password: str = "") -> Iterator[Site]:
    """The page over an index, started the way a person starts it."""
    port = free_port()
    log = index.parent / f"{port}.log"
    command = [sys.executable, "app.py", "--index", str(index), "--host", host, "--port", str(port), *options]
    settings = {**os.environ, "DATELINE_PASSWORD": password}
    with running(command, port, log, settings) as address:
        yield Site(f"{address}/", index)
    said = log.read_text()
    assert "Traceback" not in said, said


def launched(playwright: Playwright) -> Browser:
    """A Chromium; without one the tests are skipped, except in CI."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have a chromium for the page's tests")
    if found is None:
        pytest.skip("no chromium here, so the page cannot be tried in a browser")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return playwright.chromium.launch(executable_path=found, args=flags)


@dataclass(eq=False)
class Visit:
    """One person at the page, and what the browser did on their behalf."""

    page: Page
    address: str
    hosts: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)

    def arrive(self, query: str = "") -> None:
        """Opens the page."""
        self.page.goto(self.address + query)
        self.page.locator("#talk .welcome").wait_for()

    def ask(self, question: str) -> Locator:
        """Asks and waits for the answer; returns the new turn."""
        turns = self.page.locator(".turn")
        before = turns.count()
        box, turn = self.page.locator("#question textarea"), turns.nth(before)
        box.fill(question)
        for _ in range(10):  # while the question before has its timeline made, the page takes no other
            if box.input_value() == question:
                box.press("Enter")
            with suppress(TooSlow):
                turn.wait_for(timeout=2_000)
                break
        expect(turn.locator(".verdicts, [role=alert]")).to_be_visible(timeout=SLOWEST)
        return turn

    def limit(self, label: str, value: str) -> None:
        """Fills in a field of those beside the question."""
        field_ = self.page.locator("#limits").get_by_label(label, exact=True)
        if not field_.is_visible():
            self.page.locator("#limits button").first.click()
        field_.fill(value)

    def view(self, name: str) -> None:
        """Turns to another view."""
        self.page.get_by_role("tab", name=name).click()
        expect(self.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    def press_before_the_page_is_ready(self, button: str, boxes: int) -> None:
        """Presses a button while its boxes still send what they do until the browser has looked at them."""

        def unready(route: Route) -> None:
            event = json.loads(route.request.post_data or "{}")
            data = [None] * boxes if len(event["data"]) == boxes else event["data"]
            route.continue_(post_data=json.dumps({**event, "data": data}))

        self.page.route("**/queue/join*", unready)
        self.page.locator(button).click()

    def dismiss(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def sent(self, request: Request) -> None:
        self.hosts.add(urlsplit(request.url).netloc)


@contextmanager
def visiting(browser: Browser, site: Site, size: tuple[int, int] = DESKTOP) -> Iterator[Visit]:
    """A person with a browser of their own; at the end, nothing may have gone wrong in it."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, permissions=["clipboard-read", "clipboard-write"]
    )
    visit = Visit(context.new_page(), site.address)
    context.on("request", visit.sent)
    context.on("dialog", visit.dismiss)
    context.on("weberror", lambda error: visit.trouble.append(str(error.error)))
    visit.arrive()
    yield visit
    context.close()
    assert visit.hosts <= {urlsplit(site.address).netloc, ""}, "the page asked another host for something"
    assert visit.trouble == []


def in_view(page: Page) -> bool:
    """Whether the passage begins within both the panel and the window, below the panel's head."""
    inside = page.evaluate(
        """() => {
            const mark = document.querySelector("#panel mark").getBoundingClientRect();
            const panel = document.querySelector("#panel").getBoundingClientRect();
            const head = document.querySelector("#panel header").getBoundingClientRect();
            return mark.top >= head.bottom && mark.bottom <= Math.min(panel.bottom, innerHeight) && mark.top >= 0;
        }"""
    )
    return bool(inside)


def opened(visit: Visit, mark: Locator, passage: str) -> None:
    """Waits until the article of a mark is open at a passage."""
    expect(visit.page.locator("#panel mark")).to_have_text(passage)
    expect(visit.page.locator("#panel .document")).to_be_focused()
    assert visit.page.locator("#panel mark").text_content() == passage
    expect(mark).to_have_attribute("aria-current", "true")


def passage_of(item: Locator) -> str:
    """The words of a citation, without its mark."""
    return item.locator(".quote").text_content() or ""


def box(part: Locator) -> FloatRect:
    """Where a part is in the window."""
    found = part.bounding_box()
    assert found
    return found


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
