"""Exports of reference managers and databases: one table, what each form must give."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABSTRACT = "We weave baskets by machine and count how many of them hold."
RIS = f"""TY  - JOUR
AU  - Berg, Ida
AU  - Castro, Leo
TI  - Weaving by Machine
T2  - Journal of Baskets
AB  - {ABSTRACT}
DA  - 2019/07/04/
PY  - 2019
DO  - 10.1000/basket.1
UR  - https://example.org/basket
N1  - arXiv:1907.01234 [cs]
ER  - 
"""  # noqa: W291 - as the format has it
MEDLINE = f"""
PMID- 11
OWN - NLM
DP  - 2019 Jul 4
TI  - Weaving
      by Machine
LID - 10.1000/basket.1 [doi]
AB  - {ABSTRACT[:19]}
      {ABSTRACT[20:]}
FAU - Berg, Ida
AU  - Berg I
FAU - Castro, Leo
AU  - Castro L
JT  - Journal of Baskets
"""
ENDNOTE = f"""%0 Journal Article
%A Berg, Ida
%A Castro, Leo
%T Weaving by Machine
%J Journal of Baskets
%D 2019
%8 July 4
%X {ABSTRACT}
%R https://doi.org/10.1000/basket.1
%U https://example.org/basket
"""
ENDNOTE_XML = f"""<?xml version="1.0" encoding="UTF-8" ?><xml><records><record>
<ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Berg, Ida</style></author><author>Castro, Leo</author></authors>
</contributors><titles><title><style>Weaving</style><style> by Machine</style></title>
<secondary-title>Journal of Baskets</secondary-title></titles><dates><year>2019</year><pub-dates>
<date>Jul 4</date></pub-dates></dates><abstract><style>{ABSTRACT}</style></abstract>
<electronic-resource-num>10.1000/basket.1</electronic-resource-num><urls><related-urls><url>
https://example.org/basket</url></related-urls></urls></record></records></xml>"""
WOS = f"""FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Berg, I
   Castro, L
AF Berg, Ida
   Castro, Leo
TI Weaving
   by Machine
SO Journal of Baskets
AB {ABSTRACT[:19]}
   {ABSTRACT[20:]}
PD JUL 4
PY 2019
DI 10.1000/basket.1
ER

EF
"""
TAGGED = {
    "ris": RIS, "medline": MEDLINE, "endnote": ENDNOTE, "endnotexml": ENDNOTE_XML, "wos": WOS,
}  # fmt: skip
COLUMNS = {
    "zotero": "Key,Author,Title,Publication Title,DOI,Url,Abstract Note,Date,Date Added",
    "scopus": "Authors,Author full names,Title,Source title,DOI,Link,Abstract,Year",
    "ieee": "Document Title,Authors,Publication Title,Abstract,DOI,Online Date,Publication Year",
    "dimensions": "Rank,Title,Abstract,DOI,Authors,Publication Date,PubYear,Source title",
    "wos": "PT,AU,AF,TI,SO,AB,PY,PD,DI",
    "mendeley": "title,authors,journal,abstract,doi,url,date",
    "asreview": "record_id,TITLE,AUTHORS,ABSTRACT,DOI,year,included",
}
CELLS = {
    "author": "Berg, Ida; Castro, Leo",
    "authors": "Berg, Ida; Castro, Leo",
    "author full names": "Berg, Ida (5); Castro, Leo (6)",
    "au": "Berg, I; Castro, L", "af": "Berg, Ida; Castro, Leo",
    "title": "Weaving by Machine", "document title": "Weaving by Machine",
    "ti": "Weaving by Machine", "abstract": ABSTRACT, "abstract note": ABSTRACT, "ab": ABSTRACT,
    "doi": "10.1000/basket.1", "di": "10.1000/basket.1", "date": "2019-07-04", "pd": "JUL 4",
    "publication date": "2019-07-04", "py": "2019", "date added": "2020-01-01",
}  # fmt: skip


def read(text, name="export"):
    return content_listing(Content(name, text if isinstance(text, bytes) else text.encode()))


def facts(paper):
    return paper.title, paper.abstract, paper.authors, paper.doi


FACTS = ("Weaving by Machine", ABSTRACT, ("Ida Berg", "Leo Castro"), "10.1000/basket.1")


@pytest.mark.parametrize("name", TAGGED)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_record_is_read_by_its_tags(name, ends):
    listing = read(TAGGED[name].replace("\n", ends))
    assert listing.label == name
    (paper,) = listing.papers
    assert facts(paper) == FACTS
    assert (paper.published, paper.journal_ref) == ("2019-07-04", "Journal of Baskets")


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_is_read_by_its_columns(name, delimiter):
    columns = COLUMNS[name].split(",")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([columns, [CELLS.get(column.lower(), "") for column in columns]])
    (paper,) = read(text.getvalue()).papers
    assert facts(paper) == FACTS
    if {"Date", "date", "PD", "Publication Date"} & {*columns}:
        assert paper.published == "2019-07-04"


