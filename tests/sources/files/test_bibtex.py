from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ARXIV = r"""
@misc{one2023tree,
      title={A Tree of {T}houghts for {LLM}s and $\alpha$},
      author={One, First and M{\"u}ller, J{\'o}zef and Jane van Two},
      year={2023},
      eprint={2305.10601v2},
      archivePrefix={arXiv},
      primaryClass={cs.CL},
      abstract={We search,
        and it is {\em good}.}
}
"""


def read(text):
    return content_listing(Content("papers.bib", text.encode()))


def test_an_entry_as_arxiv_exports_it():
    paper = read(ARXIV).papers[0]
    assert (paper.id, paper.version, paper.categories) == ("2305.10601", 2, ("cs.CL",))
    assert paper.title == r"A Tree of Thoughts for LLMs and $\alpha$"
    assert paper.abstract == r"We search, and it is {\em good}."
    assert paper.authors == ("First One", "Józef Müller", "Jane van Two")
    assert paper.published is None


def test_values_are_joined_and_names_for_them_known():
    paper = read(
        '@string{j = "Journal of"}\n@comment{@x{}}\n% said\n'
        '@Article(key, title = "A {B}" # " C", ABSTRACT = "It is.", journal = j # { Things},\n'
        " year = 2024, month = feb, day = 3, url = {https://arxiv.org/abs/2401.00001v2})\n"
    ).papers[0]
    assert (paper.title, paper.journal_ref) == ("A B C", "Journal of Things")
    assert (paper.published, paper.id, paper.version) == ("2024-02-03", "2401.00001", 2)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("@a{k, title = {T}}", "no abstract"),
        ("@a{k, title = {T", "not valid BibTeX: a value is never closed"),
        ("@a{k, title = {T}, abstract }", "not valid BibTeX: the entry is not closed, or has"),
        ("@a{k, title = {T}, abstract = {A.}", "not valid BibTeX: the entry is not closed"),
    ],
)
def test_a_broken_entry_takes_no_other_with_it(entry, why):
    report = read(f"{ARXIV}{entry}\n{ARXIV.replace('2305.10601v2', '2305.10602')}").report
    assert (report.found, report.kept) == (3, 2)
    assert report.dropped[0].where == "line 12"
    assert report.dropped[0].why.startswith(why)


def test_entries_without_abstracts_are_one_clear_error():
    with pytest.raises(InputError, match="no papers among 1 entry; line 1: no abstract"):
        read("@a{k, title = {T}}")


@given(st.lists(st.sampled_from(["@a{", "{", "}", '"', "=", ",", "title", "#", "\n", "x", "\\"])))
def test_any_text_after_an_entry_takes_nothing_from_it(pieces):
    listing = read(ARXIV + "".join(pieces))
    assert listing.papers[0].id == "2305.10601"


TEXT = "We weave baskets by machine and count how many of them hold."


PARENTHESES = f"""@article(a, title={{One}}, abstract={{{TEXT}}})
@misc( b , title={{Two}}, x="{TEXT} {{"}}", abstract = "Two")"""


def entry(key, more="", title=None):
    return (
        f"@article{{{key}, title={{{title or f'Weaving {key}'}}}, abstract={{{TEXT} {key}}}{more}}}"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{entry('a')} {entry('b')}",
        entry("a") + entry("b"),
        f"% Encoding: UTF-8{entry('a')}\r\n{entry('b')}",
        f"% a library\r\r{entry('a')}\r{entry('b')}\r",
        f"\ufeff{entry('a')}\n\ufeff{entry('b')}\n",
        f"{entry('10.1016/0196(89)9-2')}\n{entry('Ida Berg_2011')}",
        f"{entry('a')}\n@comment{{{entry('x')}}}\n%{entry('y')}\n{entry('b')}",
        PARENTHESES,
        f"@a{{a,\n title={{One}}\n abstract={{{TEXT}}},\n % note={{x,\n year=2019 }}\n{entry('b')}",
        f"@a{{a,\n title={{One {{ brace}},\n abstract={{{TEXT}}}\n}}\n{entry('b')}",
        f"@a{{a, title={{One}}, abstract={{Ask:\n@article{{is a word}} {TEXT}}}}}\n{entry('b')}",
        f"@a{{title={{One}}, author={{Berg, Ida}}, abstract={{{TEXT}}}}}\n{entry('b')}",
        f"{entry('a')}\n{entry('a', title='Another')}",
    ],
)
def test_both_entries_are_read_however_they_stand(text):
    report = read(text).report
    assert (report.kept, report.dropped) == (2, ())


