"""Real HTTP servers that play the APIs of Semantic Scholar, OpenAlex, Crossref and PubMed.

All four know the same kind of records (`known`), and refuse what the documentation of each says
that it refuses: too large pages, unknown fields and filters, wrong keys, limits.
"""

from __future__ import annotations

import json
import re
from html import escape
from urllib.parse import unquote

from papers import ABSTRACTS, TITLES
from site_server import SiteServer

DOI = "10.5555/journal.{}"


def known(number=0, **changes):
    """A paper as these catalogues know it; None is what they don't know."""
    found = {
        "number": number,
        "title": TITLES[number % 3].replace("\n ", ""),
        "abstract": f"{ABSTRACTS[number % 3]} Variant {number}.",
        "authors": (("First", "Author"), ("Second", "Author")),
        "doi": DOI.format(number),
        "arxiv": None,
        "day": f"2025-11-{number % 28 + 1:02}",
        "journal": "Journal of Examples",
        "tldr": None,
        "type": None,
        "retracted": False,
        "cited": number,
        "related": (),
    }
    return found | changes


class CatalogueServer(SiteServer):
    """`records` are the papers there are, `key` the only key that is taken, where there is one."""

    def __init__(self, records=()):
        super().__init__()
        self.records = list(records)
        self.key = None

    def refused(self, given):
        """Whether a key is given that is not the right one."""
        return bool(given) and given != self.key

    def found(self, text, since="", until=""):
        """The records that have all words and phrases of a text in title or abstract."""
        quoted = re.findall(r'(-?)"([^"]+)"|(-?)([^\s"]+)', text)
        wanted = [(bool(a or c), (b or d).lower()) for a, b, c, d in quoted]
        for each in self.records:
            place = f"{each['title']} {each['abstract'] or ''}".lower()
            fits = all((word in place) is not without for without, word in wanted)
            if fits and (not since or each["day"] >= since) and (not until or each["day"] <= until):
                yield each

    @staticmethod
    def signed(each, names):
        """Whether people with these names are among the authors of a record."""
        known = {part.lower() for pair in each["authors"] for part in pair}
        return {name.lower() for name in names} <= known

    @staticmethod
    def ordered(records, order):
        """Records in the order that was asked for."""
        if order in {"date", "citations"}:
            name = "day" if order == "date" else "cited"
            return sorted(records, key=lambda each: each[name], reverse=True)
        return list(records)


def answer(document, status=200, **headers):
    return status, json.dumps(document).encode(), headers


class SemanticScholarServer(CatalogueServer):
    """The Academic Graph: `bulk` is how many papers a page of its sorted search has."""

    FIELDS = frozenset(
        {
            *("title", "abstract", "authors", "externalIds", "url", "venue", "journal", "year"),
            *("publicationDate", "publicationTypes", "openAccessPdf", "tldr"),
        }
    )
    bulk = 1000

    def answer(self, handler, path, query):
        self.given = handler.headers["x-api-key"]
        super().answer(handler, path, query)

    def reply(self, path, query):
        if self.refused(self.given):
            return answer({"message": "Forbidden"}, 403)
        fields = query.get("fields", "").split(",")
        unknown = [each for each in fields if each not in self.FIELDS]
        if unknown or ("bulk" in path and "tldr" in fields):
            return answer({"error": f"Unrecognized or unsupported fields: {unknown}"}, 400)
        if path == "/graph/v1/paper/search":
            return self.search(query)
        if path == "/graph/v1/paper/search/bulk":
            return self.sorted(query)
        return self.one(unquote(path.removeprefix("/graph/v1/paper/")), fields)

    def search(self, query):
        start, size = int(query.get("offset", "0")), int(query["limit"])
        if size > 100 or start + size > 1000:
            return answer({"error": "Offset + limit must be < 1000, limit <= 100"}, 400)
        since, until = self.days(query)
        words = " ".join(re.findall(r"[^\s\"+|*()~-]+", query["query"]))
        found = list(self.found(words, since, until))
        shown = [self.paper(each) for each in found[start : start + size]]
        more = {"next": start + size} if start + size < len(found) else {}
        return answer({"total": len(found), "offset": start, **more, "data": shown})

    def sorted(self, query):
        since, until = self.days(query)
        kind = {"publicationDate:desc": "date", "citationCount:desc": "citations"}[query["sort"]]
        found = self.ordered(self.found(query["query"], since, until), kind)
        start = int(query.get("token", "t0")[1:])
        shown = [self.paper(each) for each in found[start : start + self.bulk]]
        more = f"t{start + self.bulk}" if start + self.bulk < len(found) else None
        return answer({"total": len(found), "token": more, "data": shown})

    @staticmethod
    def days(query):
        since, _, until = query.get("publicationDateOrYear", "").partition(":")
        return since, until

    def one(self, name, fields):
        del fields
        kind, _, value = name.partition(":")
        for each in self.records:
            ids = {"arXiv": each["arxiv"], "DOI": each["doi"], "PMID": str(each["number"] + 1)}
            if (value and ids.get(kind) == value) or name == self.name_of(each):
                return answer(self.paper(each))
        return answer({"error": f"Paper with id {name} not found"}, 404)

    @staticmethod
    def name_of(each):
        return f"{each['number']:040x}"

    @classmethod
    def paper(cls, each):
        ids = {"ArXiv": each["arxiv"], "DOI": each["doi"], "CorpusId": each["number"]}
        return {
            "paperId": cls.name_of(each),
            "externalIds": {name: value for name, value in ids.items() if value is not None},
            "url": f"https://www.semanticscholar.org/paper/{cls.name_of(each)}",
            "title": each["title"],
            "abstract": each["abstract"],
            "venue": each["journal"] or "arXiv.org",
            "year": int(each["day"][:4]),
            "publicationDate": each["day"],
            "publicationTypes": [each["type"] or "JournalArticle"],
            "openAccessPdf": {"url": "https://example.org/a.pdf", "status": "GREEN"},
            "journal": {"name": each["journal"] or "ArXiv", "volume": "7", "pages": "1 - 9"},
            "authors": [{"authorId": "1", "name": f"{a} {b}"} for a, b in each["authors"]],
            "tldr": {"model": "tldr@v2.0.0", "text": each["tldr"]} if each["tldr"] else None,
        }


