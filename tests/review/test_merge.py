from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from review_reports import BOXES, asked, text

from summarizer.renderers.markdown import escaped
from summarizer.review import merge
from summarizer.review.parser import Problem, read_report
from summarizer.review.snapshot import same
from summarizer.reviews.judgements import Review
from summarizer.text.plain import one_line

NAMES = ("rag", "agents", "efficiency", "peft", "mamba")
NONE = Review(id="2512.00000")


def named(written):
    return written.name if written.name in NAMES else Problem(written.line, "no topic")


def apply(report, review=NONE, at="2026-11-22T10:00:00Z", by="reader"):
    """Apply the first paper of a report to a review."""
    found = read_report(report, "report.md")
    origin = merge.Origin(at, by, found.id, f"{hash(report):x}")
    return merge.merged(found.papers[0], review, origin, named)


def test_an_unedited_report_changes_nothing():
    merged = apply(text())
    assert (merged.after, merged.problems, merged.conflicts) == (NONE, [], [])


def test_one_changed_box_judges_all_boxes_of_the_paper():
    after = apply(text().replace("[x] agents", "[ ] agents", 1)).after
    assert after.tags == {"agents": False, "rag": True, "efficiency": False}
    assert after.quotes["rag"] == "Retrieval-Augmented Generation"
    (change,) = after.changes
    assert change.before == {"tags": {"agents": None, "rag": None, "efficiency": None}}
    assert change.after == {"tags": after.tags}
    assert change.answer == {"tags": ["rag", "agents"], "tldr": "An index that answers in 12 ms."}


def test_a_note_or_a_tldr_judges_no_box():
    after = apply(text().replace("- notes:", "- notes: see also", 1)).after
    assert (after.tags, after.notes) == ({}, "see also")
    after = apply(text().replace("- better TL;DR:", "- better TL;DR: Better.", 1)).after
    assert (after.tags, after.tldr) == ({}, "Better.")


def test_a_tldr_may_be_changed_in_its_place():
    after = apply(text().replace("> An index that answers", "> A sparse index that answers")).after
    assert after.tldr == "A sparse index that answers in 12 ms."


def test_two_better_tldrs_are_asked_back():
    report = (
        text().replace("- better TL;DR:", "- better TL;DR: One.", 1).replace("> An", "> Two, an")
    )
    merged = apply(report)
    assert merged.after == NONE
    assert "two better TL;DRs" in merged.problems[0].why


def test_the_reviewed_mark_judges_the_boxes_and_completes():
    after = apply(text().replace("[ ] reviewed", "[x] reviewed", 1)).after
    assert after.complete
    assert after.tags == {"rag": True, "agents": True, "efficiency": False}


def test_a_box_cut_out_of_a_judged_paper_is_no_verdict_and_is_listed():
    report = text().replace("- [x] agents\n", "", 1).replace("[x] rag", "[ ] rag", 1)
    merged = apply(report)
    assert merged.after.tags == {"rag": False, "efficiency": False}
    assert "the box of `agents` is gone" in merged.problems[0].why


def test_a_box_cut_out_of_any_paper_is_listed_though_nothing_else_was_changed():
    merged = apply(text().replace("- [x] agents\n", "", 1))
    assert merged.after == NONE
    assert "the box of `agents` is gone" in merged.problems[0].why
    merged = apply(text().replace("- [x] agents\n", "", 1).replace("notes:", "notes: n", 1))
    assert (merged.after.notes, len(merged.problems)) == ("n", 1)


def test_a_name_that_is_no_topic_is_listed_and_the_rest_applied():
    merged = apply(text().replace("- new topics:", "- new topics: nonsense, peft", 1))
    assert merged.after.tags["peft"] is True
    assert [problem.why for problem in merged.problems] == ["no topic"]


def test_nothing_is_applied_twice():
    report = text().replace("[x] rag", "[ ] rag", 1).replace("- notes:", "- notes: n", 1)
    once = apply(report).after
    assert apply(report, once).after == once


