"""A real HTTP server that plays arXiv's API and its feeds of the day, well and badly."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from papers import ABSTRACTS, TITLES
from site_server import SiteServer

OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def record(number=0, **changes):
    """A paper as these servers know it."""
    known = {
        "id": f"2512.{number:05d}",
        "version": 1,
        "title": TITLES[number % 3],
        "abstract": f"{ABSTRACTS[number % 3]} Variant {number}.",
        "authors": ("First Author", "Second Author"),
        "categories": ("cs.CL", "cs.AI"),
        "published": "2025-12-08T10:00:00Z",
        "changed": "2025-12-09",
        "type": "new",
        "extra": "<arxiv:comment>12 pages</arxiv:comment><arxiv:doi>10.1000/1</arxiv:doi>"
        "<arxiv:journal_ref>J. Ex. 1</arxiv:journal_ref>",
    }
    return known | changes


def entry(known):
    """An entry of the API's answer."""
    names = "".join(f"<author><name>{escape(name)}</name></author>" for name in known["authors"])
    categories = "".join(f'<category term="{each}"/>' for each in reversed(known["categories"]))
    return (
        f"<entry><id>http://arxiv.org/abs/{known['id']}v{known['version']}</id>"
        f"<title>{escape(known['title'])}</title><updated>2025-12-09T12:00:00Z</updated>"
        f"<summary>  {escape(known['abstract'])}\n</summary>{categories}"
        f"<published>{known['published']}</published>{known['extra']}"
        f'<arxiv:primary_category term="{known["categories"][0]}"/>{names}</entry>'
    )


def answer(entries, total=None, start=0):
    """The API's answer with these entries, as text."""
    total = len(entries) if total is None else total
    return (
        f"{OPEN}<feed {SPACES}><id>https://arxiv.org/api/x</id><title>arXiv Query</title>"
        f"<updated>2025-12-09T12:00:00Z</updated>"
        f"<opensearch:totalResults>{total}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>{''.join(entries)}</feed>"
    )


def error(said):
    identity = f"https://arxiv.org/api/errors#{said.replace(' ', '_')}"
    texts = f"<title>Error</title><summary>{said}</summary>"
    return answer([f"<entry><id>{identity}</id>{texts}</entry>"])


def announced(known):
    """An entry of a feed of the day."""
    categories = "".join(f'<category term="{each}"/>' for each in known["categories"])
    return (
        f"<entry><id>oai:arXiv.org:{known['id']}v{known['version']}</id>"
        f"<title>{escape(known['title'])}</title><updated>2025-12-09T05:00:19.8+00:00</updated>"
        f"<summary>arXiv:{known['id']}v{known['version']} Announce Type: {known['type']} \n"
        f"Abstract: {escape(known['abstract'])}</summary>{categories}"
        f"<published>{known.get('announced', '2025-12-09')}T00:00:00-05:00</published>"
        f"<arxiv:announce_type>{known['type']}</arxiv:announce_type>"
        f"<dc:creator>{', '.join(known['authors'])}</dc:creator></entry>"
    )


def feed(entries, day="2025-12-09"):
    """A feed of the day with these entries, as text."""
    text = "".join(entries).replace("2025-12-09T", f"{day}T")
    return (
        f"{OPEN}<feed {SPACES}><id>http://rss.arxiv.org/atom/cs.CL</id>"
        f"<title>cs.CL updates on arXiv.org</title>"
        f"<updated>{day}T05:00:19.866337+00:00</updated>{text}</feed>"
    )


def rss(known, day="Tue, 09 Dec 2025 00:00:00 -0500"):
    """The same as RSS."""
    items = "".join(
        f"<item><title>{escape(each['title'])}</title>"
        f"<link>https://arxiv.org/abs/{each['id']}</link>"
        f"<description>arXiv:{each['id']}v{each['version']} Announce Type: {each['type']} \n"
        f"Abstract: {escape(each['abstract'])}</description>"
        f"<guid isPermaLink='false'>oai:arXiv.org:{each['id']}v{each['version']}</guid>"
        f"{''.join(f'<category>{name}</category>' for name in each['categories'])}"
        f"<pubDate>{day}</pubDate><arxiv:announce_type>{each['type']}</arxiv:announce_type>"
        f"<dc:creator>{', '.join(each['authors'])}</dc:creator></item>"
        for each in known
    )
    return (
        f'{OPEN}<rss {SPACES.partition(" ")[2]} version="2.0"><channel><title>cs.CL</title>'
        f"<link>http://rss.arxiv.org/rss/cs.CL</link><pubDate>{day}</pubDate>{items}</channel></rss>"
    )


def sets(known):
    """The sets of OAI-PMH that a paper is in."""
    for name in known["categories"]:
        archive, _, subject = name.partition(".")
        group = "physics" if archive == "astro-ph" else archive
        yield f"{group}:{archive}" + (f":{subject}" if subject else "")


