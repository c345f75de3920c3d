"""The pdb article's sessions, typed again: what the page shows is what pdb prints.

Both languages show the same files and sessions. A session is a text fence that begins with
`$ `; a following one that begins with `(Pdb)` continues it. Fences with a file's name as their
title are written to a folder first; a file whose name begins with a dot is there for the next
session only. The commands go to standard input and are put back at the prompts where they were
typed, as a terminal shows them.

The page shows Python 3.14. On other versions these differences are allowed, and no others:
paths and line numbers of the standard library and of pytest, `^^^^` marks in tracebacks,
seconds, and what `DIFFERENCES` lists. `PDB_PYTHONS` may name more interpreters to replay the
sessions with, separated by the system's path separator.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts.markdown.scan import scan_fences
from scripts.settings import ROOT

PAGES = {lang: ROOT / "docs" / lang / "python" / "pdb.md" for lang in ("zh", "en")}
DEMO = "/demo"
SECONDS = 60
PROMPT = re.compile(
    r"\(Pdb\) |\(com\) |(?<!>)>>> |Clear all breaks\? |Quit anyway\? \[y/n\] ", re.MULTILINE
)
TYPED = re.compile(rf"^({PROMPT.pattern})(.*)$", re.MULTILINE)

# The first version that can run a session, by a part of its commands.
NEEDS = {
    "guard.py": (3, 13),
    "exit()": (3, 13),
    "load.py": (3, 14),
    "pdb -p": (3, 14),
}
# (up to this version, part of the command, what 3.14 prints, what the older one prints)
DIFFERENCES = [
    (
        (3, 12),
        "last_batch.py",
        "> /demo/last_batch.py(7)last_batch()\n-> breakpoint()\n",
        "> /demo/last_batch.py(8)last_batch()\n"
        "-> return accuracy(PREDICTED[start:], LABELS[start:])\n",
    ),
    (
        (3, 12),
        "pdb evaluate.py",
        "(Pdb) n = 5\n*** Invalid argument: = 5\n      Usage: n(ext)\n",
        "(Pdb) n = 5\n> /demo/evaluate.py(2)<module>()\n-> import sys\n",
    ),
    (
        (3, 12),
        "pdb evaluate.py",
        "\t10\nThe program finished and will be restarted\n",
        "\t10\n",
    ),
    (
        (3, 12),
        "continue evaluate.py 8",
        "(8, 12, 8)\n(Pdb) q\n",
        "(8, 12, 8)\n(Pdb) q\n"
        "Post mortem debugger finished. The /demo/evaluate.py will be restarted\n"
        '> /demo/evaluate.py(1)<module>()\n-> """Evaluate ten predictions in batches of four."""\n'
        "(Pdb) <end of file>\n",
    ),
]


@dataclass
class Session:
    """What a reader types and sees, and the files that lie in the folder."""

    shown: str
    files: dict[str, str]
    cuts: list[int] = field(default_factory=list)  # commands in each fence, for recording

    @property
    def lines(self) -> list[str]:
        """Return the lines typed at the shell."""
        return re.findall(r"^\$ (.+)$", self.shown, re.MULTILINE)

    @property
    def typed(self) -> list[str]:
        """Return what is typed at the prompts."""
        return [m[2] for m in TYPED.finditer(self.shown)]

    def needs(self) -> tuple[int, int]:
        """Return the first version of Python that can run it."""
        return max((v for part, v in NEEDS.items() if part in self.shown), default=(3, 11))


@functools.cache
def read_sessions(lang: str) -> list[Session]:
    """Return the sessions of a page in order."""
    files: dict[str, str] = {}
    hidden: dict[str, str] = {}
    sessions: list[Session] = []
    for fence in scan_fences(PAGES[lang].read_text(encoding="utf-8")):
        if fence.language != "text":
            continue
        name = fence.options.get("title", "")
        if name.startswith("."):
            hidden[name] = fence.body
        elif name:
            files[name] = fence.body
        elif fence.body.startswith("$ "):
            sessions.append(Session(fence.body, {**files, **hidden}))
            sessions[-1].cuts.append(len(sessions[-1].typed))
            hidden = {}
        elif fence.body.startswith("(Pdb)"):
            sessions[-1].shown += fence.body
            sessions[-1].cuts.append(len(sessions[-1].typed))
    return sessions


def list_interpreters() -> list[str]:
    """Return this interpreter and those that the environment names."""
    more = os.environ.get("PDB_PYTHONS", "").split(os.pathsep)
    return [sys.executable, *(p for p in more if p)]


@functools.cache
def ask_version(python: str) -> tuple[int, ...]:
    """Return the version of an interpreter."""
    said = subprocess.check_output([python, "-c", "import sys; print(*sys.version_info[:3])"])
    return tuple(map(int, said.split()))


def replay(session: Session, python: str) -> str:
    """Run a session and return what a terminal would show, ending with a newline."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for file, text in session.files.items():
            (folder / file).write_text(text, encoding="utf-8")
        environment = {
            # On CI pytest prints its values in full.
            **{k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV", "CI"))},
            "HOME": str(folder / "home"),  # no .pdbrc there
            "USERPROFILE": str(folder / "home"),
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_ADDOPTS": "-p no:cacheprovider",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        for name in ("PYTHONBREAKPOINT", "BUILD_NUMBER"):
            environment.pop(name, None)
        shown, background = "", None
        try:
            for line in session.lines:
                shown += f"$ {line}\n"
                if background is not None:
                    line = re.sub(r"(?<=-p )\d+", str(background.pid), line)
                settings, command = re.fullmatch(r"((?:\w+=\S+ )*)(.+?)(?: &)?", line).groups()  # type: ignore[union-attr]
                variables = dict(s.split("=", 1) for s in settings.split())
                arguments = [python, *command.split()[1:]]
                if line.endswith(" &"):
                    background = subprocess.Popen(arguments, cwd=folder, env=environment)
                    time.sleep(1.5)
                    shown += "[1] 0\n"
                    continue
                result = subprocess.run(
                    arguments,
                    cwd=folder,
                    env={**environment, **variables},
                    input="".join(t + "\n" for t in session.typed),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    timeout=SECONDS,
                    check=False,
                )
                shown += put_back(result.stdout, session.typed)
        finally:
            if background is not None:
                background.kill()
                background.wait()
        return shown.replace(str(folder), DEMO)


def put_back(printed: str, typed: list[str]) -> str:
    """Put what was typed behind the prompts at which it was read."""
    rest = iter(typed)
    shown = PROMPT.sub(lambda m: f"{m[0]}{next(rest, '<end of file>')}\n", printed)
    return shown.rstrip("\n") + "\n"


def normalize(shown: str) -> str:
    """Remove what may differ between machines and versions."""
    library = r"(?:[^\s\"]*/(?:lib/python3\.\d+|site-packages|\w+))/((?:_?\w+/)*\w+\.py)"
    shown = re.sub(rf"  {library}\(\d+\)", r"  LIB/\1(N)", shown.replace(DEMO, "DEMO"))
    shown = re.sub(rf'File "{library}", line \d+', r'File "LIB/\1", line N', shown)
    shown = re.sub(r"LIB/(?:\w+/)*", "LIB/", shown)
    shown = re.sub(r"^ *[~^]+ *\n", "", shown, flags=re.MULTILINE)
    shown = re.sub(r"\b\d+\.\d\ds\b", "N s", shown)
    shown = re.sub(r"^\[1\] \d+$", "[1] PID", shown, flags=re.MULTILINE)
    return "".join(line.rstrip() + "\n" for line in shown.splitlines() if line.strip())


def expect(session: Session, version: tuple[int, ...]) -> str:
    """Return what the page says that a version prints."""
    shown = session.shown
    for last, command, new, old in DIFFERENCES:
        if version[:2] <= last and command in session.lines[0]:
            shown = shown.replace(new, old)
    return shown


def test_both_languages_show_the_same() -> None:
    chinese, english = (read_sessions(lang) for lang in PAGES)
    assert chinese == english
    assert len(english) >= 10
    everything = "".join(s.shown for s in english)
    assert all(new in everything for _, _, new, _ in DIFFERENCES)
    assert all(part in everything for part in NEEDS)


@pytest.mark.parametrize("python", list_interpreters())
@pytest.mark.parametrize("number", range(len(read_sessions("en"))))
def test_session(python: str, number: int) -> None:
    session = read_sessions("en")[number]
    version = ask_version(python)
    if version < session.needs():
        pytest.skip("needs Python " + ".".join(map(str, session.needs())))
    shown = replay(session, python)
    if "pdb -p" in session.shown and re.search("[Pp]ermission", shown):
        pytest.skip("this machine does not let a process attach to another one")
    if "No module named pytest" in shown:
        pytest.skip("this interpreter has no pytest")
    assert normalize(shown) == normalize(expect(session, version))
