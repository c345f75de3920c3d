"""The visit of external links, against a local server that misbehaves."""

from __future__ import annotations

import io
import ipaddress
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.check_links import main
from scripts.links.addresses import (
    AddressError,
    find_addresses,
    find_local_reason,
    find_refusal,
)
from scripts.links.anchors import find_ids
from scripts.links.external import make_progress
from scripts.links.fetch import Client, FetchError, Limits, fetch, parse_request
from scripts.links.gate import HostGate
from scripts.links.visit import Retry, Visit, Visitor, parse_retry_after
from tests.link_server import LinkServer, Tally


@pytest.fixture(scope="module")
def running() -> Iterator[LinkServer]:
    with LinkServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.stopping.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def server(running: LinkServer) -> LinkServer:
    running.tally = Tally()
    return running


FAST = ["--timeout", "0.4", "--total-timeout", "0.7", "--backoff", "0.01", "--retries", "1"]


def write_site(root: Path, links: list[str]) -> None:
    """Write a site of one article whose line n has the n-th link at column 5."""
    (root / "docs/zh").mkdir(parents=True, exist_ok=True)
    (root / "site").mkdir(exist_ok=True)
    markdown = "\n".join(f"[x]({link})" for link in links)
    html = "".join(f'<a href="{link}">x</a>' for link in links)
    (root / "docs/zh/index.md").write_text(markdown, encoding="utf-8")
    page = f'<div class="md-content">{html}</div>'
    (root / "site/index.html").write_text(page, encoding="utf-8")


def check(
    root: Path, capsys: pytest.CaptureFixture[str], links: list[str], *options: str
) -> tuple[int, list[str]]:
    write_site(root, links)
    paths = ["--site", str(root / "site"), "--docs", str(root / "docs")]
    paths += ["--exclude", str(root / "data/link-exclude.txt")]
    code = main([*paths, "--external", *FAST, *options])
    return code, capsys.readouterr().out.splitlines()


def check_local(
    root: Path, capsys: pytest.CaptureFixture[str], links: list[str], *options: str
) -> tuple[int, list[str]]:
    return check(root, capsys, links, "--allow-private", *options)


SOUND = ["ok", "nohead", "drophead", "unready", "found", "pdf#page=2", "charset#here", "endless"]
SOUND += ["ok#here", "ok#old", "ok#%68ere", "ok#L10-L20", "ok#:~:text=x", "ok#/route", "ok#top"]


@pytest.mark.parametrize("name", SOUND)
def test_sound_link_is_no_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer, name: str
) -> None:
    assert check_local(tmp_path, capsys, [f"{server.base}/{name}"]) == (0, [])


WARNING, ERROR = "warning: ", ""
FAULTS = [
    ("missing", 1, "LINK-21", ERROR, "answers 404; link to a page that exists"),
    ("gone", 1, "LINK-21", ERROR, "answers 410; link to a page that exists"),
    (
        "moved-gone",
        1,
        "LINK-21",
        ERROR,
        "answers 410 after a redirect to `{base}/gone`; link to a page that exists",
    ),
    ("moved", 0, "LINK-23", WARNING, "has moved for good; write `{base}/new`"),
    ("moved308#here", 0, "LINK-23", WARNING, "has moved for good; write `{base}/new#here`"),
    ("forbidden", 0, "LINK-24", WARNING, "could not be checked: answers 403"),
    ("broken", 0, "LINK-24", WARNING, "could not be checked: answers 500"),
    ("slow", 0, "LINK-24", WARNING, "could not be checked: no answer in time"),
    ("drip", 0, "LINK-24", WARNING, "could not be checked: no answer in time"),
    (
        "drop",
        0,
        "LINK-24",
        WARNING,
        "could not be checked: connection failed (RemoteDisconnected)",
    ),
    ("garbage", 0, "LINK-24", WARNING, "could not be checked: connection failed (BadStatusLine)"),
    (
        "truncated#here",
        0,
        "LINK-24",
        WARNING,
        "could not be checked: connection failed (IncompleteRead)",
    ),
    (
        "endless#here",
        0,
        "LINK-24",
        WARNING,
        "could not be checked for fragments beyond its first 3000000 bytes",
    ),
    ("no-location", 0, "LINK-24", WARNING, "could not be checked: 302 without a `Location`"),
    ("loop", 1, "LINK-26", ERROR, "redirects go round in a circle at `{base}/loop`"),
    ("long", 1, "LINK-26", ERROR, "more than 10 redirects"),
    (
        "tofile",
        1,
        "LINK-26",
        ERROR,
        "redirects to `file:///etc/passwd`; expected http or https",
    ),
    ("bad-location", 1, "LINK-26", ERROR, "redirects to no valid address: Invalid IPv6 URL"),
    (
        "ok#nowhere",
        0,
        "LINK-27",
        WARNING,
        "has no element with the id `nowhere`; link to an id of that page",
    ),
]


