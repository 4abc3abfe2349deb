"""The LLM stage beside other clients: throughput, CPU time, memory.

    python benchmarks/llm_stage.py                  # all parts; about six minutes
    python benchmarks/llm_stage.py --part throughput --papers 500
    python benchmarks/llm_stage.py --part cpu --clients sdk,stage

One run, one scripted server (`tests/llm_server.py`, a process of its own) on
loopback; each client is measured in a process of its own, after one call that
warms it. All send the request that the stage sends for the same paper, save
curator, which builds its own from the same messages. Times of `stage` cover
the whole `summarize papers FILE --json`, from reading the file to writing the
digest, with grounding and cache.

- throughput: answers after 0.5 s, concurrency 50; 100 % is no time but the answers'.
- cpu: instant answers, concurrency 16; user + system time a paper, the least of
  three rounds, since whatever else the machine does only adds to it. No home is
  removed before the end: ext4 spends long on finding inodes next to fresh deletions.
- memory: instant answers; growth of the peak from 2,000 to 20,000 papers made
  by number, through `annotate` to nobody who keeps them.

bespokelabs-curator wants other versions of openai than this project, so it has
an environment of its own: `python3 -m venv /opt/venv-curator &&
/opt/venv-curator/bin/pip install bespokelabs-curator`, or --curator-python.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

TYPE_CHECKING = False  # other environments read this file too
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from typing import Any

HERE = Path(__file__).resolve()
SERVER = HERE.parents[1] / "tests" / "llm_server.py"
CURATOR = Path("/opt/venv-curator/bin/python")
DELAY, WIDE, NARROW = 0.5, 50, 16
FEW, MANY = 2_000, 20_000
ROUNDS = 3
MODEL = "scripted"
WORDS = (
    "language model retrieval agent reasoning benchmark reward policy diffusion training data "
    "attention token context planning memory alignment distillation robustness transformer"
).split()


def paper(number: int) -> dict[str, str]:
    """A paper of the usual length; no two numbers give the same, no sentence repeats a word."""
    step = (1, 3, 7, 9, 11)[number % 5]
    chosen = [WORDS[(number * 7 + place * step) % len(WORDS)] for place in range(120)]
    sentences = [" ".join(chosen[start : start + 12]) for start in range(0, 120, 12)]
    abstract = ". ".join(f"We study {sentence} in case {number}" for sentence in sentences)
    return {"id": f"2512.{number:05d}", "title": f"Study {number}", "abstract": f"{abstract}."}


# The server


@contextlib.contextmanager
def serving(delay: float) -> Iterator[str]:
    """The scripted server in a process of its own; its base URL."""
    argv = [sys.executable, str(SERVER), "--port", "0", "--delay", str(delay)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield str(process.stdout.readline()).strip() if process.stdout else ""
        finally:
            process.kill()


def fetched(url: str) -> dict[str, Any]:
    """What the server says of itself at `/stats` or `/last`."""
    with urllib.request.urlopen(url) as answer:  # noqa: S310 # loopback
        found: dict[str, Any] = json.load(answer)
    return found


# The clients: each gives a call that annotates papers first..last-1


def requests_like(like: dict[str, Any], numbers: range) -> Iterator[dict[str, Any]]:
    """The stage's own request for paper 0, made over to other papers."""
    old = {key: json.dumps(text)[1:-1] for key, text in paper(0).items()}
    body = json.dumps(like)
    for number in numbers:
        new = {key: json.dumps(text)[1:-1] for key, text in paper(number).items()}
        text = body
        for key in ("title", "abstract"):
            for escaped in (json.dumps(old[key])[1:-1], old[key]):
                fresh = new[key] if escaped == old[key] else json.dumps(new[key])[1:-1]
                text = text.replace(escaped, fresh)
        yield json.loads(text)


