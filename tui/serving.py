"""The review screen in a browser: textual-serve, kept to its own pages and, mostly, to this machine.

textual-serve's own page loads a font from a server of Google's, and its socket answers whoever asks,
which any page open in the same browser can. So the page here is one of our own, that needs nothing
from the network, and a request is refused unless it was made by that page.
"""

from __future__ import annotations

import asyncio
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from claims.errors import ClaimsError

PAGE = Path(__file__).with_name("serving.html")
POLICY = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ReviewServer(Server):
    """A server of the review screen at one address; each page that is opened has a process of its own."""

    def __init__(self, command: Sequence[str], host: str, port: int) -> None:
        """``command`` is what runs the screen."""
        super().__init__(shlex.join(command), host=host, port=port, title="claims review")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._refuse_others)
        return app

    @web.middleware
    async def _refuse_others(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request through only when it is for this address, and made by the page served at it."""
        name = urlsplit(f"//{request.host}").hostname or ""
        if is_loopback(self.host) and not is_loopback(name):
            raise web.HTTPForbidden(text="This server is for the machine it runs on only.")
        origin = request.headers.get("Origin")
        if request.path == "/ws" and (origin is None or urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden(text="Only the page of this server may use it.")
        return await handler(request)

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Return the page that shows the screen."""
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return web.FileResponse(PAGE, headers={**headers, "Content-Type": "text/html; charset=utf-8"})

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: what is to be said was said before."""


def is_loopback(host: str) -> bool:
    """Return whether nothing but this machine can reach ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def run(command: Sequence[str], host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve the screen that ``command`` runs at ``host`` and ``port`` until interrupted.

    ``tell`` is given the address, and what serving exposes. Raises ``ClaimsError`` where nothing can
    listen there.
    """
    address = f"{f'[{host}]' if ':' in host else host}:{port}"
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family):
            pass
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ClaimsError(f"Nothing can be served at {address}: {reason}; try another port.") from error
    tell(f"Serving at http://{address} (ctrl+c stops it; every decision is kept)")
    if is_loopback(host):
        tell("There is no password: every user of this machine can open it, and decides in your name.")
    else:
        tell(
            "WARNING: there is no password, and nothing is encrypted. Everyone who can reach this address"
            " reads the whole store and decides in your name. Put a proxy with a login and TLS before it."
        )
    asyncio.set_event_loop(asyncio.new_event_loop())
    ReviewServer([sys.executable, *command], host, port).serve()
