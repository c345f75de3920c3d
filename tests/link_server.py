"""A local web server that misbehaves in every way the external link check must survive."""

from __future__ import annotations

import email.utils
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b'<!doctype html><meta charset="utf-8"><h1 id="here">x</h1><a name="old"></a>'


class Tally:
    """What one test asked for: the requests, and how many ran at once."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, float]] = []
        self.headers: list[dict[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.running = self.most = 0


class Handler(BaseHTTPRequestHandler):
    """Answers `/name` by the function of that name in `ANSWERS`."""

    server: LinkServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def _answer(self) -> None:
        name = self.path.strip("/").split("/")[0].split("?")[0]
        self.tally, number = self.server.note(self, name)
        self.has_left = False
        try:
            ANSWERS.get(name, answer_ok)(self, number)
        except OSError:
            pass  # the client went away, as it should
        finally:
            self.leave()
            self.close_connection = True

    def leave(self) -> None:
        """Stop counting as running, before the client knows and sends its next request."""
        with self.server.lock:
            self.tally.running -= not self.has_left
            self.has_left = True

    def send(self, status: int, body: bytes = PAGE, **headers: str) -> None:
        self.leave()
        self.send_response(status)
        kinds = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))}
        for key, value in {**kinds, **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


class LinkServer(ThreadingHTTPServer):
    """Counts requests, and how many of them run at once."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.tally = Tally()
        self.stopping = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def note(self, handler: Handler, name: str) -> tuple[Tally, int]:
        """Record a request; return the tally, and how many of this name came before."""
        with self.lock:
            tally = self.tally
            tally.requests.append((handler.command, name, time.monotonic()))
            tally.headers.append({k.lower(): v for k, v in handler.headers.items()})
            tally.running += 1
            tally.most = max(tally.most, tally.running)
            tally.counts[name] += 1
            return tally, tally.counts[name] - 1

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


def answer_ok(handler: Handler, number: int) -> None:
    handler.send(200)


def answer_no_head(handler: Handler, number: int) -> None:
    status = 405 if handler.command == "HEAD" else 200
    handler.send(status)


def answer_drop_head(handler: Handler, number: int) -> None:
    if handler.command == "GET":
        handler.send(200)


def answer_wait_seconds(handler: Handler, number: int) -> None:
    if number == 0:
        handler.send(429, b"", Retry_After="1")
    else:
        handler.send(200)


def answer_wait_date(handler: Handler, number: int) -> None:
    date = email.utils.formatdate(time.time() + 2, usegmt=True)
    if number == 0:
        handler.send(429, b"", Retry_After=date)
    else:
        handler.send(200)


def answer_busy(handler: Handler, number: int) -> None:
    handler.send(429, b"", Retry_After="86400")


def answer_unready(handler: Handler, number: int) -> None:
    handler.send(503 if number == 0 else 200)


def answer_broken(handler: Handler, number: int) -> None:
    handler.send(500)


def answer_loop(handler: Handler, number: int) -> None:
    handler.send(302, b"", Location="/loop2" if handler.path == "/loop" else "/loop")


def answer_long(handler: Handler, number: int) -> None:
    handler.send(302, b"", Location=f"/long/{number}")


def redirect(location: str, status: int = 302) -> Callable[[Handler, int], None]:
    def answer(handler: Handler, number: int) -> None:
        handler.send(status, b"", Location=location)

    return answer


def answer_no_location(handler: Handler, number: int) -> None:
    handler.send(302, b"")


def answer_slow(handler: Handler, number: int) -> None:
    handler.server.stopping.wait(5)
    handler.send(200)


def answer_drip(handler: Handler, number: int) -> None:
    """Send a header byte by byte, each within the time-out."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not handler.server.stopping.wait(0.05):
        handler.wfile.write(b"x")


def answer_drop(handler: Handler, number: int) -> None:
    """Hang up without a word."""


def answer_truncated(handler: Handler, number: int) -> None:
    handler.send(200, PAGE, Content_Length="100000")


def answer_endless(handler: Handler, number: int) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while handler.command == "GET" and not handler.server.stopping.is_set():
        handler.wfile.write(b"<p>" * 20_000)


def answer_garbage(handler: Handler, number: int) -> None:
    handler.wfile.write(b"\x00\xff SSH-2.0 \r\n\r\n")


def answer_charset(handler: Handler, number: int) -> None:
    body = '<h1 id="here">图</h1>'.encode("gb18030")
    handler.send(200, body, Content_Type="text/html; charset=klingon")


def answer_short_wait(handler: Handler, number: int) -> None:
    time.sleep(0.05)
    handler.send(200)


ANSWERS: dict[str, Callable[[Handler, int], None]] = {
    "nohead": answer_no_head,
    "drophead": answer_drop_head,
    "wait-seconds": answer_wait_seconds,
    "wait-date": answer_wait_date,
    "busy": answer_busy,
    "unready": answer_unready,
    "broken": answer_broken,
    "loop": answer_loop,
    "loop2": answer_loop,
    "long": answer_long,
    "private": redirect("http://10.0.0.1/secret"),
    "decimal": redirect("http://2130706433/"),
    "tofile": redirect("file:///etc/passwd"),
    "bad-location": redirect("http://[::1"),
    "no-location": answer_no_location,
    "moved": redirect("/new", 301),
    "moved308": redirect("/new", 308),
    "found": redirect("/new", 302),
    "moved-gone": redirect("/gone", 301),
    "slow": answer_slow,
    "drip": answer_drip,
    "drop": answer_drop,
    "truncated": answer_truncated,
    "endless": answer_endless,
    "garbage": answer_garbage,
    "charset": answer_charset,
    "missing": lambda handler, number: handler.send(404),
    "gone": lambda handler, number: handler.send(410),
    "forbidden": lambda handler, number: handler.send(403),
    "pdf": lambda handler, number: handler.send(200, b"%PDF", Content_Type="application/pdf"),
    "brief": answer_short_wait,
}
