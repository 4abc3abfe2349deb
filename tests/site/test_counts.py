"""Numbers that agree: on filters, over groups, on topics' pages, and the papers that are there."""

from __future__ import annotations

import json
import random
import re

import pytest
from digests import digest, entry, rendered
from selectolax.lexbor import LexborHTMLParser

from summarizer import ranking
from summarizer.annotate.entries import unannotated
from summarizer.library.run import Run
from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.records import Paper, Skipped, Tag
from summarizer.renderers import for_format
from summarizer.site.build import Extras, build
from summarizer.topics import labels, vocabularyfile

TOPICS = ("rag", "peft", "agents", "benchmark", "privacy", "quantization", "gone")
LABELS = labels.of_vocabulary(vocabularyfile.load())
SIZE = re.compile(r"(\d+)(?: of (\d+))?")


def papers(seed, count):
    """Papers with none to four topics, sure, doubtful or without a score, and an old one."""
    chance = random.Random(seed)
    for number in range(count):
        tags = chance.sample(TOPICS, chance.choice((0, 1, 1, 2, 3, 4)))
        scores = [(tag, chance.choice((0.3, 0.45, 0.7, 0.95))) for tag in tags[:3]]
        evidence = [Tag(tag, "thing", "abstract", 2, 7, score) for tag, score in scores]
        upvotes = chance.choice((None, 0, 7, 40))
        found = entry(seed * 1000 + number, tags=tags, evidence=tuple(evidence), upvotes=upvotes)
        yield found


def waiting(seed):
    return Paper(id=f"2512.{seed:02}999", title="Left out", abstract="Not read.")


def store(seed, days=("2025-11-28", "2025-12-08", "2025-12-09", "2025-12-12")):
    """Days of which each has some papers of the one before, and one that was not annotated."""
    run, found = Run(), list(papers(seed, 40))
    for number, day in enumerate(days):
        some = found[number * 9 : number * 9 + 12]
        bare = waiting(seed * 10 + number)
        skipped = (Skipped(bare.id, bare.title, "no answer"),)
        made = digest(*some, source=(f"hf:{day}",), date=day, skipped=skipped)
        run.library.store("hf", made, (*some, unannotated(bare)))


def number(text):
    return int(re.search(r"\d+", text)[0])


def check_page(tree):
    """What a page says of how many there are is what is on it; the counts of its topics."""
    cards = [each.attributes["data-topics"].split("|") for each in tree.css("article.paper")]
    having = {name: sum(name in each for each in cards) for each in cards for name in each}
    having.pop("", None)
    counts = {
        each.attributes["data-topic"]: number(each.css_first("small").text())
        for each in tree.css("button.topic")
    }
    assert counts == having
    assert number(tree.css_first("#count").text()) == len(cards)
    called = {each: name for name, each in LABELS.names.items()}
    for group in tree.css("section.group"):
        heading = group.css_first("h2").text()
        size = SIZE.fullmatch(group.css_first("h2 small").text()) if group.css("h2 small") else None
        if size is None:
            assert re.search(rf": {len(group.css('article'))} of {len(cards)}$", heading)
            continue
        assert int(size[1]) == len(group.css("article.paper"))
        name = group.css_first("h2 bdi").text().rpartition(": ")[2]
        topic = called.get(name, name)
        if topic in counts and "other topics" not in name:
            firsts = {each.attributes["data-topics"].split("|")[0] for each in group.css("article")}
            if firsts == {topic}:
                assert int(size[2] or size[1]) == counts[topic]
        else:
            assert size[2] is None
    return counts


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("by", [None, "topic"])
def test_on_a_digests_page(seed, by):
    found = list(papers(seed, 25))
    made = digest(*found, unannotated(waiting(seed)), skipped=(Skipped("9", "A", "no answer"),))
    tree = LexborHTMLParser(rendered(for_format("html"), made, by=by, labels=LABELS))
    counts = check_page(tree)
    assert counts == {
        **{tag: sum(tag in each.tags for each in found) for each in found for tag in each.tags},
        NO_TOPIC: sum(not each.tags for each in found),
    }


def topics_of(place):
    """What the search finds for each topic, by the files of its index."""
    found = {}
    for path in place.glob("search/*/topics.js"):
        content = path.read_text()
        names, postings = json.loads(content[content.index("[[") : content.rindex("]") + 1])
        for name, each in zip(names, postings, strict=True):
            found[name] = found.get(name, 0) + len(each)
    return found


@pytest.mark.parametrize("setting", ["", "0.5", "0.9"])
@pytest.mark.parametrize("for_me", [False, True])
def test_on_every_page_of_a_site(tmp_path, home, monkeypatch, setting, for_me):
    if setting:
        monkeypatch.setenv("SUMMARIZER_MIN_SCORE", setting)
    store(1)
    run, hidden = Run(), 0
    if for_me:
        home.mkdir(parents=True, exist_ok=True)
        (home / "interests.toml").write_text('[mine]\ntopics = ["rag"]\nwords = ["thing"]\n')
        run.marks.mark(list(papers(1, 40))[3:5], "hide")
        hidden = 2
    found = ranking.of(run, "all", offline=True) if for_me else None
    build(run, tmp_path / "site", "Papers", None, Extras(found))
    place = tmp_path / "site"
    trees = {
        str(path.relative_to(place)): LexborHTMLParser(path.read_text())
        for path in place.rglob("*.html")
    }
    shown = {name for name in trees if name.startswith(("days/2", "weeks/", "months/"))}
    for name in (*shown, "index.html"):
        check_page(trees[name])
        left_out = trees[name].css(".skipped li")
        if name.startswith("days/2"):
            size = len(trees[name].css("article.paper")) + len(left_out)
            place_of = f'a[href="../{name}"]'
            said = number(
                trees["days/index.html"]
                .css_first(place_of)
                .attributes["aria-label"]
                .rpartition(", ")[2]
            )
            assert size <= said <= size + hidden
    check_topics(trees, place)


def check_topics(trees, place):
    """The overview, the filters of the search, its index and each topic's own pages."""
    overview = {
        each.css_first("a").attributes["href"]: number(each.css_first(".number").text())
        for each in trees["topics/index.html"].css(".overview li")
    }
    singles = trees["topics/index.html"].css(".singles a")
    overview |= {each.attributes["href"]: 1 for each in singles}
    filters = {
        each.attributes["data-topic"]: number(each.css_first("small").text())
        for each in trees["search.html"].css("button.topic")
    }
    assert filters == topics_of(place)
    assert len(overview) == len(filters)
    assert sorted(overview.values()) == sorted(filters.values())
    for link, total in overview.items():
        name = f"topics/{link}"
        tree = trees[name]
        assert f" {total} paper" in f" {tree.css_first('.lead').text().replace('·', ' ')}"
        months = [number(each.text()) for each in tree.css(".months .count")]
        cards = tree.css("article.paper")
        assert number(tree.css_first("#count").text()) == len(cards)
        assert total == (sum(months) or len(cards))
        sizes = [number(each.text()) for each in tree.css("section.group h2 small")]
        assert sum(sizes) == len(cards)