def test_an_old_report_read_again_does_not_take_a_later_review_back():
    old = text().replace("[x] rag", "[ ] rag", 1)
    once = apply(old).after
    later = text(asked(review=once, boxes=shown(once)), at="2026-11-23T10:00:00Z")
    twice = apply(later.replace("[ ] rag", "[x] rag"), once, "2026-11-23T11:00:00Z").after
    assert twice.tags["rag"] is True
    merged = apply(old, twice)
    assert (merged.after, merged.conflicts) == (twice, [])


def test_a_report_edited_on_after_it_was_applied_gives_what_is_new():
    report = text().replace("[x] rag", "[ ] rag", 1)
    once = apply(report).after
    again = apply(report.replace("[ ] rag", "[x] rag").replace("- notes:", "- notes: n", 1), once)
    assert (again.after.tags["rag"], again.after.notes, again.conflicts) == (True, "n", [])


class TestCopiesOfOneReport:
    """Two readers with a copy each."""

    def test_a_box_that_the_second_never_touched_stays_as_the_first_set_it(self):
        first = apply(text().replace("[x] rag", "[ ] rag", 1), by="first").after
        report = text().replace("[x] agents", "[ ] agents", 1)
        merged = apply(report, first, by="second")
        assert merged.after.tags["rag"] is False
        assert [each.why[:22] for each in merged.conflicts] == ["2512.00000: `agents`: "]
        merged = apply(text().replace("- new topics:", "- new topics: peft", 1), first, by="second")
        assert merged.after.tags == {**first.tags, "peft": True}
        assert merged.conflicts == []

    def test_neither_is_asked_anything_of_what_only_the_other_wrote(self):
        report = text().replace("[ ] reviewed", "[x] reviewed", 1)
        report = report.replace("- notes:", "- notes: n", 1).replace("TL;DR:", "TL;DR: One.", 1)
        first = apply(report, by="first").after
        merged = apply(text().replace("- new topics:", "- new topics: peft", 1), first, by="second")
        after = merged.after
        assert (after.complete, after.notes, after.tldr) == (True, "n", "One.")
        assert (after.tags["peft"], merged.conflicts) == (True, [])

    def test_what_both_changed_to_something_else_is_a_conflict(self):
        first = apply(text().replace("TL;DR:", "TL;DR: One.", 1), by="first").after
        merged = apply(text().replace("TL;DR:", "TL;DR: Two.", 1), first, by="second")
        assert merged.after == first
        assert "“Two.” here, “One.” in the review" in merged.conflicts[0].why

    def test_the_first_may_still_go_on_in_the_own_copy(self):
        report = text().replace("[x] rag", "[ ] rag", 1)
        first = apply(report, by="first").after
        note = text().replace("- notes:", "- notes: n", 1)
        second = apply(note, first, by="second").after
        merged = apply(report.replace("[ ] rag", "[x] rag", 1), second, by="first")
        assert (merged.after.tags["rag"], merged.after.notes) == (True, "n")
        assert merged.conflicts == []


