from __future__ import annotations

import dataclasses
import json
import re
from datetime import date

import pytest
from engine_double import Counting, Heard
from papers import api_item, paper

from summarizer import engines, pipeline
from summarizer.errors import InputError, SettingsError, UsageError
from summarizer.library.run import Options, Run
from summarizer.papers.wire import dumps
from summarizer.settings import Settings


@pytest.fixture
def counting(monkeypatch):
    """Every engine asked for is one that counts."""
    engine = Counting()
    monkeypatch.setattr(engines, "create", lambda _: engine)
    return engine


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "papers.json"
    path.write_text(dumps([paper(0), paper(1), paper(2)]))
    return str(path)


def test_evidence_stands_in_the_paper(example):
    digest = pipeline.digest([str(example)])
    assert len(digest.papers) == 35
    for entry in digest.papers:
        assert {tag.tag for tag in entry.evidence} == set(entry.tags)
        for tag in entry.evidence:
            assert getattr(entry, tag.field)[tag.start : tag.end] == tag.quote


def test_a_second_run_gives_the_same_papers_from_the_cache(example):
    first, second = (pipeline.digest([str(example)]) for _ in range(2))
    third = pipeline.digest([str(example)])
    assert all(entry.cached for entry in second.papers)
    assert dumps(second.papers) == dumps(third.papers)
    assert second.usage.cached == 35
    uncached = [dataclasses.replace(entry, cached=False) for entry in second.papers]
    assert uncached == list(first.papers)


def test_output_is_input(example, tmp_path):
    first = pipeline.digest([str(example)])
    path = tmp_path / "digest.json"
    path.write_text(dumps(first))
    again = pipeline.digest([str(path)])
    assert again.date == "2025-12-09"
    assert [dataclasses.replace(entry, cached=False) for entry in again.papers] == list(
        first.papers
    )


