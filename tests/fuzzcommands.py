"""Every command ends in an exit code of the contract, whatever settings, stores and inputs hold.

    python tests/fuzz.py --commands [--seconds 600] [--seed N]

A home with a day, a review, a mail, a site and kept answers is made once. Each round copies it,
damages a few of its files, or the settings, the environment or the input, and runs commands.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import sys
import time
from pathlib import Path
from unittest import mock

from summarizer import cli

CODES = {0, 1, 2, 3, 4}
ODD = (
    *("", " ", "\x1b[31m", "a\nb", "\ud800", "\u202e", "9" * 5000, "../x", "-1", "=1", "{", "²"),
    "\x7f",
)
VALUES = [
    None, True, -1, 0, 2**64, 10**400, 1e308, "", "x", "\x00", "\n", "\ud800", [], [[]], {},
    {"a": 1}, ["x", None], "9" * 5000, "2025-99-99", "²",
]  # fmt: skip
SETTINGS = (
    "model", "topics", "base_url", "language", "fallback", "daily", "daily_topics", "concurrency",
    "max_usd", "batch_mb", "learn", "hf_endpoint", "timeout", "mail_to", "mail_from", "smtp_host",
    "smtp_port", "smtp_security", "smtp_ca_file", "post_to", "unheard_of",
)  # fmt: skip
OFFLINE = ("--offline",)


def commands(home: Path, given: Path) -> list[list[str]]:
    """One line for each command, and each way of calling it that needs no network."""
    out = home / "out"
    return [
        ["papers", str(given), "--json", "--report"],
        ["papers", str(given), "-o", str(out / "digest.html")],
        ["papers", str(given), "--model", "openai/m", "--dry-run"],
        ["papers", str(given), "--explain", "2512"],
        ["today", *OFFLINE],
        ["week", "--json"],
        ["month"],
        ["schedule", "--for", "github", "--json"],
        ["schedule", "--run", "today", "--for", "windows", "-o", str(out / "task")],
        ["search", "agents", "--json"],
        ["search", "tag:rag", "since:2025"],
        ["search", "marked:any", "--json"],
        ["star", "2512.00001", "a sparse", *OFFLINE],
        ["later", "--list", "--json"],
        ["hide", "2512.00000", "--undo"],
        ["read", "--undo"],
        ["library", "export", "-o", str(out / "all.zip")],
        ["trends", "--json"],
        ["topics"],
        ["topics", "check"],
        ["topics", "propose", "--json"],
        ["topics", "show", "rag"],
        ["topics", "add", "red-tea", "--definition", "Tea.", "--group", "applications"],
        ["interests", "show", "--json"],
        ["interests", "add", "mine", "--words", "tea", "--from", str(given)],
        ["interests", "remove", "mine", "--topic", "rag"],
        ["interests", "test", str(given), "--json"],
        ["interests", "learn", "--keep"],
        ["interests", "train"],
        ["papers", str(given), "--for-me", "--json"],
        ["review", str(given), "-o", str(out / "report.md")],
        ["review", "--apply", str(home / "report.md")],
        ["review", "--apply", str(given)],
        ["review", "--status"],
        ["review", "--undo"],
        ["evaluate", str(given)],
        ["evaluate", "--json"],
        ["mail", str(given), "--to", "a@example.org", "--dry-run", "-o", str(out / "a.eml")],
        ["post", str(given), "--to", "https://your.server/hook", "--dry-run"],
        ["site", "build", "-o", str(out / "site")],
        ["site", "build", "-o", str(home / "site")],
        ["cache"],
        ["cache", "verify"],
        ["cache", "prune", "--dry-run"],
        ["config"],
        ["config", "set", "language", "French"],
        ["prompt", str(given), "--model", "openai/m"],
        ["doctor", "--offline", "--json"],
        ["batch", "status"],
        ["batch", "submit", str(given), "--model", "openai/m", "--dry-run"],
        ["schema"],
        ["help", "papers"],
        ["completion", "bash"],
        ["__complete", "papers", "--tag", "r"],
        ["replay", str(given), "today"],
    ]


def home_with_all(place: Path) -> Path:
    """A home in which every store has something; and beside it a site, a report, an input."""
    sys.path.insert(0, str(Path(__file__).parent / "support"))
    from papers import paper

    from summarizer.papers.wire import dumps, fields

    place.mkdir(parents=True)
    records = [fields(paper(number)) | {"listed": "2025-12-09"} for number in range(3)]
    given = place / "papers.json"
    given.write_text(dumps(records))
    (place / "config.toml").write_text('language = "English"\nconcurrency = 4\n')
    with environment(place):
        for line in (
            ["papers", str(given), "-q"],
            ["review", str(given), "-o", str(place / "report.md"), "-q"],
            ["topics", "add", "green-tea", "--definition", "Tea.", "--group", "applications"],
            ["interests", "add", "mine", "--topic", "rag", "--words", "index"],
            ["site", "build", "-o", str(place / "site")],
            ["search", "agents"],
            ["star", "2512.00000", "2512.00001"],
            ["hide", "2512.00001"],
        ):
            called(line)
        report = place / "report.md"
        report.write_text(report.read_text().replace("- [x]", "- [ ]", 1))
        called(["review", "--apply", str(report)])
    (place / "cache" / "servers.json").write_text(json.dumps({"http://127.0.0.1:9/v1 m": {}}))
    return place


@contextlib.contextmanager
def environment(home: Path, **more: str):
    """The environment of a command, none of the machine's own settings in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SUMMARIZER_", "OPENAI_", "HF_")) and not name.endswith("_API_KEY")
    }
    kept |= {"SUMMARIZER_HOME": str(home), "HF_ENDPOINT": "http://127.0.0.1:9"} | more
    kept |= {"SUMMARIZER_ARXIV_ENDPOINT": "http://127.0.0.1:9", "SUMMARIZER_TIMEOUT": "1"}
    kept |= {"OPENAI_API_KEY": "sk-abcdefghij", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"} | more
    with mock.patch.dict(os.environ, kept, clear=True):
        yield


def called(line: list[str]) -> tuple[int | str, str, str]:
    """Run a command here: its exit code, or the error that came out of it, and what it said."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    code: int | str
    asked, sys.stdin = sys.stdin, io.StringIO("y\nn\nq\n")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = cli.main(line)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 2
        except BaseException as error:  # noqa: BLE001 - that none comes out is what is looked at
            code = f"{type(error).__name__}: {error}"
    sys.stdin = asked
    out.flush()
    return code, out.buffer.getvalue().decode("utf-8", "replace"), err.getvalue()


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A file's bytes as a bad disk, a bad editor or a bad neighbour leaves them."""
    kind = rng.randrange(7)
    if kind == 0 and data:
        return data[: rng.randrange(len(data))]
    if kind == 1:
        return rng.randbytes(rng.randrange(200))
    if kind == 2:
        return b""
    if kind == 3 and data:
        made = bytearray(data)
        for _ in range(rng.choice((1, 1, 5))):
            made[rng.randrange(len(made))] = rng.randrange(256)
        return bytes(made)
    if kind == 4:
        return rng.choice((b"[" * 100_000, b"null", b"[]", b"{}", b"[1]", b'"x"', b"\xff\xfe\0"))
    return _wrong_values(data, rng)


def _wrong_values(data: bytes, rng: random.Random) -> bytes:
    """JSON in which some values are of another kind; text in which some words are."""
    try:
        value = json.loads(data)
    except ValueError:
        words = data.decode("utf-8", "replace").split(" ")
        words[rng.randrange(len(words))] = rng.choice(ODD)
        return " ".join(words).encode("utf-8", "surrogatepass")
    for _ in range(rng.choice((1, 1, 3))):
        value = _changed(value, rng)
    return json.dumps(value).encode()


def _changed(value: object, rng: random.Random) -> object:
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(list(value))
        if rng.random() < 0.1:
            return {name: each for name, each in value.items() if name != key}
        return value | {key: _changed(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.9:
        at = rng.randrange(len(value))
        return [*value[:at], _changed(value[at], rng), *value[at + 1 :]]
    return rng.choice(VALUES)


def _toml(rng: random.Random) -> str:
    lines = []
    for name in rng.sample(SETTINGS, rng.choice((1, 2))):
        value = rng.choice(VALUES)
        shown = value if isinstance(value, str) else json.dumps(value)
        text = json.dumps(shown) if rng.random() < 0.5 else json.dumps(value)
        lines.append(f"{name} = {text}\n")
    return "".join(lines)


def harm(home: Path, given: Path, rng: random.Random) -> dict[str, str]:
    """Damage something; what the environment holds besides."""
    files = sorted(path for path in home.rglob("*") if path.is_file() and path.suffix != ".lock")
    kind = rng.randrange(10)
    if kind < 5:
        for path in rng.sample(files, min(len(files), rng.choice((1, 1, 2, 6)))):
            path.write_bytes(damaged(path.read_bytes(), rng))
    elif kind == 5:
        path = rng.choice(files)
        path.unlink()
        rng.choice((path.mkdir, lambda: path.symlink_to(path), lambda: None))()
    elif kind == 6:
        (home / "config.toml").write_text(_toml(rng), encoding="utf-8", errors="surrogatepass")
    elif kind == 7:
        variables = ("MODEL", "TOPICS", "LANGUAGE", "DAILY", "CONCURRENCY", "SMTP_PORT", "HOME")
        held = [*(each for each in ODD if "\ud800" not in each), "\udcff", "/dev/null/x"]
        return {
            f"SUMMARIZER_{rng.choice(variables)}": rng.choice(held),
            "COLUMNS": rng.choice(held),
        }
    else:
        given.write_bytes(damaged(given.read_bytes(), rng))
    return {}


def broken_promise(code: int | str, err: str, line: list[str]) -> str | None:
    """What is wrong with how a command ended."""
    if code not in CODES:
        return f"{code}"
    if "Traceback" in err:
        return "a traceback"
    if code in {2, 3, 4} and not err.strip():
        return f"exit code {code} without a word"
    if "\x1b" in err and "papers" not in line:
        return "an escape sequence in a message"
    return None


def run(seconds: float, seed: int, folder: Path, most: int | None = None) -> tuple[int, list[str]]:
    """Rounds until the time is up; how many commands ran, and what failed, a line each."""
    rng, folder = random.Random(seed), folder.absolute()
    shutil.rmtree(folder / "whole", ignore_errors=True)
    whole = home_with_all(folder / "whole")
    end = time.monotonic() + seconds
    ran, failures = 0, []
    while time.monotonic() < end and (most is None or ran < most):
        home = folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(whole, home, symlinks=True)
        given = home / "papers.json"
        more = harm(home, given, rng)
        (folder / "elsewhere").mkdir(exist_ok=True)
        with environment(home, **more), contextlib.chdir(folder / "elsewhere"):
            for line in rng.sample(commands(home, given), 6):
                ran += 1
                code, _, err = called(line)
                wrong = broken_promise(code, err, line)
                if wrong:
                    failures.append(f"{' '.join(line)}: {wrong}: {err.strip()[-300:]}")
                    kept = folder / f"failed-{len(failures)}"
                    shutil.rmtree(kept, ignore_errors=True)
                    shutil.copytree(home, kept, symlinks=True)
    return ran, failures
