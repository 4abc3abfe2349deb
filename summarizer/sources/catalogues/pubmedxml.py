"""PubMed's XML: articles with their abstracts in sections, whoever signed them, and their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers import dois
from summarizer.sources import dates
from summarizer.sources.catalogues.venues import identity, is_taken_back, published_in
from summarizer.text.patterns import deferred
from summarizer.text.xml import root_of, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

PAGE = "https://pubmed.ncbi.nlm.nih.gov/"
_FULL_TEXT = "https://pmc.ncbi.nlm.nih.gov/articles/"
_DOCTYPE = deferred(r"<!DOCTYPE\s+\w{1,40}\s+(?:PUBLIC|SYSTEM)[^<>\[\]]{0,400}>")
"""A document type that only names its definition, and so holds no entity."""
_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_UNLABELLED = {"", "UNLABELLED", "UNASSIGNED"}
_RETRACTED = "retracted publication"
_PREPRINT = "preprint"
_VERSIONS = {"UpdateIn", "UpdateOf"}
"""How a preprint names the article it became, and the other way round."""


def root(text: str) -> Element:
    """The set of articles. Raises ValueError that says why there is none."""
    found = root_of(_DOCTYPE.sub("", text, count=1))
    if found.tag in _ARTICLES:
        from xml.etree.ElementTree import Element

        alone = Element("PubmedArticleSet")
        alone.append(found)
        return alone
    if found.tag != "PubmedArticleSet":
        message = f"`{found.tag[:40]}` is no set of articles"
        raise ValueError(message)
    return found


def articles(found: Element) -> list[Element]:
    """The articles and book chapters of a set."""
    return [each for each in found if each.tag in _ARTICLES]


def bare(found: list[Element]) -> int:
    """How many of the articles have no abstract."""
    return sum(not _abstract(each) for each in found)


def number_of(article: Element) -> str:
    """An article's number in PubMed."""
    return text_at(article, "MedlineCitation/PMID") or text_at(article, "BookDocument/PMID")


def place_in(numbers: list[str], article: Element) -> int:
    """The place of an article among those that were asked for; behind them where it was not."""
    name = number_of(article)
    return numbers.index(name) if name in numbers else len(numbers)


def written(found: list[Element]) -> bytes:
    """A set of these articles."""
    from xml.etree import ElementTree as ET

    whole = ET.Element("PubmedArticleSet")
    whole.extend(found)
    text: bytes = ET.tostring(whole, encoding="utf-8", xml_declaration=True)
    return text


def fields(found: list[Element]) -> Iterator[tuple[str, dict[str, object]]]:
    """`(place, entry)` of each, under the names that `mapping` knows."""
    for number, article in enumerate(found, start=1):
        name = number_of(article)
        where = f"PMID {name}" if name else f"article {number}"
        yield where, _of_book(article) if article.tag == _ARTICLES[1] else _fields(article)


def _fields(article: Element) -> dict[str, object]:
    own, ids = _ids(article)
    name, doi = identity(own, ids.get("doi"))
    journal = article.find("MedlineCitation/Article/Journal")
    kinds = {text.casefold() for text in _texts(article, ".//PublicationTypeList/PublicationType")}
    title = _title(article)
    number = number_of(article)
    file = ids.get("pmc", "").upper()
    others = [dois.page(each) for each in _versions(article) if each != doi]
    pages = "MedlineCitation/Article/Pagination/MedlinePgn"
    return {
        "id": name,
        "title": title,
        "abstract": _abstract(article),
        "authors": tuple(_people(article)),
        "published": _day(article),
        "url": f"{PAGE}{number}/" if number else None,
        "links": [*([f"{_FULL_TEXT}{file}/"] if file.startswith("PMC") else []), *others],
        "source": "pubmed",
        "doi": doi,
        "journal_ref": None
        if journal is None or _PREPRINT in kinds
        else published_in(
            text_at(journal, "Title"),
            text_at(journal, "JournalIssue/Volume"),
            text_at(journal, "JournalIssue/Issue"),
            text_at(article, pages),
            text_at(journal, "JournalIssue/PubDate/Year"),
        ),
        "withdrawn": True if _RETRACTED in kinds or is_taken_back(title) else None,
    }


