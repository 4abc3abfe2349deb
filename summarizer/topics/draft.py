"""A vocabulary of one's own, drafted from papers: what recurs in them, and their categories.

The draft is a vocabulary file that loads and tags as it is. Its definitions are placeholders
that say so, but for arXiv's categories, whose definitions are the shipped ones.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.text.counting import counted
from summarizer.text.plain import UNSAFE, one_line
from summarizer.text.tomlarrays import quoted
from summarizer.topics.edits import written
from summarizer.topics.proposals import SAMPLES, wanted
from summarizer.topics.vocabulary import Topic, Vocabulary, key, reserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.papers.records import Paper
    from summarizer.topics.proposals import Proposal

MOST = 40
"""Subjects that are taken where nothing else is said."""
_FEW = 60
"""Papers below which two with a subject are enough, not three."""
_SHOWN, _ALIASES, _SEARCHED = 2, 12, 500
_LONGEST_NAME = 60
_REST = "other"
_VAGUE = frozenset("better framework task performance setting result way paper".split())
"""Words with which no name of a subject ends."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A topic, how many of the papers made it one and by what, and some of them: id and title."""

    topic: Topic
    papers: int
    why: str
    samples: tuple[tuple[str, str], ...]
    is_defined: bool = False


def draft(
    papers: Sequence[Paper], categories: Vocabulary, most: int = MOST
) -> tuple[dict[str, str], list[Drafted]]:
    """Groups with their labels, and topics: categories that papers have, then what recurs.

    `categories` is the vocabulary of arXiv's categories. Nothing is drafted where nothing recurs.
    """
    least = 2 if len(papers) < _FEW else 3
    codes = {code: topic for topic in categories for code in topic.codes}
    primary = {each.id: codes[each.categories[0]] for each in papers if _coded(each, codes)}
    common = Counter(topic.name for topic in primary.values())
    places = [topic for topic in categories if common[topic.name] >= least]
    taken = {key(part) for topic in places for part in (topic.name, topic.label)} | reserved()
    subjects = list(_subjects(papers, primary, {topic.name for topic in places}, taken, most))
    for each in subjects:
        taken.update(map(key, each.topic.aliases))
    found = [_category(topic, papers, primary, taken) for topic in places] + subjects
    used = {each.topic.group for each in found}
    groups = {topic.name: topic.label for topic in places} | {_REST: "Other topics"}
    order = list(groups)
    found.sort(key=lambda each: order.index(each.topic.group))
    return {name: label for name, label in groups.items() if name in used}, found


def text_of(groups: Mapping[str, str], found: Iterable[Drafted], papers: int) -> str:
    """The draft as a vocabulary file."""
    head = (
        f"# Topics drafted from {counted(papers, 'paper')} by `summarize topics new`: change them "
        "as you like.\n"
        "# The embedded engine finds a topic by its name, its label and its aliases; `weak` words\n"
        "# only hint at it. A language model is given the definition.\n"
        "# `summarize topics check FILE` checks the file; `summarize config set topics FILE` puts\n"
        "# it to use.\n"
    )
    named = "".join(f"{name} = {quoted(label)}\n" for name, label in groups.items())
    topics = "\n".join("".join(_lines(each)) for each in found)
    return f"{head}version = 1\n\n[groups]\n{named}\n{topics}"


def _lines(each: Drafted) -> Iterator[str]:
    yield f"# {counted(each.papers, 'paper')} ({each.why}), such as\n"
    for identity, title in each.samples[:_SHOWN]:
        yield f"#   {one_line(identity)}  {one_line(title)}\n"
    if not each.is_defined:
        yield "# The definition is to be written: one sentence on what belongs here.\n"
    yield written(each.topic)


def _coded(paper: Paper, codes: Mapping[str, Topic]) -> bool:
    return bool(paper.categories) and paper.categories[0] in codes


