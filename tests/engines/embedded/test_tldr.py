# ruff: noqa: RUF001 -- typographic signs are meant here
from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from summarizer.engines.embedded import titles
from summarizer.engines.embedded.compression import cuts, without_brackets
from summarizer.engines.embedded.goals import blends
from summarizer.engines.embedded.predicates import later
from summarizer.engines.embedded.rewrites import Candidate, joined, open_plainly
from summarizer.engines.embedded.titles import Title
from summarizer.engines.embedded.tldr import Summarizer
from summarizer.readability import contract
from summarizer.readability.lexicon import GERUNDS, Lexicon
from summarizer.text.prose import plain

SUMMARIZER = Summarizer()
PAPERS = [
    (
        "SparseRoute: Conditional Computation for Long Documents",
        """Transformers are costly on long inputs. However, most tokens matter little. In this
        paper, we propose SparseRoute, a routing layer that skips unimportant tokens in long
        documents. Moreover, we show that it reduces inference time by 43.5\\% (e.g., on books)
        without loss of accuracy. Code is available at https://example.org/sparseroute.""",
    ),
    (
        "On the Stability of Tiny Optimizers",
        """This paper studies the stability of small learned optimizers under distribution shift
        [12]. To this end, we train $3\\times$ more optimizers than earlier work (Miller et al.,
        2019). These results suggest that weight decay is necessary for stable training.""",
    ),
    (
        "A Benchmark of Reading Maps",
        """Reading maps is hard for vision-language models. We present MapBench, a benchmark of
        1,204 maps with questions written by people. It reveals that the best model answers only
        38% of them.""",
    ),
]
WORD = st.sampled_from(
    "We we propose show that This these such However, In paper, method (GAN) 3.5% 12 $\\alpha$ "
    "e.g. and to by , . "
    "for learning which models \\cite{x} [3] https://a.org/b of achieves GPT-4 ? \n improves".split(
        " "
    ),
)


def tldr(abstract: str, title: str = "Some Unrelated Heading") -> str:
    line = SUMMARIZER.summarize(title, abstract)
    assert line is not None
    return line


@pytest.mark.parametrize(("title", "abstract"), PAPERS)
def test_a_tldr_reads_well_and_invents_nothing(title: str, abstract: str) -> None:
    line = tldr(abstract, title)
    assert contract.violations(line, title) == []
    assert contract.inventions(line, f"{title} {abstract}") == []


def test_the_contribution_is_chosen_rather_than_the_background() -> None:
    title, abstract = PAPERS[0]
    assert "SparseRoute" in tldr(abstract, title)


def test_the_same_paper_gives_the_same_line() -> None:
    title, abstract = PAPERS[1]
    assert Summarizer().summarize(title, abstract) == SUMMARIZER.summarize(title, abstract)


def test_explain_begins_with_the_chosen_line_and_its_parts_add_up() -> None:
    title, abstract = PAPERS[0]
    best = SUMMARIZER.explain(title, abstract)[0]
    assert best.text == SUMMARIZER.summarize(title, abstract)
    assert best.score == pytest.approx(sum(best.parts.values()))


@pytest.mark.parametrize("abstract", ["", " \n ", "...", "12 34 56", "\x00\x1b"])
def test_nothing_to_say_is_none(abstract: str) -> None:
    assert SUMMARIZER.summarize("A Title", abstract) is None


def test_a_very_short_abstract_gives_what_there_is() -> None:
    assert tldr("We withdraw the paper") == "We withdraw the paper."


def test_a_sentence_in_another_language_is_kept_as_it_is() -> None:
    line = "Nous proposons une méthode rapide pour apprendre des modèles de langue."
    assert tldr(line) == line


