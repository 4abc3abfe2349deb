"""Papers that mean harm, as notes: nothing of them links, runs, tags or formats."""

from __future__ import annotations

import re
from dataclasses import replace

import hostile
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from vaults import noted, written

from summarizer.notes import names
from summarizer.notes.escaping import escaped, parted, plain
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

ACTIVE = (
    *("[[A note]]", "![[A note]]", "[[A note|x]]", "#tag", "a #tag/b", "%%hidden%%", "==marked=="),
    *("<% tp.file.title %>", "<%* await tp.x() %>", "`= this.file.name`", "`$= dv.pages()`"),
    *("```dataviewjs\ndv.list()\n```", "{{query (task TODO)}}", "{{embed [[x]]}}", "^block-id"),
    *("((64f0c1d2-0000-4000-8000-000000000000))", "key:: value", "[key:: value]", "@@html: x@@"),
    *("---", "***", "===", "- item", "+ item", "1. item", "> quote", "> [!note] x", "- [ ] task"),
    *("TODO a task", "DONE x", "SCHEDULED: <2025-12-09>", "[:div {:style {}} x]", "^^high^^"),
    *("$x$", "$$x$$", "~~x~~", "*x*", "**x**", "_x_", "a_b_c", "`code`", "<b>x</b>", "<!-- x -->"),
    *("[x](https://evil.example)", "![x](https://evil.example/a.png)", "https://evil.example"),
    *("www.evil.example", "&lt;b&gt;", "\\[[x]]", "| a | b |", "[^1]", "^[note]", ":smile:"),
    *(
        "C:\\x",
        "title: x",
        "# heading",
        "Title: a subtitle",
        "R&D",
        "k > 3",
        "x <9%",
        "at https://example.org/a_b",
        "f(x) = y^2",
    ),
)
SIGNS = re.compile(
    r"\[\[|\]\]|<%|%>|%%|\{\{|\}\}|\(\(|(?<!\\)`|(?<!\\)<[a-z/!%]|(?<!\\)\$|(?<!\\)\*|(?<!\S)#\w"
    r"|(?<!\\)\[|(?<!:)::(?!:)|==|~~|@@|\^\^"
)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("text", ACTIVE)
def test_escaped_text_is_read_as_it_is_and_does_nothing(text):
    line = escaped(text)
    assert not SIGNS.search(line)
    rendered = MARKDOWN.renderInline(line)
    assert not re.search(r"<(?!/?p>)", rendered)
    shown = rendered.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert shown.replace("&amp;", "&").replace("\u2060", "") == one_line(readable(text))
    block = MARKDOWN.render(line)
    assert block.startswith("<p>")
    assert block.count("<p>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "R&D",
        "k > 3",
        "x <9%",
        "at https://example.org/a_b",
        "Title: a subtitle",
        "f(x) = y^2",
        "a_b_c",
        "93.3% of {x} # 1 | ~2",
    ],
)
def test_what_does_nothing_is_left_alone(text):
    assert escaped(text) == readable(text)


@given(st.text())
def test_no_text_makes_more_than_a_line_of_words(text):
    line = escaped(text)
    assert "\n" not in line
    assert not re.search(
        r"(?<!\\)(?:\\\\)*[`\[\]$*]|(?<!\\)<[A-Za-z/!?%]|%>|%>|%%|\{\{|\}\}|~~",
        re.sub(r"\\\\", "", line),
    )
    assert not re.search(r"<%|%%|\{\{|\[\[", parted(text))
    assert not re.search(r"[\[\]|<>`$%{}#*\\]", plain(text))
    name = names.of_paper("2512.00000", text)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f#^\[\]()]', name)
    assert len(name.encode()) < 150
    assert not name.startswith((" ", "."))
    assert name == name.strip()


@pytest.mark.parametrize("style", ["obsidian", "logseq"])
def test_notes_of_hostile_papers_hold_nothing_but_their_own_signs(tmp_path, style):
    bad = [
        replace(noted(0, title=text, tldr=text, abstract=text), id=f"2512.{number:05}")
        for number, text in enumerate(ACTIVE)
    ]
    papers = [*hostile.entries(), *(replace(each, id=f"x{each.id}") for each in bad)]
    written(tmp_path, *papers, style=style)
    done = written(tmp_path, *papers)
    assert (done.written, done.changed, done.problems) == ([], [], {})
    for path in tmp_path.rglob("*.md"):
        text = path.read_text()
        for wrong in ("<%", "%%", "{{", "}}", "```", "!["):
            assert wrong not in text, path
        assert not re.search(r"(?<!\\)\]\((?!<?https?://|\[\[)", text), path
        assert not re.search(r"(?<!\\)<[A-Za-z/!]", text.replace("](<", "")), path
        assert not re.search(r"!\[(?!\[)", text), path
        lines = text.split("\n")
        body = lines[lines.index("---", 1) + 1 :] if style == "obsidian" else lines
        for line in body:
            ours = re.sub(
                r"\[\[[^\[\]|]*(?:\|[^\[\]|]*)?\]\]|^\t?- |\]\(<https?://[^<>]*>\)", "", line
            )
            assert "[[" not in ours, (path, line)
            assert re.match(r"$|# |## |> |- |\t?- |\*\*|\S", line) or not line.strip(), line
        assert [line for line in body if line.strip() in {"---", "==="}] == []


def test_properties_are_yaml_whatever_the_paper_says(tmp_path):
    papers = list(hostile.entries())
    written(tmp_path, *papers)
    read = {}
    for path in (tmp_path / "Papers").glob("*.md"):
        head = path.read_text().split("---\n")[1]
        values = yaml.safe_load(head)
        read[values["id"]] = values
    assert read.keys() == {each.id for each in papers}
    for each in papers:
        assert read[each.id].get("title", "") == parted(each.title)
        assert read[each.id].get("tldr") == (parted(each.tldr or "") or None)