def test_an_arxiv_id_in_a_note_is_the_papers():
    assert read(RIS).papers[0].id == "1907.01234"
    other = RIS.replace("arXiv:1907.01234 [cs]", "Extends arXiv:1907.01234")
    assert read(other).papers[0].id.startswith("sha256:")


def test_a_record_without_its_end_takes_no_other_with_it():
    two = RIS.replace("ER  - \n", "\n") + RIS.replace("Machine", "Hand").replace("1907", "1908")
    assert [each.title for each in read(two).papers] == ["Weaving by Machine", "Weaving by Hand"]


def test_paragraphs_of_an_abstract_stay_and_no_tag_is_a_title():
    text = RIS.replace(ABSTRACT, "Background\nBaskets hold.\n\nResult\nWe - and others - weave.")
    assert read(text).papers[0].abstract == (
        "Background\nBaskets hold.\n\nResult\nWe - and others - weave."
    )
    with pytest.raises(InputError, match="line 1: no title and no abstract"):
        read("TY  - JOUR\n\nEP  - 391\n\nAU  - Berg, I.\n\nER  - \n")


def test_dropped_records_have_their_lines():
    text = f"{RIS}\n\nTY  - JOUR\nTI  - Alone\nER  - \n"
    assert [(each.where, each.why) for each in read(text).report.dropped] == [
        ("line 15", "no abstract")
    ]


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_what_rispy_writes_is_read(pairs):
    written = [{"type_of_reference": "JOUR", "title": f"On {title}", "abstract": f"It is {text}"}
               for title, text in pairs]  # fmt: skip
    listing = read(rispy.dumps(written))
    assert listing.label == "ris"
    found = {(each.title, each.abstract) for each in listing.papers}
    assert found <= {
        (" ".join(each["title"].split()), each["abstract"].strip()) for each in written
    }
    assert listing.report.found == len(written)


@given(st.lists(st.sampled_from(["TY  - JOUR", "ER  - ", "TI  - T", "AB  - A b", "", "x", "ER"])))
def test_any_lines_behind_a_record_take_nothing_from_it(lines):
    listing = read(RIS + "\n".join(lines))
    assert listing.papers[0].id == "1907.01234"


@pytest.mark.parametrize("name", [name for name in TAGGED if name != "endnotexml"])
@pytest.mark.parametrize("line", ["x", " x", "", "AU  - x", "%A x"])
def test_very_many_lines_take_linear_time(name, line):
    start = time.process_time()
    read(TAGGED[name].replace("ER", "").rstrip() + f"\n{line}" * 200_000)
    assert time.process_time() - start < 10


AUTHORS = [{"given": "Ida", "family": "Berg"}, {"given": "Leo", "family": "Castro"}]
BARE = {"title": "Weaving by Machine", "abstract": ABSTRACT}
WORDS = {word: [at for at, each in enumerate(ABSTRACT.split()) if each == word]
         for word in ABSTRACT.split()}  # fmt: skip