def _of_book(article: Element) -> dict[str, object]:
    """A chapter of a book, such as those of the NCBI's shelf."""
    number = number_of(article)
    return {
        "title": text_at(article, "BookDocument/ArticleTitle")
        or text_at(article, "BookDocument/Book/BookTitle"),
        "abstract": _abstract(article),
        "authors": tuple(_people(article)),
        "url": f"{PAGE}{number}/" if number else None,
        "source": "pubmed",
        "journal_ref": text_at(article, "BookDocument/Book/BookTitle") or None,
    }


def _title(article: Element) -> str | None:
    """The title without the full stop that PubMed ends each with; else the one in its language."""
    base = "MedlineCitation/Article/"
    title = " ".join(text_at(article, f"{base}ArticleTitle").split())
    if not title or title.strip("[].").casefold() == "not available":
        title = " ".join(text_at(article, f"{base}VernacularTitle").split())
    whole = title.endswith(".") and not title.endswith("..")
    return (title[:-1] if whole else title) or None


def _abstract(article: Element) -> str | None:
    """The abstract; its sections a line each, with their labels."""
    found = article.find("MedlineCitation/Article/Abstract")
    found = article.find("BookDocument/Abstract") if found is None else found
    lines = []
    for section in found.iter("AbstractText") if found is not None else ():
        text = " ".join("".join(section.itertext()).split())
        label = (section.get("Label") or "").strip().rstrip(":")
        if text:
            lines.append(text if label.upper() in _UNLABELLED else f"{label}: {text}")
    return "\n".join(lines) or None


def _people(article: Element) -> Iterator[str]:
    """Authors and groups of authors, in their order."""
    for author in article.iterfind(".//AuthorList/Author"):
        if author.get("ValidYN") == "N":
            continue
        parts = [text_at(author, each) for each in ("ForeName", "LastName", "Suffix")]
        parts[0] = parts[0] or text_at(author, "Initials")
        name = " ".join(filter(None, parts)) or text_at(author, "CollectiveName")
        if name:
            yield " ".join(name.split())


def _day(article: Element) -> str | None:
    """The day it came out, on paper or before: one that is named whole."""
    base = "MedlineCitation/Article/"
    for path in ("ArticleDate", "Journal/JournalIssue/PubDate"):
        for found in article.iterfind(f"{base}{path}"):
            parts = (text_at(found, each) for each in ("Year", "Month", "Day"))
            if known := dates.of_parts(*parts):
                return known
    return None


def _ids(article: Element) -> tuple[list[str], dict[str, str]]:
    """What may be an arXiv id, and the ids by their kinds; never those of references."""
    found: dict[str, str] = {}
    places = article.findall("MedlineCitation/Article/ELocationID")
    given = [(each.get("EIdType"), each) for each in places if each.get("ValidYN") != "N"]
    known = article.findall("PubmedData/ArticleIdList/ArticleId")
    given += [(each.get("IdType"), each) for each in known]
    own = []
    for kind, each in given:
        text = (each.text or "").strip()
        found.setdefault(str(kind), text)
        if text.casefold().startswith("arxiv"):
            own.append(text)
    return own, {kind: text for kind, text in found.items() if text}


def _versions(article: Element) -> Iterator[str]:
    """The DOIs of the article that a preprint became, or of its preprint."""
    for each in article.iterfind(".//CommentsCorrectionsList/CommentsCorrections"):
        if each.get("RefType") in _VERSIONS:
            name = dois.bare(text_at(each, "RefSource"))
            if name:
                yield name


def _texts(article: Element, path: str) -> Iterator[str]:
    return ((each.text or "").strip() for each in article.iterfind(path))