@pytest.mark.parametrize(("name", "code", "rule", "severity", "message"), FAULTS)
def test_faulty_link_is_reported_at_its_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    server: LinkServer,
    name: str,
    code: int,
    rule: str,
    severity: str,
    message: str,
) -> None:
    url = f"{server.base}/{name}"
    text = message.format(base=server.base)
    expected = f"docs/zh/index.md:2:5: {rule} {severity}`{url}` {text}"
    assert check_local(tmp_path, capsys, [f"{server.base}/ok", url]) == (code, [expected])


@pytest.mark.parametrize(("name", "least"), [("wait-seconds", 0.95), ("wait-date", 0.9)])
def test_retry_after_is_honoured(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    server: LinkServer,
    name: str,
    least: float,
) -> None:
    assert check_local(tmp_path, capsys, [f"{server.base}/{name}"]) == (0, [])
    first, second = (at for _, _, at in server.tally.requests)
    assert second - first >= least


def test_retry_after_is_capped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    url = f"{server.base}/busy"
    start = time.monotonic()
    code, lines = check_local(tmp_path, capsys, [url], "--max-wait", "0.2")
    assert time.monotonic() - start < 2
    assert (code, lines) == (
        0,
        [f"docs/zh/index.md:1:5: LINK-24 warning: `{url}` could not be checked: answers 429"],
    )
    assert len(server.tally.requests) == 2


def test_head_is_asked_first_and_get_only_after_refusal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    links = [f"{server.base}/ok", f"{server.base}/nohead"]
    check_local(tmp_path, capsys, links, "--per-host", "1")
    asked = [(method, name) for method, name, _ in server.tally.requests]
    assert sorted(asked) == [("GET", "nohead"), ("HEAD", "nohead"), ("HEAD", "ok")]


@pytest.mark.parametrize("per_host", [1, 3])
def test_requests_to_one_host_are_limited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer, per_host: int
) -> None:
    links = [f"{server.base}/brief/{n}" for n in range(9)]
    assert check_local(tmp_path, capsys, links, "--per-host", str(per_host)) == (0, [])
    assert server.tally.most == per_host
    assert server.tally.counts["brief"] == 9


def test_hosts_are_visited_at_the_same_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    port = server.server_address[1]
    hosts = ["127.0.0.1", "localhost", "127.1", "2130706433"]
    links = [f"http://{host}:{port}/brief/{n}" for host in hosts for n in range(2)]
    assert check_local(tmp_path, capsys, links, "--per-host", "1", "--jobs", "3") == (0, [])
    assert server.tally.most == 3


def test_a_page_is_fetched_once_for_all_its_fragments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    links = [f"{server.base}/ok{end}" for end in ("", "#here", "#old", "#none")]
    code, lines = check_local(tmp_path, capsys, links)
    assert code == 0
    assert [line.split(" ")[0] for line in lines] == ["docs/zh/index.md:4:5:"]
    assert len(server.tally.requests) == 1


