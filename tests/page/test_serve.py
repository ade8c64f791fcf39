"""Starting: what can be in the way."""

from __future__ import annotations

import socket

import pytest

from index import DatelineError
from page import check_address


def test_a_port_in_use_is_refused_with_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DatelineError, match=rf"cannot serve on 127\.0\.0\.1:{port} .*--port"):
            check_address("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("no such host", 7880), ("203.0.113.1", 7880)])
def test_an_impossible_address_is_refused_with_a_sentence(host: str, port: int) -> None:
    with pytest.raises(DatelineError, match="cannot serve on"):
        check_address(host, port)
