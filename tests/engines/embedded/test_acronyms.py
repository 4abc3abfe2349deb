"""What an acronym stands for, where the paper says it."""

from __future__ import annotations

from functools import cache

import pytest

from summarizer.engines.embedded import acronyms
from summarizer.engines.embedded.evidence import collect
from summarizer.engines.embedded.phrases import Matcher
from summarizer.topics import vocabularyfile


@cache
def matcher() -> Matcher:
    return Matcher(vocabularyfile.load())


def topics(title: str, abstract: str) -> set[str]:
    names = [topic.name for topic in vocabularyfile.load()]
    found = collect(matcher(), title, abstract).items()
    return {names[number] for number, evidence in found if evidence.kept()}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Coronary artery disease (CAD) kills.", "CAD", "Coronary artery disease"),
        ("We scale test-time scaling (TTS).", "TTS", "test-time scaling"),
        ("We use large language models (LLMs).", "LLM", "large language models"),
        ("We build a mixture of the experts (MoE).", "MoE", "mixture of the experts"),
        ("on state space modeling (SSM)", "SSM", "state space modeling"),
        ("Frames are seen per second (FPS).", "FPS", "Frames are seen per second"),
    ],
)
def test_an_acronym_stands_for_the_words_before_it_by_their_initials(
    text: str, short: str, long: str
) -> None:
    (found,) = acronyms.defined(text)
    assert found.short == short
    assert text[found.start : found.end].strip() == long


@pytest.mark.parametrize(
    "text",
    ["no brackets", "It runs fast (GPU).", "as seen (Figure)", "a b (x)", "ours (2025)", "(CAD)"],
)
def test_brackets_that_spell_nothing_define_nothing(text: str) -> None:
    assert list(acronyms.defined(text)) == []


@pytest.mark.parametrize(
    ("topic", "own", "other"),
    [
        ("cad-generation", "computer-aided design (CAD)", "coronary artery disease (CAD)"),
        ("speech", "text-to-speech (TTS)", "test-time scaling (TTS)"),
        ("speech", "automatic speech recognition (ASR)", "attack success rate (ASR)"),
        ("3d-generation", "score distillation sampling (SDS)", "sudden death syndrome (SDS)"),
        ("chemistry-materials", "density functional theory (DFT)", "dynamic fine-tuning (DFT)"),
        ("reinforcement-learning", "Markov decision processes (MDPs)", "many dull parts (MDP)"),
    ],
)
def test_an_acronym_shows_a_topic_only_in_the_topics_own_sense(
    topic: str, own: str, other: str
) -> None:
    short = other[other.index("(") + 1 : -1]
    for long, shown in ((own, True), (other, False)):
        abstract = f"Much is known of {long}. We say more of {short} here."
        assert (topic in topics(f"On {short}", abstract)) is shown


def test_an_acronym_that_is_not_spelled_out_keeps_its_usual_sense() -> None:
    assert "cad-generation" in topics("Sketches to CAD", "We draw CAD.")
