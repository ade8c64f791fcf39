"""The real page in a real browser, over a real index of a small invented corpus."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect, sync_playwright

import app

ROOT = Path(app.__file__).parent
BEFORE = " ".join(f"Item {number} on dredging was put off until autumn." for number in range(1, 70))
AFTER = " ".join(f"Complaint {number} about lamps was noted." for number in range(1, 70))
HOSTILE = (
    'The Quillfeather inquiry into the Alderbrook mill fire blamed <img src="http://evil.example/x.png" '
    "onerror=alert(1)> a loose boiler valve ![dot](http://evil.example/y.png) "
    "at a cost of $x^2$ and ${alert(2)} {{value}}."
)
ROWS: list[dict[str, str]] = [
    {
        "_id": "ferry",
        "title": "Ferry to the Skerry islands resumes",
        "text": f"{BEFORE}\n\nThe ferry between Port Alder and the Skerry islands will resume on 2 April after repairs "
        f"to the north quay, the harbour board said.\n\n{AFTER}",
        "source": "The Harbour Courant",
        "date": "2022-03-18",
        "url": "https://courant.example/ferry",
    },
    {
        "_id": "mayor-2023",
        "title": "Varga sworn in",
        "text": "Ines Varga was sworn in as mayor of Alderbrook on Monday. She had led the council for six years.",
        "source": "Alderbrook Post",
        "date": "2023-05-08",
    },
    {
        "_id": "mayor-2025",
        "title": "Hale takes office",
        "text": "Tomas Hale was sworn in as mayor of Alderbrook on Thursday. He succeeds Ines Varga.",
        "source": "The Harbour Courant",
        "date": "2025-05-15",
    },
    {
        "_id": "mill",
        "title": "<script>alert(3)</script> Mill fire",
        "text": f"{HOSTILE} The owners have not replied.",
        "source": '"><img src=x onerror=alert(4)>',
        "date": "2024-02-01",
        "url": "javascript:alert(5)",
    },
]


def chromium() -> str:
    """The browser; without one the tests are skipped, except in CI."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have a chromium for the page's tests")
    if found is None:
        pytest.skip("no chromium here, so the page cannot be tried in a browser")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running page, started the way a person starts it."""
    folder = tmp_path_factory.mktemp("page")
    corpus, log, port = folder / "corpus.jsonl", folder / "log", free_port()
    corpus.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    command = [sys.executable, "app.py", "--corpus", str(corpus), "--index", str(folder / "index"), "--port", str(port)]
    command += ["--example", "When does the ferry to the Skerry islands resume?"]
    with log.open("w") as output, subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(20)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"the page did not start: {log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield opened
        opened.close()


@dataclass
class Visit:
    """One person at the page, and what the browser did on their behalf."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    trouble: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Locator:
        """Asks and waits; returns the new turn."""
        turns = self.page.locator(".turn")
        before = turns.count()
        self.page.locator("#question textarea").fill(question)
        self.page.locator("#question textarea").press("Enter")
        expect(turns).to_have_count(before + 1, timeout=30_000)
        return turns.nth(before)

    def dismiss(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def limit(self, label: str, value: str) -> None:
        field_ = self.page.get_by_label(label, exact=True)
        if not field_.is_visible():
            self.page.locator("#limits button").first.click()
        field_.fill(value)


@pytest.fixture(params=[(1280, 800)], ids=["desktop"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    seen = Visit(page)
    page.on("request", lambda sent: seen.hosts.add(urlsplit(sent.url).netloc))
    page.on("dialog", seen.dismiss)
    page.on("pageerror", lambda error: seen.trouble.append(str(error)))
    page.goto(address)
    page.locator("#talk .welcome").wait_for()
    yield seen
    page.close()
    assert seen.hosts <= {urlsplit(address).netloc, ""}, "the page asked another host for something"
    assert seen.trouble == []


def in_view(page: Page) -> bool:
    """Whether the mark begins within both the panel and the window."""
    inside = page.evaluate(
        """() => {
            const mark = document.querySelector("#panel mark").getBoundingClientRect();
            const panel = document.querySelector("#panel").getBoundingClientRect();
            const head = document.querySelector("#panel header").getBoundingClientRect();
            return mark.top >= head.bottom && mark.bottom <= Math.min(panel.bottom, innerHeight) && mark.top >= 0;
        }"""
    )
    return bool(inside)


@pytest.mark.parametrize("visit", [(1280, 800), (390, 844)], ids=["desktop", "phone"], indirect=True)
def test_a_mark_opens_the_article_at_its_excerpt(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask("When does the ferry to the Skerry islands resume?")
    first = turn.locator(".citations li").first
    expect(first.locator(".byline")).to_contain_text("The Harbour Courant, 18 March 2022")
    assert page.locator("#panel mark").count() == 0
    for _ in range(2):  # pressing the same mark again brings the reader back to the passage
        first.locator(".cite").press("Enter")
        expect(page.locator("#panel mark")).to_have_text(first.locator(".quote").text_content() or "")
        page.wait_for_function("document.activeElement.classList.contains('document')")
        assert page.locator("#panel mark").text_content() == first.locator(".quote").text_content()
        assert in_view(page)
        page.keyboard.press("Escape")
        assert first.locator(".cite").evaluate("mark => mark === document.activeElement")
        page.locator("#panel").evaluate("panel => { panel.scrollTop = 0; }")
    panel = page.locator("#panel")
    assert panel.locator("h2").text_content() == "Ferry to the Skerry islands resumes"
    assert panel.locator("a").get_attribute("href") == "https://courant.example/ferry"
    assert panel.locator(".text").text_content() == ROWS[0]["text"]


def test_the_first_line_says_what_is_in_the_index_and_an_example_can_be_asked(visit: Visit) -> None:
    page = visit.page
    expect(page.locator(".masthead")).to_contain_text("4 articles, 3 sources, 18 Mar 2022 – 15 May 2025")
    page.locator(".example").click()
    expect(page.locator(".turn .question")).to_have_text("When does the ferry to the Skerry islands resume?")
    assert page.locator("footer").is_hidden()


def test_earlier_answers_keep_their_marks_and_others_do_not_see_them(
    visit: Visit, browser: Browser, address: str
) -> None:
    first = visit.ask("When does the ferry to the Skerry islands resume?")
    visit.ask("Who was sworn in as mayor of Alderbrook?")
    first.locator(".cite").first.click()
    expect(visit.page.locator("#panel h2")).to_have_text("Ferry to the Skerry islands resumes")
    other = browser.new_page()
    other.goto(address)
    expect(other.locator("#talk .welcome")).to_be_visible()
    assert other.locator(".turn").count() == 0
    other.close()


def test_as_of_keeps_out_what_came_later(visit: Visit) -> None:
    later = visit.ask("Who was sworn in as mayor of Alderbrook?")
    assert "15 May 2025" in later.inner_text()
    visit.limit("As of", "2023-12-31")
    earlier = visit.ask("Who was sworn in as mayor of Alderbrook?")
    expect(earlier.locator(".byline").first).to_contain_text("Alderbrook Post, 8 May 2023")
    assert "2025" not in earlier.inner_text()
    assert "as of 31 December 2023" in earlier.locator(".scope").inner_text()


def test_a_chosen_source_limits_the_answer(visit: Visit) -> None:
    visit.limit("Source", "")
    visit.page.get_by_label("Source", exact=True).click()
    choices = visit.page.get_by_role("option")
    expect(choices).to_contain_text(['"><img src=x onerror=alert(4)>', "Alderbrook Post", "The Harbour Courant"])
    choices.nth(1).click()
    turn = visit.ask("Who was sworn in as mayor of Alderbrook?")
    for byline in turn.locator(".byline").all_inner_texts():
        assert byline.startswith("Alderbrook Post, 8 May 2023")
    assert "from Alderbrook Post" in turn.locator(".scope").inner_text()


def test_not_found_says_so(visit: Visit) -> None:
    turn = visit.ask("Which enzyme unwinds the double helix during replication?")
    assert "Not found." in turn.inner_text()
    assert "Searched 4 articles." in turn.inner_text()
    assert "Nearest passages, which may not answer" in turn.inner_text()
    near = turn.locator(".near li").first
    near.locator(".cite").click()
    expect(visit.page.locator("#panel mark")).to_have_text(near.locator(".quote").text_content() or "")


@pytest.mark.parametrize(
    ("label", "typed", "message"),
    [
        ("As of", "31 March", "As of: “31 March” is not a day"),
        ("Before", "2022-02-30", "Before: “2022-02-30” is not a day"),
    ],
)
def test_a_mistaken_date_is_answered_with_a_sentence(visit: Visit, label: str, typed: str, message: str) -> None:
    visit.limit(label, typed)
    turn = visit.ask("Who is mayor of Alderbrook?")
    expect(turn.get_by_role("alert")).to_contain_text(message)
    assert visit.page.locator("#question textarea").input_value() == "Who is mayor of Alderbrook?"


def test_a_window_that_ends_before_it_starts_is_answered_with_a_sentence(visit: Visit) -> None:
    visit.limit("After", "2024-01-01")
    visit.limit("Before", "2023-01-01")
    expect(visit.ask("Who is mayor of Alderbrook?").get_by_role("alert")).to_be_visible()


def test_a_hostile_article_is_only_words(visit: Visit) -> None:
    page = visit.page
    turn = visit.ask("What did the Quillfeather inquiry into the Alderbrook mill fire blame?")
    cited = turn.locator("li", has_text="Quillfeather").first
    expect(cited.locator(".byline")).to_contain_text('"><img src=x onerror=alert(4)>, 1 February 2024')
    cited.locator(".cite").click()
    expect(page.locator("#panel h2")).to_have_text(re.compile(re.escape("<script>alert(3)</script>")))
    for words in ("onerror=alert(1)>", "![dot](http://evil.example/y.png)", "$x^2$", "${alert(2)} {{value}}"):
        assert words in page.locator("#panel .text").inner_text()
    assert page.locator("#panel a, #panel img, #talk img, #panel script").count() == 0
    page.wait_for_timeout(500)  # time for a dialog or a request, which the fixture would report


def test_what_the_browser_sends_is_not_trusted(visit: Visit) -> None:
    page = visit.page
    mark = visit.ask("When does the ferry to the Skerry islands resume?").locator(".cite").first
    for name, value, message in (
        ("data-document", "../../etc/passwd", "no longer in the index"),
        ("data-document", "mill", "has changed since"),
    ):
        mark.evaluate("(mark, [name, value]) => mark.setAttribute(name, value)", [name, value])
        mark.click()
        expect(page.locator("#panel .hint")).to_contain_text(message)


@pytest.mark.parametrize("path", ["file=app.py", "gradio_api/file=app.py", f"gradio_api/file={ROOT}/pyproject.toml"])
def test_no_file_is_given_out(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address + path, timeout=5)
    refused.value.close()
    assert refused.value.code in {403, 404}


def test_nothing_is_offered_as_an_api(address: str) -> None:
    with urllib.request.urlopen(f"{address}gradio_api/info", timeout=5) as answer:
        assert json.load(answer) == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_starting_without_an_index_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--index", str(tmp_path / "none")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert said.count("\n") == 1
