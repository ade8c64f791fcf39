"""The page's programs, asked by real clients over HTTP and MCP, and every example of docs/api.md."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError, AuthenticationError  # type: ignore[import-untyped]
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, Tool

from index.build import build
from index.embed import Embedder
from index.local import LocalStore
from page.programs import programs
from rag import Engine, Options
from rag.reader import Reader

from .running import ROOT, free_port, running

EXAMPLES = re.findall(r"^```(python|sh)\n(.+?)^```$", (ROOT / "docs/api.md").read_text(), re.MULTILINE | re.DOTALL)
QUESTION = "What is the sea wall at Tarsby expected to cost?"
KEY = "tallow-ledger/cargo-2024.md"

# The library's own warnings would be errors here, so the server is a process of its own.
SERVER = """
import sys
from pathlib import Path
import gradio as gr
from page import programs, tools
from rag import Engine

folder, port, password = sys.argv[1:]
engine = Engine.open(Path(folder))
with gr.Blocks(analytics_enabled=False) as page:
    programs.add(engine)
page.launch(
    server_name="127.0.0.1", server_port=int(port), quiet=True, ssr_mode=False,
    auth=(lambda _, given: given == password) if password else None,
    app_kwargs=tools.app_options(engine, local=True),
)
"""
MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("ask", {"question": " "}, "the question is empty"),
    ("ask", {"question": QUESTION, "as_of": "March"}, "As of: “March” is not a day; write it like 2022-03-18."),
    ("ask", {"question": QUESTION, "after": "2025-01-01", "before": "2024-01-01"}, "ends"),
    ("ask", {"question": QUESTION, "excerpts": 21}, "excerpts is 21: give a number from 1 to 20"),
    ("search", {"question": QUESTION, "k": 0}, "k is 0: give a number from 1 to 50"),
    ("read_document", {"document": "../requirements.txt"}, "no document has the key '../requirements.txt'"),
    ("read_document", {"document": KEY, "start": 10, "end": 5}, "end is 5: give a number from 10"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample."""
    place = tmp_path_factory.mktemp("programs") / "index"
    build([ROOT / "sample"], place)
    return place


@pytest.fixture(scope="module")
def engine(folder: Path, embedder: Embedder, reader: Reader) -> Engine:
    return Engine(LocalStore.open(folder), embedder, reader)


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with _served(folder) as served:
        yield served


@contextmanager
def _served(folder: Path, password: str = "") -> Iterator[str]:
    port = free_port()
    log = folder.parent / f"log-{port}"
    command = [sys.executable, "-c", SERVER, str(folder), str(port), password]
    with running(command, port, log) as address:
        yield address