@pytest.mark.parametrize("value", ["{{%s}}", '"{%s}"', "{{{%s}}}", "{ %s\n}"])
def test_braces_around_a_value_say_nothing(value):
    text = "Weaving at 40\\% speed by {Machine}"
    found = read(f"@a{{k, title={value % text}, abstract={value % TEXT}}}").papers[0]
    assert (found.title, found.abstract) == ("Weaving at 40% speed by Machine", TEXT)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("von Berg, Jr., Ida and others", ("Ida von Berg Jr.",)),
        ("Castro, Leo AND {Basket Makers, Inc.} and {\\v S}imi{\\'c}, Ana",
         ("Leo Castro", "Basket Makers, Inc.", "Ana Šimić")),
        ("family=Dyk, given=Jan, prefix=van, useprefix=true and Berg, Ida",
         ("Jan van Dyk", "Ida Berg")),
        ('Ayşe {\\"O}z and Y{\\i}ld{\\i}z, Ay{\\c s}e', ("Ayşe Öz", "Ayşe Y\u0131ld\u0131z")),
        ("{Berg, Ida and Castro, Leo}", ("Ida Berg", "Leo Castro")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["author", "authors"])
def test_names_are_the_people_named(written, people, field):
    assert read(entry("k", f", {field}={{{written}}}")).papers[0].authors == people


@pytest.mark.parametrize(
    "field",
    [
        *("eprint={1907.01234}", "eprint={1907.01234 [cs]}, eprinttype={arxiv}"),
        *("arxivId={1907.01234}", "doi={10.48550/arXiv.1907.01234}"),
        *("note={arXiv:1907.01234 [cs]}", "note={arXiv: 1907.01234}"),
        "journal={arXiv:1907.01234 [cs, stat]}",
        "howpublished={\\url{https://arxiv.org/abs/1907.01234}}",
        *("journaltitle={arXiv preprint arXiv:1907.01234}", "number={arXiv:1907.01234}"),
    ],
)  # fmt: skip
def test_an_arxiv_id_is_found_in_every_field_that_names_it(field):
    assert read(entry("k", f", {field}")).papers[0].id == "1907.01234"


@pytest.mark.parametrize(
    "field", ["note={Extends arXiv:1907.01234}", "eprint={1907.01234}, archivePrefix={other}"]
)
def test_another_papers_id_is_not_taken(field):
    assert read(entry("k", f", {field}")).papers[0].id.startswith("sha256:")


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("date={2019-07-04}", "2019-07-04"),
        ("year={{2019}}, month={{JUL 4}}", "2019-07-04"),
        ("year=2019, month=jul, day=4", "2019-07-04"),
        ("date={2019-07}", None),
        ("year={2019}", None),
        ("year={2019}, month={jan}, day={²}", None),
        (f"year={{2019}}, month={{jan}}, day={{{'4' * 5000}}}", None),
    ],
)
def test_a_day_is_known_where_it_is_given(fields, published):
    paper = read(entry("k", f", {fields}, journaltitle={{Journal of Baskets}}")).papers[0]
    assert (paper.published, paper.journal_ref) == (published, "Journal of Baskets")


def test_strings_that_grow_without_end_are_dropped_with_their_line():
    bomb = ["@string{a0={" + "x" * 100 + "}}"]
    bomb += [f"@string{{a{n}={'#'.join([f'a{n - 1}'] * 10)}}}" for n in range(1, 12)]
    listing = read("\n".join([*bomb, entry("k", ", note=a1"), "@a{b, title=a11, abstract={T}}"]))
    assert [each.id[:7] for each in listing.papers] == ["sha256:"]
    where = [each.where for each in listing.report.dropped]
    assert where[-1] == "line 14"
    assert all("grows too long" in each.why for each in listing.report.dropped)


def test_many_uses_of_a_string_stay_within_bounds():
    string = "@string{a={" + "x" * 9_000 + "}}\n"
    listing = read(
        string
        + "\n".join(f"@a{{k{n}, title={{T{n}}}, abstract=a # {{ {n}}}}}" for n in range(2_000))
    )
    assert sum(len(each.abstract) for each in listing.papers) < 20 << 20


@pytest.mark.parametrize("text", ["@comment{only a comment}", "@string{a = {b}}\n% nothing"])
def test_a_file_without_an_entry_is_one_clear_error(text):
    with pytest.raises(InputError, match="BibTeX without an entry"):
        read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "@a{",
        "@a{k,x={",
        "@comment{",
        "@a{k,\n",
        "{",
        '@a{k,x="',
        "@string{a=a#",
        "%\n",
        "@ ",
        "\n@a{k,x={",
    ],
)
def test_a_long_damaged_file_takes_linear_time(piece):
    start = time.process_time()
    read(ARXIV + piece * (40_000 // len(piece)))
    assert time.process_time() - start < 10
