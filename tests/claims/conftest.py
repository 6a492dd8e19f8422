from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Handler = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web server on this machine: each path answers with what a test put there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, tuple[int, Mapping[str, str], bytes] | Handler] = {}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []

    def put(
        self, path: str, body: str | bytes = b"", status: int = 200, media: str = "text/html", **headers: str
    ) -> str:
        """Answer at ``path`` with ``body``; return its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": media, **named}, data)
        return self.address + path

    def behave(self, path: str, handler: Handler) -> str:
        """Answer at ``path`` with whatever ``handler`` writes; return its address."""
        self.pages[path] = handler
        return self.address + path


def serving(site: list[Site]) -> type[BaseHTTPRequestHandler]:
    class Serving(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = site[0]
            here.asked.append(self.path)
            here.headers.append({name.lower(): value for name, value in self.headers.items()})
            page = here.pages.get(self.path, (404, {}, b""))
            if callable(page):
                page(self)
                return
            status, headers, data = page
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    return Serving


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        pass  # the client hangs up: that is what is tested


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine, with nothing on it."""
    sites: list[Site] = []
    server = Quiet(("127.0.0.1", 0), serving(sites))
    sites.append(Site(f"http://127.0.0.1:{server.server_address[1]}"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield sites[0]
    server.shutdown()
    server.server_close()
    thread.join()