class OpenAlexServer(CatalogueServer):
    """`spent` says that the day's budget is used up."""

    spent = False
    FILTERS = frozenset(
        {
            *("has_abstract", "title.search", "raw_author_name.search", "from_publication_date"),
            "to_publication_date",
        }
    )

    def reply(self, path, query):
        if self.refused(query.get("api_key")):
            return answer({"error": "Unauthorized", "message": "Invalid API key"}, 401)
        if self.spent:
            headers = {"Retry-After": "58798", "X-RateLimit-Remaining-USD": "0"}
            return answer({"error": "Rate limit exceeded"}, 429, **headers)
        if path.startswith("/works/"):
            return self.one(unquote(path.removeprefix("/works/")))
        return self.search(query)

    def search(self, query):
        if int(query["per_page"]) > 100:
            return answer({"error": "Invalid", "message": "per_page must be 1 to 100"}, 400)
        filters = dict(each.split(":", 1) for each in query.get("filter", "").split(","))
        unknown = set(filters) - self.FILTERS
        if unknown:
            return answer({"error": "Invalid filter", "message": f"Unknown: {unknown}"}, 400)
        text, *without = query.get("search", "").replace("(", "").replace(")", "").split(" NOT ")
        words = " ".join([text.replace(" AND ", " "), *(f"-{each}" for each in without)])
        days = (filters.get(f"{end}_publication_date", "") for end in ("from", "to"))
        found = [each for each in self.found(words, *days) if each["abstract"]]
        title = filters.get("title.search", "").lower()
        author = filters.get("raw_author_name.search", "").lower()
        found = [
            each
            for each in found
            if all(word in each["title"].lower() for word in title.split())
            and self.signed(each, author.split()[-1:])
        ]
        order = {"publication_date:desc": "date", "cited_by_count:desc": "citations"}
        found = self.ordered(found, order.get(query.get("sort")))
        start = 0 if query["cursor"] == "*" else int(query["cursor"].removeprefix("c"))
        shown = [self.work(each) for each in found[start : start + int(query["per_page"])]]
        following = f"c{start + len(shown)}" if shown else None
        meta = {"count": len(found), "per_page": len(shown), "next_cursor": following}
        return answer({"meta": meta | {"cost_usd": 0.001}, "results": shown})

    def one(self, name):
        for each in self.records:
            dois = {f"doi:{each['doi']}", f"doi:10.48550/arxiv.{each['arxiv']}"}
            if name in dois | {f"W{each['number'] + 1}", f"pmid:{each['number'] + 1}"}:
                return answer(self.work(each))
        return 404, b"<!doctype html><title>404 Not Found</title>", {"Content-Type": "text/html"}

    @staticmethod
    def work(each):
        index = {}
        for place, word in enumerate((each["abstract"] or "").split()):
            index.setdefault(word, []).append(place)
        arxiv = f"https://arxiv.org/abs/{each['arxiv']}"
        doi = each["doi"] or (f"10.48550/arxiv.{each['arxiv']}" if each["arxiv"] else None)
        main = {
            "landing_page_url": f"https://doi.org/{doi}" if doi else None,
            "source": {"display_name": each["journal"] or "arXiv (Cornell University)"},
        }
        places = [main, {"landing_page_url": arxiv, "source": {"display_name": "arXiv"}}]
        return {
            "id": f"https://openalex.org/W{each['number'] + 1}",
            "doi": f"https://doi.org/{doi}" if doi else None,
            "title": each["title"],
            "display_name": each["title"],
            "publication_year": int(each["day"][:4]),
            "publication_date": each["day"],
            "type": each["type"] or "article",
            "authorships": [
                {"author": {"display_name": f"{a} {b}"}, "raw_author_name": f"{b}, {a}"}
                for a, b in each["authors"]
            ],
            "primary_location": main,
            "best_oa_location": {"pdf_url": "https://example.org/a.pdf"},
            "locations": places if each["arxiv"] else [main],
            "biblio": {"volume": "7", "issue": "2", "first_page": "1", "last_page": "9"},
            "is_retracted": each["retracted"],
            "abstract_inverted_index": index or None,
        }


