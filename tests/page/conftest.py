"""One served page over the small invented corpus, and a person at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from .articles import FERRY_QUESTION, write_corpus
from .browser import DESKTOP, Site, Visit, launched, serving, visiting


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("page")
    corpus = write_corpus(folder / "corpus")
    with serving(folder / "index", "--corpus", str(corpus), "--example", FERRY_QUESTION) as served:
        yield served


# Not of the session: while one is open, no other test of the thread can run asyncio.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launched(playwright)
        yield opened
        opened.close()


@pytest.fixture(params=[DESKTOP], ids=["desktop"])
def visit(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Visit]:
    """A person at the page, in a window whose size a test may choose."""
    with visiting(browser, site, request.param) as person:
        yield person
