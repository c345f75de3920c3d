"""The shell commands of "Self-hosting Dify": PostgreSQL and Redis really start, without root.

The blocks named `00-….sh` to `10-….sh` are taken from the page and run in order, each in a
shell of its own, in a temporary home folder, on free ports, under an unprivileged account.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from scripts.corpus import read_corpus
from scripts.markdown.records import Fence
from scripts.settings import ROOT

NAME = "tools/dify-self-hosting"
PAGES = {language: read_corpus(ROOT).pages[NAME, language].document for language in ("zh", "en")}
RUNNABLE = re.compile(r"\d\d-[a-z]+\.sh")
DEFAULT_PORTS = ("5433", "6380")
PROGRAMS = ("bash", "openssl", "redis-server", "redis-cli")


def list_fences(language: str) -> list[Fence]:
    """Return the fences that must be the same in both languages."""
    return [f for f in PAGES[language].fences if f.language in ("bash", "text")]


BLOCKS = {
    fence.options["title"]: fence.body
    for fence in list_fences("en")
    if RUNNABLE.fullmatch(fence.options.get("title", ""))
}
PRINTS = {
    before.options["title"]: after.body
    for before, after in zip(list_fences("en"), list_fences("en")[1:], strict=False)
    if before.options.get("title") in BLOCKS and after.language == "text"
}


def list_missing() -> list[str]:
    """Return the programs that the commands need and that are not installed."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.append("PostgreSQL's initdb in /usr/lib/postgresql/*/bin")
    return missing


def find_ports() -> tuple[int, int]:
    """Return two free ports of the loopback interface."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def list_listeners(port: int) -> set[str]:
    """Return the addresses, as the kernel writes them, that listen on a port."""
    addresses = set()
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else []:
            _, local, _, state, *_ = line.split()
            address, _, number = local.partition(":")
            if state == "0A" and int(number, 16) == port:
                addresses.add(address)
    return addresses


LOOPBACK = {"0100007F"}  # 127.0.0.1, least significant byte first


@dataclass
class Account:
    """An unprivileged account with a home folder of its own, where the blocks run."""

    home: Path
    uid: int
    gid: int
    postgres_port: int
    redis_port: int

    @property
    def services(self) -> Path:
        return self.home / "dify-services"

    def run(self, script: str) -> str:
        """Run a script in a fresh shell and return what it prints, on both channels."""
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        result = subprocess.run(
            ["bash", "-euo", "pipefail"],
            input=script,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
            cwd=self.home,
            env={
                "HOME": str(self.home),
                "PATH": "/usr/local/bin:/usr/bin:/bin",
                "LC_ALL": "C.UTF-8",
                "PG_PORT": str(self.postgres_port),
                "REDIS_PORT": str(self.redis_port),
            },
            **identity,
        )
        assert result.returncode == 0, f"{script}\n---\n{result.stdout}{self.read_logs()}"
        return result.stdout

    def run_block(self, title: str) -> str:
        """Run a block of the page and compare what it prints with the page."""
        printed = self.run(BLOCKS[title])
        if title in PRINTS:
            expected = PRINTS[title]
            ports = (self.postgres_port, self.redis_port)
            for default, port in zip(DEFAULT_PORTS, ports, strict=True):
                expected = expected.replace(default, str(port))
            assert printed.split() == expected.split(), f"{title} prints:\n{printed}"
        return printed

    def run_with_settings(self, commands: str) -> str:
        """Run commands as a reader would in a new terminal."""
        login = 'export REDISCLI_AUTH=$(cat "$SERVICES/redis.pw")' if self.has_redis() else ""
        return self.run(f"source ~/dify-services/settings.sh\n{login}\n{commands}\n").strip()

    def has_redis(self) -> bool:
        return (self.services / "redis.pw").exists()

    def write(self, path: str, text: str) -> None:
        """Write a file of the account's own below its home folder."""
        self.run(f"mkdir -p \"$(dirname '{path}')\"\ncat > '{path}' <<'END'\n{text}END\n")

    def read_logs(self) -> str:
        logs = (self.services / "postgres.log", self.services / "redis" / "redis.log")
        return "".join(f"\n{log}:\n{log.read_text()}" for log in logs if log.exists())

    def list_servers(self) -> list[int]:
        """Return the process ids of the running servers, from their own files."""
        files = (self.services / "pgdata/postmaster.pid", self.services / "redis/redis.pid")
        ids = [int(f.read_text().split()[0]) for f in files if f.exists() and f.read_text()]
        return [i for i in ids if Path(f"/proc/{i}").exists()]

    def stop_servers(self) -> None:
        """End what still runs, however the test ended."""
        for sign, seconds in ((signal.SIGINT, 10.0), (signal.SIGKILL, 5.0)):
            for server in self.list_servers():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(server, sign)
            end = time.monotonic() + seconds
            while self.list_servers() and time.monotonic() < end:
                time.sleep(0.05)


