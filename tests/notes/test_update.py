"""Notes written and brought up to date, whatever their reader did with them meanwhile."""

from __future__ import annotations

import os
import re
import shutil
import threading

import pytest
import vaults
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vaults import changed, files, note, noted, written

from summarizer.errors import OutputError, UsageError
from summarizer.library.run import Run
from summarizer.notes import keeper
from summarizer.notes.records import Records
from summarizer.notes.vault import Vault

STYLES = ("obsidian", "logseq")
PAPERS = [noted(number, tags=tags) for number, tags in enumerate((("rag",), ("rag", "agents"), ()))]
NEWER = [
    changed(PAPERS[0], tldr="Another line.", tags=("rag", "peft")),
    changed(PAPERS[1], abstract="Another abstract.", organization="An organization"),
    changed(PAPERS[2], tldr=None, tldr_origin=None),
]


@pytest.fixture
def vault(tmp_path):
    """A folder with notes of three papers."""
    written(tmp_path / "vault", *PAPERS)
    return tmp_path / "vault"


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


class TestWriting:
    def test_a_paper_a_day_and_a_topic_have_a_note_each(self, vault):
        assert sorted(files(vault)) == [
            "Days/Papers 2025-12-09.md",
            "Papers/A Sparse Index for Retrieval-Augmented Generation 2512.00000.md",
            "Papers/Eight Steps Are Enough for Diffusion Models 2512.00001.md",
            "Papers/Scaling Laws and the Learning Rate 2512.00002.md",
            "Topics/Papers on Agents.md",
            "Topics/Papers on RAG.md",
        ]

    def test_a_note_has_properties_evidence_and_room_for_its_reader(self, vault):
        text = note(vault, 1).read_text()
        head, _, body = text.partition("---\n\n")
        assert 'id: "2512.00001"\ntitle: Eight Steps Are Enough for Diffusion Models\n' in head
        assert "authors:\n  - First Author\n  - Second Author\n" in head
        assert "topics:\n  - rag\n  - agents\ntldr: A line.\n" in head
        assert "published: 2025-12-08\nlisted: 2025-12-09\n" in head
        assert body.startswith("# [Eight Steps Are Enough for Diffusion Models](<https://hugg")
        assert "\n> A line.\n\n## Topics and evidence\n\n- [[Papers on RAG|RAG]]: “" in body
        assert body.endswith("\n\n## Notes\n")

    def test_days_and_topics_link_to_the_papers_notes(self, vault):
        link = "[[Eight Steps Are Enough for Diffusion Models 2512.00001|Eight Steps Are Enough"
        for name in ("Days/Papers 2025-12-09.md", "Topics/Papers on Agents.md"):
            assert link in (vault / name).read_text()

    @pytest.mark.parametrize("style", STYLES)
    def test_a_second_run_changes_nothing(self, tmp_path, style):
        first = written(tmp_path / "vault", *PAPERS, style=style)
        before = files(tmp_path / "vault")
        second = written(tmp_path / "vault", *PAPERS)
        assert len(first.written) == 6
        assert (second.written, second.changed, second.problems) == ([], [], {})
        assert files(tmp_path / "vault") == before

    def test_logseq_gets_lines_of_properties_and_blocks(self, tmp_path):
        (tmp_path / "logseq").mkdir()
        written(tmp_path, *PAPERS)
        lines = note_of(tmp_path, "pages/Eight Steps*").read_text().splitlines()
        blank = lines.index("")
        assert lines[0] == "note-id:: 2512.00001"
        assert 'tldr:: "A line."' in lines
        assert all(re.match(r"[a-z-]+:: ", line) for line in lines[:blank])
        assert all(re.match(r"\t?- ", line) for line in lines[blank + 1 :])
        assert "\t- [RAG]([[Papers on RAG]]): “language”" in lines

    def test_two_papers_of_one_name_get_two_notes(self, tmp_path):
        title = "A title"
        one, other = (noted(0, id=f"doi:10.1/{sign}", title=title) for sign in ("a/b", "a-b"))
        done = written(tmp_path, one, other)
        assert done.papers == 2
        assert "Papers/A title doi-10.1-a-b-2.md" in files(tmp_path)
        assert written(tmp_path, one, other).written == []

    def test_what_is_newer_is_put_in(self, vault):
        done = written(vault, *NEWER)
        assert len(done.changed) == 5
        assert "tldr: Another line." in note(vault, 0).read_text()
        assert "\nAnother abstract.\n\n## Notes" in note(vault, 1).read_text()
        assert "organization: An organization" in note(vault, 1).read_text()
        assert "A line" not in note(vault, 2).read_text()
        assert "\n\n\n" not in note(vault, 2).read_text()
        fresh = vault.parent / "fresh"
        written(fresh, NEWER[0])
        assert note(fresh, 0).read_bytes() == note(vault, 0).read_bytes()

    @pytest.mark.parametrize("style", STYLES)
    def test_the_last_paper_of_a_list_can_leave_it(self, tmp_path, style):
        written(tmp_path, PAPERS[1], days=("2025-12-10",), style=style)
        written(tmp_path, noted(4, tags=("rag",)), days=("2025-11-03",))
        written(tmp_path, changed(noted(4), tags=("agents",)), days=("2025-11-03",))
        text = note_of(tmp_path, "*/Papers on RAG.md").read_text()
        assert "2025-12" in text
        assert "2025-11" not in text

    def test_topics_in_other_words_and_another_order_are_no_edit(self, vault):
        edit(note(vault, 1), "  - rag\n  - agents\n", "  - Agents\n  - '[[Papers on RAG|RAG]]'\n")
        done = written(vault, changed(PAPERS[1], tldr="Another line."))
        assert (done.pending, done.kept) == ([], {})
        assert "  - Agents\n" in note(vault, 1).read_text()
        written(vault, changed(PAPERS[1], tags=("rag", "peft")))
        assert "topics:\n  - rag\n  - peft\n" in note(vault, 1).read_text()

    def test_a_new_topic_and_day_are_added_to_those_there_are(self, vault):
        written(vault, noted(3, tags=("rag",)), days=("2025-12-10",))
        text = (vault / "Topics" / "Papers on RAG.md").read_text()
        assert text.index("## 2025-12")
        assert text.count("- [[") == 3
        assert (vault / "Days" / "Papers 2025-12-09.md").read_text().count("- [[") == 3

    def test_a_dry_run_touches_nothing(self, tmp_path, vault):
        assert len(written(tmp_path / "new", *PAPERS, write=False).written) == 6
        assert not (tmp_path / "new").exists()
        before = files(vault)
        assert len(written(vault, *NEWER, write=False).changed) == 5
        assert files(vault) == before


