"""Make the vocabulary of arXiv's categories, and the tagger's weights for it.

    python training/categories.py --data ../shared/data

`prompts/arxiv.toml` is `training/categories.toml`, which was written by hand, with what papers
say of its phrases; `data/arxiv.json` holds weights in the form of `data/tags.json`. Labels are
the categories that papers have on arXiv. The papers of 2025 are used in the order of their days:
1. in the first three fifths, phrases that stand in papers of a category far more often than in
   others, and words, as `training/tags.py` learns them,
2. in the next fifth, one logistic regression over the features of all topics. Each category
   weighs by the root of its papers, as nine in ten papers of the data are of three categories.
   Each example is there once more without words, which gives topics without papers their bias.
The newest fifth is left out: `benchmarks/categories.py` measures with it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from fifths import categories, papers_of
from tags import lexicon, word_matrix

from summarizer.engines.embedded import tagmodel
from summarizer.engines.embedded.evidence import collect
from summarizer.engines.embedded.phrases import Matcher
from summarizer.engines.embedded.proofs import COMMON
from summarizer.engines.embedded.salience import FEATURES, Salience
from summarizer.topics.edits import written
from summarizer.topics.vocabulary import Topic, key
from summarizer.topics.vocabularyfile import parse_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.topics.vocabulary import Vocabulary

Paper = dict[str, Any]

LEARNED = 20  # papers of a category from which on anything is learned of it
SEEN, STRANGE = 15, 5  # papers with a phrase that say what it is worth; if none is of its category
OFTEN = 0.01  # share of papers with a cue of a category without papers from which on it is left out
SHOWS, HINTS = 8.0, 3.5  # odds of an alias, and of a cue, beside those of any paper
SHOWN = 2.0  # the same for an alias that was written by hand
LIKELY = 0.3  # share of an alias's papers that must be of its category
SURPRISE = 4.0  # standard deviations above chance
FOREIGN = 2  # other categories with a word among their phrases from which on it is no new cue
LONGEST, GOES_ON = (
    3,
    0.7,
)  # words; share of a phrase that one word follows, so that it ends too early
MOST_ALIASES, MOST_CUES = 60, 50
THRESHOLD = 0.35
ELSEWHERE = 1.0  # added to the bias of topics without papers: among papers of their own field they
# are right more often than in the papers at hand
TOPIC_SCALE, FINAL_C, ALSO = 0.6, 1.0, 0.5
GROUPS = {
    "astro-ph": ("astrophysics", "Astrophysics"),
    "cond-mat": ("condensed-matter", "Condensed matter"),
    "cs": ("computer-science", "Computer science"),
    "econ": ("economics", "Economics"),
    "eess": ("electrical-engineering", "Electrical engineering and systems science"),
    "math": ("mathematics", "Mathematics"),
    "nlin": ("nonlinear-sciences", "Nonlinear sciences"),
    "hep": ("particle-physics", "High energy and nuclear physics"),
    "physics": ("physics", "Physics"),
    "q-bio": ("quantitative-biology", "Quantitative biology"),
    "q-fin": ("quantitative-finance", "Quantitative finance"),
    "stat": ("statistics", "Statistics"),
}
WHOLE = {"gr-qc": "physics", "quant-ph": "physics", "math-ph": "math"}
HEAD = """\
# arXiv's categories as topics: `summarize config set topics arxiv`.
#
# `training/categories.py` makes this file; for a vocabulary of your own, `summarize topics add` and
# its kin change a copy. `codes` is what arXiv calls the category: `--tag cs.CL` finds it, but no
# text is searched for it. `weights` names what the embedded engine has learned of these topics.
"""
_WORD = re.compile(r"[a-z][a-z-]*[a-z]")
_BREAK = re.compile(r"[^\w\s'-]+|\d+")
_EMPTY = frozenset(
    "a an the of in on at by for with from to and or but that which who whose as than into via is "
    "are was were be been being such its it their our we can this these those has have had not "
    "also both more most they there when while where how what all no if between through over "
    "under using based yet per each other either them us you your he she his her i e g et al etc "
    "due do does did so then thus hence will would could should may might must only even very "
    "just still too any some many few one two three four several here about across against among "
    "around because before after during without within along upon up down out off toward towards "
    "project page website webpage github http https www com io "
    "rather less least much well often further however furthermore moreover additionally".split()
)


@dataclass
class Seed:
    """A category under construction."""

    name: str
    label: str
    codes: tuple[str, ...]
    definition: str
    aliases: list[str]
    weak: list[str]
    papers: int = 0
    own: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note what its name and label stand for already."""
        self.own = {key(self.name), key(self.label)}

    @property
    def topic(self) -> Topic:
        """As it stands in the file."""
        archive = self.codes[0].partition(".")[0]
        group = GROUPS.get(WHOLE.get(archive, archive), GROUPS["hep"])[0]
        phrases = tuple(self.aliases), tuple(self.weak)
        return Topic(self.name, self.label, group, self.definition, *phrases, codes=self.codes)


