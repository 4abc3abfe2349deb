"""Variants of other packages: installed, used by name, and left out where they cannot be used."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from places import EXAMPLE, ROOT

from summarizer import engines, families, renderers, sources

DOCS = (ROOT / "docs" / "extending.md").read_text()
MODULES = dict(re.findall(r"`(\w+\.py)`:\n\n```python\n(.*?)```", DOCS, re.DOTALL))
ENTRY_POINTS = re.search(r"```toml\n(.*?)```", DOCS, re.DOTALL)[1]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ours</title>
<item><title>Sparse Attention for Long Documents</title><link>https://example.org/1</link>
<description>We propose a sparse attention for long documents. It halves the cost.</description>
</item><item><title>Without a text</title></item></channel></rss>"""


def entry_points(text):
    """The `entry_points.txt` of what stands in a pyproject.toml."""
    text = re.sub(r'\[project\.entry-points\."([\w.]+)"\]', r"[\1]", text)
    return re.sub(r'= "(.*)"', r"= \1", text)


def installed(folder, modules, offered):
    """A package of these modules, installed by pip into a folder."""
    name, about = "my_papers", "my_papers-1.0.dist-info"
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(f"{name}/__init__.py", "")
        for module, code in modules.items():
            file.writestr(f"{name}/{module}", code)
        file.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: my-papers\nVersion: 1.0\n")
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{about}/entry_points.txt", offered)
        file.writestr(f"{about}/RECORD", "")
    target = folder / "site-packages"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    argv = [*pip, "--disable-pip-version-check", "--target", str(target), str(wheel)]
    subprocess.run(argv, check=True, capture_output=True)
    return target


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    """The four examples of docs/extending.md."""
    folder = tmp_path_factory.mktemp("plugin")
    return installed(folder, MODULES, entry_points(ENTRY_POINTS))


@pytest.fixture
def summarize(target, home, tmp_path):
    """The command in a process of its own, with the package installed beside it."""

    def call(*argv, path=target):
        done = subprocess.run(
            [sys.executable, "-m", "summarizer", *map(str, argv)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(path), str(ROOT)))},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call


def test_the_examples_are_short():
    assert list(MODULES) == ["feed.py", "adoc.py", "first.py", "zulip.py"]
    for code in MODULES.values():
        assert sum(bool(line.strip()) for line in code.splitlines()) <= 35


def test_one_of_each_is_used_by_its_name(summarize, tmp_path):
    (tmp_path / "news.xml").write_text(FEED)
    argv = ["papers", "feed:news.xml", "-f", "adoc", "--model", "first", "--offline"]
    code, out, err = summarize(*argv)
    assert out == (
        "= Papers \n\n== +++Sparse Attention for Long Documents+++\n\n"
        "+++We propose a sparse attention for long documents.+++\n\nhttps://example.org/1\n\n"
    )
    assert "item 2: no abstract" in err
    assert code == 0


def test_a_target_says_how_its_service_is_written(summarize, tmp_path):
    (tmp_path / "news.xml").write_text(FEED)
    address = "zulip://bot@example/abcdefghijklmnopqrstuvwxyz123456/papers"
    argv = ["post", "feed:news.xml", "--to", address, "--dry-run", "--offline"]
    code, out, err = summarize(*argv)
    assert "at most 9,000)\nTitle: 1 paper\n" in out
    assert "**[Sparse Attention for Long Documents](https://example.org/1)**" in out
    assert code == 0, err


def test_an_ending_and_a_form_are_enough(summarize, tmp_path):
    (tmp_path / "news.xml").write_text(FEED)
    assert summarize("papers", "news.xml", "-o", "papers.adoc")[0] == 0
    assert (tmp_path / "papers.adoc").read_text().startswith("= Papers")


def test_help_and_completion_list_them(summarize):
    shown = " ".join(summarize("papers", "--help")[1].split())
    assert "`feed:...`" in shown
    assert "feed:FILE RSS: a saved feed feed:URL RSS: a feed" in shown
    assert re.search(r"the format: [^(]*\badoc\b", shown)
    offered = summarize("__complete", "zsh", "papers", "--model", "")[1]
    assert "first\tthe abstract's first sentence" in offered
    assert "feed:\ta saved feed; a feed" in summarize("__complete", "zsh", "papers", "f")[1]