def note_of(folder, pattern):
    return next(folder.glob(pattern))


class TestWhatTheReaderDid:
    def test_a_moved_and_renamed_note_is_found_by_its_id(self, vault):
        (vault / "mine").mkdir()
        note(vault, 0).rename(vault / "mine" / "My name.md")
        done = written(vault, *NEWER)
        assert not done.written or all("Topics" in path for path in done.written)
        assert "tldr: Another line." in (vault / "mine" / "My name.md").read_text()
        assert "[[My name|" in (vault / "Days" / "Papers 2025-12-09.md").read_text()

    def test_a_deleted_note_stays_away_until_it_is_asked_for(self, vault):
        note(vault, 0).unlink()
        done = written(vault, *PAPERS)
        assert (done.deleted, done.papers, done.written) == (1, 2, [])
        assert "2512.00000" not in (vault / "Days" / "Papers 2025-12-09.md").read_text()
        assert len(written(vault, *PAPERS, restore=True).written) == 1

    def test_a_part_that_she_changed_stays_and_it_is_said(self, vault):
        edit(note(vault, 0), "> A line.", "> A line of mine.")
        done = written(vault, *NEWER)
        text = note(vault, 0).read_text()
        assert "> A line of mine.\n" in text
        assert "tldr: Another line." in text
        assert list(done.kept.values()) == [["tldr"]]
        assert written(vault, *NEWER).kept == {}

    def test_a_property_that_she_changed_stays(self, vault):
        edit(note(vault, 0), "tldr: A line.", "tldr: Mine")
        done = written(vault, *NEWER)
        assert "tldr: Mine\n" in note(vault, 0).read_text()
        assert len(done.pending) == 1 == len(written(vault, *NEWER).pending)

    def test_a_property_spelled_otherwise_is_still_ours(self, vault):
        edit(note(vault, 0), "topics:\n  - rag\n", "topics: ['rag']\n")
        edit(note(vault, 0), "tldr: A line.", "tldr: >-\n  A\n  line.\n\n# hers\nrating: 5")
        written(vault, *NEWER)
        text = note(vault, 0).read_text()
        assert "topics:\n  - rag\n  - peft\ntldr: Another line.\n\n# hers\nrating: 5\n" in text

    def test_properties_as_an_editor_writes_them_are_still_ours(self, vault):
        path = note(vault, 1)
        _, head, body = path.read_text().split("---\n", 2)
        values = {**yaml.safe_load(head), "rating": 5}
        again = yaml.safe_dump(values, sort_keys=True, allow_unicode=True, width=60)
        path.write_text(f"---\n{again}---\n{body}")
        assert written(vault, *PAPERS).changed == []
        newer = changed(NEWER[1], tags=("agents", "peft"), tldr="A line: with signs #and more.")
        done = written(vault, newer)
        assert done.kept == {}
        after = yaml.safe_load(path.read_text().split("---\n", 2)[1])
        assert after["topics"] == ["agents", "peft"]
        assert (after["tldr"], after["rating"]) == (newer.tldr, 5)

    def test_links_that_an_editor_renamed_are_as_they_would_be(self, vault):
        path = note(vault, 0)
        for each in vault.rglob("*.md"):
            each.write_text(each.read_text().replace(f"[[{path.stem}|", "[[My name|"))
        path.rename(path.with_name("My name.md"))
        before = files(vault)
        assert written(vault, *PAPERS).changed == []
        assert files(vault) == before

    def test_a_deleted_part_and_a_deleted_property_stay_away(self, vault):
        path = note(vault, 1)
        text = path.read_text()
        text = re.sub(r"## Abstract\n\n.*\n\n", "", text).replace("published: 2025-12-08\n", "")
        path.write_text(text)
        newer = changed(NEWER[1], published="2025-12-07", tldr="Another line.")
        written(vault, newer)
        assert "Abstract" not in path.read_text()
        assert "published" not in path.read_text()
        assert "> Another line." in path.read_text()

    def test_line_ends_byte_order_mark_and_odd_bytes_stay(self, vault):
        path = note(vault, 0)
        data = path.read_bytes().replace(b"\n", b"\r\n") + b"caf\xe9 \xff\r\n"
        path.write_bytes(b"\xef\xbb\xbf" + data)
        written(vault, *NEWER)
        after = path.read_bytes()
        assert after.startswith(b"\xef\xbb\xbf---\r\n")
        assert after.endswith(b"caf\xe9 \xff\r\n")
        assert b"tldr: Another line.\r\n" in after
        assert after.count(b"\n") == after.count(b"\r\n")
        assert b"\r\r" not in after

    def test_a_copy_is_told_of_and_left_alone(self, vault):
        path = note(vault, 0)
        copy = vault / "copy.md"
        shutil.copy(path, copy)
        done = written(vault, *NEWER)
        (why,) = done.problems.values()
        assert "`copy.md` has the same id `2512.00000`" in why
        assert "tldr: A line." in copy.read_text()
        assert "Another" in path.read_text()

    def test_properties_that_cannot_be_read_are_told_of_and_left_alone(self, vault):
        edit(note(vault, 0), "tldr: A line.", 'tldr: "A line')
        before = note(vault, 0).read_bytes()
        done = written(vault, *NEWER)
        assert ["cannot be read" in why for why in done.problems.values()] == [True]
        assert note(vault, 0).read_bytes() == before

    def test_notes_of_hers_are_never_ours(self, vault):
        strange = {
            "Mine.md": b"---\nid: 42\n---\ntext",
            "binary.md": bytes(range(256)) * 20,
            "long.md": b"---\n" + b"x: y\n" * 100_000,
            "half.md": b"---\nid: 2512.00003\n",
            "empty.md": b"",
        }
        for name, data in strange.items():
            (vault / name).write_bytes(data)
        written(vault, *NEWER)
        assert {name: (vault / name).read_bytes() for name in strange} == strange

    def test_a_note_of_hers_that_has_the_id_is_linked_and_left_alone(self, tmp_path):
        mine = tmp_path / "Mine.md"
        mine.write_text('---\nid: "2512.00000"\ntldr: Mine\n---\ntext\n')
        done = written(tmp_path, *PAPERS)
        assert mine.read_text() == '---\nid: "2512.00000"\ntldr: Mine\n---\ntext\n'
        assert "Mine.md" in done.kept
        assert "[[Mine|" in (tmp_path / "Days" / "Papers 2025-12-09.md").read_text()

    def test_a_file_in_the_way_is_not_overwritten(self, tmp_path):
        place = tmp_path / "Days" / "Papers 2025-12-09.md"
        place.parent.mkdir()
        place.write_text("mine")
        written(tmp_path, *PAPERS)
        assert place.read_text() == "mine"
        assert (place.parent / "Papers 2025-12-09-2.md").is_file()

    def test_links_are_not_followed(self, tmp_path):
        outside = tmp_path / "outside"
        written(outside, *PAPERS)
        vault = tmp_path / "vault"
        vault.mkdir()
        (vault / "linked").symlink_to(outside)
        (vault / "note.md").symlink_to(note(outside, 0))
        before = files(outside)
        written(vault, *NEWER)
        assert files(outside) == before
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "Papers").symlink_to(outside)
        with pytest.raises(UsageError, match="is a link"):
            written(tmp_path / "other", *PAPERS)


