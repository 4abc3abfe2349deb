"""The picture in DESIGN and README: who may import whom, and what start-up may load."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from places import ROOT

PACKAGE = ROOT / "summarizer"

FLOORS = (
    "cli __main__ commands",
    "batch corpus doctor evaluation mail site",
    "review",
    "pipeline assembly",
    "sources renderers",
    "library",
    "annotate",
    "engines",
    "grounding network reviews topics",
    "papers text errors files observer settings",
)
"""The house from the top floor down: a room imports the rooms below it."""
BESIDE = {
    *(("__main__", "cli"), ("cli", "commands"), ("doctor", "mail"), ("pipeline", "assembly")),
    *(("papers", "text"), ("observer", "papers"), ("errors", "papers"), ("settings", "errors")),
}
"""What a room may import on its own floor."""
FAMILIES = ("sources", "engines", "renderers")
HEAVY = {
    *("openai", "instructor", "pydantic", "httpx", "selectolax", "tenacity", "rich", "tomllib"),
    *("jinja2", "nh3", "smtplib", "email", "daft", "ray", "pyarrow", "aiohttp"),
}


def name_of(path):
    """A file's dotted name within the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def room(module):
    """The room in which a module lies, or the module itself where it lies in none."""
    return module.removeprefix("summarizer.").partition(".")[0]


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


def floor(name):
    return next(index for index, rooms in enumerate(FLOORS) if name in rooms.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path):
    own = room(name_of(path))
    for module in imported(path):
        other = room(module)
        if other not in {"__version__", own} and (own, other) not in BESIDE:
            assert floor(own) < floor(other), f"{path.name} imports {module}"


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
        assert not printing or room(name_of(path)) in {"cli", "commands"}


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