def test_several_specs_make_one_digest_without_doubles(counting, file, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(dumps([paper(1), paper(3, id="2512.00009", abstract="Other text.")]))
    digest = pipeline.digest([file, str(other)])
    assert [entry.id[-1] for entry in digest.papers] == ["0", "1", "2", "9"]
    report = digest.report
    assert (report.found, report.kept, report.duplicates) == (5, 4, 1)


def test_a_limit_asks_for_no_more_than_is_shown(counting, file):
    digest = pipeline.digest([file], Options(limit=2))
    assert len(digest.papers) == len(counting.asked) == 2


def test_a_tag_may_be_typed_as_name_or_label(file):
    names = [pipeline.digest([file], Options(tags=(tag,))).papers for tag in ("rag", "RAG")]
    assert [[entry.title for entry in papers] for papers in names] == [[paper(0).title]] * 2


def test_a_tag_that_is_no_topic_is_refused(file):
    with pytest.raises(UsageError, match="unknown topic `nonsense`"):
        pipeline.digest([file], Options(tags=("nonsense",)))


def test_skipped_papers_are_listed_and_tried_again(counting, file):
    counting.refuses = {paper(1).id}
    digest = pipeline.digest([file])
    assert [item.reason for item in digest.skipped] == ["the answer was cut off"]
    counting.refuses = set()
    assert len(pipeline.digest([file]).papers) == 3
    assert counting.asked.count(paper(1).id) == 2


def test_an_interrupted_run_keeps_its_answers_and_its_papers(monkeypatch, hugging_face):
    class Interrupted(Counting):
        def annotate(self, each):
            if self.asked:
                raise KeyboardInterrupt
            return super().annotate(each)

    run = Run()
    engine = Interrupted()
    monkeypatch.setattr(engines, "create", lambda _: engine)
    with pytest.raises(KeyboardInterrupt):
        pipeline.digest(["hf:2025-12-09"], run=run)
    stored = run.library.read("hf", "2025-12-09")
    assert len(stored.papers) == 3
    assert len(stored.entries) == 1


def test_a_captured_day_is_stored_as_that_day(tmp_path):
    path = tmp_path / "api.json"
    path.write_text(json.dumps([api_item(0), api_item(1)]))
    run = Run()
    pipeline.digest([str(path)], run=run)
    assert run.library.days("hf") == ["2025-12-09"]
    assert len(pipeline.today("hf", Options(offline=True)).papers) == 2


def test_a_file_without_a_day_is_kept_by_its_name(counting, tmp_path):
    path = tmp_path / "my list.jsonl"
    path.write_text(dumps(paper(listed=None)) + "\n" + dumps(paper(1, listed=None)))
    run = Run()
    pipeline.digest([str(path)], run=run)
    kept = list(run.library.folder.glob("file-my-list-*/undated.json"))
    assert len(kept) == 1
    assert len(run.library.read(kept[0].parent.name, None).papers) == 2


def test_files_of_one_name_in_two_folders_are_kept_apart(counting, tmp_path):
    run = Run()
    for number in range(2):
        path = tmp_path / str(number) / "papers.json"
        path.parent.mkdir()
        path.write_text(dumps([paper(number, listed=None)]))
        pipeline.digest([str(path)], run=run)
    assert len(list(run.library.folder.glob("file-papers-*"))) == 2


def test_what_was_dropped_is_said(counting, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(f"{dumps(paper())}\n{{}}\n")
    heard = Heard()
    digest = pipeline.digest([str(path)], run=Run(observer=heard))
    assert digest.report.dropped[0].where == "line 2"
    assert any("dropped line 2" in note for note in heard.notes)


def test_the_callers_day_gives_a_dump_its_year(counting, example, tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(example.read_text())
    digest = pipeline.digest([str(path)], Options(day=date(2024, 12, 9)))
    assert digest.date == "2024-12-09"


@pytest.mark.parametrize(("spec", "error"), [("nonsense", UsageError), ("x.txt", InputError)])
def test_a_spec_that_is_nothing_is_refused(spec, error):
    with pytest.raises(error):
        pipeline.digest([spec])


def test_an_engine_that_is_not_there_is_named():
    with pytest.raises(SettingsError, match="unknown model `magic/x`"):
        pipeline.digest(["x.txt"], run=Run(Settings(model="magic/x")))


def test_a_paper_without_words_in_its_abstract_still_gets_an_entry(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(dumps([paper(abstract="?!")]))
    assert len(pipeline.digest([str(path)]).papers) == 1


def test_a_paper_is_explained_by_id_or_by_the_beginning_of_its_title(file):
    for identity in ("2512.00000", "a sparse index"):
        lines = pipeline.explain([file], identity)
        assert lines[0] == f"2512.00000 {paper(0).title}"
        assert any(line.startswith("  chosen (") for line in lines)
        assert any(line.startswith("  rag: ") and "given" in line for line in lines)


@pytest.mark.parametrize(("identity", "count"), [("2512", 3), ("nonsense", 0)])
def test_only_one_paper_is_explained_at_a_time(file, identity, count):
    with pytest.raises(UsageError, match=f"matches {count} of 3 papers"):
        pipeline.explain([file], identity)


def test_an_engine_that_cannot_explain_itself_is_explained_by_its_kept_answer(counting, file):
    with pytest.raises(UsageError, match=r"no answer of `\w+` is kept for 2512.00000"):
        pipeline.explain([file], "2512.00000")
    pipeline.digest([file])
    lines = pipeline.explain([file], "2512.00000")
    assert lines[1] == "TL;DR"
    assert lines[3] == "Tags"


class TestTagged:
    def test_papers_get_topics_and_nothing_is_stored(self, file):
        papers = pipeline.papers([file], Options(store=False), Run())
        entries = pipeline.tagged(papers, run := Run())
        assert [each.id for each in entries] == [each.id for each in papers]
        assert "rag" in entries[0].tags
        assert not list(run.library.all())

    def test_a_model_is_not_asked_but_what_it_said_is_known(self, file, llm):
        settings = Settings(model="openai/x", base_url=llm.url)
        paid = pipeline.digest([file], Options(limit=1, store=False), Run(settings)).papers
        asked = len(llm.requests)
        papers = pipeline.papers([file], Options(store=False), Run(settings))
        entries = pipeline.tagged(papers, Run(settings))
        assert len(llm.requests) == asked > 0
        assert [each.engine for each in entries] == [paid[0].engine, "embedded", "embedded"]
        assert entries[0].tags == paid[0].tags

    def test_a_paper_without_an_abstract_stays_and_has_no_topic(self):
        (entry,) = pipeline.tagged([paper(0, abstract="")], Run())
        assert (entry.title, entry.tags) == (paper(0).title, ())

    def test_marks_are_known_and_entries_stay_as_they_are(self, file):
        (entry, *_) = pipeline.digest([file]).papers
        run = Run()
        run.marks.mark([entry], "star")
        (found,) = pipeline.tagged([dataclasses.replace(entry, tags=("mine",))], run)
        assert (found.tags, found.marks) == (("mine",), ("star",))


class TestSeveralFiles:
    @pytest.fixture
    def folder(self, tmp_path):
        place = tmp_path / "in"
        (place / "deeper").mkdir(parents=True)
        (place / "a.json").write_text(dumps([paper(0)]))
        (place / "deeper" / "b.jsonl").write_text(f"{dumps(paper(1))}\n{dumps(paper(0))}\n")
        (place / ".hidden.json").write_text("[")
        (place / "README.md").write_text("# A heading\n\nAnd prose that looks like an abstract.\n")
        return place

    def test_a_folder_is_its_files_and_theirs(self, counting, folder):
        digest = pipeline.digest([str(folder)])
        assert [entry.id[-1] for entry in digest.papers] == ["0", "1"]
        assert digest.source == (str(folder),)
        report = digest.report
        assert (report.found, report.kept, report.duplicates) == (3, 2, 1)

    @pytest.mark.parametrize("pattern", ["*.json", "**/*.json*", "[ab].json"])
    def test_a_pattern_is_the_files_it_names(self, counting, folder, pattern):
        digest = pipeline.digest([str(folder / pattern)])
        assert digest.papers[0].id == paper(0).id

    def test_a_file_without_papers_is_dropped_and_said(self, counting, folder):
        (folder / "notes.txt").write_text("nothing of interest")
        heard = Heard()
        report = pipeline.digest([str(folder)], run=Run(observer=heard)).report
        assert (report.found, report.kept, len(report.dropped)) == (4, 2, 1)
        assert report.dropped[0].where.endswith("notes.txt: the file")
        assert "1 paragraph of prose, and no sign of a papers page" in report.dropped[0].why
        assert any("notes.txt" in note for note in heard.notes)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("empty", "no files there with one of the endings .atom"),
            ("*.nothing", "no file has such a name"),
            ("*.md", "no papers in 1 file; `"),
        ],
    )
    def test_no_papers_at_all_is_one_clear_error(self, folder, name, said):
        (folder / "empty").mkdir()
        (folder / "README.md").write_text("nothing")
        with pytest.raises(InputError, match=re.escape(said)):
            pipeline.digest([str(folder / name)])

    def test_a_place_of_a_loss_names_its_file(self, counting, folder):
        (folder / "a.json").write_text(dumps([paper(0), {"title": "T"}]))
        dropped = pipeline.digest([str(folder)]).report.dropped
        assert [each.where for each in dropped] == [f"{folder / 'a.json'}: item 2"]


class TestOnePaperFromSeveralPlaces:
    def test_is_one_entry_that_says_where_each_field_came_from(self, counting, tmp_path):
        dump, csv = tmp_path / "page.txt", tmp_path / "table.csv"
        dump.write_text(
            f"{paper(0).title.upper()}\n\n{paper(0).abstract}\n\n  • 2 authors\n·\nDec 7, 2025 4\n"
        )
        csv.write_text(
            f'title,abstract,id,doi\n{paper(0).title},"{paper(0).abstract}",2512.00000,10.1/x'
        )
        digest = pipeline.digest([str(dump), str(csv)])
        entry = digest.papers[0]
        assert len(digest.papers) == 1
        assert (entry.id, entry.comments, entry.doi) == ("2512.00000", 4, "10.1/x")
        assert (entry.origins["comments"], entry.origins["doi"]) == ("dump", str(csv))


class TestWhatWasShownBefore:
    def run(self, tmp_path, *papers, **options):
        path = tmp_path / "papers.json"
        path.write_text(dumps(papers))
        heard = Heard()
        return pipeline.digest([str(path)], Options(**options), Run(observer=heard)), heard

    def test_is_marked_on_a_later_day(self, counting, tmp_path):
        assert self.run(tmp_path, paper(0))[0].papers[0].shown_before is None
        later = [paper(number, listed="2025-12-10") for number in (0, 1)]
        digest, _ = self.run(tmp_path, *later)
        assert [each.shown_before for each in digest.papers] == ["2025-12-09", None]

    def test_is_left_out_where_only_new_papers_are_wanted(self, counting, tmp_path):
        self.run(tmp_path, paper(0))
        digest, heard = self.run(tmp_path, paper(0), paper(1), new=True)
        assert [each.id for each in digest.papers] == [paper(1).id]
        assert "1 of 2 papers shown before" in heard.notes
        assert self.run(tmp_path, paper(0), paper(1), new=True)[0].papers == ()

    def test_is_only_what_was_in_a_digest(self, counting, tmp_path):
        self.run(tmp_path, paper(0), paper(1), limit=1)
        assert len(self.run(tmp_path, paper(0), paper(1), new=True)[0].papers) == 1

    def test_is_shown_again_in_a_new_version_with_a_changed_abstract(self, counting, tmp_path):
        self.run(tmp_path, paper(0, version=1))
        changed = paper(0, version=2, abstract="We have changed the abstract.")
        digest, _ = self.run(tmp_path, changed, new=True)
        assert [(each.id, each.revised, each.cached) for each in digest.papers] == [
            (paper(0).id, True, False)
        ]
        assert counting.asked == [paper(0).id] * 2
        assert self.run(tmp_path, changed, new=True)[0].papers == ()
