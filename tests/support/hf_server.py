"""A real HTTP server that plays Hugging Face's papers, well and badly."""

from __future__ import annotations

import json
from datetime import date

from papers import page
from site_server import SiteServer


class HuggingFaceServer(SiteServer):
    """`days` maps a day to its items; a day that is missing answers 400.

    `api_answer`, where it is set, is what everything under `/api/` answers. `linked` maps an id
    to its repositories, as `/api/arxiv/ID/repos` answers; the paper's own answer names the first
    of each kind and counts them all. `users` are those that there are.
    """

    def __init__(self):
        super().__init__()
        self.days = {}
        self.api_answer = None
        self.linked = {}
        self.users = {"reader"}

    def reply(self, path, query):
        if path.startswith("/api/") and self.api_answer:
            return self.api_answer
        if path == "/api/daily_papers":
            return self.daily(query)
        if path == "/api/papers/search":
            found = [item for item in self.items() if query["q"] in item["title"]]
            return 200, json.dumps(found[: int(query["limit"])]).encode()
        if path.startswith("/papers"):
            return self.page(path, query)
        return self.named(path)

    def named(self, path):
        """What the API says of the one thing at a path."""
        if path.startswith("/api/papers/"):
            found = [item["paper"] for item in self.items() if path.endswith(item["paper"]["id"])]
            return self.one(found[0]) if found else (404, b"{}")
        if path.startswith("/api/arxiv/"):
            found = self.linked.get(path.split("/")[3])
            return (200, json.dumps(found).encode()) if found else (404, b"{}")
        if path.startswith("/api/users/"):
            known = path.split("/")[3] in self.users
            return (200, b'{"numPapers":0}') if known else (404, b'{"error":"Sorry"}')
        return 404, b"{}"

    def one(self, paper):
        """A paper as it answers for its id, with the first of each kind that is linked to it."""
        linked = {}
        for kind, repositories in self.linked.get(paper["id"], {}).items():
            linked[f"linked{kind.title()}"] = repositories[:2]
            linked[f"numTotal{kind.title()}"] = len(repositories)
        return 200, json.dumps(paper | linked).encode()

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
        if "submitter" in query:
            by = query["submitter"]
            return [
                each for each in self.items() if each["paper"]["submittedOnDailyBy"]["name"] == by
            ]
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