def test_credentials_are_never_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    url = server.base.replace("//", "//me:secret@") + "/ok"
    code, lines = check_local(tmp_path, capsys, [url])
    assert code == 1
    assert [line.split(" ")[1] for line in lines] == ["LINK-9"]
    assert "authorization" not in server.tally.headers[0]
    assert "secret" not in str(server.tally.headers) + lines[0]


# -- the guard against private networks --------------------------------------------------------

REFUSED = {
    "127.0.0.1": "loopback",
    "2130706433": "loopback",
    "0x7f.1": "loopback",
    "0177.0.0.1": "loopback",
    "127.1": "loopback",
    "127.0.0.1.": "loopback",
    "１２７.0.0.1": "loopback",
    "0": "unspecified",
    "0.0.0.0": "unspecified",
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "192.168.0.1": "private",
    "100.64.0.1": "reserved",
    "169.254.169.254": "link-local",
    "224.0.0.1": "multicast",
    "255.255.255.255": "private",
    "240.0.0.1": "private",
    "[::1]": "loopback",
    "[::]": "unspecified",
    "[::ffff:127.0.0.1]": "loopback",
    "[::ffff:7f00:1]": "loopback",
    "[64:ff9b::7f00:1]": "loopback",
    "[64:ff9b::a00:1]": "private",
    "[64:ff9b:1::a00:1]": "reserved",
    "[2002:7f00:1::]": "loopback",
    "[2001:0:102:304::1]": "private",
    "[::127.0.0.1]": "reserved",
    "[fe80::1]": "link-local",
    "[fc00::1]": "private",
    "[fec0::1]": "reserved",
    "[ff02::1]": "multicast",
    "[2001:db8::1]": "private",
}


@pytest.mark.parametrize(("host", "kind"), REFUSED.items())
def test_address_that_is_not_public_is_refused(host: str, kind: str) -> None:
    client = Client(resolver=refuse_to_resolve)
    with pytest.raises(FetchError) as refused:
        fetch(f"http://{host}/", "GET", client, want_body=True)
    assert refused.value.kind == "refused"
    shown = str(refused.value)
    assert shown.endswith(" address")
    # Older versions of Python count some reserved ranges as private and the reverse.
    assert kind in shown or {kind, shown.split()[-2]} <= {"private", "reserved"}


def refuse_to_resolve(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} needs no resolver")


@pytest.mark.parametrize("host", ["8.8.8.8", "[2606:4700::1]", "[64:ff9b::808:808]", "134744072"])
def test_public_address_is_allowed(host: str) -> None:
    request = parse_request(f"http://{host}/")
    assert len(find_addresses(request.host, 80, resolver=refuse_to_resolve)) == 1


@pytest.mark.parametrize(
    "host", ["256.256.256.256", "0x7f.0x1ffffff1", "1.2.3.4.5", "999999999999"]
)
def test_digits_that_are_no_address_are_never_resolved(host: str) -> None:
    with pytest.raises(AddressError, match="is not an IP address"):
        find_addresses(host, 80, resolver=refuse_to_resolve)


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"]])
def test_public_name_with_a_private_address_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: list[str],
) -> None:
    fake_dns(monkeypatch, {"atlas.example": [answer]})
    code, lines = check(tmp_path, capsys, ["http://atlas.example/"])
    bad = answer[-1]
    kind = "private" if bad.startswith("10.") else "loopback"
    assert (code, lines) == (
        1,
        [
            f"docs/zh/index.md:1:5: LINK-25 `http://atlas.example/` `atlas.example ({bad})` is a "
            f"{kind} address"
        ],
    )