@pytest.fixture
def account() -> Iterator[Account]:
    missing = list_missing()
    if missing:
        reason = f"not installed: {', '.join(missing)} (apt install postgresql redis-server)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        nobody = pwd.getpwnam("nobody")
        uid, gid = nobody.pw_uid, nobody.pw_gid
    # Not pytest's tmp_path: its parents are closed to other accounts.
    home = Path(tempfile.mkdtemp(prefix="dify-article-"))
    os.chown(home, uid, gid)
    account = Account(home, uid, gid, *find_ports())
    try:
        yield account
    finally:
        account.stop_servers()
        shutil.rmtree(home, ignore_errors=True)


def check_servers(account: Account) -> None:
    """Both servers listen on loopback only and do not run as root."""
    assert list_listeners(account.postgres_port) == LOOPBACK
    assert list_listeners(account.redis_port) == LOOPBACK
    servers = account.list_servers()
    assert len(servers) == 2
    assert {os.stat(f"/proc/{server}").st_uid for server in servers} == {account.uid}
    assert account.uid != 0


def check_secrets(account: Account) -> None:
    """Whatever holds a password is closed to others."""
    secret = [*account.services.glob("*.pw"), *account.services.glob("*.env")]
    secret += [account.services / "pgpass", account.services / "redis" / "redis.conf"]
    assert len(secret) == 6
    assert {path.stat().st_mode & 0o777 for path in secret} == {0o600}
    assert (account.services / "pgdata").stat().st_mode & 0o777 == 0o700
    methods = re.findall(r"^(?:local|host).*\s(\S+)$", read_pg_hba(account), re.M)
    assert set(methods) == {"scram-sha-256"}


def read_pg_hba(account: Account) -> str:
    return (account.services / "pgdata" / "pg_hba.conf").read_text()


def check_refusals(account: Account) -> None:
    """No password, a wrong one, or a foreign database: refused."""
    refuse = "psql --no-password --username={} --dbname={} -c 'SELECT 1' && exit 1 || true"
    no_password = "PGPASSFILE=/nonexistent " + refuse
    for user, database in (("pgadmin", "postgres"), ("dify", "dify")):
        said = account.run_with_settings(no_password.format(user, database))
        assert "no password supplied" in said
        said = account.run_with_settings("PGPASSWORD=wrong " + refuse.format(user, database))
        assert "password authentication failed" in said
    account.run_with_settings("psql -qc \"CREATE ROLE guest LOGIN PASSWORD 'guest'\"")
    said = account.run_with_settings("PGPASSWORD=guest " + refuse.format("guest", "dify"))
    assert 'permission denied for database "dify"' in said
    said = account.run_with_settings('REDISCLI_AUTH=wrong redis-cli -p "$REDIS_PORT" ping')
    assert "WRONGPASS" in said
    rights = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'dify'"
    assert account.run_with_settings(f'psql -Atc "{rights}"') == "f|f|f"


def check_environment(account: Account) -> None:
    """The environment file keeps Dify's own lines, has each key once, and opens both doors."""
    account.write(
        "dify/api/.env.example",
        "# a comment\nSECRET_KEY=\nDB_HOST=localhost\nDB_PASSWORD=difyai123456\n"
        "CELERY_BROKER_URL=redis://:difyai123456@localhost:${REDIS_PORT}/1\n"
        "STORAGE_TYPE=opendal\n",
    )
    account.run_block("08-environment.sh")
    text = (account.home / "dify/api/.env").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    values = dict(line.split("=", 1) for line in lines)
    assert len(values) == len(lines)
    assert values["STORAGE_TYPE"] == "opendal"
    assert "difyai123456" not in text
    url = "postgresql://{DB_USERNAME}:{DB_PASSWORD}@{DB_HOST}:{DB_PORT}/{DB_DATABASE}"
    said = account.run_with_settings(f"psql '{url.format(**values)}' -Atc 'SELECT 1'")
    assert said == "1"
    broker = urlsplit(values["CELERY_BROKER_URL"])
    assert (broker.hostname, broker.port) == ("127.0.0.1", account.redis_port)
    assert (broker.username, broker.path) == ("", "/1")
    assert broker.password == values["REDIS_PASSWORD"]
    ping = f'REDISCLI_AUTH={broker.password} redis-cli -p "$REDIS_PORT" -n 1 ping'
    assert account.run_with_settings(ping) == "PONG"