def test_a_source_s_error_is_its_own(summarize, tmp_path):
    (tmp_path / "news.xml").write_text("<rss><channel>")
    code, _, err = summarize("papers", "feed:news.xml")
    assert code == 2
    assert "cannot be read as XML" in err
    assert "again later" not in err


def test_an_address_that_the_reader_named_may_be_on_this_machine(summarize, tmp_path):
    (tmp_path / "news.xml").write_text(FEED)
    (tmp_path / "broken.xml").write_text("<rss>")
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}"
        assert summarize("papers", f"feed:{site}/news.xml", "--quiet")[0] == 0
        code, _, err = summarize("papers", f"feed:{site}/broken.xml")
        server.shutdown()
    assert code == 2
    assert "cannot be read as XML" in err
    assert "again later" not in err


@pytest.mark.parametrize(
    ("spec", "said"),
    [("fed:news.xml", "did you mean `feed:news.xml`?"), ("usenet:comp.ai", "`feed`")],
)
def test_an_unknown_prefix_names_the_known_ones(summarize, spec, said):
    code, _, err = summarize("papers", spec)
    assert code == 2
    assert f"`{spec}` is neither a file nor a source" in err
    assert said in err


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_this_name\n", "ModuleNotFoundError"),
        ("FORMAT = 'broken'\ndef render(digest, view): ...\n", "it has no `FORMAT`, a `Format`"),
        ("raise SystemError('no')\n", "SystemError: no"),
    ],
)
def test_a_broken_one_is_one_warning_with_its_name(summarize, tmp_path, code, said):
    offered = "[summarizer.renderers]\nbroken = my_papers.broken\n"
    path = installed(tmp_path, {"broken.py": code}, offered)
    exit_code, _, err = summarize("papers", EXAMPLE, "-o", "papers.nothing", path=path)
    assert exit_code == 2
    assert "Traceback" not in err
    (line,) = [each for each in err.splitlines() if "cannot be used" in each]
    assert "the renderer `broken` of `my-papers` cannot be used" in line
    assert said in line
    assert summarize("papers", EXAMPLE, "--json", "--limit", "1", path=path)[0] == 0


RENDERER = """from summarizer.renderers import Format
FORMAT = Format("bad", "x", (".bad",))
def render(digest, view):
    yield digest.nothing
"""
SOURCE = """from summarizer.sources import Profile
PROFILE = Profile(name="bad", reads="x", example="")
def recognises(content):
    return 1 / 0
def parse(content):
    return 1
"""


@pytest.mark.parametrize(
    ("kind", "module", "argv"),
    [("renderers", RENDERER, ["-f", "bad"]), ("sources", SOURCE, [])],
)
def test_one_that_fails_when_it_is_used_is_one_line(summarize, tmp_path, kind, module, argv):
    offered = f"[summarizer.{kind}]\nbad = my_papers.bad\n"
    path = installed(tmp_path, {"bad.py": module}, offered)
    given = tmp_path / "of-no-certain-form.txt"
    given.write_text("Title: On cats\nAbstract: We study cats, of which there are many.\n")
    code, _, err = summarize("papers", given, *argv, path=path)
    assert "Traceback" not in err
    assert "`bad` of `my-papers` failed: " in err
    assert code == 2


def test_an_engine_s_fault_with_a_paper_skips_that_paper(summarize, tmp_path):
    module = MODULES["first.py"].replace("sentence = ", "sentence = paper.nothing; s = ")
    module = module.replace('"first"', '"faulty"')
    offered = "[summarizer.engines]\nfaulty = my_papers.faulty\n"
    path = installed(tmp_path, {"faulty.py": module}, offered)
    argv = ["papers", EXAMPLE, "--model", "faulty", "--limit", "1", "--json"]
    code, out, _ = summarize(*argv, path=path)
    assert code == 1
    (skipped,) = json.loads(out)["skipped"]
    assert skipped["reason"].startswith("the engine failed: AttributeError: ")


def test_nothing_is_looked_for_where_no_package_offers_anything(monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    for family in (engines.FAMILY, renderers.FAMILY, sources.FAMILY):
        assert not families._is_offered(family.package)
