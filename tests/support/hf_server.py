"""A real HTTP server that plays Hugging Face's papers, well and badly."""

from __future__ import annotations

import json
from datetime import date

from papers import page
from site_server import SiteServer


class HuggingFaceServer(SiteServer):
    """`days` maps a day to its items; a day that is missing answers 400.

    `api_answer`, where it is set, is what everything under `/api/` answers.
    """

    def __init__(self):
        super().__init__()
        self.days = {}
        self.api_answer = None

    def reply(self, path, query):
        if path.startswith("/api/") and self.api_answer:
            return self.api_answer
        if path == "/api/daily_papers":
            return self.daily(query)
        if path == "/api/papers/search":
            found = [item for item in self.items() if query["q"] in item["title"]]
            return 200, json.dumps(found[: int(query["limit"])]).encode()
        if path.startswith("/api/papers/"):
            found = [item["paper"] for item in self.items() if path.endswith(item["paper"]["id"])]
            return (200, json.dumps(found[0]).encode()) if found else (404, b"{}")
        if path.startswith("/papers"):
            return self.page(path, query)
        return 404, b"{}"

    def items(self, chosen=lambda _: True):
        days = (items for day, items in self.days.items() if chosen(date.fromisoformat(day)))
        return [item for items in days for item in items]

    def daily(self, query):
        items = self.chosen(query)
        if items is None:
            return 400, b'{"error":"Invalid date"}'
        start = int(query["p"]) * int(query["limit"])
        return 200, json.dumps(items[start : start + int(query["limit"])]).encode()

    def chosen(self, query):
        if "date" in query:
            return self.days.get(query["date"])
        if "week" in query:
            return self.items(lambda day: "{}-W{:02}".format(*day.isocalendar()) == query["week"])
        if "month" in query:
            return self.items(lambda day: f"{day:%Y-%m}" == query["month"])
        return sorted(self.items(), key=lambda item: -item["paper"]["upvotes"])

    def page(self, path, query):
        kind, _, which = path.removeprefix("/papers").strip("/").partition("/")
        items = self.items() if "q" in query or kind == "trending" else self.chosen({kind: which})
        return 200, page(items or [], which).encode()
