"""A town's web site on loopback: real HTTP, each page as a test wants it."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What the server sends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


Route = Answer | str | Callable[[str], Answer]


@dataclass
class Web:
    """Routes by path, and the requests that came."""

    url: str = ""
    routes: dict[str, Route] = field(default_factory=dict)
    fallback: Callable[[str], Answer] = lambda path: Answer(b"rien", 404)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    etags: bool = False

    def answer(self, path: str) -> Answer:
        route = self.routes.get(path)
        if route is None:
            return self.fallback(path)
        if isinstance(route, str):
            return Answer(route.encode())
        return route if isinstance(route, Answer) else route(path)

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path not in ("/robots.txt", "/sitemap.xml")]


def page(text: str, links: str = "", head: str = "", title: str = "Une page", lang: str = "fr") -> str:
    anchors = "".join(f'<a href="{link}">lien</a> ' for link in links.split())
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title>{head}</head><body><nav>{anchors}</nav>'
        f"<main><h1>{title}</h1>{text}</main></body></html>"
    )


def redirect(target: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": target})


def packed(body: bytes) -> Answer:
    return Answer(gzip.compress(body), 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"})


@contextmanager
def serving() -> Iterator[Web]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet

        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = web.answer(self.path)
            tag = f'"{hash(answer.body)}"'
            if web.etags and answer.status == 200 and self.headers.get("If-None-Match") == tag:
                answer = Answer(b"", 304, {})
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if web.etags and answer.status == 200:
                self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True  # the reader had enough

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    web.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
