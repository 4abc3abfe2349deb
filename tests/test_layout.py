"""The picture in docs/architecture.md: who may import whom, and what start-up may load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest
from places import ROOT

PACKAGE = ROOT / "summarizer"

FLOORS = (
    "cli __main__ commands",
    "agents batch corpus deliver doctor evaluation mail notes schedules serve site zotero",
    "review",
    "pipeline assembly ranking tastes",
    "sources renderers",
    "library",
    "annotate interests",
    "engines keypoints",
    "fulltext grounding network readability reviews topics",
    "papers text errors families files interruption observer settings",
)
"""The house from the top floor down: a room imports the rooms below it."""
BESIDE = {
    *(("__main__", "cli"), ("cli", "commands"), ("doctor", "mail"), ("serve", "site")),
    *(("serve", "doctor"), ("mail", "deliver"), ("notes", "deliver"), ("zotero", "deliver")),
    *(("doctor", "deliver"), ("doctor", "zotero")),
    *(("pipeline", "assembly"), ("pipeline", "ranking"), ("assembly", "ranking")),
    *(("ranking", "tastes"), ("fulltext", "network"), ("keypoints", "engines")),
    *(("papers", "text"), ("observer", "papers"), ("errors", "papers"), ("settings", "errors")),
    *(("settings", "text"), ("settings", "files"), ("files", "errors")),
    ("families", "errors"),
}
"""What a room may import on its own floor."""
FAMILIES = ("sources", "engines", "renderers", "deliver", "fulltext")
MOST_IN_THE_ROOT, MOST_ROOMS, MOST_IN_A_ROOM = 15, 51, 33
HEAVY = {
    *("openai", "instructor", "pydantic", "httpx", "selectolax", "tenacity", "rich", "tomllib"),
    *("jinja2", "nh3", "smtplib", "email", "daft", "ray", "pyarrow", "aiohttp"),
    *("starlette", "uvicorn", "mcp", "anyio", "apprise", "requests"),
    *("pyzotero", "httpx2", "feedparser", "pypdf"),
}


def name_of(path):
    """A file's dotted name within the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def top(module):
    """The room on a floor in which a module lies, or the module itself where it lies in none."""
    return module.removeprefix("summarizer.").partition(".")[0]


def room(module):
    """The innermost room of a module; of the package's root, the module itself."""
    names = module.removeprefix("summarizer.").split(".")
    while names[1:] and not PACKAGE.joinpath(*names, "__init__.py").exists():
        names.pop()
    return ".".join(names)


def is_module(dotted):
    path = PACKAGE.parent.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def imported(path):
    """The modules of this package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer"):
            for name in (f"{node.module}.{alias.name}" for alias in node.names):
                yield name if is_module(name) else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("summarizer."))


FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE
)


def floor(name):
    return next(index for index, rooms in enumerate(FLOORS) if name in rooms.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path):
    own = top(name_of(path))
    for module in imported(path):
        other = top(module)
        if other not in {"summarizer", own} and (own, other) not in BESIDE:
            assert floor(own) < floor(other), f"{path.name} imports {module}"


@pytest.mark.parametrize("family", FAMILIES)
def test_members_of_a_family_do_not_import_each_other(family):
    """Neither rooms of a family nor single variants; the family itself knows none of them."""
    for path in (PACKAGE / family).rglob("*.py"):
        own = room(name_of(path))
        for module in imported(path):
            other = room(module)
            inside = other.startswith(f"{family}.") and other != own
            assert not inside, f"{path} imports {module}"


def test_members_that_are_modules_do_not_import_each_other():
    from summarizer import deliver, engines, renderers, sources

    for each in (deliver.FAMILY, engines.FAMILY, renderers.FAMILY, sources.FAMILY):
        variants = {each.package + name for name in each._own.values()}
        for variant in variants:
            path = PACKAGE.joinpath(*variant.split(".")[1:]).with_suffix(".py")
            assert not (set(imported(path)) - {variant}) & variants, path


def test_no_circle_among_rooms_nor_among_modules():
    rooms, modules = {}, {}
    for path in FILES:
        name = name_of(path)
        for module in set(imported(path)) - {"summarizer"}:
            whole = module.removeprefix("summarizer.")
            rooms.setdefault(room(name), set()).add(room(module))
            modules.setdefault(name, set()).add(whole)
    for graph in (rooms, modules):
        others = {key: found - {key} for key, found in graph.items()}
        assert len(list(TopologicalSorter(others).static_order())) >= len(graph)


def test_the_house_stays_as_small_as_it_is_planned():
    rooms = [path.parent for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE]
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_IN_THE_ROOT
    assert len(rooms) <= MOST_ROOMS
    assert all(len(list(each.glob("*.py"))) <= MOST_IN_A_ROOM for each in rooms)


def test_each_room_says_what_lives_there_who_calls_in_and_what_leaves():
    for path in PACKAGE.rglob("__init__.py"):
        said = ast.get_docstring(ast.parse(path.read_text())) or ""
        if path.parent != PACKAGE:
            first, _, rest = said.partition("\n\n")
            assert first.endswith("."), path
            assert re.search(r"\bcalls? in\b", rest), path


def test_tests_mirror_the_rooms():
    for path in (ROOT / "tests").rglob("test_*.py"):
        folder = path.parent.relative_to(ROOT / "tests")
        assert (PACKAGE / folder).is_dir(), path


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
        assert not printing or top(name_of(path)) in {"cli", "commands"}


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
