"""What is shipped of papers in general."""

from __future__ import annotations

import gzip
import re
import time

from places import ROOT

from summarizer.interests import background


def test_the_file_is_small_and_there_at_once():
    assert len(gzip.compress(background.PATH.read_bytes())) < 200_000
    background.load.cache_clear()
    begin = time.process_time()
    background.load()
    assert time.process_time() - begin < 0.5


def test_common_words_count_nothing_and_rare_ones_much():
    known = background.load()
    assert known.weights["model"] == 0
    assert known.weights["diffusion"] < known.weights["speculative decoding"]
    assert known.unseen() > known.weights["diffusion"]
    assert known.telling("diffusion")
    assert not known.telling("furthermore")
    assert known.rarity("rag") > known.rarity("benchmark")


def test_a_higher_sum_is_never_a_lower_share():
    logits = [background.load().model.logit(number / 10) for number in range(-100, 100)]
    assert logits == sorted(logits)


def test_how_it_is_made_is_documented():
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert re.search(r"python training/interests\.py", page)
