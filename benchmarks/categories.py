"""How good the topics of arXiv at large are.

`python benchmarks/categories.py --data ../shared/data`

Measured on the newest fifth of the papers of 2025, of which nothing was learned; labels are their
arXiv categories. `titles.tsv` are papers of mathematics and physics, as a public list of such
papers has them, by their titles alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent), str(ROOT / "training")]

import needs
from fifths import categories, papers_of
from tables import Table, at_least, said

from summarizer import engines
from summarizer.engines.embedded.tagger import Tagger
from summarizer.engines.llm import prompts
from summarizer.papers.records import Paper
from summarizer.settings import Settings, packaged
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.papers.records import Tag
    from summarizer.topics.vocabulary import Vocabulary

TITLES = Path(__file__).with_name("titles.tsv")
FEWEST = 10


class Result(NamedTuple):
    """What a paper was given, the best first, and its categories, the primary one first."""

    given: Sequence[str]
    gold: Sequence[str]


def share(results: Sequence[Result], right: Callable[[Result], bool]) -> str:
    """Of how many results something is right."""
    return f"{sum(map(right, results)) / len(results):.3f}"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    data = parser.parse_args().data
    vocabulary = vocabularyfile.load(packaged("arxiv.toml"))
    names = {code: topic.name for topic in vocabulary for code in topic.codes}
    *earlier, papers = papers_of(data)
    learned = [paper for part in earlier for paper in part]
    tagger = Tagger(vocabulary)
    tags = [tagger.tag(paper["title"], paper["abstract"]) for paper in papers]
    gold = [categories(paper, names) for paper in papers]
    results = [
        Result([tag.tag for tag in one], right) for one, right in zip(tags, gold, strict=True)
    ]
    said(
        f"{len(papers):,} papers of {papers[0]['announced']} to {papers[-1]['announced']}; "
        f"{len(learned):,} earlier ones were learned from. {len(vocabulary)} topics."
    )
    quality(results, beside(learned, papers, names), gold)
    by_category(results)
    elsewhere(results, set(names.values()) - _seen(learned, names))
    by_title(tagger, names)
    speed(papers)
    prompt_size()


def quality(results: Sequence[Result], peer: Sequence[Result], gold: Sequence[list[str]]) -> None:
    """Print how often the first topic, or any, is right."""
    common = Counter(right[0] for right in gold).most_common(1)[0][0]
    always = [Result([common], right) for right in gold]
    table = Table("first topic", "embedded", "words alone", "commonest", widths=(36, 10, 12, 22))
    rows: list[tuple[str, Callable[[Result], bool]]] = [
        ("is the primary category", lambda one: one.given[:1] == one.gold[:1]),
        ("is any category of the paper", lambda one: not {*one.given[:1]}.isdisjoint(one.gold)),
        ("primary category among the topics", lambda one: one.gold[0] in one.given),
        ("no topic", lambda one: not one.given),
    ]
    for name, right in rows:
        table.row(name, *(share(each, right) for each in (results, peer, always)))
    given = [(name in one.gold) for one in results for name in one.given]
    table.row("topics that are categories", f"{sum(given) / len(given):.3f}", None, None)
    table.row("topics each", f"{len(given) / len(results):.2f}", None, None)
    table.row("categories each", f"{sum(map(len, gold)) / len(gold):.2f}", None, None)


def beside(
    learned: Sequence[dict[str, Any]], papers: Sequence[dict[str, Any]], names: dict[str, str]
) -> list[Result]:
    """What a logistic regression over words and pairs of words says, which quotes nothing."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    def text(paper: dict[str, Any]) -> str:
        return f"{paper['title']} {paper['abstract']}"

    vectors = TfidfVectorizer(min_df=3, ngram_range=(1, 2), sublinear_tf=True)
    inputs = vectors.fit_transform(map(text, learned))
    labels = [categories(paper, names)[0] for paper in learned]
    fitted = LogisticRegression(C=10, max_iter=300).fit(inputs, labels)
    found = fitted.predict(vectors.transform(map(text, papers)))
    return [
        Result([str(one)], categories(paper, names))
        for one, paper in zip(found, papers, strict=True)
    ]