async def _gathered(
    one: Callable[[dict[str, Any]], Awaitable[Any]], told: argparse.Namespace, numbers: range
) -> int:
    """Ask for all papers, at most `concurrency` at once."""
    limit = asyncio.Semaphore(told.concurrency)

    async def limited(body: dict[str, Any]) -> object:
        async with limit:
            return await one(body)

    bodies = requests_like(told.like, numbers)
    return len(await asyncio.gather(*(limited(body) for body in bodies)))


@contextlib.asynccontextmanager
async def httpx_client(told: argparse.Namespace) -> Any:
    """Raw httpx: post, decode, decode."""
    import httpx

    limits = httpx.Limits(max_connections=1000, max_keepalive_connections=100)
    async with httpx.AsyncClient(timeout=60, limits=limits) as http:

        async def one(body: dict[str, Any]) -> object:
            answer = await http.post(f"{told.url}/chat/completions", json=body)
            return json.loads(answer.json()["choices"][0]["message"]["content"])

        yield one


@contextlib.asynccontextmanager
async def sdk_client(told: argparse.Namespace) -> Any:
    """The plain openai SDK."""
    import openai

    async with openai.AsyncOpenAI(base_url=told.url, api_key="none") as sdk:

        async def one(body: dict[str, Any]) -> object:
            answer = await sdk.chat.completions.create(**body)
            return json.loads(answer.choices[0].message.content or "")

        yield one


@contextlib.asynccontextmanager
async def instructor_client(told: argparse.Namespace) -> Any:
    """Instructor as its documentation has it, the class made once."""
    import instructor
    import openai

    async with openai.AsyncOpenAI(base_url=told.url, api_key="none") as sdk:
        asking = instructor.from_openai(sdk, mode=instructor.Mode.JSON_SCHEMA)
        answer = _answer()

        async def one(body: dict[str, Any]) -> object:
            return await asking.chat.completions.create(
                model=MODEL, messages=body["messages"], response_model=answer
            )

        yield one


def _answer() -> Any:
    from pydantic import BaseModel, create_model

    tag = create_model("Tag", tag=(str, ...), quote=(str, ...))
    return create_model("Answer", __base__=BaseModel, tldr=(str, ...), tags=(list[tag], ...))  # type: ignore[valid-type]


CLIENTS = {"httpx": httpx_client, "sdk": sdk_client, "instructor": instructor_client}


async def _gathering(told: argparse.Namespace) -> dict[str, float]:
    async with CLIENTS[told.client](told) as one:
        await one(next(requests_like(told.like, range(1))))
        watch = Watch()
        answers = await _gathered(one, told, range(1, told.papers + 1))
        return watch.seen(answers)


class Watch:
    """Wall and CPU time from now on."""

    def __init__(self) -> None:
        """Start."""
        self.wall, self.cpu = time.perf_counter(), _cpu()

    def seen(self, answers: int) -> dict[str, float]:
        """What the papers took."""
        wall, cpu = time.perf_counter() - self.wall, _cpu() - self.cpu
        return {"wall": wall, "cpu": cpu, "answers": answers, "peak_mb": peak_mb()}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def curator(told: argparse.Namespace) -> dict[str, float]:
    """bespokelabs-curator: its cache on a new folder, everything that phones home off."""
    from importlib.util import find_spec

    spec = find_spec("litellm")
    shipped = Path(spec.origin).parent if spec and spec.origin else Path()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "TIKTOKEN_CACHE_DIR": str(shipped / "litellm_core_utils" / "tokenizers"),
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "CURATOR_CACHE_DIR": folder,
            "CURATOR_DISABLE_RICH_DISPLAY": "1",
            "TELEMETRY_ENABLED": "0",
            "HF_HUB_OFFLINE": "1",
            "OPENAI_API_KEY": "none",
        }
        with contextlib.redirect_stdout(sys.stderr):
            return _curator(told)


