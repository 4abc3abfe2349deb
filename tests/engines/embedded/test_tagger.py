"""The tagger: what is matched, what is decided, and that every quote is where it says."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.engines.embedded import tagmodel
from summarizer.engines.embedded.phrases import Matcher
from summarizer.engines.embedded.tagger import CERTAIN, MOST, UTMOST, Tagger, Verdict
from summarizer.settings import packaged
from summarizer.topics import vocabularyfile
from summarizer.topics.vocabulary import Topic, Vocabulary

WORDS = (
    "retrieval-augmented generation", "RAG", "GANs", "diffusion  model", "text-to-image", "agents",
    "pay attention to", "sparse\nattention", "benchmark", "MathBench", "we propose", ". ", ", ",
    "KV\u2010cache", "İ", "ß", "\x00", "$", "we introduce", "vision-language models", "-", "😀",
)  # fmt: skip


@cache
def tagger() -> Tagger:
    return Tagger(vocabularyfile.load())


def vocabulary(*entries: Topic) -> Vocabulary:
    return Vocabulary(entries)


def topic(name: str, *aliases: str, **more: tuple[str, ...]) -> Topic:
    return Topic(name, name.title(), "g", "d", aliases, **more)


def quotes(text: str, *aliases: str, **more: tuple[str, ...]) -> list[str]:
    hits = Matcher(vocabulary(topic("zzz", *aliases, **more))).find(text)
    return [text[h.start : h.end] for h in hits.get(0, []) if h.kind != "exclusion"]


def names(title: str, abstract: str = "") -> list[str]:
    return [tag.tag for tag in tagger().tag(title, abstract)]


@pytest.mark.parametrize(
    "text",
    [
        "fine-tuning", "fine tuning", "finetuning", "Fine-Tuning", "fine\n  tuning", "FINE TUNING",
        "fine\u2010tuning", "fine\u2011tuning", "fine\u2013tuning", "fine-\ntuning", "fine-tunings",
    ],
)  # fmt: skip
def test_a_phrase_matches_across_hyphens_blanks_line_breaks_and_case(text: str) -> None:
    assert quotes(f"on {text}, again", "fine-tuning") == [text]
    assert quotes(f"({text})", "finetuning") == [text]


@pytest.mark.parametrize(
    "text", ["prefine-tuningx", "fine. Tuning", "fine, tuning", "refinetuning"]
)
def test_a_phrase_does_not_match_inside_a_word_or_across_a_stop(text: str) -> None:
    assert quotes(text, "fine-tuning") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("RAG and RAGs", ["RAG", "RAGs"]), ("a rag, Rags", []), ("Self-RAG", ["RAG"]), ("DRAG", [])],
)
def test_a_short_acronym_matches_as_written(text: str, found: list[str]) -> None:
    assert quotes(text, "RAG") == found


def test_an_ending_matches_the_whole_word_that_has_it() -> None:
    assert quotes("MathBench, VSI-Bench and the Bench", "*Bench") == ["MathBench", "VSI-Bench"]


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        ("knowledge graph", "knowledge graphs"),
        ("agent memory", "agent memories"),
        ("survival analysis", "survival analysis"),
        ("tokenizer bias", "tokeniser bias"),
    ],
)
def test_plurals_and_british_spelling_match(alias: str, text: str) -> None:
    assert quotes(text, alias) == [text]


def test_an_exclusion_hides_the_alias_within_it_and_no_other() -> None:
    found = quotes(
        "pay attention to sparse attention", "attention", exclusions=("pay attention to",)
    )
    assert found == ["attention"]


def test_the_longer_of_two_overlapping_aliases_is_the_hit() -> None:
    assert quotes("a video language model", "video", "video language model") == [
        "video language model",
    ]


def test_a_name_listed_as_weak_is_only_a_cue() -> None:
    found = Matcher(vocabulary(topic("memory", weak=("memory",)))).find("memory")
    assert [hit.kind for hit in found[0]] == ["weak"]


def test_a_topic_added_by_hand_works_at_once() -> None:
    built = Tagger(vocabulary(topic("beekeeping", "honey bee", "apiary")))
    abstract = "Honey bees matter. We present a monitor for the apiary. The honey bee is safe."
    (tag,) = built.tag("Watching honey-bees at night", abstract)
    assert (tag.tag, tag.quote, tag.field, tag.start, tag.end) == (
        "beekeeping",
        "honey-bees",
        "title",
        9,
        19,
    )
    assert 0 < tag.score <= 1


def test_a_topic_in_title_and_claim_is_given() -> None:
    abstract = (
        "Models forget. We propose a retrieval-augmented method. Retrieval-augmented models win."
    )
    assert names("Retrieval-Augmented Generation at Scale", abstract)[0] == "rag"


def test_a_topic_in_passing_is_not_given() -> None:
    abstract = (
        "Training robots to grasp is hard. We propose a robot manipulation policy for grasping. "
        "The robot grasps objects in the kitchen. Much like GANs years ago, progress is fast. "
        "Robotic manipulation improves by a wide margin."
    )
    found = names("Robot manipulation for the kitchen", abstract)
    assert "robotics" in found
    assert "gans" not in found


def test_a_new_benchmark_is_one_and_a_score_on_benchmarks_is_not() -> None:
    new = "We introduce KitchenBench, a benchmark for robot cooking. The benchmark has 500 tasks."
    assert "benchmark" in names("KitchenBench: A Benchmark for Robot Cooking", new)
    old = "We propose a robot policy. It wins on several benchmarks."
    assert "benchmark" not in names("A Better Robot Policy", old)


def test_what_was_learned_is_of_topics_that_exist() -> None:
    known = {topic.name for topic in vocabularyfile.load()}
    model = tagmodel.load()
    assert known >= model.biases.keys()
    assert known >= model.lexicons.keys()
    assert len(tagmodel.fingerprint()) == 16


@cache
def of_arxiv() -> Tagger:
    return Tagger(vocabularyfile.load(packaged("arxiv.toml")))


@pytest.mark.parametrize(
    ("code", "title", "abstract"),
    [
        ("gr-qc", "Quasinormal modes of a black hole", "The event horizon in modified gravity."),
        ("cond-mat.supr-con", "Pairing symmetry", "Cooper pairs show a superconducting gap."),
        ("math.NT", "Rational points on elliptic curves", "We bound them by L-functions."),
        ("q-bio.GN", "Gene expression in single cells", "RNA-seq shows active genes."),
        ("cs.CL", "Machine translation", "A multilingual language model for low-resource use."),
    ],
)
def test_a_paper_of_any_field_gets_its_category(code: str, title: str, abstract: str) -> None:
    names = {each: topic.name for topic in arxiv() for each in topic.codes}
    first, *others = of_arxiv().tag(title, abstract)
    assert first.tag == names[code]
    for tag in (first, *others):
        place = title if tag.field == "title" else abstract
        assert place[tag.start : tag.end] == tag.quote


def arxiv() -> Vocabulary:
    return vocabularyfile.load(packaged("arxiv.toml"))


def test_what_a_topic_is_called_elsewhere_is_not_looked_for_in_texts() -> None:
    found = of_arxiv().candidates("A study of CSCL", "MathQA and CSCL are names.")
    assert not {"computation-and-language", "quantum-algebra"} & {tag.tag for tag in found}


def test_weights_were_learned_with_the_topics_they_are_of() -> None:
    known = {topic.name for topic in arxiv()}
    model = tagmodel.load("arxiv")
    assert known == model.biases.keys()
    assert known >= model.lexicons.keys()


def test_topics_of_ones_own_are_scored_by_what_all_share() -> None:
    own = vocabulary(topic("tea", "green tea"))
    assert own.weights == ""
    assert [tag.tag for tag in Tagger(own).tag("Green Tea", "We study green tea.")] == ["tea"]


def test_all_that_was_learned_is_small() -> None:
    assert sum(each.stat().st_size for each in tagmodel.DATA.iterdir()) < 2_000_000


def test_empty_texts_get_no_tags() -> None:
    assert tagger().tag("", "") == ()
    assert tagger().explain("", "") == []


def test_explain_agrees_with_tag_and_says_why_not() -> None:
    title = "Retrieval-Augmented Generation"
    abstract = "We study RAG. Pay attention to the KV cache. Some agents fail."
    verdicts = tagger().explain(title, abstract)
    assert [v.topic for v in verdicts if v.outcome == "given"] == names(title, abstract)
    assert "common words alone prove nothing" in " ".join(map(str, verdicts))
    assert all(v.phrases for v in verdicts)


def test_explain_tells_an_exclusion() -> None:
    built = Tagger(vocabulary(topic("focus", "attention", exclusions=("pay attention to",))))
    (verdict,) = built.explain("", "Please pay attention to this.")
    assert verdict.outcome == "excluded"
    assert "exclusion" in str(verdict)


INSECTS = ("bee", "ant", "wasp", "moth", "fly", "gnat", "tick", "flea")


def insects() -> Tagger:
    return Tagger(vocabulary(*(topic(f"{word}-studies", word) for word in INSECTS)))


def scored(monkeypatch: pytest.MonkeyPatch, sure: int) -> Tagger:
    """A tagger to which so many of the insects are sure, and the others likely."""
    scores = {f"{word}-studies": 0.95 if at < sure else 0.6 for at, word in enumerate(INSECTS)}
    monkeypatch.setattr(tagmodel.Model, "score", lambda _, name, *__: scores[name])
    return insects()


def test_explain_tells_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = scored(monkeypatch, 2).explain(" ".join(INSECTS), "")
    assert [v.outcome for v in verdicts] == ["given"] * MOST + ["cut"] * (len(INSECTS) - MOST)
    assert "cut: at most 4 tags, or 6 where they are sure" in str(verdicts[-1])


@pytest.mark.parametrize(("sure", "given"), [(0, 4), (4, 4), (5, 5), (6, 6), (8, UTMOST)])
def test_topics_beyond_the_fourth_are_given_where_they_are_sure(
    sure: int, given: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(scored(monkeypatch, sure).tag(" ".join(INSECTS), "")) == given


@pytest.mark.parametrize(
    ("topic_name", "title"),
    [
        ("reasoning", "How Far Does Reasoning Carry?"),
        ("memory", "Memory for Long Conversations"),
        ("optimization", "A New Look at Optimization"),
        ("reinforcement-learning", "Reinforcement Learning in the Wild"),
        ("agents", "Agents at Work"),
        ("architecture", "An Architecture without Attention"),
        ("quantization", "Quantization"),
    ],
)
def test_a_topics_own_name_in_the_title_scores_even_where_it_is_but_a_cue(
    topic_name: str, title: str
) -> None:
    scores = {v.topic: v.score for v in tagger().explain(title, "We study how it works, and why.")}
    assert scores[topic_name] > 0


def test_a_name_in_the_title_that_the_abstract_is_about_is_given() -> None:
    abstract = (
        "Conversations are long. We propose a memory for assistants that remember what users said. "
        "The memory holds past experiences, and the assistant recalls them when they matter."
    )
    assert "memory" in names("Memory for Assistants", abstract)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("A Coding Agent That Tests", "We build a coding agent. The agent edits files and tests."),
        ("Terminal Agents", "We train terminal agents that act in a shell over many steps."),
        ("A Research Agent", "Our research agent plans and runs experiments on its own."),
        ("Agentic Coding at Scale", "We study agentic coding, where agents edit repositories."),
    ],
)
def test_agents_of_any_trade_are_agents(title: str, abstract: str) -> None:
    assert "agents" in names(title, abstract)


@pytest.mark.parametrize(
    ("topic_name", "abstract"),
    [
        ("cad-generation", "Patients with coronary artery disease (CAD) were followed. CAD kills."),
        ("learning-theory", "We show protected states in topological insulators, and why."),
        ("optimal-transport", "Charge transport in the lattice is ballistic; transport is fast."),
        ("inference-efficiency", "A high-throughput AFM scans the film for domain walls."),
        ("quantization", "The tokens come from vector quantization with a codebook."),
        ("quantization", "We use second quantization for the fermions of the lattice."),
        ("reinforcement-learning", "The policies of states and of towns differ in what they tax."),
        ("autonomous-driving", "Batteries of electric vehicles age; the electric vehicle is sold."),
        ("rl-for-llms", "The approach has two advantages. Its first advantage is speed."),
        ("multilingual", "Image-to-image translation is unpaired translation of domains."),
        ("benchmark", "We propose a model. It is evaluated on SWE-Bench and on MathBench."),
    ],
)
def test_another_sense_of_a_phrase_gives_no_topic(topic_name: str, abstract: str) -> None:
    assert topic_name not in names("A Study", abstract)


FIELD = (
    "Fermionic condensates exhibit vortices whose winding is pinned by magnons in the cuprate. "
    "We derive the conductivity of the pumped lattice, whose Landau plateaus survive impurities, "
    "and compute Green functions, spinor currents, susceptibilities and quasiparticle lifetimes. "
    "The robustness of the boundary modes follows from parity, and calorimetry of the sublattices "
    "corroborates the ansatz beyond the adiabatic, isothermal and paramagnetic regimes. "
)


def test_an_abstract_whose_words_are_of_another_field_gives_no_learned_topic() -> None:
    model = tagmodel.load()
    assert model.foreign(tagmodel.words(FIELD)) > 1
    assert names("Vortices in cuprates", FIELD) == []


def test_an_abstract_of_the_field_is_not_foreign_however_short() -> None:
    model = tagmodel.load()
    for text in (
        "",
        "We propose a method to train large language models. It improves results on many tasks.",
    ):
        assert model.foreign(tagmodel.words(text)) == 0


def test_a_topic_of_ones_own_is_given_in_the_words_of_its_field() -> None:
    built = Tagger(vocabulary(topic("cuprates", "cuprate", "condensates")))
    (tag,) = built.tag("Vortices in cuprates", FIELD)
    assert tag.quote == "cuprates"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text(),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(),
)
def test_any_two_texts_give_a_few_tags_whose_quotes_stand_where_they_say(
    title: str, abstract: str
) -> None:
    tags = tagger().tag(title, abstract)
    assert len(tags) <= UTMOST
    assert all(tag.score >= CERTAIN for tag in tags[MOST:])
    assert len({tag.tag for tag in tags}) == len(tags)
    assert [tag.score for tag in tags] == sorted((tag.score for tag in tags), reverse=True)
    for tag in tags:
        text = title if tag.field == "title" else abstract
        assert tag.quote
        assert text[tag.start : tag.end] == tag.quote
        assert 0 <= tag.score <= 1
        assert tag.score == round(tag.score, 2)
    assert len(tagger().explain(title, abstract)) >= len(tags)


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "-", "agent ", "large language ", "we ", "we propose ", ". A ", "$", "é\n"],
)
def test_a_megabyte_of_anything_takes_less_than_two_seconds(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit)))[:1_000_000]
    begin = time.process_time()
    tagger().tag(text[:1000], text)
    assert time.process_time() - begin < 10


MAGNET = (
    "Permanent magnets are used in motors. We measure the coercivity of sintered magnets. "
    "Unlike in an apiary, the field is constant. The remanence is 12 percent higher."
)


def test_a_paper_that_no_topic_fits_has_none_however_few_there_are() -> None:
    built = Tagger(vocabulary(topic("beekeeping", "honey bee", "apiary")))
    assert built.tag("Magnets sintered at low temperature", MAGNET) == ()
    (verdict,) = built.explain("Magnets sintered at low temperature", MAGNET)
    assert verdict.outcome == "below"
    assert verdict.score < verdict.threshold
    assert built.candidates("Magnets sintered at low temperature", MAGNET)


def test_explain_says_what_is_given_as_a_maybe() -> None:
    found = Verdict("rag", 0.41, 0.32, "given", ("RAG",))
    assert str(found) == "rag: 0.41 (threshold 0.32), given as `maybe`: below 0.50: RAG"
    assert "maybe" not in str(replace(found, score=0.5))