def by_category(results: Sequence[Result]) -> None:
    """Print the categories that are primary, or listed, often enough."""
    said(f"Categories that {FEWEST} papers or more have, and what became of them:")
    table = Table("category", "papers", "primary", "given", "right", "missed", widths=(34,))
    counts = Counter(name for one in results for name in one.gold)
    for name, count in counts.most_common():
        if count >= FEWEST:
            given = [one for one in results if name in one.given]
            right = sum(name in one.gold for one in given)
            primary = sum(one.gold[0] == name for one in results)
            table.row(name, count, primary, len(given), right, count - right)


def _seen(learned: Sequence[dict[str, Any]], names: dict[str, str]) -> set[str]:
    return {name for paper in learned for name in categories(paper, names)}


def elsewhere(results: Sequence[Result], unseen: set[str]) -> None:
    """Print how often categories are given of which no paper was there."""
    given = [name in one.gold for one in results for name in one.given if name in unseen]
    said(
        f"{len(unseen)} topics have no paper among those learned from. They were given "
        f"{len(given)} times to these {len(results):,} papers, and are their categories "
        f"{sum(given)} times."
    )


def by_title(tagger: Tagger, names: dict[str, str]) -> None:
    """Print what titles of mathematics and physics get, without an abstract."""
    rows = [line.split("\t") for line in TITLES.read_text(encoding="utf-8").splitlines()]
    codes = {topic: code for code, topic in names.items()}
    found: list[tuple[str, tuple[Tag, ...]]] = [
        (code, tagger.tag(title, "")) for _, code, title in rows
    ]
    given = [(code, codes[tags[0].tag]) for code, tags in found if tags]
    right = sum(names[code] == names[other] for code, other in given)
    near = sum(code.partition(".")[0] == other.partition(".")[0] for code, other in given)
    said(
        f"`{TITLES.name}`: {len(rows)} titles alone. {len(given)} get a topic; {right} of these "
        f"are the primary category, {near} are of its archive."
    )


def speed(papers: Sequence[dict[str, Any]]) -> None:
    """Print papers a second on one core, with this vocabulary and with the default one."""
    table = Table("papers/s on one core", "arXiv", "default", "target", widths=(24, 8, 8, 20))
    records = [
        Paper(id=each["id"], title=each["title"], abstract=each["abstract"]) for each in papers
    ]
    rates: dict[str, list[float]] = {"tags alone": [], "tags and TL;DR": []}
    for topics in ("arxiv", None):
        engine: Any = engines.create(Settings(topics=topics, learn="off"))
        engine.annotate(records[0])
        for name, work in (
            (
                "tags alone",
                lambda each, engine=engine: engine.tagger.tag(each.title, each.abstract),
            ),
            ("tags and TL;DR", engine.annotate),
        ):
            start = time.process_time()
            for each in records:
                work(each)
            rates[name].append(len(records) / (time.process_time() - start))
    for name, (ours, default) in rates.items():
        target = at_least(300, ours) if name != "tags alone" else None
        table.row(name, f"{ours:.0f}", f"{default:.0f}", target)


def prompt_size() -> None:
    """Print how long the part of a prompt is that every request has."""
    said("The message to a language model that all papers share, in characters:")
    table = Table("vocabulary", "topics", "characters", widths=(24,))
    prompt = prompts.load()
    for name in ("arxiv.toml", vocabularyfile.FILE_NAME):
        vocabulary: Vocabulary = vocabularyfile.load(packaged(name))
        table.row(name, len(vocabulary), f"{len(prompt.fixed(vocabulary)):,}")


if __name__ == "__main__":
    main()