def test_endless_sentences_are_cut_to_thirty_words() -> None:
    assert len(tldr("word " * 500).split()) == 30


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "We show that ",
        "(",
        "$",
        "\\textbf{",
        "x. ",
        ", and ",
        "\n",
        "é",
        "We propose x, which ",
    ],
)
def test_a_megabyte_of_anything_takes_under_two_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    SUMMARIZER.summarize(text, text)
    assert time.process_time() - start < 10


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_keeps_the_bounds(abstract: str, title: str) -> None:
    check_bounds(title, abstract)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORD, max_size=80), st.lists(WORD, max_size=10))
def test_any_words_keep_the_bounds(abstract: list[str], title: list[str]) -> None:
    check_bounds(" ".join(title), " ".join(abstract))


def check_bounds(title: str, abstract: str) -> None:
    line = SUMMARIZER.summarize(title, abstract)
    if line is None:
        return
    assert len(line.split()) <= 30
    assert line == " ".join(line.split())
    assert set(re.findall(r"\d+", line)) <= set(re.findall(r"\d+", f"{title} {abstract}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("However, the loss is convex", "The loss is convex"),
        ("In this paper, we propose a method", "We propose a method"),
        ("In this work we propose a method", "We propose a method"),
        (
            "This paper presents a method and shows its limits",
            "We present a method and show its limits",
        ),
        ("This work addresses noise", "We address noise"),
        ("This paper explores and exploits a loss", "We explore and exploit a loss"),
        ("We propose, a small model of noise", "We propose a small model of noise"),
        ("To address this problem, we propose a method", "We propose a method"),
        ("We further show that it works", "We show that it works"),
        ("We address this issue by introducing a loss", "We introduce a loss"),
        ("(ii) we prove a bound", "We prove a bound"),
        ("With more data, we train a model", "With more data, we train a model"),
        ("mBERT is multilingual", "mBERT is multilingual"),
    ],
)
def test_openings_that_point_outside_are_dropped(text: str, expected: str) -> None:
    assert expected == open_plainly(text, 0).text


def test_cuts_end_at_clauses_and_never_inside_a_list() -> None:
    whole = "We propose a simple loss for dense, sparse, and mixed retrieval models"
    forms = [cut.text for cut in cuts(Candidate(f"{whole}, which improves recall by 5%"))]
    assert whole in forms
    assert not any(form.endswith(("dense", "sparse")) for form in forms)


def test_no_cut_leaves_a_verb_without_its_object_or_a_list_without_its_rest() -> None:
    text = "We train a model to successfully integrate, and then provide, maps using text"
    open_ended = frozenset(["integrate", "provide"])
    forms = [cut.text for cut in cuts(Candidate(text), open_ended)]
    assert not any(form.endswith("integrate") for form in forms)
    several = "We examine methods adopted for datasets, strategies of inclusion in tasks, and maps"
    assert all("strategies" not in form.text for form in cuts(Candidate(several)))
    claim = "We study maps and hypothesize that one reason for errors in maps is their size"
    assert not any(form.text.endswith("one reason") for form in cuts(Candidate(claim)))
    listed = "We present a framework featuring: a layer of maps, a loss, and a test for roads"
    assert all(":" not in form for form in (cut.text for cut in cuts(Candidate(listed))))


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("We find that task skills and the parts behind them are shared across runs", "parts"),
        ("We find that, although models know the words in the end, they are wrong", "words"),
        ("We take after how people draft, ask for hints and mend on their own", "ask"),
        ("We train a model to filter for the cleanest of all samples", "filter"),
        ("We use a new kind of loss; sharper steps with a smaller rate", "steps"),
    ],
)
def test_no_cut_leaves_a_claim_a_condition_or_an_aim_half_said(text: str, never: str) -> None:
    forms = [cut.text for cut in cuts(Candidate(text))]
    assert not any(form.endswith(never) for form in forms), forms


def test_a_later_predicate_stands_by_itself() -> None:
    whole = Candidate("We consider occluded boxes and propose a mixture of Gaussians", (2,))
    assert [one.text for one in later(whole)] == ["We propose a mixture of Gaussians"]
    assert [one.sentences for one in later(whole)] == [(2,)]


