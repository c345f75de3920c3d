"""The visit of one external link: HEAD or GET, retries, redirects by hand, fragments."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from scripts.links.anchors import decode_body, find_ids, has_id, list_checkable
from scripts.links.fetch import (
    BAD_TLS,
    MALFORMED,
    NO_HOST,
    REFUSED,
    TEMPORARY,
    Client,
    FetchError,
    Reply,
    fetch,
    is_html,
)
from scripts.links.gate import HostGate

REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
GONE = {404, 410}
_KIND_RULES = {
    NO_HOST: ("LINK-22", "error"),
    BAD_TLS: ("LINK-22", "error"),
    REFUSED: ("LINK-25", "error"),
    MALFORMED: ("LINK-9", "error"),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with an external link."""

    rule: str
    message: str
    severity: str = "error"


@dataclass(frozen=True)
class Visit:
    """The result for one address: where it moved for good, and which fragments exist."""

    moved: str = ""
    anchors: dict[str, bool] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Retry:
    """How often and how long to wait; seconds."""

    count: int = 2
    base: float = 1.0
    longest: float = 60.0


@dataclass(frozen=True)
class Visitor:
    """Visits links; all methods may be called from several threads."""

    client: Client
    gate: HostGate
    retry: Retry = Retry()
    max_redirects: int = 10
    sleep: Callable[[float], None] = time.sleep

    def visit(self, url: str, fragments: Iterable[str]) -> Visit:
        """Visit an address without fragment and look for the fragments in its page."""
        wanted = list_checkable(fragments)
        try:
            reply, moved, final = self._follow(url, want_body=bool(wanted))
        except _VisitError as error:
            return Visit(problems=(error.problem,))
        problem = judge_status(reply.status, final if final != url else "")
        if problem:
            return Visit(moved, problems=(problem,))
        if not wanted or not is_html(reply.headers):
            return Visit(moved, dict.fromkeys(wanted, True))
        return _judge_fragments(reply, moved, wanted)

    def _follow(self, url: str, *, want_body: bool) -> tuple[Reply, str, str]:
        """Return the last answer, the address moved to for good ("" if none) and the last one."""
        start, seen = url, {url}
        moved, is_permanent = "", True
        for _ in range(self.max_redirects + 1):
            try:
                reply = self._ask(url, want_body)
            except FetchError as error:
                raise _VisitError(*judge_error(error, url if url != start else "")) from error
            if reply.status not in REDIRECTS:
                return reply, moved, url
            url = read_location(url, reply)
            is_permanent = is_permanent and reply.status in PERMANENT
            moved = url if is_permanent else moved
            if url in seen:
                raise _VisitError("LINK-26", f"redirects go round in a circle at `{url}`")
            seen.add(url)
        raise _VisitError("LINK-26", f"more than {self.max_redirects} redirects")

    def _ask(self, url: str, want_body: bool) -> Reply:
        """Ask one address: HEAD first where that is enough, GET when HEAD is refused."""
        method = "GET" if want_body else "HEAD"
        attempt = 0
        while True:
            result = self._try(url, method, want_body)
            if isinstance(result, Reply) and result.status < 400:
                return result
            is_temporary = _is_temporary(result)
            if is_temporary and attempt < self.retry.count:
                self._wait(url, result, attempt)
                attempt += 1
            elif is_temporary or method == "GET" or isinstance(result, FetchError):
                return _unwrap(result)
            method = "GET"

    def _try(self, url: str, method: str, want_body: bool) -> Reply | FetchError:
        with self.gate.enter(find_host(url)):
            try:
                return fetch(url, method, self.client, want_body=want_body)
            except FetchError as error:
                return error

    def _wait(self, url: str, result: Reply | FetchError, attempt: int) -> None:
        seconds = self.retry.base * 2**attempt * random.uniform(0.5, 1.5)
        asked = None
        if isinstance(result, Reply):
            asked = parse_retry_after(result.headers.get("retry-after", ""), time.time())
        if asked is not None:
            seconds = max(asked, seconds)
            self.gate.close(find_host(url), min(seconds, self.retry.longest))
        self.sleep(min(seconds, self.retry.longest))


class _VisitError(Exception):
    def __init__(self, rule: str, message: str, severity: str = "error") -> None:
        super().__init__(message)
        self.problem = Problem(rule, message, severity)


def _is_temporary(result: Reply | FetchError) -> bool:
    if isinstance(result, FetchError):
        return result.kind in TEMPORARY
    return result.status in {408, 425, 429} or (result.status >= 500 and result.status != 501)


def _unwrap(result: Reply | FetchError) -> Reply:
    if isinstance(result, FetchError):
        raise result
    return result


def find_host(url: str) -> str:
    """Return host and port of an address, "" if it has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def strip_credentials(url: str) -> str:
    """Return an address without user name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def read_location(url: str, reply: Reply) -> str:
    """Return the address a redirect leads to, without credentials; other schemes are refused."""
    raw = reply.headers.get("location", "").strip()
    if not raw:
        message = f"could not be checked: {reply.status} without a `Location`"
        raise _VisitError("LINK-24", message, "warning")
    text = raw.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        found = strip_credentials(urldefrag(urljoin(url, text))[0])
        scheme = urlsplit(found).scheme
    except ValueError as error:
        raise _VisitError("LINK-26", f"redirects to no valid address: {error}") from error
    if scheme not in {"http", "https"}:
        raise _VisitError("LINK-26", f"redirects to `{found}`; expected http or https")
    return found


def parse_retry_after(value: str, now: float) -> float | None:
    """Return the seconds a `Retry-After` asks for (a number or an HTTP date), None if unclear."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def judge_status(status: int, final: str) -> Problem | None:
    """Return the problem of a last answer; `final` is its address if it was redirected."""
    after = f" after a redirect to `{final}`" if final else ""
    if status in GONE:
        return Problem("LINK-21", f"answers {status}{after}; link to a page that exists")
    if 200 <= status < 300:
        return None
    return Problem("LINK-24", f"could not be checked: answers {status}{after}", "warning")


def judge_error(error: FetchError, final: str) -> tuple[str, str, str]:
    """Return rule, message and severity of a request without an answer."""
    rule, severity = _KIND_RULES.get(error.kind, ("LINK-24", "warning"))
    prefix = "could not be checked: " if rule == "LINK-24" else ""
    after = f" after a redirect to `{final}`" if final else ""
    return rule, f"{prefix}{error}{after}", severity


def _judge_fragments(reply: Reply, moved: str, wanted: list[str]) -> Visit:
    ids = find_ids(decode_body(reply))
    anchors = {f: has_id(f, ids) for f in wanted}
    if not reply.complete and not all(anchors.values()):
        message = f"could not be checked for fragments beyond its first {len(reply.body)} bytes"
        return Visit(moved, problems=(Problem("LINK-24", message, "warning"),))
    return Visit(moved, anchors)
