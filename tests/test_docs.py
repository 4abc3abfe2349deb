"""The docs cannot drift: commands are parsed, examples run, links followed, names looked up."""

from __future__ import annotations

import ast
import contextlib
import dataclasses
import importlib.util
import io
import re
import shlex
import subprocess
import sys
import tomllib

import pytest
from markdownfiles import MarkdownFile, pages
from places import ROOT
from shelllines import commands

from summarizer import cli, errors
from summarizer.commands.commandline.parser import parser

PAGES = {page.name: page for page in pages()}
DOCS = {name: page for name, page in PAGES.items() if name.startswith("docs/")}
GUIDES = {
    name: page
    for name, page in PAGES.items()
    if name not in {"docs/performance.md", "docs/quality.md", "CHANGELOG.md"}
}
SHELL = {"sh", "console", "cron", "yaml", "bash", "fish", "ini"}

PLACEHOLDERS = {"N": "3", "YYYY-MM-DD": "2025-12-09", "USD": "0.50"}
OTHERVARIABLES = {
    *("SUMMARIZER_HOME", "SUMMARIZER_PAGER", "SUMMARIZER_SMTP_PASSWORD", "HF_TOKEN", "NO_COLOR"),
    *("FORCE_HYPERLINK", "LC_ALL", "PYTHONUTF8", "GITHUB_STEP_SUMMARY", "NO_FIT"),
    *("SUMMARIZER_DEBUG", "SUMMARIZER_SERVE_TOKEN", "S2_API_KEY", "OPENALEX_API_KEY"),
    *(
        "SUMMARIZER_WEBHOOK_SECRET",
        "NCBI_API_KEY",
        "ZOTERO_API_KEY",
        "ZOTERO_LOCAL_API_KEY",
        "OPENREVIEW_TOKEN",
        "CROSSREF_TOKEN",
    ),
}
OTHER_NAMES = {
    *("arxiv_id", "cs_ai", "also", "tldrs", "readable_title", "hf_day", "response_format"),
    *("json_object", "json_schema", "custom_id", "exit_code", "citation_title"),
    *("max_tokens", "max_completion_tokens", "insufficient_quota", "failed_generation"),
    *("abstract_inverted_index", "primary_location", "is_retracted", "publication_date"),
    *("next_cursor", "next_offset", "read_paper"),
}


def by_page(found):
    """Parameters of what a page holds, each named by the page."""
    return [pytest.param(*each, id=f"{each[0]}: {each[-1]}"[:110]) for each in found]


# Commands


def subparsers(top):
    """The commands below a parser, by name."""
    for action in top._actions:
        if isinstance(action.choices, dict):
            yield from action.choices.items()


def every_option():
    """Each command's words with the options it declares, subcommands included."""
    waiting = [((name,), command) for name, command in subparsers(parser())]
    while waiting:
        words, command = waiting.pop()
        yield words, {each for action in command._actions for each in action.option_strings}
        waiting += [((*words, name), below) for name, below in subparsers(command)]


KNOWN = dict(every_option())
OPTIONS = set().union(*KNOWN.values()) | {"--version", "--help"}


def typed():
    """Every command in a block, or between backticks; one alone in prose may be just its name."""
    for name, page in PAGES.items():
        for language, code in page.blocks:
            if language in SHELL:
                for words in commands(code):
                    yield name, shlex.join(words)
        for span in page.spans:
            for words in commands(span):
                if tuple(words) not in KNOWN:
                    yield name, shlex.join(words)


def parses(words):
    """Whether the real parser takes the words, or prints help or the version for them.

    With no words, the program says what one can type.
    """
    if not words:
        return True
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            found = parser(words).parse_args(words)
        except SystemExit as end:
            return end.code == 0
    if found.command == "replay" and words[2:]:
        return parses(words[2:])
    return True


@pytest.mark.parametrize(("page", "line"), by_page(sorted(set(typed()))))
def test_every_command_is_one_that_the_parser_takes(page, line, capsys):
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(line)]
    assert parses(words), f"{page}: summarize {line}: {capsys.readouterr().err}"