def wait_for_redis(account: Account) -> None:
    for _ in range(100):
        if account.run_with_settings('redis-cli -p "$REDIS_PORT" ping || true') == "PONG":
            return
        time.sleep(0.05)
    pytest.fail("Redis does not answer" + account.read_logs())


def run_sql(account: Account, statement: str, database: str = "dify") -> str:
    return account.run_with_settings(
        f"psql --username=dify --dbname={database} --quiet -At <<'SQL'\n{statement}\nSQL"
    )


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = ([(f.info, f.body) for f in list_fences(x)] for x in ("en", "zh"))
    assert english == chinese


def test_the_blocks_that_run_are_numbered_in_the_order_of_the_page() -> None:
    assert [int(title[:2]) for title in BLOCKS] == list(range(11))
    assert PRINTS.keys() <= BLOCKS.keys()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try as root")
def test_initdb_refuses_root_as_the_article_says(tmp_path: Path) -> None:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs and os.environ.get("CI") != "true":
        pytest.skip("PostgreSQL is not installed (apt install postgresql)")
    result = subprocess.run(
        [programs[-1], "-D", tmp_path / "data"], capture_output=True, text=True, check=False
    )
    assert result.returncode != 0
    assert "initdb: error: cannot be run as root" in result.stderr
    assert "initdb: error: cannot be run as root" in PAGES["en"].text


@pytest.mark.slow
def test_postgresql_and_redis_run_without_root_by_the_commands_on_the_page(
    account: Account,
) -> None:
    account.run_block("00-installed.sh")
    versions = account.run_block("01-settings.sh")
    assert re.search(r"initdb \(PostgreSQL\) \d+", versions)
    assert re.search(r"Redis server v=\d+", versions)
    account.run_block("02-initdb.sh")
    assert "Success" in (account.services / "initdb.log").read_text()
    for title in ("03-postgres.sh", "04-databases.sh", "05-redis.sh"):
        account.run_block(title)
    check_servers(account)
    check_refusals(account)

    run_sql(account, "CREATE TABLE alembic_version (version_num text);")
    run_sql(account, "INSERT INTO alembic_version VALUES ('d9e8f7a6b5c4');")
    run_sql(account, "CREATE TABLE apps AS SELECT i, uuid_generate_v4() AS id"
                     " FROM generate_series(1, 100) AS i;")  # fmt: skip
    account.run_with_settings('redis-cli -p "$REDIS_PORT" -n 1 rpush dataset job')

    account.run_block("06-stop.sh")
    assert not account.list_servers()
    account.run_block("07-start.sh")
    wait_for_redis(account)
    check_servers(account)
    assert account.run_with_settings('redis-cli -p "$REDIS_PORT" -n 1 llen dataset') == "1"

    check_environment(account)
    check_secrets(account)
    account.write("dify/api/storage/privkeys/workspace/private.pem", "a private key\n")
    account.run_block("09-backup.sh")
    names = account.run("tar -tzf ~/dify-services/backup/storage.tar.gz").split()
    assert "storage/privkeys/workspace/private.pem" in names

    checksum = "SELECT md5(string_agg(id::text, ',' ORDER BY i)) FROM apps;"
    before = run_sql(account, checksum)
    run_sql(account, "DELETE FROM apps;")  # the accident
    assert account.run_block("10-restore.sh").split() == ["2", "d9e8f7a6b5c4"] * 2
    assert run_sql(account, checksum, "dify_restored") == before
    assert run_sql(account, checksum) != before

    account.run_block("06-stop.sh")
    assert not list_listeners(account.postgres_port)
    assert not list_listeners(account.redis_port)
