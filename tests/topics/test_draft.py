"""A vocabulary drafted from papers: what becomes a topic, and that the draft works as it is."""

from __future__ import annotations

import pytest

from summarizer.engines.embedded.tagger import Tagger
from summarizer.papers.records import Paper
from summarizer.settings import packaged
from summarizer.topics import vocabularyfile
from summarizer.topics.draft import draft, text_of
from summarizer.topics.vocabularyfile import parse_vocabulary

CATEGORIES = vocabularyfile.load(packaged("arxiv.toml"))


def paper(number, title, abstract="", **more):
    return Paper(id=f"2501.0000{number}", title=title, abstract=abstract, **more)


PAPERS = [
    paper(
        0, "Moss Gardens in Winter", "We count moss gardens.", categories=("q-bio.PE", "stat.AP")
    ),
    paper(1, "On Moss Gardens", "A moss garden (MG) is small.", categories=("q-bio.PE",)),
    paper(2, "Growing Ferns", "Ferns stand in a moss-garden.", ai_keywords=("fern",)),
    paper(3, "Ferns at Night", "We look at ferns.", ai_keywords=("Ferns",)),
]


def topics(papers=PAPERS, **more):
    _, found = draft(papers, CATEGORIES, **more)
    return {each.topic.name: each for each in found}


def written(papers=PAPERS):
    groups, found = draft(papers, CATEGORIES)
    return text_of(groups, found, len(papers))


def test_what_recurs_becomes_a_topic_with_its_papers():
    moss = topics()["moss-gardens"]
    assert (moss.papers, moss.why) == (3, "titles 2")
    assert [title for _, title in moss.samples][:2] == ["On Moss Gardens", "Moss Gardens in Winter"]
    assert topics()["ferns"].why == "keywords 2"


def test_spellings_and_acronyms_are_aliases():
    assert "MG" in topics()["moss-gardens"].topic.aliases


def test_what_stands_for_papers_without_a_topic_is_drafted_neither_as_a_name_nor_as_an_alias():
    papers = [
        paper(0, "Growing Ferns", "Ferns (NONE).", ai_keywords=("None", "fern")),
        paper(1, "Ferns at Night", "We look at ferns.", ai_keywords=("none", "ferns")),
        paper(2, "Networks of Novel Edges", "Networks of novel edges (NONE) are networks."),
        paper(3, "On Networks of Novel Edges", "Networks of novel edges (NONE) grow."),
    ]
    found = topics(papers)
    assert "fern" in found
    phrases = [(each.topic.name, each.topic.label, *each.topic.aliases) for each in found.values()]
    assert "none" not in {phrase.lower() for each in phrases for phrase in each}
    parse_vocabulary(written(papers).encode(), "mine.toml")


def test_a_category_is_a_topic_with_its_definition_and_the_phrases_at_hand():
    found = topics()["populations-and-evolution"]
    assert found.is_defined
    assert found.topic.definition == CATEGORIES.get("populations-and-evolution").definition
    assert found.topic.codes == ("q-bio.PE",)
    assert topics()["moss-gardens"].topic.group == "populations-and-evolution"


def test_the_draft_loads_and_says_what_is_to_be_written():
    text = written()
    found = parse_vocabulary(text.encode(), "draft")
    assert found.get("moss-gardens").definition == "Moss Gardens."
    assert text.count("The definition is to be written") == len(found) - 1
    assert "# 3 papers (titles 2), such as\n#   2501.00001  On Moss Gardens\n" in text


def test_the_draft_tags_the_papers_it_was_made_of():
    tagger = Tagger(parse_vocabulary(written().encode(), "draft"))
    tagged = [{tag.tag for tag in tagger.tag(each.title, each.abstract)} for each in PAPERS]
    assert "moss-gardens" in tagged[0] & tagged[1]
    assert "ferns" in tagged[2] & tagged[3]


def test_so_many_subjects_are_taken_as_are_wanted():
    assert len(topics(most=1)) == len(topics()) - 1


def test_nothing_is_drafted_where_nothing_recurs():
    assert topics([paper(0, "Moss"), paper(1, "Ferns")]) == {}


@pytest.mark.parametrize(
    "title", ["A \u202eMoss\x1b Garden", 'Moss\nGarden: # "x" ]', "苔 庭", "\U0001f600 x"]
)
def test_whatever_titles_hold_the_draft_loads(title):
    papers = [paper(number, title, title, ai_keywords=(title,)) for number in range(5)]
    _, found = draft(papers, CATEGORIES)
    if found:
        assert len(parse_vocabulary(written(papers).encode(), "draft")) == len(found)
