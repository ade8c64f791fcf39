"""Serves the page: no other host is asked for anything, no file is given out, and a password may be asked for."""

from __future__ import annotations

import hmac
import socket
from http import HTTPStatus
from pathlib import Path

import gradio as gr
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index import DatelineError
from rag import Engine

from .tools import app_options
from .upload import LOCAL, MAX_MB, allowed

STYLE = Path(__file__).parent / "style.css"
SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
MONO = ["ui-monospace", "Menlo", "Consolas", "monospace"]

# What a browser may load for the page: what comes from here. Gradio's own scripts build code from text.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def serve(page: gr.Blocks, engine: Engine, host: str, port: int, password: str | None = None) -> str:
    """Starts the page in the background and returns its address; `check_address` says beforehand if it can.

    With a `password`, whoever comes gives it with a name of their own choice.
    """
    middleware = [Middleware(_HungUp), Middleware(_Headers)]
    if host in LOCAL:  # a foreign page whose name leads here gets no answer
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL, "[::1]"]))
    if not allowed(host, password is not None):
        middleware.append(Middleware(_NoUploads))
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        auth=None if password is None else _Door(password).open,
        auth_message="Any name, and the password of this Dateline",
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
        max_file_size=f"{MAX_MB}mb",
        app_kwargs={"middleware": middleware, **app_options(engine, host in LOCAL)},
        theme=_theme(),
        css_paths=STYLE,
    )
    return address


class _Door:
    """Lets in whoever knows the password."""

    def __init__(self, password: str) -> None:
        self._password = password.encode()

    def open(self, name: str, password: str) -> bool:
        """Whether they may come in; compared in constant time."""
        return bool(name.strip()) and hmac.compare_digest(password.encode(), self._password)


class _Headers:
    """Adds to each answer what a browser must know of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, sending)


class _HungUp:
    """Lets go what gradio 6.31 raises where a browser has gone.

    It forgets a session once for each of its streams that is cut, and a stream of a forgotten session
    fails, after it has said so, when its answer has long begun.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = False

        async def receiving() -> Message:
            nonlocal gone
            message = await receive()
            gone = gone or message["type"] == "http.disconnect"
            return message

        try:
            await self._app(scope, receiving, send)
        except KeyError:
            if not gone:
                raise
        except RuntimeError as error:
            if not (isinstance(error.__cause__, HTTPException) and error.__cause__.status_code == HTTPStatus.NOT_FOUND):
                raise
            await send({"type": "http.response.body"})


class _NoUploads:
    """Refuses files, which gradio takes even where the page has no place for them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith("/upload"):
            await PlainTextResponse("this page takes no files\n", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


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
