"""A web server on loopback that gives one file as the tests want it: whole, in ranges, broken off, or another one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """What the server gives, and what was asked of it. `break_after`: bytes of each answer, then the line breaks."""

    content: bytes
    version: str = '"one"'
    ranges: bool = True
    break_after: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Answered first, one a request."""
    asked: list[str] = field(default_factory=list)
    """The Range of each request; empty without one."""
    url: str = ""

    @property
    def kept(self) -> str:
        """The host as the program names it."""
        return "127.0.0.1"


def _handler(served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """The tests' output stays clean."""

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            served.asked.append(asked)
            if served.statuses:
                self.send_response(served.statuses.pop(0))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            start = int(asked.removeprefix("bytes=").removesuffix("-") or 0)
            if not served.ranges or (asked and self.headers.get("If-Range") != served.version):
                start = 0
            self._give(start)

        def _give(self, start: int) -> None:
            total = len(served.content)
            if start >= total:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{total}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
            self.send_header("Content-Length", str(total - start))
            self.send_header("ETag", served.version)
            self.end_headers()
            most = served.break_after.pop(0) if served.break_after else total
            self.wfile.write(served.content[start : start + most])
            if start + most < total:
                self.close_connection = True

    return Handler


@contextmanager
def serving(content: bytes) -> Iterator[Served]:
    """A server of a file."""
    served = Served(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    served.url = f"http://127.0.0.1:{server.server_address[1]}/model.zip"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
