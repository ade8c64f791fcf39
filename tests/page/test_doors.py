"""Who is let in, and what is given out: the page's server, asked by a browser and by hand."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import app

from .articles import FERRY_QUESTION
from .browser import SLOWEST, Site, serving
from .running import ROOT

PASSWORD = "sea-wall & “quay” 7"


@pytest.fixture(scope="module")
def locked(site: Site) -> Iterator[Site]:
    """The same index behind a password."""
    with serving(site.index, password=PASSWORD) as served:
        yield served


@pytest.fixture(scope="module")
def open_to_all(site: Site) -> Iterator[Site]:
    """The same index, served beyond this machine without a password."""
    with serving(site.index, host="0.0.0.0") as served:
        yield served


def status(address: str, data: bytes | None = None, kind: str = "application/json") -> int:
    """What the server answers with; a body is posted."""
    request = urllib.request.Request(address, data, {"Content-Type": kind, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def parcel(name: str, content: str) -> tuple[bytes, str]:
    """A file as a form sends it, and the form's type."""
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    return f"{head}{content}\r\n--x--\r\n".encode(), "multipart/form-data; boundary=x"


def test_whoever_has_no_password_is_kept_out(locked: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(locked.address)
    expect(page.get_by_label("username")).to_be_visible()
    expect(page.locator("body")).to_contain_text("the password of this Dateline")
    assert page.locator("#talk").count() == 0
    for name, password in (("ann", "sea wall"), ("ann", ""), ("", PASSWORD)):
        page.get_by_label("username").fill(name)
        page.get_by_label("password").fill(password)
        page.get_by_role("button", name=re.compile("log ?in", re.IGNORECASE)).click()
        page.wait_for_load_state()
        page.goto(locked.address)
        expect(page.get_by_label("username")).to_be_visible()
        assert page.locator("#talk").count() == 0
    page.close()


def test_whoever_has_the_password_comes_in_and_asks(locked: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(locked.address)
    page.get_by_label("username").fill("Ann")
    page.get_by_label("password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("log ?in", re.IGNORECASE)).click()
    page.locator("#talk .welcome").wait_for()
    page.locator("#question textarea").fill(FERRY_QUESTION)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".lead")).to_contain_text("2 April", timeout=SLOWEST)
    page.get_by_role("tab", name="Corpus").click()
    expect(page.locator("#files")).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("config", None),
        ("gradio_api/call/ask", b'{"data": ["When?"]}'),
        ("gradio_api/call/corpus", b'{"data": []}'),
        ("gradio_api/queue/join", b'{"data": [], "fn_index": 0, "session_hash": "x"}'),
        ("gradio_api/run/corpus", b'{"data": []}'),
        ("gradio_api/file=app.py", None),
        ("gradio_api/info", None),
        ("mcp", b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'),
    ],
)
def test_nothing_is_told_without_the_password(locked: Site, path: str, body: bytes | None) -> None:
    assert status(locked.address + path, body) == 401


def test_no_file_is_taken_without_the_password(locked: Site) -> None:
    assert status(f"{locked.address}gradio_api/upload", *parcel("a.txt", "A lamp was lit.")) == 401


def test_the_page_that_asks_for_the_password_names_nothing_of_the_corpus(locked: Site) -> None:
    with urllib.request.urlopen(locked.address, timeout=5) as answer:
        assert b"Alderbrook" not in answer.read()
    assert status(f"{locked.address}login", b"username=ann&password=x", "application/x-www-form-urlencoded") == 400


def test_beyond_this_machine_no_file_is_taken_without_a_password(open_to_all: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(open_to_all.address)
    page.get_by_role("tab", name="Corpus").click()
    expect(page.locator("#shelf .open").first).to_be_visible()
    assert page.locator("#files").count() == 0
    page.get_by_role("tab", name="Many questions").click()
    expect(page.locator("#questions")).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    page.close()
    for path in ("gradio_api/upload", "gradio_api/upload/", "upload"):
        assert status(open_to_all.address + path, *parcel("a.txt", "A lamp was lit.")) in {403, 404, 405}
    assert status(f"{open_to_all.address}gradio_api/upload", *parcel("a.txt", "A lamp was lit.")) == 403


def test_each_answer_tells_the_browser_what_it_may_load(site: Site) -> None:
    for path in ("", "config", "gradio_api/info", "nothing-here"):
        try:
            answer = urllib.request.urlopen(site.address + path, timeout=5)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "object-src 'none'" in policy
            assert "http" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "file=app.py",
        "gradio_api/file=app.py",
        f"gradio_api/file={ROOT}/pyproject.toml",
        "gradio_api/file=/etc/passwd",
        "gradio_api/file=../../../../etc/passwd",
    ],
)
def test_no_file_is_given_out(site: Site, path: str) -> None:
    assert status(site.address + path) in {403, 404}


def test_nothing_of_the_index_is_given_out_as_a_file(site: Site) -> None:
    for name in ("index.sqlite", "judgements.sqlite"):
        assert status(f"{site.address}gradio_api/file={site.index / name}") in {403, 404}


def test_programs_are_offered_four_calls_and_none_of_the_page(site: Site) -> None:
    with urllib.request.urlopen(f"{site.address}gradio_api/info", timeout=5) as answer:
        told = json.load(answer)
    assert set(told["named_endpoints"]) == {"/ask", "/search", "/read_document", "/corpus"}
    assert told["unnamed_endpoints"] == {}


def test_starting_without_an_index_says_what_to_do(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--index", str(site.index / "none")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert said.count("\n") == 1
