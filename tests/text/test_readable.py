r"""Reading copies; each damaged form was seen in Daily Papers, each whole one in arXiv's lists."""

# ruff: noqa: RUF001 -- signs are meant here

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.readable import readable, reading_copy

DAMAGED = {
    "512times512": "512×512",
    "64 times 288 times 512 video": "64 × 288 × 512 video",
    "up to 2.78times faster, 12,000times less": "up to 2.78× faster, 12,000× less",
    "360^circ and 360^{circ} views": "360° and 360° views",
    "k_{ast} experts": "k_∗ experts",
    "in R^{d times d}, yielding": "in R^(d × d), yielding",
    "{scriptsize X}": "X",
    "error varepsilon, (leq2B), infty-RoPE": "error ε, (≤2B), ∞-RoPE",
    "66.3 %rightarrow73.4 %": "66.3 %→73.4 %",
    "a sim14,000times ratio": "a ∼14,000× ratio",
    "{sim}20% faster": "∼20% faster",
    "pi_{0.5} and pi_0 with eta_1": "π_0.5 and π₀ with η₁",
    "nabla^2DFT": "∇²DFT",
    "mathcal{O}(T^{-1/3})": "O(T^(-1/3))",
    "Oleft( d{varepsilon} right) or": "O(d{ε}) or",
    "Obig(n^2big)": "O(n²)",
    "Thetabig(1+minbig(big[nvarepsilonbig]^{1/2}big)big)": "Theta(1+min([nε]^(1/2)))",
    "R^d rightarrowR": "R^d →R",
    "Acdot S_1 - Ccdot S_2": "A· S_1 - C· S_2",
    "$textbf{one} and textbf{other}$": "one and other",
    "R^textbf{2AI}": "R²AI",
    "``deep reasoning'' here": "“deep reasoning” here",
}
WHOLE = {
    r"$\mathcal{O}(n)$": "O(n)",
    r"$256\times256$": "256×256",
    r"$\sim$86k": "∼86k",
    r"{\alpha}-Cloak": "α-Cloak",
    r"5.15{\deg} and": "5.15° and",
    r"$\{0,1\}^n$": "{0,1}ⁿ",
    r"$C\subseteq\mathbb F_q^n$": "C⊆F_qⁿ",
    r"$1-\frac1n\log_q$": "1-1/n log_q",
    r"$mAP_{0.5}$": "mAP_0.5",
    r"$19^{th}$": "19th",
    r"22.9$^\circ$": "22.9°",
    r"\textbf{A}daptive \textcolor{red}{robust}": "Adaptive robust",
    r"a $\textbf{A$^2$}$ b": "a A² b",
    r"5.1\% of Q\&A, Fig.~3": "5.1% of Q&A, Fig. 3",
    r"\href{https://a.example/x_1}{here} \url{https://b.example}": (
        "here (https://a.example/x_1) https://b.example"
    ),
    r"na\"{\i}ve Erd\H{o}s Bal\'azs Bokm{\aa}l": "naïve Erdős Balázs Bokmål",
    r"as shown~\cite{a,b}.": "as shown.",
    r"{\em very} nice": "very nice",
    r"6\textrm{--}79\times": "6--79×",
}
NO_LATEX = (
    "sometimes the alphabet is simple, in times of pi, 5 times the size",
    "phi-4, tau-bench, Mem-alpha and PixArt-alpha",
    "lambda functions take 3 times as long; at 5 pm 30 papers (approx. 30K)",
    "it costs $5 million, not $10 million",
    "from $5 to $10 a month",
    "https://example.com/a_{b}/pi_0 and `x_{i}` and tau_bench",
    "set {a, b} and {it was}",
    r"a \method with \unknown{x}",
    "big (or bigger) and left(over), abigcat(x)",
    "Chat, Meta, rectangle, sim-to-real, int4, Emu3, mArho",
)


@pytest.mark.parametrize(("given_text", "copy"), (DAMAGED | WHOLE).items())
def test_latex_is_shown_as_signs(given_text, copy):
    assert readable(given_text) == copy
    assert readable(f"We report {given_text}, as said.") == f"We report {copy}, as said."


@pytest.mark.parametrize("text", NO_LATEX)
def test_what_is_not_surely_latex_stays(text):
    assert readable(text) == text
    assert reading_copy(text) is None


def test_a_reading_copy_stands_only_where_it_differs():
    assert reading_copy("512times512") == "512×512"


@given(st.text())
def test_any_text_has_one(text):
    assert isinstance(readable(text), str)


PIECES = st.sampled_from(
    [*("\\", "{", "}", "$", "^", "_", "frac", "textbf", "times", "1", "a", " ", "left", "'", "`")]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_broken_latex_has_one_too(text):
    copy = readable(text)
    assert "\ue000" not in copy
    assert len(copy) <= 2 * len(text) + 2


@pytest.mark.parametrize(
    "piece", ["$", "{", "\\", "$a", "\\textbf{", "``", "^{", "1 times ", "{\\", "\\href{", "a_"]
)
def test_a_long_text_of_any_kind_takes_no_time(piece):
    start = time.process_time()
    readable(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 2


def test_of_the_listed_papers_one_in_ten_has_one(shared):
    with gzip.open(shared / "huggingface" / "daily_2024-05_2025-12.jsonl.gz", "rt") as lines:
        texts = [json.loads(line)["abstract"] for line in lines]
    copies = [copy for copy in map(reading_copy, texts) if copy]
    assert 550 < len(copies) < 750
    assert not any("times" in copy and "0times" in copy for copy in copies)
