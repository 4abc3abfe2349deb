"""Pictures told by their bytes."""

from __future__ import annotations

from functools import partial

import pytest
from images import gif, jpeg, png, webp

from summarizer.site.images import LARGEST, Image, image

MAKERS = {
    "png": png,
    "gif": gif,
    "jpg": jpeg,
    "webp": webp,
    "webp, lossy": partial(webp, kind=b"VP8 "),
    "webp, lossless": partial(webp, kind=b"VP8L"),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_picture_says_its_kind_and_size(kind):
    assert image(MAKERS[kind](1200, 648)) == Image(kind.partition(",")[0], 1200, 648)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_picture_that_is_cut_off_at_its_head_is_none(kind):
    whole = MAKERS[kind](1200, 648)
    for length in range(20):
        found = image(whole[:length])
        assert found is None or found == image(whole)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><title>Not found</title>",
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0\0\0" * 20,
        b"\xff\xd8" + b"\xff" * 100,
        b"RIFF1234WEBPVP8Z" + b"\0" * 40,
        png(0, 3),
        png(30_000, 3),
        png() + b"\0" * LARGEST,
    ],
)
def test_what_is_no_picture_of_a_fair_size_is_none(data):
    assert image(data) is None