def test_commands_are_found_wherever_they_stand():
    found = commands(
        "export A=1; A=2 summarize today -q > x 2>&1 | jq '.a | b' # summarize no\n"
        '23 7,19 * * 1-5  $HOME/.local/bin/summarize week -o "$(summarize config path)"\n'
        "$ cat x \\\n  | summarize papers -\npip install summarize-papers\n"
    )
    assert [" ".join(each) for each in found] == [
        *("today -q", "config path", "week -o SUBSTITUTED", "papers -"),
    ]
    assert not parses(["papers", "x", "--nonsense"])
    assert parses(["replay", "folder", "papers", "x"])
    assert not parses(["replay", "folder", "nonsense"])


@pytest.mark.parametrize("words", KNOWN, ids=" ".join)
def test_every_command_and_option_is_in_the_docs(words):
    text = "".join(page.text for page in GUIDES.values())
    assert f"summarize {' '.join(words)}" in text
    for option in KNOWN[words] - {"-h", "--help"}:
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", text), option


def test_every_option_that_the_docs_name_exists():
    for name, page in GUIDES.items():
        for span in page.spans:
            if not span.startswith(("-", "summarize ")):
                continue
            for option in re.findall(r"(?<![\w-])--[a-z][a-z0-9-]*", span):
                assert option in OPTIONS, f"{name}: `{span}`"


# Examples


def shown(page):
    """Commands that a page shows with their output, in order."""
    for language, code in page.blocks:
        if language == "console":
            for piece in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
                command, _, output = piece.partition("\n")
                yield command, output.rstrip("\n")


def pattern(output):
    """Output as a pattern, in which a line of three dots stands for any lines."""
    parts = re.split(r"^ *\.\.\.$", output, flags=re.MULTILINE)
    return "(?s:.*)".join(map(re.escape, parts))


