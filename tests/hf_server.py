"""A real HTTP server that plays the Daily Papers API, well and badly."""

from __future__ import annotations

import json

from site_server import SiteServer


class HuggingFaceServer(SiteServer):
    """`days` maps a day to its items; a day that is missing answers 400."""

    def __init__(self):
        super().__init__()
        self.days = {}

    def reply(self, path, query):
        items = self.days.get(query["date"])
        if items is None:
            return 400, b'{"error":"Invalid date"}'
        start = int(query["p"]) * int(query["limit"])
        return 200, json.dumps(items[start : start + int(query["limit"])]).encode()
