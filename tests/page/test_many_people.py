"""Several people at one page, and a new beginning."""

from __future__ import annotations

import json
import urllib.request
from http.client import HTTPResponse

from playwright.sync_api import Browser, expect

from .articles import FERRY_QUESTION, FLOOD_QUESTION, MAYOR_QUESTION
from .browser import SLOWEST, Site, Visit, serving, visiting


def test_two_people_who_ask_at_once_see_their_own_answers_alone(visit: Visit, browser: Browser, site: Site) -> None:
    with visiting(browser, site) as other:
        asked = {visit: (MAYOR_QUESTION, "Tomas Hale [1]"), other: (FLOOD_QUESTION, "Ninety [1]")}
        for person, (question, _) in asked.items():
            person.page.locator("#question textarea").fill(question)
        for person in asked:
            person.page.locator("#ask").click(no_wait_after=True)
        for person, (question, answer) in asked.items():
            expect(person.page.locator(".lead")).to_have_text([answer], timeout=SLOWEST)
            expect(person.page.locator(".question")).to_have_text([question])
        for person in asked:
            person.ask(FERRY_QUESTION)
            expect(person.page.locator(".turn")).to_have_count(2)
        other.page.locator(".turn").nth(0).locator(".lead .cite").click()
        expect(other.page.locator("#panel h2")).to_have_text("Sheep lost in flood")
        expect(visit.page.locator("#panel .hint")).to_be_visible()


def test_one_more_window_begins_with_nothing(visit: Visit, browser: Browser, site: Site) -> None:
    visit.ask(FERRY_QUESTION)
    with visiting(browser, site) as other:
        expect(other.page.locator("#talk .welcome")).to_be_visible()
        assert other.page.locator(".turn").count() == 0
    second = visit.page.context.new_page()
    second.goto(site.address)
    expect(second.locator("#talk .welcome")).to_be_visible()


def test_starting_anew_forgets_the_conversation(visit: Visit) -> None:
    visit.ask("Who was sworn in as mayor of Alderbrook in May 2023?")
    visit.page.locator("#anew").click()
    expect(visit.page.locator("#talk .welcome")).to_be_visible()
    assert visit.page.locator(".turn").count() == 0
    turn = visit.ask("And in 2025?")
    assert turn.locator(".read-as").count() == 0
    visit.page.locator("#anew").click()
    expect(visit.page.locator("#talk .welcome")).to_be_visible()
    expect(visit.ask(FERRY_QUESTION).locator(".lead")).to_have_text("2 April [1]")


def test_who_leaves_while_several_streams_are_open_leaves_no_trouble_behind(site: Site) -> None:
    with serving(site.index) as served:  # at its end no traceback may be in its log
        for stream in _streams(served):
            stream.close()
        urllib.request.urlopen(served.address).close()  # by then the server knows that they are closed


def test_a_stream_that_is_left_over_is_told_so_and_leaves_no_trouble_behind(site: Site) -> None:
    with serving(site.index) as served:
        asked, cut, left = _streams(served)
        assert b"process_completed" in asked.read()
        cut.close()
        assert b'"session_not_found":true' in left.read()


def _streams(served: Site) -> list[HTTPResponse]:
    """Three streams of a session that asks for something: the first brings it."""
    with urllib.request.urlopen(f"{served.address}config") as config:
        number = next(each["id"] for each in json.load(config)["dependencies"] if each["api_name"] == "corpus")
    asked = json.dumps({"data": [], "fn_index": number, "session_hash": "ann"}).encode()
    queue = f"{served.address}gradio_api/queue"
    join = urllib.request.Request(f"{queue}/join", asked, {"Content-Type": "application/json"})
    urllib.request.urlopen(join).close()
    return [urllib.request.urlopen(f"{queue}/data?session_hash=ann") for _ in range(3)]