@pytest.mark.parametrize(
    "text",
    [
        "We train agents that can walk and find their way home",
        "We study a loss and propose to bound it from below",
        "Agents walk and show what they have learned",
    ],
)
def test_a_predicate_of_another_subject_or_one_that_points_back_does_not(text: str) -> None:
    assert list(later(Candidate(text))) == []


def test_an_aim_outside_the_sentence_leaves_what_the_thing_does() -> None:
    text = "We propose a framework that addresses these limits by applying a wide search"
    assert open_plainly(text, 0).text == "We propose a framework that applies a wide search"
    text = "We propose a framework aimed at addressing these limits, and test it"
    assert open_plainly(text, 0).text == "We propose a framework, and test it"


def test_labels_of_a_structured_abstract_and_second_verbs_are_put_right() -> None:
    assert open_plainly("Objective: We investigated how people read", 0).text.startswith("We inv")
    text = "This paper revisits and clarifies Reinforcement Learning for tables"
    assert open_plainly(text, 0).text.startswith("We revisit and clarify Reinforcement")


def test_a_goal_is_not_put_before_what_a_thing_was_made_for() -> None:
    title = Title("Foo", "sparse routing of tables", "topic", "sparse routing of tables")
    ours = [[Candidate("We propose Foo, a training module designed for large data", (1,))]]
    assert list(blends(title, ours, lambda *_: False)) == []


def test_what_the_paper_proposes_is_not_said_to_be_studied() -> None:
    line = tldr(
        "Tables are hard to read for models. Yet no test tells how hard they are. We propose "
        "TabTest, which holds 500 tables of four kinds. We find that models fail on most of them.",
        "TabTest: A Comprehensive and Complex Benchmark for Table Question Answering",
    )
    assert "study" not in line


def test_a_goal_in_the_title_goes_into_the_proposing_sentence() -> None:
    title = Title("Foo", "sparse routing of tables", "topic", "sparse routing of tables")
    ours = [[Candidate("We propose Foo, a training module based on data", (1,))]]
    found = [one.text for one in blends(title, ours, lambda *_: False)]
    assert found == ["We propose Foo, a training module for sparse routing of tables based on data"]


@pytest.mark.parametrize(
    "said",
    [
        "a training module that learns from data",  # "that" would stand behind "tables"
        "a training module to learn from data",
        "a training module with rules for data",  # two times "for"
    ],
)
def test_a_goal_parts_no_noun_from_what_is_said_of_it(said: str) -> None:
    title = Title("Foo", "sparse routing of tables", "topic", "sparse routing of tables")
    ours = [[Candidate(f"We propose Foo, {said}", (1,))]]
    assert list(blends(title, ours, lambda *_: False)) == []


def test_a_goal_is_not_said_of_a_thing_with_another_name_than_the_title_has() -> None:
    title = Title("Foo", "sparse routing of tables", "topic", "sparse routing of tables")
    ours = [[Candidate("We propose Bar, a training module that learns from data", (1,))]]
    assert list(blends(title, ours, lambda *_: False)) == []


def test_present_and_past_are_not_joined() -> None:
    present, past = Candidate("We study a fast loss"), Candidate("We automatically built maps")
    assert joined(present, past) is None
    assert joined(past, Candidate("We tested it with people")) is not None


def test_two_sentences_of_we_are_joined_if_they_fit() -> None:
    both = joined(Candidate("We propose a loss"), Candidate("We show that it is convex"))
    assert both is not None
    assert both.text == "We propose a loss and show that it is convex"
    assert joined(Candidate("We propose " + "x " * 20), Candidate("We show " + "y " * 20)) is None


