"""Which form a content has: the best fit reads it, prose has none, and a doubt is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError, UsageError
from summarizer.sources import FAMILY, Profile
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.recognition import NO_FIT, Fit, best, certain, strong, weak

SENTENCE = "We met on Tuesday and talked about what to do next, and about who will do it. "
PROSE = {
    "notes of a meeting": f"Meeting, 3 March\n\nPresent\n\n3 authors\n\n{SENTENCE}\n\nNext\n\n{SENTENCE * 3}\n",
    "a list": "- 2 l of milk\n- bread\n- 12 eggs\n",
    "a readme": f"# tool\n\nA tool.\n\n## Install\n\n    pip install tool\n\n## Use\n\n{SENTENCE * 5}\n",
    "a readme that cites": f"# tool\n\nSee [this](https://arxiv.org/abs/2502.00001).\n\nUse\n\n{SENTENCE}\n",
    "a licence": f"Licence\n\nCopyright (c) 2025 Ann One\n\n{SENTENCE * 4}\n\n{SENTENCE * 4}\n",
    "a blog": f"A Post\n\n{SENTENCE * 3}\n\nAnn · Oct 7, 2024\n\nAnother\n\n{SENTENCE}\n\nBo · Oct 8, 2024\n",
    "a log": "2025-02-04 10:00:00 INFO started\n2025-02-04 10:00:01 INFO done\n" * 9,
    "code": "import os\n\n\ndef run():\n    return os.getcwd()\n\n\nclass A:\n    pass\n",
    "a style sheet": "@media (max-width: 9em) {\n  p { color: red; }\n}\n@import url(x);\n",
    "base64": ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w\n" * 20),
    "settings": "[tool]\nname = 1\nabstract = 2\n\n[other]\ntitle = 3\n",
    "a cassette": "- response:\n    body:\n      string: |\n        data: {}\n\n        data: [DONE]\n",
    "a mail": "From: a@b.c\nTo: d@e.f\nSubject: Papers\nDate: x\n\nHello,\n\nthe papers are here.\n",
    "a post": "---\ntitle: A post\nsummary: What it is about.\n---\n\nText of it.\n",
    "a header of the site in prose": f"How to read Daily Papers\n\n{SENTENCE}\n\nAnd so\n\n{SENTENCE}\n",
}


@pytest.mark.parametrize("kind", PROSE)
def test_what_is_no_list_of_papers_is_one_line_that_says_what_it_is(kind):
    with pytest.raises(
        InputError, match=r"no sign of a papers page|made by this program"
    ) as caught:
        content_listing(Content("x", PROSE[kind].encode()))
    assert "\n" not in str(caught.value)
    assert "`--as pasted`" in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("a log", "18 lines of a log"),
        ("code", "9 lines of code"),
        ("base64", "20 lines of base64"),
        ("a list", "a list of 3 lines"),
        ("a licence", "4 paragraphs of prose"),
        ("a readme that cites", "it links to 1 paper: `arxiv:2502.00001` reads them"),
    ],
)
def test_a_text_is_called_after_what_most_of_it_looks_like(kind, said):
    with pytest.raises(InputError, match=said):
        content_listing(Content("x", PROSE[kind].encode()))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"<!DOCTYPE html><html><head><title>A Shop</title></head></html>",
            r"an HTML page \(`A Shop`\)",
        ),
        (
            b"<?xml version='1.0'?><catalog><x/></catalog>",
            r"XML \(`catalog`\) in an unknown format; give one of these forms: anthology, arxiv, ",
        ),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"\x7fELF\x02\x01\x01\0\0", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office file"),
        (b"SQLite format 3\0\x10\0", "an SQLite database"),
        (bytes(range(256)) * 4, "a binary file"),
    ],
)
def test_what_is_no_text_of_papers_is_named(data, said):
    with pytest.raises(InputError, match=said) as caught:
        content_listing(Content("x", data))
    assert "\n" not in str(caught.value)
    assert "iconv" not in str(caught.value)


def test_a_form_that_is_named_reads_anything():
    found = content_listing(Content("x", PROSE["a licence"].encode()), "pasted")
    assert found.label == "dump"
    with pytest.raises(UsageError, match="unknown form `paste`: did you mean `pasted`"):
        content_listing(Content("x", b"A"), "paste")


class Reader:
    def __init__(self, name, fit, *, catch_all=False):
        self.PROFILE = Profile(name, "x", "x", catch_all=catch_all)
        self.fit = fit

    def recognises(self, content):
        if isinstance(self.fit, Exception):
            raise self.fit
        return self.fit


@pytest.mark.parametrize(
    ("readers", "name", "said"),
    [
        ([Reader("a", weak("x")), Reader("b", strong("y"))], "b", ""),
        ([Reader("a", False), Reader("b", True)], "b", ""),
        ([Reader("a", True, catch_all=True), Reader("b", True)], "b", ""),
        ([Reader("a", strong("x")), Reader("b", True)], "a", "`--as b`"),
        ([Reader("a", weak("dates")), Reader("b", NO_FIT)], "a", "weak signs (dates)"),
        ([Reader("a", InputError("x")), Reader("b", True)], "b", ""),
        ([Reader("a", True), Reader("b", certain("x"))], "b", ""),
        ([Reader("a", certain("x")), Reader("b", NotImplementedError())], "a", ""),
    ],
)
def test_the_best_fit_reads_and_a_doubt_is_said(readers, name, said):
    found, notes = best(Content("x", b"x"), readers)
    assert found.PROFILE.name == name
    assert said in " ".join(notes)
    assert bool(notes) == bool(said)


def test_without_a_fit_the_first_reason_stands():
    assert best(Content("x", b"x"), [Reader("a", NO_FIT)]) == (None, [])
    with pytest.raises(InputError, match="first"):
        best(Content("x", b"x"), [Reader("a", InputError("first")), Reader("b", False)])


def test_a_fit_is_true_unless_it_is_none():
    assert (bool(NO_FIT), bool(weak("")), bool(strong("")), Fit(0)) == (False, True, True, NO_FIT)


@pytest.mark.parametrize("name", FAMILY.names())
@given(text=st.text(max_size=200) | st.sampled_from([*PROSE.values()]))
@settings(max_examples=40)
def test_any_form_reads_any_text_or_says_one_line(name, text):
    try:
        report = content_listing(Content("x", text.encode(errors="replace")), name).report
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert report.found == report.kept + report.duplicates + len(report.dropped)


@given(st.text(alphabet=st.sampled_from("Aab .,\n-#:*")) | st.text())
def test_text_without_any_sign_is_no_paper(text):
    try:
        papers = content_listing(Content("x", text.encode(errors="replace"))).papers
    except InputError:
        return
    assert not papers
