"""The picture in DESIGN and README: who may import whom, and what start-up may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "summarizer"

LAYERS = (
    {"cli", "commands", "__main__"},
    {"doctor"},
    {"reviewing", "evaluation", "corpus", "batch", "mailing"},
    {"pipeline", "schema"},
    {"making"},
    {"review", "site"},
    {"listings", "live", "annotate", "renderers", "forecast", "progress"},
    {"rollup"},
    {"curating", "proposals", "overview"},
    {"search"},
    {"run", "stage", "writing", "loops", "pruning"},
    {"index", "vocabularyfile"},
    {"html"},
    {"library", "cache", "history", "sources", "entries", "corrections", "sendings"},
    {"engines", "content"},
    {"asking", "sdk"},
    {"completions", "judging"},
    {"choices"},
    {"answer", "grounding", "refusals", "prompts", "learned", "examples"},
    {"injections"},
    {"claims", "languages", "dialects", "retries", "pace", "usage", "smtp", "mailserver"},
    {"rates"},
    {"http", "replay", "folding", "providers"},
    {"limits", "exchange", "turns", "webcache", "addresses"},
    {"settings"},
    {"embedded"},
    {"carrying", "topicedit"},
    {
        *("topics", "topicfile", "pagetext", "pagedates", "mapping", "identity", "bibentries"),
        *("hfpage", "hfpapers", "arxivfeed", "arxivdays", "arxivcategories", "query", "reviews"),
        *("feeds", "cells", "bibtext"),
    },
    {"judgements"},
    {
        *("wire", "text", "reading", "latex", "days", "files", "observer", "reports", "markup"),
        *("trends", "bars", "periods", "columns", "terminals", "lines"),
    },
    {"records", "errors"},
)
"""From the command line down: a part imports its own layer and those below."""
FAMILIES = ("sources", "engines", "renderers")
HEAVY = {
    *("openai", "instructor", "pydantic", "httpx", "selectolax", "tenacity", "rich", "tomllib"),
    *("jinja2", "nh3", "smtplib", "email", "daft", "ray", "pyarrow", "aiohttp"),
}


def part(path):
    """The layer member that a file belongs to: its folder in the package, or itself."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imported(path):
    """The modules of this package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "summarizer":
                yield from (f"summarizer.{alias.name}" for alias in node.names)
            elif node.module.startswith("summarizer."):
                yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("summarizer."))


FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE
)


def layer(name):
    return next(index for index, members in enumerate(LAYERS) if name in members)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path):
    for module in imported(path):
        name = module.split(".")[1]
        if name not in {"__version__", part(path)}:
            assert layer(part(path)) <= layer(name), f"{path.name} imports {module}"


@pytest.mark.parametrize("family", FAMILIES)
def test_members_of_a_family_do_not_import_each_other(family):
    for path in (PACKAGE / family).glob("[a-z]*.py"):
        siblings = {
            module for module in imported(path) if module.startswith(f"summarizer.{family}.")
        }
        assert siblings == set()


def test_one_module_alone_knows_openai_and_instructor():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else names
            known = {name.partition(".")[0] for name in names} & {"openai", "instructor"}
            assert not known or path.name == "sdk.py", path


def test_only_the_command_line_prints():
    for path in FILES:
        calls = (
            node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
        )
        printing = any(getattr(call.func, "id", "") == "print" for call in calls)
        assert not printing or part(path) in {"cli", "commands"}


def loaded_after(code):
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_the_command_line_loads_nothing_heavy():
    loaded = loaded_after("import summarizer, summarizer.cli")
    assert not loaded & (HEAVY | {"dataclasses", "pathlib", "json"})


def test_a_cached_digest_loads_nothing_heavy(example):
    code = (
        "import io, contextlib\nfrom summarizer.cli import main\n"
        f"argv = ['papers', {str(example)!r}, '--json', '--quiet']\n"
        "with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):\n"
        "    assert main(argv) == 0"
    )
    loaded_after(code)
    assert not loaded_after(code) & HEAVY


def test_every_public_name_is_there():
    import summarizer

    for name in summarizer.__all__:
        assert getattr(summarizer, name)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = summarizer.nonsense