def raw(known):
    """A record of OAI-PMH, in the form `arXivRaw`."""
    versions = "".join(
        f'<version version="v{number}"><date>{formatted(known["published"], number)}</date>'
        "<size>9kb</size></version>"
        for number in range(1, known["version"] + 1)
    )
    specs = "".join(f"<setSpec>{each}</setSpec>" for each in sets(known))
    return (
        f"<record><header><identifier>oai:arXiv.org:{known['id']}</identifier>"
        f"<datestamp>{known['changed']}</datestamp>{specs}</header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{known["id"]}</id>'
        f"<submitter>A. Submitter</submitter>{versions}<title>{escape(known['title'])}</title>"
        f"<authors>{' (Institute (of Examples)), '.join(known['authors'])}</authors>"
        f"<categories>{' '.join(known['categories'])}</categories>"
        f"<comments>12 pages</comments><doi>10.1000/1</doi>"
        f"<abstract>  {escape(known['abstract'])}\n</abstract></arXivRaw></metadata></record>"
    )


def formatted(moment, number):
    """The time of a version: each a day after the one before."""
    first = datetime.fromisoformat(moment)
    return format_datetime(first.astimezone(UTC) + timedelta(days=number - 1), usegmt=True)


def oai(verb, records, token="", code=""):
    """An answer of OAI-PMH with these records, or with an error where there are none."""
    more = f"<resumptionToken>{token}</resumptionToken>"
    said = f"<{verb}>{''.join(records)}{more if verb == 'ListRecords' else ''}</{verb}>"
    said = said if records else f'<error code="{code}">Nothing is there.</error>'
    return (
        f'{OPEN}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2025-12-09T12:00:00Z</responseDate>{said}</OAI-PMH>"
    )


class ArxivServer(SiteServer):
    """`records` are the papers there are; `feed` those of the feed, which is of `day`.

    `api_answer`, where it is set, is what the API answers. OAI-PMH sends `page` records at once.
    """

    def __init__(self):
        super().__init__()
        self.records = []
        self.feed = []
        self.day = "2025-12-09"
        self.api_answer = None
        self.page = 2

    def reply(self, path, query):
        if path.startswith("/atom/"):
            text = feed([announced(each) for each in self.feed], self.day)
        elif path == "/api/query":
            return self.api_answer or self.query(query)
        elif path == "/oai":
            return 200, self.harvested(query).encode(), {"Content-Type": "text/xml"}
        else:
            return 404, b"Not found"
        return 200, text.encode(), {"Content-Type": "application/atom+xml"}

    def query(self, query):
        start, size = int(query["start"]), int(query["max_results"])
        found = [each for each in self.records if self.is_asked(each, query)]
        asked = query.get("id_list", "").split(",")
        if "id_list" in query and not all(re.match(r"\d{4}\.|[a-z-]+/", each) for each in asked):
            return 400, error(f"incorrect id format for {query['id_list']}").encode()
        shown = [entry(each) for each in found[start : start + size]]
        return 200, answer(shown, len(found), start).encode()

    def harvested(self, query):
        """The answer of OAI-PMH."""
        if query["verb"] == "GetRecord":
            number = query["identifier"].removeprefix("oai:arXiv.org:")
            found = [raw(each) for each in self.records if each["id"] == number]
            return oai("GetRecord", found, code="idDoesNotExist")
        text, _, start = query.get("resumptionToken", "").rpartition("|")
        since, until, wanted = (text or "||").split("|")
        since, until = query.get("from", since), query.get("until", until)
        wanted = query.get("set", wanted)
        found = [
            each
            for each in self.records
            if since <= each["changed"] <= (until or "9")
            and any(wanted in {name, name.partition(":")[0]} for name in sets(each))
        ]
        start = int(start or 0)
        shown, rest = found[start : start + self.page], found[start + self.page :]
        token = f"{since}|{until}|{wanted}|{start + self.page}" if rest else ""
        return oai("ListRecords", [raw(each) for each in shown], token, "noRecordsMatch")

    @staticmethod
    def is_asked(known, query):
        if "id_list" in query:
            exact = f"{known['id']}v{known['version']}"
            return any(each in {known["id"], exact} for each in query["id_list"].split(","))
        search = query["search_query"]
        window = re.search(r"submittedDate:\[(\d+) TO (\d+)\]", search)
        submitted = re.sub(r"\D", "", known["published"])[:12]
        if window and not window[1] <= submitted < window[2]:
            return False
        categories = re.findall(r"cat:([\w.-]+)", search)
        if categories and not set(categories) & set(known["categories"]):
            return False
        words = re.findall(r"all:([^\s)]+)", search)
        return all(word.strip('"').lower() in known["title"].lower() for word in words)
