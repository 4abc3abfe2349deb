from __future__ import annotations

import pytest

from summarizer.engines.embedded.proofs import Proofs
from summarizer.topics import vocabularyfile

TITLE = "A Sparse Index"
ABSTRACT = (
    "We study retrieval-augmented generation. Extensive experiments show that our approach works. "
    "Each question is routed to a few passages."
)


@pytest.fixture(scope="module")
def proofs():
    return Proofs(vocabularyfile.load(None))


@pytest.mark.parametrize(
    "quote",
    ["We study", "Extensive experiments show", "our approach works", "In this paper", "", "2"],
)
def test_words_that_stand_in_any_paper_prove_nothing(proofs, quote):
    assert proofs.doubt("rag", quote, TITLE, ABSTRACT) == "its quote proves nothing"


@pytest.mark.parametrize(
    "quote", ["retrieval-augmented generation", "RAG", "question is routed to a few passages"]
)
def test_a_phrase_of_the_topic_proves_it_and_telling_words_may(proofs, quote):
    assert proofs.doubt("rag", quote, TITLE, ABSTRACT) == ""


def test_a_common_word_proves_a_topic_only_where_the_paper_does(proofs):
    said = "We study training data."
    assert "common words" in proofs.doubt("llm-pretraining", "training data", TITLE, said)
    more = f"{said} Continued pretraining helps."
    assert proofs.doubt("llm-pretraining", "training data", TITLE, more) == ""


def test_an_exclusion_proves_nothing(proofs):
    topic = next(each for each in proofs.vocabulary if each.exclusions)
    quote = f"the {topic.exclusions[0]} of it"
    assert "exclusion" in proofs.doubt(topic.name, quote, TITLE, quote)
    assert "exclusion" in proofs.doubt(topic.name, "telling words of hers", TITLE, quote)


def test_a_paper_s_own_words_stand_in_for_a_quote(proofs):
    assert proofs.words("rag", TITLE, ABSTRACT) in ABSTRACT
    assert proofs.words("robotics", TITLE, ABSTRACT) is None