def _curator(told: argparse.Namespace) -> dict[str, float]:
    from bespokelabs import curator as library  # type: ignore[import-not-found]

    class Digest(library.LLM):  # type: ignore[misc,name-defined]
        """One request a paper."""

        response_format = _answer()

        def prompt(self, row: dict[str, Any]) -> Any:
            """The stage's messages for the paper."""
            return row["messages"]

        def parse(self, row: dict[str, Any], answer: Any) -> dict[str, str]:
            """The one-line summary, beside the number of messages."""
            return {"tldr": answer.tldr, "messages": str(len(row["messages"]))}

    limits = {"max_requests_per_minute": 10**7, "max_tokens_per_minute": 10**10}
    told_it = {"base_url": told.url, "max_concurrent_requests": told.concurrency, **limits}
    asking = Digest(model_name="gpt-4o-mini", backend="openai", backend_params=told_it)
    rows = [
        {"messages": each["messages"]} for each in requests_like(told.like, range(told.papers + 1))
    ]
    asking(rows[:1])
    watch = Watch()
    return watch.seen(len(asking(rows[1:]).dataset))


def stage(told: argparse.Namespace) -> dict[str, float]:
    """This project: the whole command, in this process, with a cold cache."""
    folder = Path(tempfile.mkdtemp(dir=told.homes))
    os.environ["SUMMARIZER_HOME"] = str(folder)
    _command(told, folder, range(1))
    watch = Watch()
    answers = _command(told, folder, range(1, told.papers + 1)) if told.papers else 0
    return watch.seen(answers)


def stream(told: argparse.Namespace) -> dict[str, float]:
    """This project's `annotate` over papers made by number, which nobody keeps."""
    from summarizer import engines, settings
    from summarizer.annotate import annotate
    from summarizer.records import Paper
    from summarizer.run import Run

    asked = {"model": f"openai/{MODEL}", "base_url": told.url, "concurrency": told.concurrency}
    os.environ["SUMMARIZER_HOME"] = tempfile.mkdtemp(dir=told.homes)
    run = Run(settings.load(asked))
    papers = (Paper(**paper(number)) for number in range(told.papers))
    watch = Watch()
    results = annotate(papers, engines.create(run.settings), run.cache)
    return watch.seen(sum(hasattr(result, "tldr") for result in results))


def _command(told: argparse.Namespace, folder: Path, numbers: range) -> int:
    from summarizer.cli import main

    source, result = folder / "papers.jsonl", folder / "digest.json"
    source.write_text("".join(json.dumps(paper(number)) + "\n" for number in numbers))
    argv = f"--model openai/{MODEL} --base-url {told.url} --concurrency {told.concurrency} -q"
    code = main(["papers", str(source), "--json", "-o", str(result), *argv.split()])
    if code:
        sys.exit(f"`summarize` ended with {code}")
    return sum(each["tldr_origin"] == "model" for each in json.loads(result.read_text())["papers"])


# Measuring