def seeds() -> list[Seed]:
    """The categories as they were written by hand."""
    table = tomllib.loads((ROOT / "training" / "categories.toml").read_text(encoding="utf-8"))
    return [
        Seed(
            name,
            each["label"],
            tuple(each["codes"].split()),
            each["definition"],
            *([part.strip() for part in each[kind].split(";")] for kind in ("aliases", "weak")),
        )
        for name, each in table.items()
    ]


def odds(share: float) -> float:
    """Odds of a share, kept from infinity."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return share / (1 - share)


def weighed(found: list[Seed], papers: list[Paper], labels: list[set[str]]) -> None:
    """Make cues of aliases that papers of other categories use; leave out cues that say nothing."""
    rows = {each.name: each for each in found}
    vocabulary = vocabulary_of(found)
    matcher = Matcher(vocabulary)
    seen, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for paper, names in zip(papers, labels, strict=True):
        hits = matcher.find(f"{paper['title']}\n{paper['abstract']}")
        for number, those in hits.items():
            name = vocabulary.topics[number].name
            for phrase in {hit.phrase for hit in those}:
                seen[name, phrase] += 1
                right[name, phrase] += name in names
    for (name, phrase), count in sorted(seen.items()):
        seed, share = rows[name], right[name, phrase] / count
        learned = seed.papers >= LEARNED
        rate = odds(share) / odds(seed.papers / len(papers))
        if count < (SEEN if learned else STRANGE):
            continue
        if rate < (SHOWN if learned else SHOWS):
            _demote(seed, phrase)
        empty = rate < 1 if learned else (rate < SHOWS and count > OFTEN * len(papers))
        if empty and phrase not in seed.own:  # a name that is no cue would be an alias
            seed.weak = [each for each in seed.weak if key(each) != phrase]


def _demote(seed: Seed, phrase: str) -> None:
    named = [each for each in (seed.label, seed.name.replace("-", " ")) if key(each) == phrase]
    moved = [each for each in seed.aliases if key(each) == phrase] or named[:1]
    seed.aliases = [each for each in seed.aliases if key(each) != phrase]
    seed.weak += [each for each in moved if key(each) not in set(map(key, seed.weak))]


def grams(paper: Paper) -> set[str]:
    """Runs of words that may be phrases, and of one word more."""
    found = set[str]()
    for part in _BREAK.split(f"{paper['title']}. {paper['abstract']}".lower()):
        words = part.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST + 1, len(words)) + 1):
                run = words[start:end]
                if not all(_WORD.fullmatch(word) and word not in _EMPTY for word in run):
                    break
                found.add(" ".join(run))
    return found


def mined(found: list[Seed], papers: list[Paper], labels: list[set[str]]) -> None:
    """Add the phrases that papers of a category use far more often than others do."""
    counts = Counter[str]()
    by = {each.name: Counter[str]() for each in found if each.papers >= LEARNED}
    for paper, names in zip(papers, labels, strict=True):
        runs = grams(paper)
        counts.update(runs)
        for name in names & by.keys():
            by[name].update(runs)
    broken = {
        start
        for run, count in counts.items()
        if count >= GOES_ON * counts[start := run.rpartition(" ")[0]]
    }
    candidates = {
        run
        for run in counts.keys() - broken
        if len(words := run.split()) <= LONGEST and not {words[0], words[-1]} & COMMON
    }
    taken = {key(part) for each in found for part in (each.name, each.label, *each.aliases)}
    fields = Counter(
        word
        for each in found
        for word in set(" ".join((*each.aliases, *each.weak)).lower().split())
    )
    foreign = {word for word, count in fields.items() if count >= FOREIGN}
    aliases: list[tuple[float, str, Seed]] = []
    for seed in found:
        if seed.name in by:
            own = Counter({run: by[seed.name][run] for run in by[seed.name].keys() & candidates})
            scored = list(_scored(seed, counts, own, len(papers)))
            aliases += [(surprise, phrase, seed) for surprise, phrase, shows in scored if shows]
            cues = sorted((-surprise, phrase) for surprise, phrase, shows in scored if not shows)
            _add_cues(seed, [phrase for _, phrase in cues if phrase not in foreign])
    given = Counter[str]()
    for _, phrase, seed in sorted(aliases, key=lambda row: (-row[0], row[1], row[2].name)):
        forms = {key(phrase), key(phrase) + "s", key(phrase).removesuffix("s")}
        if not forms & taken and given[seed.name] < MOST_ALIASES:
            seed.weak = [each for each in seed.weak if key(each) != key(phrase)]
            seed.aliases.append(phrase)
            given[seed.name] += 1
            taken |= forms


def _scored(
    seed: Seed, counts: Counter[str], own: Counter[str], size: int
) -> Iterator[tuple[float, str, bool]]:
    """How surprising a phrase is in a category, and whether it is an alias, else a cue."""
    base = seed.papers / size
    for phrase, right in own.items():
        count = counts[phrase]
        if count < LEARNED // 2 or right < LEARNED // 4:
            continue
        share = (right + 5 * base) / (count + 5)
        surprise = (right - count * base) / sqrt(count * base * (1 - base))
        rate = odds(share) / odds(base)
        if surprise < SURPRISE or rate < HINTS:
            continue
        yield surprise, phrase, " " in phrase and rate >= SHOWS and share >= LIKELY


def _add_cues(seed: Seed, phrases: Iterable[str]) -> None:
    known = {form for each in (*seed.weak, *seed.aliases) for form in (key(each), key(each) + "s")}
    new = 0
    for phrase in phrases:
        if not known & {key(phrase), key(phrase).removesuffix("s")} and new < MOST_CUES:
            seed.weak.append(phrase)
            known |= {key(phrase), key(phrase) + "s"}
            new += 1


def text_of(found: Sequence[Seed]) -> str:
    """The vocabulary file."""
    groups = "".join(f"{name} = {json.dumps(label)}\n" for name, label in GROUPS.values())
    listed = "\n".join(written(each.topic) for each in found)
    return f'{HEAD}version = 1\nweights = "arxiv"\n\n[groups]\n{groups}\n{listed}'


def vocabulary_of(found: Sequence[Seed]) -> Vocabulary:
    """The vocabulary, checked."""
    return parse_vocabulary(text_of(found).encode(), "arxiv.toml")


def examples(
    vocabulary: Vocabulary, lexicons: dict[str, dict[str, Any]], papers: list[Paper]
) -> Iterator[tuple[int, str, float, float, list[float]]]:
    """Yield topic, its paper's primary category, label, weight, features of topics that show."""
    names = {code: topic.name for topic in vocabulary for code in topic.codes}
    learned = {
        name: tagmodel.Lexicon(one["offset"], one["words"]) for name, one in lexicons.items()
    }
    matcher = Matcher(vocabulary)
    for paper in papers:
        title, abstract = paper["title"], paper["abstract"]
        primary, *others = categories(paper, names)
        found = collect(matcher, title, abstract)
        salience, words = Salience(found, title, abstract), tagmodel.words(abstract)
        for number, evidence in found.items():
            if not evidence.proves():
                continue
            name = vocabulary.topics[number].name
            affinity = learned[name].affinity(words) if name in learned else 0.0
            yes, maybe = name == primary, name in others
            weight = ALSO if maybe else 1.0
            yield (
                number,
                primary,
                float(yes or maybe),
                weight,
                salience.describe(evidence, affinity),
            )


