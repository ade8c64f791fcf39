"""Starts the chat page: `python app.py [--index DIR] [--corpus PATH] [--host H] [--port P]`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

# Read when gradio is imported or first used: nothing is reported to anyone, no folder is served.
os.environ.update(GRADIO_ALLOWED_PATHS="", GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1")

from index import DatelineError
from page import build_page, check_address, serve
from page.upload import allowed
from rag import Engine


def main(arguments: list[str] | None = None) -> int:
    """Runs until interrupted; 2 where a person's mistake keeps it from starting."""
    options = _parser().parse_args(arguments)
    try:
        check_address(options.host, options.port)
        if options.corpus:
            _index(options.corpus, options.index)
        password = os.environ.get("DATELINE_PASSWORD") or None
        engine, uploads = Engine.open(options.index), allowed(options.host, password is not None)
        page = build_page(engine, options.index, tuple(options.example), uploads)
        address = serve(page, engine, options.host, options.port, password)
    except DatelineError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stderr.write(f"Dateline is at {address} (Ctrl-C stops it)\n")
    page.block_thread()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Ask questions over a folder of news in a chat page.")
    parser.add_argument("--index", type=Path, default=Path(".index"), metavar="DIR", help="the index (default .index)")
    parser.add_argument("--corpus", type=Path, metavar="PATH", help="files or a folder to index first")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=7860, help="port to serve on (default 7860)")
    parser.add_argument(
        "--example", action="append", default=[], metavar="QUESTION", help="a question to offer (may be repeated)"
    )
    return parser


def _index(corpus: Path, index_dir: Path) -> None:
    """Builds the index, or brings it up to date."""
    from index.build import build

    build([corpus], index_dir)


if __name__ == "__main__":
    sys.exit(main())
