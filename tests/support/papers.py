"""Small papers in the shapes that real sources give, about nothing anyone wrote."""

from __future__ import annotations

import json

from summarizer.papers.records import Paper

RAG = (
    "Retrieval-augmented generation (RAG) helps language models with facts they do not hold. "
    "However, retrieval adds latency to every request. We propose a sparse index that answers "
    "queries in 12 ms and improves retrieval-augmented generation by 3.5% on two data sets."
)
DIFFUSION = (
    "Diffusion models make images of high quality. We introduce a sampler for diffusion models "
    "that needs only 8 steps and keeps the quality of text-to-image generation."
)
SCALING = (
    "Scaling laws relate the loss of a language model to its size. We fit scaling laws over 40 "
    "training runs and find that the learning rate changes the exponent."
)
ABSTRACTS = (RAG, DIFFUSION, SCALING)
TITLES = (
    "A Sparse Index for Retrieval-Augmented Generation",
    "Eight Steps Are Enough for Diffusion\n  Models",
    "Scaling Laws and the Learning Rate",
)


def paper(number: int = 0, **changes: object) -> Paper:
    """A paper whose every field is known."""
    values = {
        "id": f"2512.0000{number}",
        "title": TITLES[number % 3],
        "abstract": ABSTRACTS[number % 3],
        "authors": ("First Author", "Second Author"),
        "author_count": 2,
        "published": "2025-12-08",
        "listed": "2025-12-09",
        "upvotes": 12 + number,
        "comments": number,
        "url": f"https://huggingface.co/papers/2512.0000{number}",
        "links": ("https://github.com/example/code",),
        "source": "hf:2025-12-09",
    }
    return Paper(**(values | changes))


def api_item(number: int = 0, day: str = "2025-12-09") -> dict[str, object]:
    """An item of the Daily Papers API, with fields of 2024 to 2026."""
    title, abstract = TITLES[number % 3], ABSTRACTS[number % 3]
    return {
        "paper": {
            "id": f"2512.{number:05d}",
            "authors": [{"_id": "1", "name": "First Author", "hidden": False}, {"name": "Second"}],
            "publishedAt": "2025-12-07T18:00:00.000Z",
            "submittedOnDailyAt": f"{day}T00:31:53.858Z",
            "title": title,
            "summary": abstract if number < 3 else f"{abstract} Variant {number}.",
            "upvotes": 12 + number,
            "githubRepo": "https://github.com/example/code",
            "githubStars": 1200 + number,
            "projectPage": "https://example.com/project",
            "submittedOnDailyBy": {"fullname": "Some Reader", "name": "reader", "type": "user"},
            "ai_keywords": ["sparse index", "retrieval"],
            "ai_summary": "What the site's own model says.",
        },
        "publishedAt": "2025-12-08T01:21:47.935Z",
        "title": title,
        "numComments": number,
        "organization": {"name": "example", "fullname": "Example Lab"},
    }


def page(items: list[dict[str, object]], day: str = "2025-12-09") -> str:
    """A papers page as served: the data in an attribute, beside a look-alike."""
    import html

    props = json.dumps({"dailyPapers": items, "dateString": day, "periodType": "day"})
    return (
        "<!DOCTYPE html><html><body>"
        '<div data-target="DailyPapersBannerSubscribe" data-props="{&quot;x&quot;:1}"></div>'
        f'<div class="x" data-target="DailyPapers" data-props="{html.escape(props)}"></div>'
        "</body></html>"
    )
