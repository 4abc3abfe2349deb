from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_reports import BOXES, asked, text

from summarizer.errors import InputError
from summarizer.review.parser import read_report
from summarizer.review.snapshot import mark
from summarizer.text.plain import one_line


def read(report):
    found = read_report(report, "report.md")
    return found, [(each.line, each.why) for each in found.problems]


def boxes(marks):
    return [(box.name, box.ticked) for box in marks.boxes]


def test_an_unedited_report_says_what_it_showed_and_nothing_is_left_unread():
    found, problems = read(text())
    assert problems == []
    assert found.topics == "0123456789abcdef"
    assert [marks.shown.id for marks in found.papers] == ["2512.00000", "2512.00001"]
    assert boxes(found.papers[0]) == [("rag", True), ("agents", True), ("efficiency", False)]
    assert found.papers[0].boxes[0].quote == "Retrieval-Augmented Generation"
    assert (found.papers[0].reviewed, found.papers[0].notes) == (False, "")


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "\ufeff" + t,
        lambda t: t.replace("- [", "* ["),
        lambda t: t.replace("- [", "  1. ["),
        lambda t: t.replace("“", '"').replace("”", '"'),
        lambda t: t.replace("“", "„").replace("”", "“"),
        lambda t: t.replace("<!--", "<!—").replace("-->", "—>"),
        lambda t: t.replace("> An index that", "> An index\n> that"),
        lambda t: t.replace("> An index that", "> An index\nthat"),
        lambda t: re.sub(r"(near:|given:)", r"\n\1", t),
        lambda t: t.replace(": “", ":\n  “"),
        lambda t: t.replace("## ", "#### "),
        lambda t: t.replace("- new topics", "---\n\n- new topics"),
        lambda t: t.replace("\n\n", "\n\n\n\n"),
        lambda t: t.replace("[x] rag", "[X] **rag**"),
        lambda t: t.replace("(0.93)", ""),
        lambda t: re.sub(r"\n    (summarize .*)\n", r"\n```\n\1\n```\n", t),
        lambda t: t.replace("Tick the topics that", "Tick the\ntopics that"),
    ],
)
def test_what_editors_and_hands_do_to_the_form_changes_nothing(edit):
    plain, _ = read(text())
    found, problems = read(edit(text()))
    assert problems == []
    for marks, before in zip(found.papers, plain.papers, strict=True):
        assert boxes(marks) == boxes(before)
        assert (marks.shown, marks.tldr, marks.notes) == (before.shown, before.tldr, before.notes)


def test_papers_may_be_moved_and_cut_out():
    head, first, second = re.split(r"(?=^## )", text(), flags=re.MULTILINE)
    found, problems = read(head + second + first)
    assert ([m.shown.id for m in found.papers], problems) == (["2512.00001", "2512.00000"], [])
    found, problems = read(second)
    assert ([m.shown.id for m in found.papers], problems) == (["2512.00001"], [])
    assert found.id is None


def test_half_a_file_is_read_as_far_as_it_goes():
    whole = text()
    end = whole.rindex("<!-- paper") + 22
    found, problems = read(whole[:end])
    assert [marks.shown.id for marks in found.papers] == ["2512.00000"]
    assert problems == [
        (
            whole[:end].count("\n") + 1,
            "this hidden line is damaged, so what follows is ignored; make the report again",
        )
    ]


def test_what_was_written_on_the_lines():
    report = text(asked()).replace("- new topics:", "- New tags: `peft`, #agents; **Mamba**.")
    report = report.replace("- better TL;DR:", "* better tl;dr : A better \\*one\\*.")
    report = report.replace("- notes:", "- Notes: see\n  also\n\n  - a\n  - b")
    report = report.replace("[ ] reviewed: no topic is missing", "[x] reviewed")
    found, problems = read(report)
    (marks,) = found.papers
    assert problems == []
    assert [each.name for each in marks.topics] == ["peft", "agents", "Mamba"]
    assert (marks.better, marks.notes) == ("A better *one*.", "see also; a; b")
    assert marks.reviewed is True


def test_a_list_under_a_line_belongs_to_it():
    report = text(asked()).replace("- new topics:", "- new topics:\n  - peft\n  - [x] mamba")
    found, problems = read(report.replace("- notes:", "- notes:\n    1. one\n    2. two"))
    assert problems == []
    assert [each.name for each in found.papers[0].topics] == ["peft", "mamba"]
    assert found.papers[0].notes == "one; two"


def test_added_prose_is_listed_with_its_line_and_the_rest_is_read():
    report = text(asked()).replace("- [x] rag", "I am not sure here.\n\n- [ ] rag")
    line = report[: report.index("I am not")].count("\n") + 1
    found, problems = read(report)
    assert problems == [(line, "ignored: I am not sure here.")]
    assert boxes(found.papers[0])[0] == ("rag", False)


def test_a_remark_behind_a_box_is_listed_and_the_box_is_read():
    found, problems = read(text(asked()).replace("(0.93)", "(0.93) only in passing"))
    assert [why for _, why in problems] == ["ignored: only in passing"]
    assert boxes(found.papers[0])[0] == ("rag", True)


def test_a_box_that_says_neither_is_asked_about():
    found, problems = read(text(asked()).replace("[x] rag", "[?] rag"))
    assert "write `[x]` or `[ ]` before `rag" in problems[0][1]
    assert boxes(found.papers[0])[0] == ("agents", True)