class CrossrefServer(CatalogueServer):
    """Works with abstracts in JATS, and where they are related to others."""

    FILTERS = frozenset({"has-abstract", "from-pub-date", "until-pub-date"})
    FIELDS = frozenset(
        {
            *(
                "DOI",
                "title",
                "subtitle",
                "abstract",
                "author",
                "type",
                "container-title",
                "volume",
            ),
            *(
                "issue",
                "page",
                "article-number",
                "published",
                "published-online",
                "published-print",
            ),
            *("posted", "issued", "relation", "URL"),
        }
    )

    def answer(self, handler, path, query):
        self.given = handler.headers["Crossref-Plus-API-Token"]
        super().answer(handler, path, query)

    def reply(self, path, query):
        if self.refused(self.given):
            return 401, b"Unauthorized", {"Content-Type": "text/plain"}
        if path.startswith("/works/"):
            name = unquote(path.removeprefix("/works/"))
            found = [each for each in self.records if each["doi"] == name]
            if not found:
                return 404, b"Resource not found.", {"Content-Type": "text/plain"}
            return answer(self.message("work", self.work(found[0], whole=True)))
        return self.search(query)

    @staticmethod
    def message(kind, message):
        return {
            "status": "ok",
            "message-type": kind,
            "message-version": "1.0.0",
            "message": message,
        }

    def search(self, query):
        filters = dict(each.split(":", 1) for each in query["filter"].split(","))
        wrong = [*(set(filters) - self.FILTERS), *(set(query["select"].split(",")) - self.FIELDS)]
        rows, start = int(query["rows"]), int(query["offset"])
        if wrong or rows > 1000 or start + rows > 10_000:
            value = [{"type": "parameter-not-allowed", "message": f"Not allowed: {wrong}"}]
            return answer({"status": "failed", "message": value}, 400)
        text = " ".join(query.get(f"query.{name}", "") for name in ("bibliographic", "title"))
        days = (filters.get(f"{end}-pub-date", "") for end in ("from", "until"))
        found = [each for each in self.found(text, *days) if each["abstract"] and each["doi"]]
        order = {"published": "date", "is-referenced-by-count": "citations"}
        found = self.ordered(found, order.get(query.get("sort")))
        shown = [self.work(each) for each in found[start : start + rows]]
        counted = {"total-results": len(found), "items-per-page": rows, "facets": {}}
        return answer(self.message("work-list", {**counted, "items": shown}))

    @staticmethod
    def work(each, *, whole=False):
        parts = [[int(part) for part in each["day"].split("-")]]
        found = {
            "DOI": each["doi"],
            "title": [each["title"]],
            "author": [{"given": a, "family": b, "sequence": "first"} for a, b in each["authors"]],
            "type": each["type"] or "journal-article",
            "container-title": [each["journal"]] if each["journal"] else [],
            "volume": "7",
            "issue": "2",
            "page": "1-9",
            "published": {"date-parts": parts},
            "issued": {"date-parts": parts},
            "URL": f"https://doi.org/{each['doi']}",
            "relation": {kind: [{"id-type": "doi", "id": doi, "asserted-by": "subject"}]
                         for kind, doi in each["related"]},
        }  # fmt: skip
        if each["abstract"]:
            body = f"<jats:p>{escape(each['abstract'])}</jats:p>"
            found["abstract"] = f"<jats:title>Abstract</jats:title>{body}"
        if whole and each["retracted"]:
            found["updated-by"] = [{"DOI": "10.5555/notice", "type": "retraction"}]
        return found


