"""Every benchmark: what it answers, beside what, and the command that measures it."""

from __future__ import annotations

from typing import NamedTuple

DATA = "--data ../shared/data"


class Benchmark(NamedTuple):
    """One block of docs/performance.md; `command` is what follows `python`."""

    name: str
    command: str
    answers: str
    beside: str = ""
    long: bool = False


BENCHMARKS = (
    Benchmark(
        "start",
        "benchmarks/start.py",
        "how long commands take to start, and a day that is kept",
        beside="an empty script with argparse",
    ),
    Benchmark(
        "library",
        "benchmarks/library.py",
        "how commands grow with the stored days",
        beside="half as many days",
    ),
    Benchmark(
        "parse",
        f"benchmarks/parse.py {DATA}",
        "records a second and memory of the parsers",
        beside="BeautifulSoup, feedparser, json with pydantic",
    ),
    Benchmark(
        "parse-million",
        f"benchmarks/parse.py {DATA} --million",
        "the same of 1,000,000 lines",
        beside="json with pydantic, nothing kept",
        long=True,
    ),
    Benchmark(
        "identity",
        f"benchmarks/identity.py {DATA}",
        "whether one paper known by its text is one, and two are two",
    ),
    Benchmark(
        "quality",
        f"benchmarks/quality.py {DATA} --part engine",
        "papers a second, start and memory of the embedded engine",
    ),
    Benchmark(
        "engine",  # 7a6467a: before its speed was worked on
        f"benchmarks/engine.py {DATA} --base 7a6467a --rounds 15 --papers 300",
        "its speed beside another commit's",
        beside="an earlier commit",
    ),
    Benchmark(
        "many",
        f"benchmarks/many.py {DATA}",
        "what many papers at once are worth to it",
        beside="one by one; numpy",
    ),
    Benchmark(
        "tags",
        f"benchmarks/tags.py {DATA}",
        "how good its tags are",
        beside="labels",
    ),
    Benchmark(
        "categories",
        f"benchmarks/categories.py {DATA}",
        "how good its topics of arXiv at large are",
        beside="words without quotes; always the same",
    ),
    Benchmark(
        "tldr",
        f"benchmarks/tldr.py {DATA}",
        "how good its one-line summaries are",
        beside="title, lead and cue sentence",
    ),
    Benchmark(
        "factuality",
        f"benchmarks/factuality.py {DATA}",
        "how well false one-line summaries are told from true ones",
        beside="people's labels",
    ),
    Benchmark(
        "learning",
        f"benchmarks/learning.py {DATA}",
        "what reviews teach its tags",
        beside="the same without reviews",
    ),
    Benchmark(
        "relevance",
        f"benchmarks/relevance.py {DATA}",
        "how well papers are ranked for a reader",
        beside="any order, dates, TF-IDF, BM25, arxiv-sanity, embeddings",
    ),
    Benchmark(
        "search",
        f"benchmarks/search.py {DATA}",
        "how fast 100,000 stored papers are searched",
    ),
    Benchmark(
        "render",
        f"benchmarks/render.py {DATA}",
        "how fast 5,000 papers become a site",
        beside="Pelican, MkDocs",
    ),
    Benchmark(
        "sitesearch",
        f"benchmarks/sitesearch.py {DATA}",
        "how fast a site of 10,000 papers is searched in a browser",
    ),
    Benchmark(
        "serve",
        f"benchmarks/serve.py {DATA}",
        "how fast 20,000 papers are read and searched in a browser, and by 50 readers at once",
    ),
    Benchmark(
        "agents",
        "benchmarks/agents.py",
        "what an agent reads, in characters, and how soon it is answered",
        beside="whole papers as JSON",
    ),
    Benchmark(
        "keypoints",
        f"benchmarks/keypoints.py {DATA}",
        "which sentences of abstracts it takes for their key points",
        beside="what two readers would choose; the rules without the model",
    ),
    Benchmark(
        "fulltext",
        f"benchmarks/fulltext.py {DATA}",
        "what is found in the full text of PDFs",
        beside="pypdf, pdfminer.six",
    ),
    Benchmark(
        "llm_stage",
        "benchmarks/llm_stage.py",
        "what the LLM stage adds to a model's time",
        beside="httpx, openai SDK, instructor, curator",
    ),
    Benchmark(
        "prompt_form",
        "benchmarks/prompt_form.py --papers 8 --mode strict",
        "how many first answers of a small model have the right form",
    ),
    Benchmark(
        "batch",
        "benchmarks/batch.py ../shared/data/arxiv/arxiv_20k.jsonl.gz",
        "papers a second into batches and out of them",
    ),
    Benchmark(
        "scale",
        f"benchmarks/scale.py {DATA} --rounds 3",
        "papers a second and memory of `summarize corpus`",
        beside="a loop, `multiprocessing.Pool`",
    ),
    Benchmark(
        "scale-million",
        f"benchmarks/scale.py {DATA} --papers 18000 1000000"
        " --only 'native, 2 workers' 'Ray, 2 nodes'",
        "the same of 1,000,000 papers",
        beside="the same at 18,000",
        long=True,
    ),
    Benchmark(
        "scale_llm",
        f"benchmarks/scale_llm.py {DATA}",
        "requests in the works and limits of two machines that ask a model",
        beside="one machine",
    ),
)
"""In the order of docs/performance.md; a long one runs only where it is named or asked for."""