@pytest.mark.parametrize("name", [name for name, page in GUIDES.items() if any(shown(page))])
def test_console_examples_are_what_the_program_prints(name, tmp_path, monkeypatch, capsys):
    for folder in ("examples", "cassettes", "prompts"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for command, expected in shown(PAGES[name]):
        for words in commands(command):
            with contextlib.suppress(SystemExit):
                cli.main(words)
        out, err = capsys.readouterr()
        said = [out, err, err + out]
        same = any(re.fullmatch(pattern(expected), each.rstrip("\n")) for each in said)
        assert same, f"$ {command}\n{err}{out}"


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, page in GUIDES.items()
        if name != "docs/extending.md" and "python" in dict(page.blocks)
    ],
)
def test_python_examples_run(name, monkeypatch, tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names = {}
    for language, code in PAGES[name].blocks:
        if language == "python":
            exec(compile(code, name, "exec"), names)


# Names


def test_every_setting_and_variable_is_in_the_configuration_page():
    from summarizer.settings.table import HELP, VARIABLES

    text = PAGES["docs/configuration.md"].text
    for name, variable in VARIABLES.items():
        assert f"`{name}`" in text
        assert f"`{variable}`" in text
    assert set(HELP) == set(VARIABLES)


def known_variables():
    from summarizer.engines.llm.providers import PROVIDERS
    from summarizer.settings import variables

    keys = {name for each in PROVIDERS.values() for name in each.variables}
    return variables() | keys | OTHERVARIABLES


@pytest.mark.parametrize("name", GUIDES)
def test_every_variable_that_the_docs_name_is_known(name):
    page = GUIDES[name]
    code = [*page.spans, *(code for language, code in page.blocks if language in SHELL)]
    found = {each for text in code for each in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", text)}
    assert found <= known_variables(), name


def known_names():
    """Settings, and the fields of what the program writes."""
    from summarizer.papers import records
    from summarizer.settings import HELP

    classes = [each for each in vars(records).values() if dataclasses.is_dataclass(each)]
    fields = {field.name for each in classes for field in dataclasses.fields(each)}
    return set(HELP) | fields | OTHER_NAMES


@pytest.mark.parametrize("name", [name for name in GUIDES if name != "docs/extending.md"])
def test_every_setting_that_the_docs_name_is_known(name):
    found = {span for span in GUIDES[name].spans if re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", span)}
    modules = {path.stem for path in (ROOT / "summarizer").rglob("*.py")}
    assert found <= known_names() | modules, name


@pytest.mark.parametrize("name", [name for name in DOCS if name != "docs/extending.md"])
def test_examples_of_the_configuration_file_are_valid(name):
    from summarizer.interests import interestsfile
    from summarizer.settings import HELP
    from summarizer.topics import vocabularyfile

    vocabulary = vocabularyfile.load()
    for language, code in DOCS[name].blocks:
        if language == "toml" and name == "docs/interests.md":
            assert interestsfile.parse(code.encode(), ROOT / "interests.toml", vocabulary)
        elif language == "toml":
            given = tomllib.loads(code)
            assert set(given) <= {*HELP, "topic"}, name


def test_the_exit_codes_are_those_of_the_errors():
    rows = re.findall(r"^\| (\d+) \|", PAGES["docs/json.md"].text, re.MULTILINE)
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    codes = {each.exit_code for each in kinds if hasattr(each, "exit_code")}
    assert sorted(map(int, rows)) == sorted({0, *codes, cli.BROKEN, 130})


def test_the_tables_are_what_the_program_says(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import doctables

    for name, made in doctables.TABLES.items():
        text = PAGES[f"docs/{name}"].text
        assert doctables.filled(name, text) == text, "run `python docs/doctables.py`"
        assert text.count("<!-- ") == 2 * len(made)


def literals():
    """The constant pieces of every text in the program, spaces made one."""
    found = []
    for path in (ROOT / "summarizer").rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text()))
        values = (node.value for node in nodes if isinstance(node, ast.Constant))
        found += (" ".join(each.split()) for each in values if isinstance(each, str))
    return "\n".join(found)


def test_messages_of_the_troubleshooting_page_are_those_of_the_program():
    text = literals()
    quoted = {each for each in PAGES["docs/troubleshooting.md"].headings if "`" in each}
    assert len(quoted) > 30
    assert [heading for heading in quoted if not all(part in text for part in parts(heading))] == []


def parts(heading):
    """The pieces of a message between its dots, and between words in capitals."""
    message = re.sub(r"^`+ ?| ?`+$", "", heading)
    for piece in re.split(r"…|`?\b[A-Z][A-Z-]+\b`?", message):
        yield " ".join(piece.strip(" `:,;.()").split())


# The picture of the house


def test_every_room_and_module_of_the_architecture_page_exists():
    page = PAGES["docs/architecture.md"]
    for path in (ROOT / "summarizer").rglob("__init__.py"):
        if path.parent != ROOT / "summarizer":
            assert f"{path.parent.name}/" in page.text, path.parent
    named = {
        span for span in page.spans if re.fullmatch(r"[\w/]+(\.py|/)", span) and span != "tests/"
    }
    assert len(named) > 20
    for span in named:
        places = (ROOT / span, ROOT / "summarizer" / span)
        assert any(place.exists() for place in places), span


# Links


@pytest.mark.parametrize("name", PAGES)
def test_links_and_anchors_lead_somewhere(name):
    page = PAGES[name]
    for address in page.links:
        if re.match(r"[a-z]+:", address):
            continue
        place, _, anchor = address.partition("#")
        target = (page.path.parent / place).resolve() if place else page.path
        assert target.exists(), address
        assert target.is_relative_to(ROOT), address
        if anchor:
            assert anchor in MarkdownFile(target).anchors, address


def test_every_page_is_reached_from_readme_and_from_the_site():
    linked = {address.partition("#")[0] for address in PAGES["README.md"].links}
    assert set(DOCS) - {"docs/index.md"} <= linked
    site = tomllib.loads((ROOT / "zensical.toml").read_text())["project"]
    listed = re.findall(r"'([\w-]+\.md)'", str(site["nav"]))
    assert sorted(listed) == sorted(name.removeprefix("docs/") for name in DOCS)


@pytest.mark.parametrize("name", ["README.md", "docs/index.md", "docs/performance.md"])
def test_anchors_are_made_as_github_makes_them(name):
    assert all(re.fullmatch(r"[\w-]+", each) for each in PAGES[name].anchors)


@pytest.mark.skipif(not importlib.util.find_spec("zensical"), reason="the extra `docs` is missing")
def test_a_broken_site_is_told(tmp_path):
    (tmp_path / "index.html").write_text(
        '<a href="none.html">x</a><a href="#no">y</a><script src="https://example.org/x.js">'
        '</script><a href="https://example.org/">fine</a>'
    )
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "sitecheck.py", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "index.html: loads https://example.org/x.js",
        "index.html: no such file: none.html",
        "index.html: no such anchor: #no",
    ]
