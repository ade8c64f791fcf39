"""`make chat` opens the page, on the sample and on a folder of one's own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .page.running import ROOT, free_port

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or not (ROOT / ".venv" / "runs").exists(),
    reason="make is missing, or the environment was not made by make",
)


def _page(port: int, process: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError(f"no page came: {process.stderr.read() if process.stderr else ''}")


def test_make_chat_opens_the_page_on_a_folder(tmp_path: Path) -> None:
    port = free_port()
    news = tmp_path / "news"
    news.mkdir()
    (news / "lamp.txt").write_text("New lamp for the pier\n\n3 March 2024\n\nThe pier got a new lamp on Sunday.\n")
    process = subprocess.Popen(
        ["make", "chat", f"CORPUS={news}", f"INDEX={tmp_path / 'index'}", f"PORT={port}"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert "Dateline" in _page(port, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def test_make_chat_asks_for_both_folders() -> None:
    done = subprocess.run(["make", "chat", "CORPUS=sample"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "give both" in done.stderr


def test_make_chat_brings_the_sample_up_to_date_in_an_index_of_its_own(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", ".venv/runs"):
        (tmp_path / name).touch()
    done = subprocess.run(["make", "-n", "chat"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "--index .index-sample --corpus sample" in done


def test_make_benchmarks_asks_for_their_folder() -> None:
    done = subprocess.run(["make", "benchmarks"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "give the folder of the benchmarks" in done.stderr
