"""Digests in the order in which their reader wants them."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from papers import paper

from summarizer import pipeline, ranking
from summarizer.errors import InterestsError, Unreachable, UsageError
from summarizer.library.run import Options, Run
from summarizer.papers.wire import dumps


@pytest.fixture
def interests(home):
    """Write the file of interests."""

    def write(text):
        home.mkdir(parents=True, exist_ok=True)
        (home / "interests.toml").write_text(text)

    return write


RAG = '[mine]\ntopics = ["rag"]\n'
DIFFUSION = '[pictures]\nwords = ["diffusion"]\n'


def digest(file, **options):
    return pipeline.digest([str(file)], Options(for_me="all", **options))


class TestOrder:
    def test_what_is_wanted_stands_first_with_its_reasons(self, file, interests):
        interests(DIFFUSION)
        made = digest(file)
        first = made.papers[0]
        assert first.title.startswith("Eight Steps")
        assert first.relevance.score >= 0.5
        assert first.relevance.profile == "pictures"
        assert any("diffusion" in each.lower() for each in first.relevance.why)
        assert made.for_me.relevant == 1
        assert len(made.papers) == 3

    def test_of_several_profiles_the_one_that_wants_a_paper_most_is_named(self, file, interests):
        interests(RAG + DIFFUSION)
        found = {each.id: each.relevance.profile for each in digest(file).papers}
        assert found[paper(0).id] == "mine"
        assert found[paper(1).id] == "pictures"

    def test_one_profile_can_be_asked_for(self, file, interests):
        interests(RAG + DIFFUSION)
        made = pipeline.digest([str(file)], Options(for_me="Pictures"))
        assert {each.relevance.profile for each in made.papers} == {"pictures"}
        assert made.for_me.profile == "Pictures"

    def test_less_relevant_papers_are_counted_where_they_are_not_shown(self, file, interests):
        interests(DIFFUSION)
        made = digest(file, min_relevance=0.5)
        assert [each.id for each in made.papers] == [paper(1).id]
        assert made.for_me.below == 2

    def test_a_limit_leaves_the_most_relevant(self, file, interests):
        interests(DIFFUSION)
        made = digest(file, limit=1)
        assert [each.id for each in made.papers] == [paper(1).id]
        assert made.for_me.below == 2

    def test_a_day_keeps_its_papers_without_what_is_a_readers_own(self, file, interests):
        interests(DIFFUSION)
        digest(file, limit=1)
        ((label, day),) = Run().library.stamps()
        kept = Run().library.read(label, day)
        assert len(kept.papers) == 3
        assert all(each.relevance is None for each in kept.entries)

    def test_nothing_is_ordered_where_nobody_asked(self, file, interests):
        interests(DIFFUSION)
        made = pipeline.digest([str(file)])
        assert made.for_me is None
        assert [each.id for each in made.papers] == [paper(n).id for n in range(3)]


class TestMarks:
    def test_starred_papers_are_a_profile(self, file):
        Run().marks.mark([replace(paper(4), id="2401.00001")], "star")
        made = digest(file)
        assert made.papers[0].id == paper(1).id
        assert made.papers[0].relevance.why
        assert made.papers[0].relevance.profile == "starred"

    def test_what_the_reader_marked_herself_says_so(self, file):
        Run().marks.mark([paper(1)], "later")
        assert digest(file).papers[0].relevance.why == ("marked by you",)

    def test_what_she_marked_keeps_the_reasons_of_her_profiles(self, file, interests):
        interests(DIFFUSION)
        Run().marks.mark([paper(1)], "star")
        relevance = digest(file).papers[0].relevance
        assert relevance.why[:2] == ("marked by you", "words “diffusion”")
        assert relevance.profile == "pictures"

    @pytest.mark.parametrize("kind", ["star", "later", "read"])
    def test_what_she_knows_stands_behind_what_is_new_to_her(self, kind, file, interests):
        interests(RAG + DIFFUSION)
        Run().marks.mark([paper(1)], kind)
        made = digest(file)
        assert [each.id for each in made.papers[:2]] == [paper(0).id, paper(1).id]
        assert made.for_me.relevant == 2
        assert [each.id for each in digest(file, limit=1).papers] == [paper(0).id]

    def test_what_she_follows_is_for_her(self, file, interests):
        interests('follow = ["scaling laws"]\n' + DIFFUSION)
        made = digest(file)
        found = {each.id: each.relevance for each in made.papers[: made.for_me.relevant]}
        assert set(found) == {paper(1).id, paper(2).id}
        assert found[paper(2).id].why[0] == "you follow scaling laws"

    def test_a_paper_marked_by_its_id_alone_is_learned_from_once_it_is_stored(self, file, tmp_path):
        other = tmp_path / "other.json"
        other.write_text(dumps([paper(4, id="2401.00001")]))
        Run().marks.mark([paper(4, id="2401.00001", title="", abstract="")], "star")
        assert digest(file).for_me.relevant == 0
        pipeline.digest([str(other)])
        assert digest(file).papers[0].id == paper(1).id

    def test_hidden_papers_are_counted_and_not_shown(self, file, interests):
        interests(DIFFUSION)
        Run().marks.mark([paper(1)], "hide")
        made = digest(file)
        assert paper(1).id not in {each.id for each in made.papers}
        assert made.for_me.hidden == 1

    def test_a_new_mark_is_learned_from_at_once(self, file, interests):
        interests(DIFFUSION)
        before = {each.id: each.relevance.score for each in digest(file).papers}
        Run().marks.mark([replace(paper(0), id="2401.00001")], "star")
        after = {each.id: each.relevance.score for each in digest(file).papers}
        assert after[paper(0).id] > before[paper(0).id]


class TestExamples:
    def test_the_papers_of_a_file_are_examples(self, file, interests, tmp_path):
        place = tmp_path / "mine.json"
        place.write_text(dumps([paper(1, id="2401.00002")]))
        interests(f"[mine]\nfrom = [{json.dumps(str(place))}]\n")
        made = digest(file)
        assert made.papers[0].id == paper(1).id
        assert made.papers[0].relevance.why

    def test_a_changed_file_is_learned_anew(self, file, interests, tmp_path):
        place = tmp_path / "mine.json"
        place.write_text(dumps([paper(1, id="2401.00002")]))
        interests(f"[mine]\nfrom = [{json.dumps(str(place))}]\n")
        digest(file)
        place.write_text(dumps([paper(2, id="2401.00003")]))
        assert digest(file).papers[0].id == paper(2).id

    def test_what_was_learned_is_kept(self, file, interests, monkeypatch):
        interests(DIFFUSION)
        before = digest(file).papers
        monkeypatch.setattr(ranking, "learn", lambda _: pytest.fail("learned again"))
        assert [each.relevance for each in digest(file).papers] == [
            each.relevance for each in before
        ]

    @pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"name": 3}', b"\xff\xfe"])
    def test_a_damaged_file_of_what_was_learned_is_made_anew(self, damage, file, interests, home):
        interests(DIFFUSION)
        before = digest(file).papers
        for each in (home / "cache" / "interests").iterdir():
            each.write_bytes(damage)
        assert digest(file).papers == tuple(replace(each, cached=True) for each in before)

    def test_what_was_learned_is_the_readers_alone(self, file, interests, home):
        interests(DIFFUSION)
        digest(file)
        for each in (home / "cache" / "interests").iterdir():
            assert each.stat().st_mode & 0o777 == 0o600

    def test_examples_that_cannot_be_read_are_warned_of_and_the_rest_is_used(
        self, file, interests, run
    ):
        interests('[mine]\nwords = ["diffusion"]\nfrom = ["/nowhere/my.bib"]\n')
        code, out, err = run("papers", file, "--for-me", "--json")
        assert code == 0
        assert json.loads(out)["papers"][0]["id"] == paper(1).id
        said = " ".join(err.split())
        assert "summarize: interests: cannot read `/nowhere/my.bib`" in said
        assert "`summarize interests remove mine --from /nowhere/my.bib` takes it out" in said
        assert said.count("summarize: ") == 1

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
    def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(self, file, interests, run, tmp_path):
        os.mkfifo(tmp_path / "my.bib")
        interests(f'[mine]\nwords = ["diffusion"]\nfrom = ["{tmp_path / "my.bib"}"]\n')
        assert run("papers", file, "--for-me", "--json")[0] == 0

    @pytest.mark.parametrize("side", ["", "[mine.not]\n"])
    def test_a_link_that_came_to_lead_to_everything_is_one_warning(
        self, file, interests, run, tmp_path, side
    ):
        (tmp_path / "all").symlink_to("/")
        interests(f'[mine]\nwords = ["diffusion"]\n{side}from = ["{tmp_path / "all"}"]\n')
        code, _, err = run("papers", file, "--for-me", "--json")
        assert (code, err.count("summarize: interests: ")) == (0, 1)
        assert "is the whole file system" in " ".join(err.split())

    def test_a_folder_whose_files_go_away_meanwhile_is_no_failure(
        self, file, interests, run, tmp_path, monkeypatch
    ):
        def gone(_):
            raise FileNotFoundError(2, "No such file or directory")

        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "gone.bib").symlink_to(tmp_path / "nowhere")
        interests(f'[mine]\nwords = ["diffusion"]\nfrom = ["{tmp_path / "more"}"]\n')
        assert run("papers", file, "--for-me", "--json")[0] == 0
        monkeypatch.setattr("summarizer.tastes.resolve_all", lambda *_: gone(None))
        (tmp_path / "more" / "new.bib").write_text("")
        code, _, err = run("papers", file, "--for-me", "--json")
        assert (code, err.count("summarize: interests: cannot read")) == (0, 1)

    def test_examples_that_cannot_be_had_are_named_with_their_profile(
        self, file, interests, run, monkeypatch
    ):
        def refused(*_):
            message = "no answer"
            raise Unreachable(message)

        monkeypatch.setattr("summarizer.tastes.resolve_all", refused)
        interests('[mine]\npapers = ["2505.15277", "2505.15278"]\n')
        _, _, err = run("papers", file, "--for-me", "--json")
        said = "2 example papers of `mine` (2505.15277, 2505.15278) could not be had: no answer"
        assert said in " ".join(err.split())

    def test_example_papers_of_the_library_are_found_by_their_ids(self, file, interests):
        pipeline.digest([str(file)])
        interests(f'[mine]\npapers = ["{paper(2).id}"]\n')
        made = digest(file, offline=True)
        assert made.papers[0].id == paper(2).id


class TestErrors:
    def test_without_interests_the_reader_is_told_how_to_have_some(self, file):
        with pytest.raises(UsageError, match="no interests yet: `summarize interests add"):
            digest(file)

    def test_an_unknown_profile_is_asked_back(self, file, interests):
        interests(DIFFUSION)
        with pytest.raises(UsageError, match="no profile `picture`: did you mean `pictures`"):
            pipeline.digest([str(file)], Options(for_me="picture"))

    def test_without_a_starred_paper_the_reader_is_told_to_star_one(self, file, interests):
        interests(DIFFUSION)
        with pytest.raises(UsageError, match="no paper is starred yet: `summarize star ID`"):
            pipeline.digest([str(file)], Options(for_me="starred"))

    def test_a_least_relevance_to_nobody_is_refused(self, file, interests, run):
        interests(DIFFUSION)
        code, out, err = run("papers", file, "--min-relevance", "0.5", "--for-me=none")
        assert (code, out) == (2, "")
        assert "`--min-relevance` needs a profile" in " ".join(err.split())

    def test_a_file_half_written_is_said(self, file, interests):
        interests("[mine]\nwords = [")
        with pytest.raises(InterestsError, match="line 2"):
            digest(file)


class TestModel:
    def test_the_most_promising_papers_are_chosen_before_any_is_paid_for(self, interests):
        interests(DIFFUSION)
        found = ranking.of(Run(), None).best([paper(n) for n in range(3)], 1)
        assert [each.id for each in found] == [paper(1).id]


class TestCommand:
    def test_a_spec_after_the_option_is_no_profile(self, file, interests, run):
        interests(DIFFUSION)
        code, out, _ = run("papers", "--for-me", file, "--json")
        assert code == 0
        assert json.loads(out)["for_me"] == {
            "profile": None,
            "relevant": 1,
            "hidden": 0,
            "below": 0,
        }

    def test_a_profile_is_named_after_an_equals_sign(self, file, interests, run):
        interests(RAG + DIFFUSION)
        found = json.loads(run("papers", file, "--for-me=pictures", "--json")[1])
        assert found["for_me"]["profile"] == "pictures"

    def test_a_profile_behind_a_blank_is_told_to_stand_behind_an_equals_sign(
        self, file, interests, run
    ):
        interests(RAG + DIFFUSION)
        code, _, err = run("today", "hf", "--for-me", "mine")
        assert code == 2
        assert "unexpected argument `mine`: write `--for-me=mine`" in " ".join(err.split())

    def test_a_search_without_any_paper_shown_has_no_heading(self, file, interests, run):
        run("papers", file)
        interests(DIFFUSION)
        out = run("search", "models", "--for-me", "--min-relevance", "1")[1]
        assert "none shown" in out
        assert "For you" not in out
        assert "Not shown" in out

    def test_people_read_what_is_for_them_first(self, file, interests, run):
        interests(DIFFUSION)
        _, out, _ = run("papers", file, "--for-me")
        assert out.index("For you: 1 of 3") < out.index("Eight Steps") < out.index("Other papers")
        assert "For you (0." in out

    @pytest.mark.parametrize("command", ["week", "month"])
    def test_a_period_is_ordered_too(self, command, file, interests, run):
        run("papers", file, "--date", "2025-12-09")
        interests(DIFFUSION)
        code, out, _ = run(command, "2025-12-09", "--for-me", "--json")
        assert code == 0
        assert json.loads(out)["papers"][0]["id"] == paper(1).id

    def test_a_search_is_ordered_too(self, file, interests, run):
        run("papers", file)
        interests(DIFFUSION)
        code, out, _ = run("search", "models", "--for-me", "--json")
        assert code == 0
        found = json.loads(out)["papers"]
        assert found[0]["id"] == paper(1).id
        assert found[0]["relevance"]["why"]

    def test_a_mail_shows_them_first(self, file, interests, run):
        interests(DIFFUSION)
        _, out, _ = run("mail", file, "--for-me", "--dry-run")
        assert out.index("For you: 1 of 3") < out.index("Eight Steps", out.index("For you: 1 of 3"))

    @pytest.mark.usefixtures("hugging_face")
    def test_the_daily_profile_is_a_setting(self, interests, run):
        interests(DIFFUSION)
        assert run("config", "set", "daily_for_me", "picture")[0] == 2
        assert run("config", "set", "daily_for_me", "pictures")[0] == 0
        found = json.loads(run("today", "--date", "2025-12-09", "--json")[1])
        assert found["for_me"]["profile"] == "pictures"
        plain = json.loads(run("today", "--date", "2025-12-09", "--json", "--for-me=none")[1])
        assert "for_me" not in plain

    def test_a_least_relevance_asks_for_the_order(self, file, interests, run):
        interests(DIFFUSION)
        found = json.loads(run("papers", file, "--min-relevance", "0.5", "--json")[1])
        assert [each["id"] for each in found["papers"]] == [paper(1).id]