def fake_dns(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> list[str]:
    """Answer names from a table, one list after the other; return the names asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def getaddrinfo(
        host: str, port: int, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> object:
        if host not in answers:
            socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
            return real(host, port, family, type, proto, flags)
        asked.append(host)
        found = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def record_connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let every connection fail, and return the addresses that were tried."""
    tried: list[str] = []

    def create_connection(
        address: tuple[str, int], *args: object, **options: object
    ) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", create_connection)
    return tried


def test_connection_goes_to_the_address_that_was_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers with a public address first and a private one afterwards."""
    asked = fake_dns(monkeypatch, {"atlas.example": [["93.184.215.14"], ["127.0.0.1"]]})
    tried = record_connections(monkeypatch)
    code, lines = check(tmp_path, capsys, ["http://atlas.example/"], "--retries", "0")
    assert asked == ["atlas.example"]
    assert tried == ["93.184.215.14"]
    assert (code, lines) == (
        0,
        [
            "docs/zh/index.md:1:5: LINK-24 warning: `http://atlas.example/` could not be checked: "
            "connection failed (ConnectionRefusedError)"
        ],
    )


@pytest.mark.parametrize("name", ["private", "decimal"])
def test_redirect_to_a_private_address_is_refused(
    server: LinkServer, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The server stands at a public address here, so that only the redirect is private."""
    real = socket.create_connection
    port = server.server_address[1]
    monkeypatch.setattr(
        "urllib3.util.connection.create_connection",
        lambda address, *a, **o: real(("127.0.0.1", port)),
    )
    visitor = Visitor(Client(resolver=lambda host, port: ["93.184.215.14"]), HostGate(2))
    visit = visitor.visit(f"http://atlas.example/{name}", [])
    [problem] = visit.problems
    assert (problem.rule, problem.severity) == ("LINK-25", "error")
    assert "address after a redirect to `http://" in problem.message
    assert [name for _, name, _ in server.tally.requests] == [name]


def test_host_that_does_not_exist_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def getaddrinfo(*args: object, **options: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    url = "https://no-such-host.example/"
    assert check(tmp_path, capsys, [url]) == (
        1,
        [f"docs/zh/index.md:1:5: LINK-22 `{url}` the host `no-such-host.example` does not exist"],
    )


def test_silent_name_server_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def getaddrinfo(*args: object, **options: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    code, lines = check(tmp_path, capsys, ["https://quiet.example/"])
    assert code == 0
    assert lines[0].endswith(
        "could not be checked: the name server did not answer for `quiet.example`"
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for atlas.example, with its key, made by openssl."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=atlas.example", "-addext", "subjectAltName=DNS:atlas.example"]
    command += ["-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.mark.parametrize(
    ("host", "expected"), [("atlas.example", "200"), ("other.example", "bad-tls")]
)
def test_certificate_is_checked_for_the_name_and_not_the_address(
    certificate: Path, host: str, expected: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=f"{certificate}.crt")
    with LinkServer() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        client = Client(
            Limits(2, 3), allow_private=True, resolver=lambda h, p: ["127.0.0.1"], tls=trusting
        )
        url = f"https://{host}:{server.server_address[1]}/ok"
        try:
            result = str(fetch(url, "GET", client, want_body=False).status)
        except FetchError as error:
            result = error.kind
        finally:
            server.shutdown()
            thread.join()
    assert result == expected
    assert [h["host"] for h in server.tally.headers] == [url.split("/")[2]] * (expected == "200")


# -- cache, exclude list, progress -------------------------------------------------------------


def test_cache_spares_requests_until_it_is_too_old(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    cache = tmp_path / ".cache/links.json"
    links = [f"{server.base}/ok#here", f"{server.base}/moved", f"{server.base}/missing"]
    options = ["--cache", str(cache)]
    first = check_local(tmp_path, capsys, links, *options)
    assert sorted(json.loads(cache.read_text(encoding="utf-8"))["links"]) == [
        f"{server.base}/moved",
        f"{server.base}/ok",
    ]
    server.tally.requests.clear()
    assert check_local(tmp_path, capsys, links, *options) == first
    assert {name for _, name, _ in server.tally.requests} == {"missing"}
    server.tally.requests.clear()
    check_local(tmp_path, capsys, links, *options, "--max-age", "0.000000001")
    assert {name for _, name, _ in server.tally.requests} == {"missing", "moved", "new", "ok"}
    assert [p.name for p in cache.parent.iterdir()] == ["links.json"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "the cache cannot be read (Expecting property name"),
        (b"\xff\xfe\xff", "the cache cannot be read ("),
        (b"[]", 'the cache is not `{"version": '),
        (b'{"version": 1, "links": {"x": {}}}', "an entry of the cache is incomplete"),
        (
            b'{"version": 1, "links": {"x": {"checked": "", "moved": "", "anchors": {}}}}',
            "an entry of the cache has a wrong type",
        ),
        (b"[" * 100_000, "the cache cannot be read ("),
    ],
)
def test_corrupt_cache_is_reported_and_replaced(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    server: LinkServer,
    content: bytes,
    message: str,
) -> None:
    cache = tmp_path / "links.json"
    cache.write_bytes(content)
    links = [f"{server.base}/ok"]
    code, lines = check_local(tmp_path, capsys, links, "--cache", str(cache))
    assert code == 0
    assert len(lines) == 1
    assert lines[0].startswith(f"links.json:1:1: LINK-29 warning: {message}")
    assert check_local(tmp_path, capsys, links, "--cache", str(cache)) == (0, [])


def test_excluded_link_is_not_visited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    write_exclusions(tmp_path, "# comment\n\n/missing$  # known to be gone\n")
    links = [f"{server.base}/missing", f"{server.base}/ok"]
    assert check_local(tmp_path, capsys, links) == (0, [])
    assert {name for _, name, _ in server.tally.requests} == {"ok"}


def write_exclusions(root: Path, text: str) -> None:
    (root / "data").mkdir()
    (root / "data/link-exclude.txt").write_text(text, encoding="utf-8")


def test_faulty_exclusions_are_reported_at_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    write_exclusions(tmp_path, "ok(  # a reason\n/missing\nnever  # a reason\n")
    path = "data/link-exclude.txt"
    assert check_local(tmp_path, capsys, [f"{server.base}/ok"]) == (
        1,
        [
            f"{path}:1:3: LINK-28 `ok(` is no regular expression: missing ), unterminated "
            "subpattern; expected `pattern  # reason`",
            f"{path}:2:1: LINK-28 `/missing` has no reason; expected `pattern  # reason`",
            f"{path}:3:1: LINK-30 warning: `never` matches no link of the site; remove the line",
        ],
    )


def test_progress_is_drawn_on_a_terminal_only() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, expected in ((io.StringIO(), ""), (Terminal(), "1/2 links\r")):
        draw = make_progress(stream)
        draw(1, 2)
        draw(2, 2)
        assert expected in stream.getvalue()
        assert bool(stream.getvalue()) == bool(expected)


def test_local_link_is_reported_once_and_not_visited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: LinkServer
) -> None:
    code, lines = check(tmp_path, capsys, [f"{server.base}/ok"])
    assert code == 1
    assert [line.split(" ")[1] for line in lines] == ["LINK-7"]
    assert server.tally.requests == []


# -- pure functions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 40.0),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
        ("-1", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value, now=60.0) == seconds


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_any_text_can_be_parsed_as_what_servers_send(text: str) -> None:
    parse_retry_after(text, now=0.0)
    find_ids(f"<p id={text}")
    find_local_reason(text)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["", "http://", "https://[", "http://1", "//"]), st.text())
def test_any_address_is_visited_or_refused_without_a_crash(start: str, text: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["10.0.0.1"]

    visitor = Visitor(Client(resolver=resolve), HostGate(2), Retry(0))
    visit = visitor.visit(start + text, ["x"])
    assert isinstance(visit, Visit)
    assert {p.rule for p in visit.problems} <= {"LINK-9", "LINK-25"}


@settings(deadline=None, max_examples=100)
@given(st.ip_addresses())
def test_no_address_of_a_private_network_is_let_through(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_multicast or address.is_loopback:
        inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        assert find_refusal(address) or inner
