"""A real HTTP server that plays the API of bioRxiv and medRxiv, well and badly.

Its answers have the shapes of real ones: numbers as text, 30 records a page, every version a record
of its own, counts for times but none for a DOI, unknown categories left out of the question.
"""

from __future__ import annotations

import json
import re

from papers import ABSTRACTS, TITLES
from site_server import SiteServer

PAGE = 30
KNOWN = {"neuroscience", "cell biology", "bioinformatics", "epidemiology", "hiv aids"}


def preprint(number=0, server="bioRxiv", **changes):
    """A record as the API has it; `number` makes the DOI, the title and the abstract."""
    digits = f"{600000 + number}" if server == "bioRxiv" else f"{25300000 + number}"
    known = {
        "title": f"{TITLES[number % 3]} in Cells, Part {number}",
        "authors": "Author, A. B.; van Example, C.; The Example Consortium",
        "author_corresponding": "Anna B Author",
        "author_corresponding_institution": "A University",
        "doi": f"10.1101/2025.12.01.{digits}",
        "date": "2025-12-08",
        "version": "1",
        "type": "new results",
        "license": "cc_by",
        "category": "neuroscience" if server == "bioRxiv" else "epidemiology",
        "jatsxml": "https://www.biorxiv.org/content/early/2025/12/08/1.source.xml",
        "abstract": f"{ABSTRACTS[number % 3]} Variant {number}.",
        "funder": "NA",
        "published": "NA",
        "server": server,
    }
    return known | changes


class PreprintServer(SiteServer):
    """`records` are what there is of both servers; a page holds `page` of them."""

    def __init__(self):
        super().__init__()
        self.records = []
        self.page = PAGE

    def reply(self, path, query):
        listed = re.fullmatch(r"/details/(\w+)/(\S{10})/(\S{10})/(\d+)/json", path)
        one = re.fullmatch(r"/details/(\w+)/(10\..+)/na/json", path)
        if listed:
            server, since, until, cursor = listed.groups()
            found = [
                each
                for each in self.records
                if each["server"].lower() == server and since <= each["date"] <= until
            ]
            category = query.get("category", "").replace("_", " ").lower()
            if category in KNOWN:
                found = [each for each in found if each["category"] == category]
            return 200, self.listing(found, int(cursor), category or "all", f"{since}:{until}")
        if one:
            server, doi = one.groups()
            found = [
                each
                for each in self.records
                if each["server"].lower() == server and each["doi"] == doi
            ]
            status = "ok" if found else "no posts found"
            message = {"status": status, "category": "all"}
            return 200, json.dumps({"messages": [message], "collection": found}).encode()
        return 404, b"<html>Not found</html>"

    def listing(self, found, cursor, category, interval):
        shown = found[cursor : cursor + self.page]
        if not shown:
            return json.dumps(
                {"messages": [{"status": "no posts found"}], "collection": []}
            ).encode()
        message = {
            "status": "ok",
            "category": category,
            "interval": interval,
            "funder": "all",
            "cursor": cursor,
            "count": len(shown),
            "count_new_papers": str(sum(each["version"] == "1" for each in found)),
            "total": str(len(found)),
        }
        return json.dumps({"messages": [message], "collection": shown}).encode()


def a_day():
    """A server with a day of each kind of record, for demonstrations."""
    server = PreprintServer()
    server.records = [preprint(number) for number in range(4)]
    server.records += [preprint(4, category="cell biology", date="2025-12-09")]
    server.records += [preprint(5, version="2", abstract=f"{ABSTRACTS[0]} Said anew, at length.")]
    server.records += [
        preprint(6, published="10.1038/s41586-020-2649-2", type="contradictory results")
    ]
    server.records += [preprint(7, "medRxiv"), preprint(8, "medRxiv", version="2")]
    return server