class PubMedServer(CatalogueServer):
    """The E-utilities: `esearch` in JSON and `efetch` in XML; a PMID is the number and one."""

    def reply(self, path, query):
        if self.refused(query.get("api_key")):
            said = {"error": "API key invalid", "api-key": query["api_key"], "status": "unknown"}
            return answer(said, 400)
        if path == "/entrez/eutils/esearch.fcgi":
            return self.search(query)
        wanted = query.get("id", "").split(",")
        if len(wanted) > 200:
            return 414, b"Request-URI Too Long", {"Content-Type": "text/html"}
        found = [each for each in self.records if str(each["number"] + 1) in wanted]
        body = articles(map(self.article, found))
        return 200, body.encode(), {"Content-Type": "text/xml; charset=UTF-8"}

    def search(self, query):
        start, size = int(query["retstart"]), int(query["retmax"])
        if start > 9998:
            said = "Search Backend failed: Exception: 'retstart' cannot be larger than 9998."
            return answer({"esearchresult": {"ERROR": said}})
        term = query["term"]
        days = re.search(r'"(\d{4}/\d\d/\d\d)"\[dp\]:"(\d{4}/\d\d/\d\d)"\[dp\]', term)
        since, until = (each.replace("/", "-") for each in days.groups()) if days else ("", "")
        rest = term.replace(days[0], "") if days else term
        wanted, *without = rest.replace("(", "").replace(")", "").split(" NOT ")
        parts = [each.strip() for each in wanted.split(" AND ") if each.strip()]
        words = [re.sub(r"\[(?:tiab|ti)\]$", "", each) for each in parts
                 if each != "hasabstract" and not each.endswith("[au]")]  # fmt: skip
        words += [f"-{re.sub(r'.tiab.$', '', each)}" for each in without]
        names = [each.removesuffix("[au]").split()[-1] for each in parts if each.endswith("[au]")]
        found = [each for each in self.found(" ".join(words), since, until)
                 if each["abstract"] and self.signed(each, names)]  # fmt: skip
        found = self.ordered(found, "date" if query.get("sort") == "pub_date" else None)
        numbers = [str(each["number"] + 1) for each in found[start : start + size]]
        counted = {"count": str(len(found)), "retmax": str(len(numbers)), "retstart": str(start)}
        header = {"type": "esearch", "version": "0.3"}
        return answer({"header": header, "esearchresult": {**counted, "idlist": numbers}})

    @staticmethod
    def article(each):
        year, month, day = each["day"].split("-")
        people = "".join(
            f"<Author ValidYN='Y'><LastName>{b}</LastName><ForeName>{a}</ForeName></Author>"
            for a, b in each["authors"]
        )
        abstract = (
            f"<Abstract><AbstractText>{escape(each['abstract'] or '')}</AbstractText></Abstract>"
        )
        kind = "Retracted Publication" if each["retracted"] else "Journal Article"
        doi = each["doi"]
        place = f'<ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>' if doi else ""
        name = f'<ArticleId IdType="doi">{doi}</ArticleId>' if doi else ""
        pmid = each["number"] + 1
        return (
            f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>'
            f"<Article><Journal><JournalIssue><Volume>7</Volume><Issue>2</Issue>"
            f"<PubDate><Year>{year}</Year><Month>Nov</Month></PubDate></JournalIssue>"
            f"<Title>{escape(each['journal'] or '')}</Title></Journal>"
            f"<ArticleTitle>{escape(each['title'])}.</ArticleTitle>"
            f"<Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>{place}"
            f"{abstract if each['abstract'] else ''}<AuthorList>{people}</AuthorList>"
            f"<PublicationTypeList><PublicationType>{kind}</PublicationType></PublicationTypeList>"
            f"<ArticleDate DateType='Electronic'><Year>{year}</Year><Month>{month}</Month>"
            f"<Day>{day}</Day></ArticleDate></Article></MedlineCitation><PubmedData><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{pmid}</ArticleId>{name}</ArticleIdList></PubmedData>'
            f"</PubmedArticle>"
        )


def articles(found):
    """A set of articles as `efetch` sends it."""
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
        '1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
        f"<PubmedArticleSet>{''.join(found)}</PubmedArticleSet>"
    )
