from __future__ import annotations

import json

import pytest

from index.readers.json_ld import Story, find_story

ARTICLE = {"@type": "NewsArticle", "headline": "Talks", "datePublished": "2023-03-14", "publisher": {"name": "Wire"}}
STORY = Story(headline="Talks", publisher="Wire", published="2023-03-14")


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@graph": [{"@type": "WebPage", "datePublished": "2020"}, ARTICLE]},
        {"@type": "WebPage", "datePublished": "2020", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Thing", "ReportageNewsArticle"]},
        ARTICLE | {"@type": "http://schema.org/BlogPosting"},
        ARTICLE | {"publisher": "Wire"},
        ARTICLE | {"publisher": [{"@type": "Organization"}, {"name": "Wire"}]},
        {"@graph": [ARTICLE | {"publisher": {"@id": "#o"}}, {"@type": "Organization", "@id": "#o", "name": "Wire"}]},
    ],
)
def test_the_article_is_found_in_every_shape(value: object) -> None:
    assert find_story([json.dumps(value)], None) == STORY


def test_the_story_at_the_pages_address_wins() -> None:
    other = ARTICLE | {"headline": "Other", "url": "https://x.example/2"}
    this = ARTICLE | {"mainEntityOfPage": {"@id": "https://x.example/1"}}
    assert find_story([json.dumps([other, this])], "https://x.example/1") == STORY


def test_a_page_states_its_date_where_there_is_no_article() -> None:
    assert find_story(['{"@type": "WebPage", "datePublished": "2020"}'], None) == Story(published="2020")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{broken",
        "[" * 100_000,
        "null",
        '"text"',
        '{"@type": 3, "@graph": {"@type": null}}',
        '{"@type": "NewsArticle", "headline": 1, "datePublished": {}, "publisher": {"@id": []}}',
        '{"@type": "VideoObject", "datePublished": "2020", "publisher": {"name": "Tube"}}',
        '{"@type": "Thing", "comment": {"@type": "Article", "datePublished": "2020"}}',
        '{"@type": "NewsArticle", "dateModified": "2020", "dateCreated": "2019"}',
    ],
)
def test_what_is_broken_or_no_article_states_nothing(script: str) -> None:
    assert find_story([script], None) == Story()


def test_wrappers_line_breaks_and_entities_are_taken_off() -> None:
    script = '<!-- {"@type": "Article", "headline": "Talks &#8217;\n resume"}; -->'
    assert find_story(["//<![CDATA[\n{broken\n//]]>", script.replace("; ", "")], None).headline == "Talks ’ resume"