class TestTwoReportsAtOnce:
    def test_edits_of_different_things_are_both_kept(self):
        first = apply(text().replace("[x] rag", "[ ] rag", 1)).after
        report = text(at="2026-11-23T10:00:00Z").replace("- notes:", "- notes: n", 1)
        merged = apply(report.replace("- better TL;DR:", "- better TL;DR: B.", 1), first)
        assert (merged.after.tags, merged.after.notes) == (first.tags, "n")
        assert (merged.after.tldr, merged.conflicts) == ("B.", [])

    def test_two_different_tldrs_are_a_conflict_and_the_first_stands(self):
        first = apply(text().replace("- better TL;DR:", "- better TL;DR: First.", 1)).after
        report = text(at="2026-11-23T10:00:00Z")
        merged = apply(report.replace("- better TL;DR:", "- better TL;DR: Second.", 1), first)
        assert merged.after == first
        (conflict,) = merged.conflicts
        assert "“Second.” here, “First.” in the review of 2026-11-22 10:00" in conflict.why

    def test_the_same_tldr_twice_is_none(self):
        report = text().replace("- better TL;DR:", "- better TL;DR: Same.", 1)
        first = apply(report).after
        other = report.replace("2026-11-22", "2026-11-23")
        assert apply(other, first).after == first

    def test_a_topic_judged_right_by_one_and_wrong_by_the_other_is_a_conflict(self):
        first = apply(text().replace("[ ] efficiency", "[x] efficiency", 1)).after
        report = text(at="2026-11-23T10:00:00Z").replace("[x] agents", "[ ] agents", 1)
        merged = apply(report, first)
        assert merged.after.tags["agents"] is True
        assert [each.why[:41] for each in merged.conflicts] == [
            "2512.00000: `agents`: wrong here, right i"
        ]

    def test_a_box_left_as_it_was_does_not_speak_against_a_review(self):
        first = apply(text().replace("[ ] efficiency", "[x] efficiency", 1)).after
        report = text(at="2026-11-23T10:00:00Z")
        merged = apply(report.replace("- new topics:", "- new topics: peft", 1), first)
        assert merged.after.tags == {**first.tags, "peft": True}
        assert merged.conflicts == []

    def test_unless_the_paper_is_marked_reviewed(self):
        first = apply(text().replace("[ ] efficiency", "[x] efficiency", 1)).after
        report = text(at="2026-11-23T10:00:00Z").replace("[ ] reviewed", "[x] reviewed", 1)
        merged = apply(report, first)
        assert merged.after.complete
        assert [each.line for each in merged.conflicts] == [25]


def shown(review):
    """The boxes that a report shows after a review."""
    kinds = {True: "right", False: "wrong"}
    boxes = [replace(box, kind=kinds[review.tags[box.name]]) for box in BOXES]
    known = {box.name for box in boxes}
    others = [name for name in review.tags if name not in known]
    return [*boxes, *(replace(BOXES[1], name=n, kind=kinds[review.tags[n]]) for n in others)]


TEXTS = st.text(max_size=80).map(one_line)
EDITS = st.fixed_dictionaries(
    {
        "flipped": st.sets(st.sampled_from(NAMES[:3])),
        "new": st.lists(st.sampled_from(NAMES[3:]), unique=True),
        "reviewed": st.booleans(),
        "tldr": TEXTS,
        "notes": TEXTS,
        "crlf": st.booleans(),
        "sign": st.sampled_from("-*+"),
    }
)


@given(EDITS)
def test_any_edits_written_and_read_back_are_the_same_edits(edits):
    report = text(asked())
    for name in edits["flipped"]:
        old, new = ("[ ]", "[x]") if name == "efficiency" else ("[x]", "[ ]")
        report = report.replace(f"{old} {name}", f"{new} {name}")
    if edits["reviewed"]:
        report = report.replace("[ ] reviewed", "[X] reviewed")
    report = report.replace("- new topics:", f"- new topics: {', '.join(edits['new'])}")
    report = report.replace("- better TL;DR:", f"- better TL;DR: {escaped(edits['tldr'])}")
    report = report.replace("- notes:", f"- notes: {escaped(edits['notes'])}")
    report = report.replace("\n- ", f"\n{edits['sign']} ")
    merged = apply(report.replace("\n", "\r\n") if edits["crlf"] else report)
    judged = edits["flipped"] or edits["new"] or edits["reviewed"]
    ticks = {"rag": True, "agents": True, "efficiency": False}
    expected = {name: tick != (name in edits["flipped"]) for name, tick in ticks.items()}
    expected |= dict.fromkeys(edits["new"], True)
    after = merged.after
    assert (merged.problems, merged.conflicts) == ([], [])
    assert after.tags == (expected if judged else {})
    assert after.complete is edits["reviewed"]
    assert after.tldr == (edits["tldr"] if same(edits["tldr"]) else None)
    assert after.notes == (edits["notes"] if same(edits["notes"]) else None)
    fresh = text(asked(boxes=shown(after) if after.tags else BOXES, review=after))
    assert apply(fresh, after).after == after