class TestTrouble:
    def test_a_folder_of_another_style_is_refused(self, vault):
        with pytest.raises(UsageError, match="have the style obsidian"):
            written(vault, *PAPERS, style="logseq")

    def test_records_that_are_lost_cost_nothing_that_is_hers(self, vault):
        edit(note(vault, 0), "> A line.", "> Mine.")
        before = files(vault)
        shutil.rmtree(vault / ".summarizer")
        written(vault, *PAPERS)
        assert files(vault) == before
        assert written(vault, *PAPERS).written == []
        written(vault, *NEWER)
        assert "> Mine." in note(vault, 0).read_text()
        assert "tldr: Another line." in note(vault, 0).read_text()

    def test_damaged_records_are_set_aside(self, vault):
        (vault / ".summarizer" / "notes.json").write_text("{")
        before = files(vault)
        written(vault, *PAPERS)
        assert files(vault) == before
        assert (vault / ".summarizer" / "notes.json.damaged").exists()

    @pytest.mark.parametrize("after", [0, 1, 4])
    def test_a_run_that_ends_in_the_middle_is_completed(self, vault, monkeypatch, after):
        left = [after]

        def failing(method):
            def call(self, *arguments, **options):
                if not left[0]:
                    raise KeyboardInterrupt
                left[0] -= 1
                return method(self, *arguments, **options)

            return call

        with monkeypatch.context() as patched:
            patched.setattr(Vault, "create", failing(Vault.create))
            patched.setattr(Vault, "replace", failing(Vault.replace))
            patched.setattr(Records, "save", lambda _: None)
            with pytest.raises(KeyboardInterrupt):
                written(vault, *NEWER)
        done = written(vault, *NEWER)
        assert done.kept == {}
        assert done.problems == {}
        fresh = vault.parent / "fresh"
        written(fresh, *PAPERS)
        written(fresh, *NEWER)
        assert {name: data for name, (data, _) in files(vault).items()} == {
            name: data for name, (data, _) in files(fresh).items()
        }

    def test_a_full_disk_is_said_and_the_next_run_completes(self, tmp_path, monkeypatch):
        def full(*_, **__):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(Vault, "create", full)
            with pytest.raises(OutputError, match=r"No space left.*next run continues"):
                written(tmp_path, *PAPERS)
        assert len(written(tmp_path, *PAPERS).written) == 6

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_that_cannot_be_written_is_said(self, tmp_path):
        tmp_path.chmod(0o500)
        with pytest.raises(OutputError, match="cannot write notes"):
            written(tmp_path / "vault", *PAPERS)

    def test_a_file_where_a_folder_should_be_is_said(self, tmp_path):
        (tmp_path / "Papers").write_text("mine")
        with pytest.raises(UsageError, match="is a file"):
            written(tmp_path, *PAPERS)

    def test_two_runs_at_once_write_each_note_once(self, tmp_path):
        def go():
            done.append(written(tmp_path, *PAPERS, run=Run()))

        done = []
        both = [threading.Thread(target=go) for _ in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert sorted(len(each.written) for each in done) == [0, 6]

    def test_a_huge_note_is_left_alone(self, vault, monkeypatch):
        monkeypatch.setattr(keeper, "LARGEST", 100)
        done = written(vault, *NEWER)
        assert all("is larger than" in why for why in done.problems.values())
        assert done.changed == []


EDITS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(vaults.EDITS), st.integers(0, 40)), max_size=8
)


def hers(data):
    """The lines that she wrote, each to every byte."""
    return [line for line in data.split(b"\n") if b"mine" in line and b"[[mine" not in line]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(EDITS, st.booleans())
def test_nothing_of_hers_is_ever_lost(tmp_path_factory, edits, again):
    vault = tmp_path_factory.mktemp("vault")
    run = Run()
    written(vault, *PAPERS, run=run)
    for each in edits:
        vaults.edited(vault, *each)
    if again:
        written(vault, *PAPERS, run=run)
    before = files(vault)
    done = written(vault, *NEWER, run=run)
    after = files(vault)
    assert done.problems == {}
    assert before.keys() <= after.keys()
    assert after.keys() - before.keys() == set(done.written)
    assert all(path.startswith("Topics/") for path in done.written)
    for path, (data, _) in before.items():
        now = after[path][0]
        assert hers(now) == hers(data), path
        assert now.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
        if b"\r\n" in data and data.count(b"\n") == data.count(b"\r\n"):
            assert now.count(b"\n") == now.count(b"\r\n")
        assert b"\r\r" not in now
    assert written(vault, *NEWER, run=run).changed == []
    assert files(vault) == after
