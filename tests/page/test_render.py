"""What may be a link."""

from __future__ import annotations

import pytest

from page.render import web_address


def test_a_web_address_is_a_link() -> None:
    assert web_address("https://courant.example/ferry?a=1") == "https://courant.example/ferry?a=1"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//host.example/x",
        "http:",
        "https://a.example\\@b.example",
        "http://[::1",
    ],
)
def test_nothing_else_is(url: str | None) -> None:
    assert web_address(url) is None
