"""The clients that `llm_stage.py` measures, each in a process of its own, which runs this file.

    python benchmarks/llm_clients.py CLIENT URL PAPERS CONCURRENCY HOMES < REQUEST.json

It warms the client by one call, has the papers annotated, and prints what that took as JSON.
`summarizer` is the one that Python finds: `PYTHONPATH` names a checkout.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from llm_requests import MODEL, answer, paper, requests_like

TYPE_CHECKING = False  # other environments read this file too
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Watch:
    """Wall and CPU time from now on."""

    def __init__(self) -> None:
        """Start."""
        self.wall, self.cpu = time.perf_counter(), _cpu()

    def seen(self, answers: int) -> dict[str, float]:
        """What the papers took: seconds, and the most memory this process ever held in MB."""
        wall, cpu = time.perf_counter() - self.wall, _cpu() - self.cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"wall": wall, "cpu": cpu, "answers": answers, "peak_mb": peak}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


# What a reader would write


async def _gathering(told: argparse.Namespace) -> dict[str, float]:
    """Ask for all papers, at most `concurrency` at once."""
    limit = asyncio.Semaphore(told.concurrency)
    async with GATHERED[told.client](told) as one:

        async def limited(body: dict[str, Any]) -> object:
            async with limit:
                return await one(body)

        await one(next(requests_like(told.like, range(1))))
        watch = Watch()
        bodies = requests_like(told.like, range(1, told.papers + 1))
        answers = await asyncio.gather(*(limited(body) for body in bodies))
        return watch.seen(len(answers))


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
        form = answer()

        async def one(body: dict[str, Any]) -> object:
            return await asking.chat.completions.create(
                model=MODEL, messages=body["messages"], response_model=form
            )

        yield one


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

        response_format = answer()

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


# This project


def stage(told: argparse.Namespace) -> dict[str, float]:
    """The whole command, in this process, with a cold cache."""
    folder = Path(tempfile.mkdtemp(dir=told.homes))
    os.environ["SUMMARIZER_HOME"] = str(folder)
    _command(told, folder, range(1))
    watch = Watch()
    answers = _command(told, folder, range(1, told.papers + 1)) if told.papers else 0
    return watch.seen(answers)


def _command(told: argparse.Namespace, folder: Path, numbers: range) -> int:
    from summarizer.cli import main

    source, result = folder / "papers.jsonl", folder / "digest.json"
    source.write_text("".join(json.dumps(paper(number)) + "\n" for number in numbers))
    argv = f"--model openai/{MODEL} --base-url {told.url} --concurrency {told.concurrency} -q"
    code = main(["papers", str(source), "--json", "-o", str(result), *argv.split()])
    if code:
        sys.exit(f"`summarize` ended with {code}")
    return sum(each["tldr_origin"] == "model" for each in json.loads(result.read_text())["papers"])


def stream(told: argparse.Namespace) -> dict[str, float]:
    """`annotate` over papers made by number, which nobody keeps."""
    from summarizer import engines, settings
    from summarizer.annotate.annotator import annotate
    from summarizer.library.run import Run
    from summarizer.papers.records import Paper

    asked = {"model": f"openai/{MODEL}", "base_url": told.url, "concurrency": told.concurrency}
    os.environ["SUMMARIZER_HOME"] = tempfile.mkdtemp(dir=told.homes)
    run = Run(settings.load(asked))
    papers = (Paper(**paper(number)) for number in range(told.papers))
    watch = Watch()
    results = annotate(papers, engines.create(run.settings), run.cache)
    return watch.seen(sum(hasattr(result, "tldr") for result in results))


GATHERED: dict[str, Callable[[argparse.Namespace], Any]] = {
    "httpx": httpx_client,
    "sdk": sdk_client,
    "instructor": instructor_client,
}
ALONE = {"curator": curator, "stage": stage, "stream": stream}


def main() -> None:
    """Run one client."""
    options = argparse.ArgumentParser(description="One client of the benchmark of the LLM stage.")
    options.add_argument("client", choices=[*GATHERED, *ALONE])
    options.add_argument("url")
    options.add_argument("papers", type=int)
    options.add_argument("concurrency", type=int)
    options.add_argument("homes")
    told = options.parse_args()
    told.like = json.load(sys.stdin)
    alone = ALONE.get(told.client)
    print(json.dumps(alone(told) if alone else asyncio.run(_gathering(told))))


if __name__ == "__main__":
    main()
