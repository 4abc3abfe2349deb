"""A real HTTP server with feeds, which plays arXiv's API too: for feeds that name its papers."""

from __future__ import annotations

import json
from html import escape

from arxiv_server import ArxivServer

TEXT = (
    "Retrieval often wastes context on passages that say nothing. We introduce a router that sends "
    "each question to the passages that answer it. On four data sets it reads 40% fewer words. "
)
LONG = TEXT * 3


def item(title="A Title", link="https://arxiv.org/abs/2512.00001", text=LONG, extra=""):
    """An item of RSS 2.0."""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<description>{escape(text)}</description>{extra}</item>"
    )


def rss(*items):
    """A feed of RSS 2.0 with these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Papers</title>'
        f"<link>https://example.org</link>{''.join(items)}</channel></rss>"
    )


def atom(title="A Title", link="https://arxiv.org/abs/2512.00001", text=LONG):
    """A feed of Atom with one entry, and the links that such feeds have."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Papers</title><entry>'
        f'<link rel="self" href="https://example.org/1"/><link href="{link}"/>'
        f"<title>{title}</title><summary>{text}</summary><author><name>One Author</name></author>"
        "<author><name>Another</name></author><published>2025-12-08T10:00:00Z</published></entry></feed>"
    )


def json_feed(**item):
    """A JSON Feed with one item."""
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Papers", "items": [item]})


class FeedServer(ArxivServer):
    """`feeds` are texts by their paths."""

    def __init__(self):
        super().__init__()
        self.feeds = {}

    def reply(self, path, query):
        if path in self.feeds:
            return 200, self.feeds[path].encode(), {"Content-Type": "application/xml"}
        return super().reply(path, query)