DOI = {"doi": "10.1000/basket.1"}
PEOPLE = {"authors": ["Ida Berg", "Leo Castro"]}
SHAPES = {
    "csl": [BARE | {"type": "article", "author": AUTHORS, "DOI": DOI["doi"], "source": "X",
                    "issued": {"date-parts": [[2019, 7, 4]]}}],
    "better bibtex": {"config": {}, "items": [
        {"itemType": "preprint", "title": BARE["title"], "abstractNote": ABSTRACT,
         "date": "2019-07-04", "DOI": DOI["doi"],
         "creators": [{"firstName": "Ida", "lastName": "Berg", "creatorType": "author"},
                      {"firstName": "Leo", "lastName": "Castro", "creatorType": "author"},
                      {"name": "An Editor", "creatorType": "editor"}]}]},
    "semantic scholar": {"total": 1, "data": [
        BARE | {"externalIds": {"DOI": DOI["doi"], "ArXiv": "1907.01234"}, "doi": DOI["doi"],
                "publicationDate": "2019-07-04",
                "authors": [{"authorId": "1", "name": "Ida Berg"}, {"name": "Leo Castro"}]}]},
    "openalex": {"meta": {}, "results": [
        {"id": "https://openalex.org/W7", "title": BARE["title"], "display_name": BARE["title"],
         "doi": f"https://doi.org/{DOI['doi']}", "publication_date": "2019-07-04",
         "abstract_inverted_index": WORDS,
         "authorships": [{"author": {"display_name": each}} for each in PEOPLE["authors"]]}]},
    "crossref": {"status": "ok", "message": {"items": [
        {"title": [BARE["title"]], "abstract": ABSTRACT, "author": AUTHORS, "DOI": DOI["doi"],
         "published": {"date-parts": [[2019, 7, 4]]}}]}},
    "a crossref work": {"message": {
        "title": [BARE["title"]], "abstract": ABSTRACT, "author": AUTHORS, "DOI": DOI["doi"],
        "issued": {"date-parts": [[2019, 7, 4]]}}},
    "europe pmc": {"resultList": {"result": [
        {"source": "MED", "title": BARE["title"], "abstractText": ABSTRACT, **DOI,
         "authorString": "Berg I, Castro L.", "firstPublicationDate": "2019-07-04",
         "authorList": {"author": [{"firstName": "Ida", "lastName": "Berg"},
                                   {"firstName": "Leo", "lastName": "Castro"}]}}]}},
    "biorxiv": {"messages": [{}], "collection": [
        BARE | DOI | {"authors": "Berg, Ida; Castro, Leo", "date": "2019-07-04", "version": "1",
                      "server": "bioRxiv"}]},
    "openreview 1": [{"id": "ab", "pdate": 1_562_200_000_000, "content": BARE | PEOPLE | DOI}],
    "openreview 2": {"notes": [{"id": "ab", "forum": "ab", "pdate": 1_562_200_000_000, "content": {
        name: {"value": value} for name, value in (BARE | PEOPLE | DOI).items()}}]},
    "dataset viewer": {"features": [], "rows": [
        {"row_idx": 0, "row": BARE | PEOPLE | DOI | {"date": "2019-07-04"}}]},
    "capitals": [{"Title": BARE["title"], "Abstract": ABSTRACT, "Authors": PEOPLE["authors"],
                  "DOI": DOI["doi"], "Date": "2019/07/04"}],
    "columns": {name: [value] for name, value in
                (BARE | PEOPLE | DOI | {"date": "2019-07-04"}).items() if name != "authors"}
    | {"authors": [PEOPLE["authors"]]},
    "columns by row": {name: {"0": value} for name, value in
                       (BARE | PEOPLE | DOI | {"date": "2019-07-04"}).items()},
    "by id": {"1907.01234": BARE | PEOPLE | DOI | {"date": "2019-07-04"}},
    "split": {"columns": ["title", "abstract", "authors", "doi", "date"], "index": [0],
              "data": [[BARE["title"], ABSTRACT, PEOPLE["authors"], DOI["doi"], "2019-07-04"]]},
    "inspire": {"hits": {"hits": [{"metadata": {
        "titles": [{"title": BARE["title"]}], "abstracts": [{"value": ABSTRACT}],
        "authors": [{"full_name": "Berg, Ida"}, {"full_name": "Castro, Leo"}],
        "dois": [{"value": DOI["doi"]}], "date": "2019-07-04"}}]}},
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_json_of_a_service_is_read_by_its_fields(name):
    listing = read(json.dumps(SHAPES[name]))
    (paper,) = listing.papers
    assert facts(paper) == FACTS
    assert paper.published == "2019-07-04"
    assert paper.source in {None, name}
    assert listing.report.found == 1


def test_ids_of_services_are_known():
    assert read(json.dumps(SHAPES["semantic scholar"])).papers[0].id == "1907.01234"
    assert read(json.dumps(SHAPES["by id"])).papers[0].id == "1907.01234"
    note = read(json.dumps(SHAPES["openreview 2"])).papers[0]
    assert note.url == "https://openreview.net/forum?id=ab"


def test_markup_of_an_abstract_is_kept():
    jats = f"<jats:p>{ABSTRACT}</jats:p>"
    assert read(json.dumps([BARE | {"abstract": jats}])).papers[0].abstract == jats


def test_an_index_of_words_cannot_fill_the_memory():
    words = {"a": [10**12, -1, "x", None, True], "b": list(range(200_000)), "c": 3}
    entry = {"title": "T", "abstract_inverted_index": words}
    assert len(read(json.dumps([entry])).papers[0].abstract) < 200_000


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner:
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["title", "abstract", "data", "content", "authors", "author", "row", "issued", "items",
         "externalIds", "abstract_inverted_index", "creators", "columns", "message", "1907.01234"]
    ), inner, max_size=4), max_leaves=12)  # fmt: skip


RECORDS = st.lists(st.dictionaries(st.sampled_from("title abstract content row".split()), JSON))
WRAPPED = st.dictionaries(st.sampled_from("title abstract data message x".split()), JSON)


@given(RECORDS | WRAPPED)
def test_any_json_gives_papers_or_one_clear_error(document):
    try:
        listing = read(json.dumps(document))
    except InputError:
        return
    report = listing.report
    assert report.found == report.kept + report.duplicates + len(report.dropped)


@pytest.mark.parametrize(
    "text",
    [*("[No abstract available]", "No abstract available.", "nan", "None", "null", "N/A", "-"),
     *("undefined", "TBD", "(no abstract)", "#N/A", "Abstract not available", "  NaN ", "n.a.")],
)  # fmt: skip
def test_what_stands_where_there_is_no_abstract_is_none(text):
    kept = json.dumps([BARE, BARE | {"title": "Another", "abstract": text}])
    assert [each.why for each in read(kept).report.dropped] == ["no abstract"]


def test_short_abstracts_are_abstracts():
    for text in ("None of these holds.", "N/A is a value.", "Missing data are studied."):
        assert read(json.dumps([BARE | {"abstract": text}])).papers[0].abstract == text