def measured(
    client: str, url: str, papers: int, concurrency: int, told: argparse.Namespace
) -> dict[str, float] | None:
    """One client in a process of its own; None where it cannot be run here."""
    argv = [told.curator_python if client == "curator" else sys.executable, str(HERE)]
    argv += ["--client", client, "--url", url]
    argv += ["--papers", str(papers), "--concurrency", str(concurrency), "--homes", told.homes]
    given = json.dumps(told.like)
    done = subprocess.run(argv, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{client}: {(done.stderr or 'failed').strip().splitlines()[-1]}", file=sys.stderr)
        return None
    seen: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if seen["answers"] != papers:
        print(f"{client}: {seen['answers']} of {papers} answered", file=sys.stderr)
    return seen


def sample(told: argparse.Namespace) -> dict[str, Any]:
    """The request that the stage sends for paper 0."""
    with serving(0) as url:
        if measured("stage", url, 0, 1, told) is None:
            sys.exit("the stage does not run")
        return fetched(url.replace("/v1", "/last")) | {"model": MODEL}


def throughput(told: argparse.Namespace) -> None:
    """Fixed answers of half a second, fifty at once."""
    papers = told.papers or 500
    ideal = DELAY * -(-papers // WIDE)
    print(
        f"\nthroughput: {papers} papers, answers after {DELAY} s, {WIDE} at once, ideal {ideal} s"
    )
    print(f"{'client':12}{'seconds':>9}{'of ideal':>10}{'x SDK':>8}{'peak':>6}")
    base = None
    with serving(DELAY) as url:
        for client in told.clients:
            _reset(url)
            seen = measured(client, url, papers, WIDE, told)
            if seen is None:
                continue
            base = seen["wall"] if client == "sdk" else base
            ratio = f"{base / seen['wall']:8.2f}" if base else ""
            peak = fetched(url.replace("/v1", "/stats"))["peak"]
            print(f"{client:12}{seen['wall']:9.2f}{ideal / seen['wall']:10.0%}{ratio}{peak:6}")


def cpu(told: argparse.Namespace) -> None:
    """Instant answers, sixteen at once."""
    papers = told.papers or 2000
    print(f"\ncpu: {papers} papers, instant answers, {NARROW} at once")
    print(f"{'client':12}{'ms a paper':>12}{'x SDK':>8}")
    least: dict[str, float] = {}
    with serving(0) as url:
        for _ in range(ROUNDS):
            for client in told.clients:
                seen = measured(client, url, papers, NARROW, told) if client != "curator" else None
                if seen:
                    each = seen["cpu"] / papers * 1000
                    least[client] = min(each, least.get(client, each))
    base = least.get("sdk")
    for client, each in least.items():
        print(f"{client:12}{each:12.2f}" + (f"{each / base:8.2f}" if base else ""))


def memory(told: argparse.Namespace) -> None:
    """Peak memory of few papers and of many."""
    many = told.papers or MANY
    print(f"\nmemory: {FEW} and {many} papers through the stage, instant answers")
    peaks = {}
    with serving(0) as url:
        for papers in (FEW, many):
            seen = measured("stream", url, papers, NARROW, told)
            if seen is None:
                return
            peaks[papers] = seen["peak_mb"]
            print(f"{papers:8} papers: {peaks[papers]:8.1f} MB, {seen['wall']:6.1f} s")
    print(f"growth: {peaks[many] - peaks[FEW]:.1f} MB")


def _reset(url: str) -> None:
    asked = urllib.request.Request(url.replace("/v1", "/reset"), data=b"")  # noqa: S310 # loopback
    with urllib.request.urlopen(asked):  # noqa: S310 # the same
        pass


PARTS = {"throughput": throughput, "cpu": cpu, "memory": memory}


def arguments() -> argparse.Namespace:
    """What was asked for."""
    options = argparse.ArgumentParser(description="The LLM stage beside other clients.")
    options.add_argument("--part", action="append", choices=PARTS, help="default: all")
    options.add_argument("--papers", type=int, help="default: what the part is defined with")
    options.add_argument("--clients", default="httpx,sdk,instructor,curator,stage")
    options.add_argument("--curator-python", default=str(CURATOR))
    options.add_argument("--client", help=argparse.SUPPRESS)
    options.add_argument("--url", help=argparse.SUPPRESS)
    options.add_argument("--homes", help=argparse.SUPPRESS)
    options.add_argument("--concurrency", type=int, help=argparse.SUPPRESS)
    return options.parse_args()


def main() -> None:
    """Measure the parts asked for, or, in a child, one client."""
    told = arguments()
    if told.client:
        told.like = json.load(sys.stdin)
        alone = {"stage": stage, "stream": stream, "curator": curator}.get(told.client)
        print(json.dumps(alone(told) if alone else asyncio.run(_gathering(told))))
        return
    told.clients = told.clients.split(",")
    if "curator" in told.clients and not Path(told.curator_python).exists():
        told.clients.remove("curator")
        print("curator: not installed (see the head of this file)", file=sys.stderr)
    with tempfile.TemporaryDirectory() as told.homes:
        told.like = {}
        told.like = sample(told)
        for part in told.part or PARTS:
            PARTS[part](told)


if __name__ == "__main__":
    main()