def test_brackets_are_dropped_whole() -> None:
    bare = without_brackets(Candidate("We use a network (CNN) here"))
    assert bare is not None
    assert bare.text == "We use a network here"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rises by 22\\% at $3\\times$ the cost", "rises by 22% at 3× the cost"),
        ("texttt{D}ual-texttt{H}ead losses", "Dual-Head losses"),
        ("\\textbf{Bold} and {\\em old}", "Bold and old"),
        ("we call it {Fast Loss} here", "we call it Fast Loss here"),
        ("as shown \\cite{a,b} before", "as shown before"),
        ("as shown (Smith et al., 2019) and [3, 4] before", "as shown and before"),
        ("see https://example.org/a.b for code", "see for code"),
        ("gains $5 million and $6 million", "gains $5 million and $6 million"),
        ('Schr\\"odinger bridges at 360^circ', "Schrödinger bridges at 360°"),
        ("on safety i.e., routing", "on safety, i.e., routing"),
        ("two\n lines\tand a\u200b joiner", "two lines and a joiner"),
    ],
)
def test_latex_citations_and_addresses_are_taken_out(text: str, expected: str) -> None:
    assert expected == plain(text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fast Parser: A Method for Fast Parsing", ("method", "a method for fast parsing")),
        ("Learning to Parse", ("action", "learn to parse")),
        ("Parsers are fast", ("clause", "parsers are fast")),
        ("Fast Parsing Prevents Errors", ("clause", "fast parsing prevents errors")),
        ("Long Name: Parsing with GPUs -- A Tale", ("topic", "parsing with GPUs")),
        ("Improve Parsing by Learning", ("action", "improve parsing by learning")),
        ("Is Parsing Fast?", ("other", "is parsing fast?")),
        ("Parsing with GPUs", ("topic", "parsing with GPUs")),
        ("Depth and Context Foster Tracking", ("clause", "depth and context foster tracking")),
        ("Large Tables Foster of Depth", ("topic", "large tables foster of depth")),
        ("Parse, Learn, and Foster Tracking", ("other", "parse, learn, and foster tracking")),
        ("Learning to Parse Tables", ("action", "learn to parse tables")),
        ("Fast Renderer of Tables", ("topic", "a fast renderer of tables")),
        ("Proof of Large Depth", ("topic", "the proof of large depth")),
        ("Fast Context and Parser for Tables", ("topic", "fast context and parser for tables")),
        (
            "Fast and Large Benchmark for Tables",
            ("method", "a fast and large benchmark for tables"),
        ),
        ("Fast Parsing: Is Parsing Fast or Is it Not?", ("topic", "fast parsing")),
        ("Everyone Parsing Large Tables", ("other", "everyone parsing large tables")),
        ("Part 4.1, Parsing and Learning", ("other", "part 4.1, parsing and learning")),
        ("Large Parsers Achieve Fast Parsing", ("clause", "large parsers achieve fast parsing")),
        ("On Large Tables", ("topic", "large tables")),
        ("Parser Report", ("other", "parser report")),
        ("Learning Dynamics of Tables", ("topic", "learning dynamics of tables")),
    ],
)
def test_titles_are_read_as_parts_of_a_sentence(title: str, expected: tuple[str, str]) -> None:
    common = frozenset(
        "fast parser method benchmark parsing learning learn parse parsers is prevents errors "
        "context depth renderer for the of tables large foster tracking proof everyone and part "
        "report dynamics achieve on".split()
    )
    lexicon = Lexicon(
        common,
        countable=frozenset(["renderer"]),
        gerunds=GERUNDS | {"fostering": "foster"},
        verbs=frozenset(["foster", "learn", "parse", "prevent", "improve"]),
    )
    got = titles.taken_apart(title, "", lexicon)
    assert expected == (got.kind, got.phrase)


def test_the_model_says_where_it_comes_from() -> None:
    about = SUMMARIZER.model["about"]
    assert about["command"].startswith("python training/tldr.py")
    assert all(len(source["sha256"]) == 64 for source in about["data"])


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, json, summarizer.engines.embedded.tldr; print(json.dumps(sorted(sys.modules)))"
    )
    root = ROOT.resolve()
    shown = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root
    )
    assert not {"numpy", "sklearn", "nltk", "syntok", "pydantic", "httpx"} & set(
        json.loads(shown.stdout)
    )