def _subjects(
    papers: Sequence[Paper],
    primary: Mapping[str, Topic],
    groups: set[str],
    taken: set[str],
    most: int,
) -> Iterator[Drafted]:
    """What recurs, as topics; `taken` are the phrases of others, which no subject may have."""
    texts = {each.id: f"{each.title}\n{each.abstract}" for each in papers}
    least = 2 if len(papers) < _FEW else 3
    count = 0
    for each, ids in wanted(papers, Vocabulary(()), least, abstracts=True):
        label = _label(each)
        if not _may_be(each.name, label) or {key(each.name), key(label)} & taken:
            continue
        taken.update((key(each.name), key(label)))
        spellings = [*each.spellings, *_acronyms(each.spellings, (texts[name] for name in ids))]
        aliases = [spelling for spelling in spellings if not UNSAFE.search(spelling)]
        own = {key(alias): alias for alias in reversed(aliases) if key(alias) not in taken}
        taken.update(own)
        where = Counter(primary[name].name for name in sorted(ids) if name in primary)
        group = next((name for name, _ in where.most_common(1) if name in groups), _REST)
        topic = Topic(each.name, label, group, f"{label}.", tuple(own.values())[::-1])
        kinds = {"proposed": each.proposed, "keywords": each.keywords, "titles": each.titles}
        why = ", ".join(f"{kind} {number}" for kind, number in kinds.items() if number)
        yield Drafted(topic, each.papers, why, each.samples)
        count += 1
        if count == most:
            return


def _label(each: Proposal) -> str:
    spelling = one_line(re.sub(r"\s*\([^)]*\)", "", each.spellings[0]))
    return spelling[:1].upper() + spelling[1:]


def _may_be(name: str, label: str) -> bool:
    last = name.rpartition("-")[2]
    is_short = 1 < len(name) <= _LONGEST_NAME and last.removesuffix("s") not in _VAGUE
    return is_short and bool(key(label)) and not UNSAFE.search(label)


def _acronyms(spellings: Iterable[str], texts: Iterable[str]) -> list[str]:
    """What papers put in brackets behind a spelling, where it is made of the words' letters."""
    found = Counter[str]()
    patterns = [
        (
            re.compile(
                rf"{re.escape(each.removesuffix('s'))}s?\s*\(([A-Z][\w-]{{1,9}})\)", re.IGNORECASE
            ),
            each,
        )
        for each in spellings
    ]
    for text in texts:
        for pattern, spelling in patterns:
            initials = "".join(word[0] for word in _WORDS.findall(spelling.lower()))
            for match in pattern.finditer(text):
                if match[1].lower().removesuffix("s") == initials:
                    found[match[1].removesuffix("s")] += 1
    return [acronym for acronym, _ in found.most_common()]


def _category(
    topic: Topic, papers: Sequence[Paper], primary: Mapping[str, Topic], taken: set[str]
) -> Drafted:
    """A category, with those of its phrases that stand in its papers."""
    own = [each for each in papers if primary.get(each.id) is topic]
    texts = [_plain(f"{each.title} {each.abstract}") for each in own[:_SEARCHED]]
    often = {
        alias: sum(f" {_plain(alias).strip()}" in text for text in texts)
        for alias in topic.aliases
        if key(alias) not in taken
    }
    aliases = sorted((each for each in often if often[each]), key=lambda each: -often[each])
    taken.update(map(key, aliases[:_ALIASES]))
    return Drafted(
        Topic(
            topic.name,
            topic.label,
            topic.name,
            topic.definition,
            tuple(aliases[:_ALIASES]),
            weak=tuple(each for each in topic.weak if key(each) in _names(topic)),
            codes=topic.codes,
        ),
        len(own),
        f"category {topic.codes[0]}",
        tuple((each.id, each.title) for each in own[:SAMPLES]),
        is_defined=True,
    )


def _names(topic: Topic) -> set[str]:
    return {key(topic.name), key(topic.label)}


def _plain(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.lower()))} "