def fitted(vocabulary: Vocabulary, lexicons: dict[str, Any], papers: list[Paper]) -> dict[str, Any]:
    """The regression, as `data/tags.json` has it."""
    rows = list(examples(vocabulary, lexicons, papers))
    often = Counter(primary for _, primary, _, _, _ in rows)
    size = len(vocabulary)
    blank = [name.endswith("affinity") for name in FEATURES]
    inputs, labels, weights = [], [], []
    for number, primary, label, weight, numbers in rows:
        topic, bare = [0.0] * (size + 1), [0.0] * (size + 1)
        topic[number], bare[size] = TOPIC_SCALE, TOPIC_SCALE
        plain = [0.0 if is_blank else one for one, is_blank in zip(numbers, blank, strict=True)]
        for line in ([*numbers, *topic], [*plain, *bare]):
            inputs.append(line)
            labels.append(label)
            weights.append(weight / sqrt(often[primary]))
    scaled = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=FINAL_C, max_iter=5000, tol=1e-8)
    model.fit(np.array(inputs), np.array(labels), sample_weight=scaled)
    learned = [float(value) for value in model.coef_[0]]
    biases = [TOPIC_SCALE * value for value in learned[len(FEATURES) :]]
    return {
        "features": {name: round(value, 3) for name, value in zip(FEATURES, learned, strict=False)},
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": THRESHOLD,
        "topics": {
            topic.name: {
                "bias": round(bias if topic.name in lexicons else biases[size] + ELSEWHERE, 3),
                **lexicons.get(topic.name, {"offset": 0.0, "words": {}}),
            }
            for topic, bias in zip(vocabulary, biases, strict=False)
        },
    }


def main() -> None:
    """Make both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    found = seeds()
    names = {code: each.name for each in found for code in each.codes}
    *first, last, _ = papers_of(options.data)
    papers = [paper for part in first for paper in part]
    labels = [set(categories(paper, names)) for paper in papers]
    for each in found:
        each.papers = sum(each.name in those for those in labels)
    weighed(found, papers, labels)
    mined(found, papers, labels)
    (ROOT / "prompts" / "arxiv.toml").write_text(text_of(found), encoding="utf-8")
    vocabulary = vocabulary_of(found)
    matrix, words = word_matrix(papers)
    lexicons = {
        each.name: lexicon(matrix, words, np.array([each.name in those for those in labels]))
        for each in found
        if each.papers >= LEARNED
    }
    table = fitted(vocabulary, lexicons, last)
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, indent=None, separators=(",", ":"))
    place = tagmodel.path_of("arxiv")
    place.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    phrases = sum(len(each.aliases) + len(each.weak) for each in found)
    print(
        f"{len(papers)} papers for phrases and words, {len(last)} for weights; "
        f"{len(lexicons)} of {len(found)} categories learned, {phrases} phrases"
    )


if __name__ == "__main__":
    main()