@pytest.mark.parametrize(
    "line",
    [
        f"# a{' ' * 50_000}b",
        f"- [x] rag: {'“a' * 50_000}",
        f"- {'* ' * 50_000}x",
        f"- [x] rag ({', ' * 50_000}x",
        f"## {'[a](' * 50_000}",
        "<!--\n" + "x\n" * 50_000,
        "- notes: x\n" + "y\n" * 50_000,
    ],
    ids=["heading", "quote", "stars", "facts", "link", "comment", "notes"],
)
def test_long_lines_take_time_in_proportion(line):
    report = text(asked()).replace("- new topics:", f"{line}\n\n- new topics:")
    begin = time.process_time()
    read(report)
    assert time.process_time() - begin < 2


def test_a_topic_struck_out_is_asked_about_and_not_read():
    found, problems = read(text(asked()).replace("[x] rag", "[x] ~~rag~~"))
    assert problems[0][1].startswith("untick `~~rag~~")
    assert found.papers[0].unclear == {"rag"}


@given(st.text(), st.text(min_size=1), st.text())
def test_no_title_tldr_or_quote_breaks_out_of_the_report(title, quote, tldr):
    box = replace(BOXES[0], quote=one_line(quote) or "q")
    made = asked(0, (box, *BOXES[1:]), tldr=tldr)
    made = replace(made, entry=replace(made.entry, title=title))
    found, problems = read(text(made, asked(1)))
    assert problems == []
    assert [each.shown.id for each in found.papers] == ["2512.00000", "2512.00001"]
    assert boxes(found.papers[0]) == [("rag", True), ("agents", True), ("efficiency", False)]
    assert mark(found.papers[0].tldr) == found.papers[0].shown.tldr


@given(st.data())
def test_no_report_however_mangled_ends_in_anything_but_a_reading_or_one_line(data):
    report = text()
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted(data.draw(st.integers(0, len(report))) for _ in range(2))
        put = data.draw(
            st.text(max_size=5) | st.sampled_from(["\r\n", "- [x] ", "<!--", "-->", "## "])
        )
        report = report[:start] + put + report[min(end, start + 60) :]
    try:
        found = read_report(report, "report.md")
    except InputError:
        return
    assert all(
        1 <= problem.line <= report.count("\n") + report.count("\r") + 60
        for problem in found.problems
    )


def test_a_paper_whose_hidden_line_is_gone_is_listed_by_its_title():
    report = re.sub(r"<!-- paper 2512.00000.*?-->", "", text())
    found, problems = read(report)
    assert [marks.shown.id for marks in found.papers] == ["2512.00001"]
    ((_, why),) = problems
    assert why.startswith("the hidden line under the heading `A Sparse Index")


def test_a_paper_that_stands_twice_is_read_once():
    head, first = re.split(r"(?=^## )", text(asked()), flags=re.MULTILINE)
    found, problems = read(head + first + first)
    assert (len(found.papers), problems) == (1, [])
    found, problems = read(head + first + first.replace("[x] rag", "[ ] rag"))
    assert len(found.papers) == 1
    assert "appears again here, marked differently from line" in problems[0][1]


@pytest.mark.parametrize("other", ["", "# Notes\n\n- [x] buy milk\n", "{}", "<!-- paper -->"])
def test_another_tools_markdown_is_no_report(other):
    with pytest.raises(InputError, match="is not a review report"):
        read_report(other, "notes.md")


SIGNS = "☑ rag\n- [x] peft\n> quoted\n# heading\n</details>\n<!-- paper x -->\nnotes: none "


class TestTheFoldedAbstract:
    @given(st.text(alphabet=SIGNS + "abc 2023.\n-", max_size=120))
    def test_is_never_taken_for_anything_else(self, abstract):
        made = asked()
        other = replace(made, entry=replace(made.entry, abstract=abstract))
        found, problems = read(text(other))
        assert problems == []
        assert boxes(found.papers[0]) == [("rag", True), ("agents", True), ("efficiency", False)]
        assert found.papers[0].tldr == made.entry.tldr

    @pytest.mark.parametrize(
        "edit",
        [
            lambda t: re.sub(r"(.{40}\S*) ", r"\1\n", t),
            lambda t: t.replace("<details><summary>", "<details>\n<summary>"),
            lambda t: t.replace("</summary>\n\n", "</summary>\n"),
            lambda t: t.replace("\n\n</details>", "\n</details>"),
            lambda t: t.replace("\n\n</details>\n", "\n"),
            lambda t: t.replace("<details>", "<details open>"),
            lambda t: re.sub(r"<details>.*?</details>\n\n", "", t, flags=re.DOTALL),
        ],
    )
    def test_may_be_wrapped_unfolded_and_cut_out(self, edit):
        whole = text()
        found, problems = read(
            edit(whole[: whole.index("## ")]) + edit(whole[whole.index("## ") :])
        )
        assert problems == []
        assert [len(each.boxes) for each in found.papers] == [3, 3]
        assert all(each.tldr == "An index that answers in 12 ms." for each in found.papers)

    def test_what_is_written_into_it_is_told(self):
        _, problems = read(text().replace("We propose a", "I doubt this. We propose a", 1))
        assert [why for _, why in problems] == [
            "the abstract was changed: what was written into it is not read"
        ]

    def test_a_box_of_its_own_in_it_ends_it(self):
        found, problems = read(text().replace("\n\n</details>", "\n\n- [x] peft\n\n</details>", 1))
        assert ("peft", True) in boxes(found.papers[0])
        assert problems != []


@pytest.mark.parametrize("line", ["- [ ] ", "- [ ] x", "- a", "a", "> a", "- note: a", "<!-- a"])
def test_a_report_of_many_lines_takes_no_time(line):
    begun = time.process_time()
    read_report(text().replace("- [x]", "\n".join([line] * 60_000) + "\n- [x]", 1), "report.md")
    assert time.process_time() - begun < 10
