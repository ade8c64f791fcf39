"""Serves the page on this machine alone: no other host is asked for anything, and no file is given out."""

from __future__ import annotations

import socket
from pathlib import Path

import gradio as gr

from index import DatelineError

STYLE = Path(__file__).parent / "style.css"
SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
MONO = ["ui-monospace", "Menlo", "Consolas", "monospace"]


def serve(page: gr.Blocks, host: str, port: int) -> str:
    """Starts the page in the background and returns its address; `check_address` says beforehand if it can."""
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        share=False,
        inbrowser=False,
        quiet=True,
        prevent_thread_lock=True,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        ssr_mode=False,
        allowed_paths=[],
        max_file_size="1b",
        theme=_theme(),
        css_paths=STYLE,
    )
    return address


def check_address(host: str, port: int) -> None:
    """Raises DatelineError if nothing can be served there: better said before an index is built."""
    if not 0 < port < 65_536:
        raise DatelineError(f"cannot serve on port {port}; choose one from 1 to 65535 with --port")
    try:
        family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot serve on {host}:{port} ({reason.lower()}); choose another with --port or --host"
        raise DatelineError(message) from None


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme with the fonts of the reader's own system."""
    fonts = [[gr.themes.Font(name) for name in names] for names in (SANS, MONO)]
    return gr.themes.Base(font=fonts[0], font_mono=fonts[1], radius_size="sm", primary_hue="red", neutral_hue="stone")
