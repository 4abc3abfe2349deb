"""Key points in notes: from the copies that are kept, under the rules of every other part."""

from __future__ import annotations

import shutil

import pytest
from keptanswers import MODEL, answered, read
from vaults import files, note, noted, written

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run

LIMIT = "One limitation of our method is that it reads English papers only."
TEXT = f"""# A Reader of Papers

## Abstract

We propose a reader of papers that finds where a sentence stands in them.

## 1 Method

{"We read each paper twice and look again. " * 10}

## 2 Limitations [open]

There is more to say. {LIMIT} It is slow, too.
"""
PAPER = noted(1)


def keep(text=TEXT, day="2025-12-09", place="hf"):
    url = f"https://huggingface.co/papers/{PAPER.id}.md"
    Run().texts.put(PAPER.id, Copy(place, url, None, day, text.encode()))


@pytest.fixture
def vault(tmp_path):
    """A folder with notes of papers of which no text is kept."""
    written(tmp_path / "vault", noted(0), PAPER)
    return tmp_path / "vault"


@pytest.mark.parametrize("style", ["obsidian", "logseq"])
def test_a_paper_that_was_read_has_them_with_their_sections(tmp_path, style):
    keep()
    written(tmp_path, noted(0), PAPER, style=style)
    text = note(tmp_path, 1).read_text() if style == "obsidian" else page(tmp_path, "Eight")
    assert "## Key points" in text
    assert f"- **Limits:** {LIMIT} (Limitations \\[open\\])" in text
    assert "Code and data" not in text
    assert text.index("Key points") < text.index("Topics and evidence")


def page(folder, begin):
    return next((folder / "pages").glob(f"{begin}*")).read_text()


def test_they_come_into_a_note_that_there_is_and_into_no_other(vault):
    assert "Key points" not in note(vault, 1).read_text()
    before = files(vault)
    keep()
    done = written(vault, noted(0), PAPER)
    assert [path for path, data in files(vault).items() if data != before[path]] == done.changed
    assert len(done.changed) == 1
    fresh = vault.parent / "fresh"
    written(fresh, noted(0), PAPER)
    assert note(fresh, 1).read_bytes() == note(vault, 1).read_bytes()
    assert written(vault, noted(0), PAPER).changed == []


def test_a_newer_copy_is_noticed_and_one_that_is_gone_too(vault):
    keep()
    written(vault, PAPER)
    newer = "A limitation is that our reader knows two languages only."
    keep(TEXT.replace(LIMIT, newer), "2025-12-10", "html2")
    written(vault, PAPER)
    assert newer in note(vault, 1).read_text()
    shutil.rmtree(Run().texts.folder)
    written(vault, PAPER)
    assert "Key points" not in note(vault, 1).read_text()


def said(line="Only papers in English are read.", key="a"):
    """A model's answer about the text that is kept."""
    answered(Run().points, read(TEXT, PAPER.id), {"limits": (line, LIMIT)}, key=key)


def test_a_models_lines_are_there_and_whose_they_are(vault):
    keep()
    said()
    written(vault, PAPER)
    text = note(vault, 1).read_text()
    assert "- **Limits:** Only papers in English are read. (Limitations \\[open\\])" in text
    assert "- **Approach:** We propose a reader" in text
    assert f"- By {MODEL}, held against the full text. " in text
    assert "own sentence: Approach." in text
    said("It reads English papers only.", "b")
    assert len(written(vault, noted(0), PAPER).changed) == 1
    assert "It reads English papers only." in note(vault, 1).read_text()
    assert written(vault, noted(0), PAPER).changed == []
    shutil.rmtree(Run().points.folder)
    written(vault, PAPER)
    assert f"- **Limits:** {LIMIT}" in note(vault, 1).read_text()
    assert "- By " not in note(vault, 1).read_text()


@pytest.mark.parametrize("style", ["obsidian", "logseq"])
def test_affiliations_and_own_links_are_there(tmp_path, style):
    front = "Ann Author\n\nUniversity of Example, Exampletown\n\nExample Lab Another University\n\n"
    link = "Our code is available at https://github.com/example/reader_(x). See https://x.org/y."
    keep(TEXT.replace("## Abstract", f"{front}## Abstract\n\n{link}", 1))
    written(tmp_path, noted(0), PAPER, style=style)
    text = note(tmp_path, 1).read_text() if style == "obsidian" else page(tmp_path, "Eight")
    assert "- **Affiliations:** University of Example\n" in text
    link = "https://github.com/example/reader_%28x%29"
    address = f"<{link}>" if style == "obsidian" else link
    assert f"- **Code:** [github.com/example/reader\\_(x)]({address})\n" in text
    assert "x.org/y" not in text.partition("## Key points")[2].partition("## Topics")[0]


def test_what_the_reader_made_of_them_stays(vault):
    keep()
    written(vault, PAPER)
    path = note(vault, 1)
    path.write_text(path.read_text().replace(LIMIT, "English only!"))
    keep(TEXT.replace(LIMIT, "A limitation is that our reader is slow."), "2025-12-10")
    done = written(vault, PAPER)
    assert done.kept == {path.relative_to(vault).as_posix(): ["points"]}
    assert "English only!" in path.read_text()


def test_a_copy_that_cannot_be_read_gives_none_and_stops_nothing(vault):
    keep("nothing", place="pdf")
    assert written(vault, noted(0), PAPER).problems == {}
    assert "Key points" not in note(vault, 1).read_text()
