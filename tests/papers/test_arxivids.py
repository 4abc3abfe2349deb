"""arXiv's ids in texts and addresses, and what says that a paper is withdrawn."""

from __future__ import annotations

import pytest

from summarizer.papers.arxivids import (
    addressed_in,
    bare_id,
    begins_address,
    found_in,
    is_withdrawn,
    named,
    typed,
    without_version,
)


@pytest.mark.parametrize(
    ("text", "identity", "version"),
    [
        ("2305.10601", "2305.10601", None),
        ("arXiv:2305.10601v12", "2305.10601", "12"),
        ("hep-th/9901001v2", "hep-th/9901001", "2"),
        ("math.GT/0309136", "math.GT/0309136", None),
    ],
)
def test_an_id_is_known_in_either_form(text, identity, version):
    assert named(text).groups() == (identity, version)
    assert found_in(f"see {text}.").groups() == (identity, version)
    assert typed(text) == identity
    assert without_version(f"{identity}v{version or 1}") == identity


@pytest.mark.parametrize("text", ["2305.106", "2305.106011", "12305.10601", "1.2305.10601", "x"])
def test_other_numbers_are_none(text):
    assert bare_id(text) is None
    assert typed(text) is None
    assert named(text) is None
    assert found_in(text) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://arxiv.org/abs/2305.10601v1",
        "http://export.arxiv.org/pdf/2305.10601.pdf",
        "https://huggingface.co/papers/2305.10601",
        "https://www.alphaxiv.org/abs/2305.10601",
        "https://doi.org/10.48550/arXiv.2305.10601",
        "10.48550/arxiv.2305.10601",
    ],
)
def test_an_address_holds_its_id(address):
    assert typed(f" {address} ") == "2305.10601"
    assert begins_address(address)[1] == "2305.10601"
    assert addressed_in(f"at {address}")[1] == "2305.10601"


@pytest.mark.parametrize(
    ("comment", "abstract", "withdrawn"),
    [
        ("Withdrawn by the author", "An abstract.", True),
        ("paper withdrawn", "An abstract.", True),
        (None, "This paper has been withdrawn by the authors.", True),
        (None, "This submission was temporarily withdrawn.", True),
        (None, "Withdrawn.", True),
        ("12 pages", "We study withdrawn children.", False),
        (None, "Withdrawn behaviour is a sign of stress.", False),
        (None, "The paper shows why money is withdrawn.", False),
    ],
)
def test_what_says_that_a_paper_is_withdrawn(comment, abstract, withdrawn):
    assert is_withdrawn(comment, abstract) is withdrawn


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("\uff12\uff13\uff10\uff15.\uff11\uff10\uff16\uff10\uff11", "2305.10601"),
        ("\u0662\u0663\u0660\u0665.\u0661\u0660\u0666\u0660\u0661v2", "2305.10601"),
        ("https://arxiv.org/abs/2305.1060\u0661", "2305.10601"),
        ("9913.00001", None),
        ("2300.00001", None),
        ("hep-th/9913001", None),
        ("arxiv.org/abs/2313.00001", None),
        ("2312.00001", "2312.00001"),
    ],
)
def test_a_typed_id_has_plain_digits_and_a_month_that_there_is(text, identity):
    assert typed(text) == identity