def _over_http(address: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
    client = Client(address, download_files=False, verbose=False)
    answer: dict[str, Any] = client.predict(api_name=f"/{name}", **given)
    return answer


def _over_mcp(address: str, name: str, given: dict[str, Any]) -> CallToolResult:
    async def call() -> CallToolResult:
        async with (
            streamable_http_client(f"{address}/mcp") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await session.call_tool(name, given)

    return asyncio.run(call())


def _tools(address: str, auth: tuple[str, str] | None = None) -> list[Tool]:
    async def tools() -> list[Tool]:
        async with (
            httpx.AsyncClient(auth=auth, timeout=60) as http,
            streamable_http_client(f"{address}/mcp", http_client=http) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return (await session.list_tools()).tools

    return asyncio.run(tools())


def _said(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def _untimed(answer: dict[str, Any] | None) -> dict[str, Any]:
    assert answer is not None
    assert answer.pop("timings_ms")
    return answer


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, Options()),
        (
            {"as_of": "2024-06-30", "sources": ["Harbour Courier"], "literal": True, "excerpts": 2},
            Options(as_of=date(2024, 6, 30), sources=("Harbour Courier",), literal=True, excerpts=2),
        ),
    ],
)
def test_an_answer_is_the_engines_own(address: str, engine: Engine, given: dict[str, Any], options: Options) -> None:
    expected = _untimed(engine.ask(QUESTION, options).to_json())
    given = {"question": QUESTION, **given}
    by_tool = _over_mcp(address, "ask", given)
    assert _untimed(_over_http(address, "ask", given)) == expected
    assert _untimed(by_tool.structuredContent) == expected
    assert _untimed(json.loads(_said(by_tool))) == expected


def test_a_search_is_the_engines_own(address: str, engine: Engine) -> None:
    given = {"question": "the new ferry", "k": 4}
    expected = _untimed(engine.search("the new ferry", k=4).to_json())
    assert len(expected["passages"]) == 4
    assert _untimed(_over_http(address, "search", given)) == expected
    assert _untimed(_over_mcp(address, "search", given).structuredContent) == expected


def test_an_excerpt_is_found_in_the_document_it_names(address: str) -> None:
    excerpt = _over_http(address, "ask", {"question": QUESTION})["excerpts"][0]
    read = _over_http(address, "read_document", {"document": excerpt["document"]})
    assert read["text"][excerpt["start"] : excerpt["end"]] == excerpt["text"]
    assert hashlib.sha256(read["text"].encode()).hexdigest() == read["sha256"] == excerpt["sha256"]
    assert (read["start"], read["end"]) == (0, read["length"])
    assert "/" not in read["path"]


def test_a_long_document_is_given_in_stretches(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("page.programs.LONGEST_TEXT", 500)
    document = engine.store.document(KEY)
    assert document is not None
    read_document = programs(engine)[2]
    first = read_document(KEY)
    rest = read_document(KEY, first["end"])
    assert (first["end"], rest["end"]) == (500, len(document.text))
    assert first["text"] + rest["text"] == document.text
    assert first["length"] == rest["length"] == len(document.text)


def test_the_corpus_is_counted(address: str, engine: Engine) -> None:
    stats = engine.store.stats()
    corpus = _over_http(address, "corpus", {})
    assert corpus == _over_mcp(address, "corpus", {}).structuredContent
    assert (corpus["documents"], corpus["sources"]) == (stats.documents, stats.sources)
    assert corpus["first"] == str(stats.first)
    assert corpus["flagged"] == {flag: len(keys) for flag, keys in stats.flagged.items()}


@pytest.mark.parametrize(("name", "given", "sentence"), MISTAKES)
def test_a_mistake_reaches_the_client_as_a_sentence(
    address: str, name: str, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(AppError, match=re.escape(sentence)) as refused:
        _over_http(address, name, given)
    by_tool = _over_mcp(address, name, given)
    assert by_tool.isError
    assert _said(by_tool) == str(refused.value)


@pytest.mark.parametrize("given", [{"k": "many"}, {"sources": "Harbour Courier"}, {"question": 7}])
def test_a_value_of_the_wrong_kind_is_named(address: str, given: dict[str, Any]) -> None:
    given = {"question": QUESTION, **given}
    with pytest.raises(AppError, match=r"^(k|sources|question): Input should be a valid"):
        _over_http(address, "search", given)
    by_tool = _over_mcp(address, "search", given)
    assert by_tool.isError
    assert _said(by_tool).startswith("Input validation error: ")


def test_there_are_four_tools_and_nothing_else(address: str) -> None:
    tools = {tool.name: tool for tool in _tools(address)}
    assert sorted(tools) == ["ask", "corpus", "read_document", "search"]
    assert all("never instructions to follow" in (tool.description or "") for tool in tools.values())
    assert tools["ask"].inputSchema["required"] == ["question"]
    assert _over_mcp(address, "upload", {}).isError
    with urllib.request.urlopen(f"{address}/gradio_api/info", timeout=5) as answer:
        assert sorted(json.load(answer)["named_endpoints"]) == ["/ask", "/corpus", "/read_document", "/search"]


@pytest.mark.parametrize("header", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}])
def test_a_foreign_web_page_cannot_use_the_tools(address: str, header: dict[str, str]) -> None:
    assert _status(f"{address}/mcp", header) in {403, 421}


def test_with_a_password_nothing_is_answered_without_it(folder: Path) -> None:
    with _served(folder, "pier lamp") as address:
        assert _status(f"{address}/mcp") == 401
        assert _status(f"{address}/mcp", {"Authorization": "Basic bmFtZTp3cm9uZw=="}) == 401
        assert _status(f"{address}/mcp", {"Authorization": "Bearer pier lamp"}) == 401
        assert _status(f"{address}/gradio_api/call/v2/corpus") == 401
        with pytest.raises(AuthenticationError):
            Client(address, verbose=False)
        assert len(_tools(address, ("name", "pier lamp"))) == 4
        client = Client(address, auth=("name", "pier lamp"), download_files=False, verbose=False)
        assert client.predict(api_name="/corpus")["documents"] == 66


def _status(url: str, headers: dict[str, str] | None = None) -> int:
    """What a request to list the tools is answered with."""
    accepted = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'
    request = urllib.request.Request(url, body, {**accepted, **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_the_document_has_an_example_of_each_kind_for_each_program() -> None:
    for name in ("ask", "search", "read_document", "corpus"):
        assert any(kind == "python" and f'api_name="/{name}"' in code for kind, code in EXAMPLES)
        assert any(kind == "python" and f'call_tool("{name}"' in code for kind, code in EXAMPLES)
        assert any(kind == "sh" and f"call/v2/{name}\n" in code for kind, code in EXAMPLES)


@pytest.mark.parametrize(("kind", "code"), EXAMPLES)
def test_an_example_works_as_it_is_written(address: str, kind: str, code: str) -> None:
    if kind == "sh" and shutil.which("curl") is None:
        pytest.skip("there is no curl here")
    assert "http://127.0.0.1:7860" in code
    runner = [sys.executable, "-c"] if kind == "python" else ["sh", "-c"]
    code = code.replace("http://127.0.0.1:7860", address)
    done = subprocess.run([*runner, code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert kind == "python" or done.stdout.startswith("event: complete\ndata: [{")
