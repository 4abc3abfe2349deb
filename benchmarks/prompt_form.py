"""How many of a small model's first answers have the right form, by the prompt that asks.

    python benchmarks/prompt_form.py [PROMPT ...] [--papers 12] [--mode text]

A real local server (`tests/support/live_server.py`: llama.cpp with SmolLM2-135M) is asked about
the first papers of the example, once each, with every prompt (none: the built-in one). It is a
weak model: what it gets right is what a prompt makes hard to get wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tables import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))
EXAMPLE = ROOT / "examples" / "daily-papers-2025-12-09.txt"


def main() -> None:
    """Ask with each prompt and print a table."""
    from live_server import LiveServer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompts", nargs="*", type=Path)
    parser.add_argument("--papers", type=int, default=12)
    parser.add_argument("--mode", default="text", choices=("strict", "json_object", "text"))
    given = parser.parse_args()
    table = Table(
        f"{given.papers} first answers, `{given.mode}`",
        "of the form", "tags proved", "quotes literal", "TL;DR holds", widths=(30, 12, 12, 15, 12),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"SUMMARIZER_HOME": home, "OPENAI_API_KEY": "none"}
        for prompt in given.prompts or [None]:
            with LiveServer() as server:
                counts = asyncio.run(_asked(server, prompt, given))
            shares = (f"{count}/{given.papers}" for count in counts)
            table.row(prompt.name if prompt else "built-in", *shares)


async def _asked(server: object, prompt: Path | None, given: argparse.Namespace) -> list[int]:
    """Answers of the form, with a proved tag, with literal quotes only, and with a sound TL;DR."""
    from summarizer import engines, pipeline
    from summarizer.engines.llm.answer import NotRead, parse_answer
    from summarizer.engines.llm.dialects import Dialect
    from summarizer.engines.llm.tags import chosen
    from summarizer.errors import SummarizerError
    from summarizer.grounding.checks import tldr_problems
    from summarizer.grounding.passages import passages
    from summarizer.library.run import Options, Run
    from summarizer.settings import load
    from summarizer.topics import vocabularyfile

    told = {"model": server.model, "base_url": server.url, "max_output_tokens": 500}
    settings = load(told | ({"prompt": str(prompt)} if prompt else {}))
    engine = engines.create(replace(settings, concurrency=1))
    engine.client.dialect = Dialect(mode=given.mode)
    papers = pipeline.papers([str(EXAMPLE)], Options(), Run(settings))[: given.papers]
    vocabulary = vocabularyfile.load(None)
    counts = [0, 0, 0, 0]
    for paper in papers:
        try:
            reading = parse_answer(await engine.client.ask(engine.messages(paper)))
        except (NotRead, SummarizerError) as error:
            print(f"{paper.title[:40]}: {error}", file=sys.stderr)
            continue
        found, missing = passages(reading.tldr_quotes, paper)
        good = (
            True,
            bool(chosen(reading, paper, vocabulary).evidence),
            bool(found) and not missing,
            not tldr_problems(reading.tldr, paper),
        )
        counts = [count + each for count, each in zip(counts, good, strict=True)]
    await engine.close()
    return counts


if __name__ == "__main__":
    main()
