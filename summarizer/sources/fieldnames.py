"""What others call the fields of a paper: one place for JSON keys, columns and tags.

A name is looked up as it stands, then by its letters and digits alone: `Abstract Note`,
`abstractNote` and `abstract_note` are one. Of several names for a field the first one counts.
"""

from __future__ import annotations

from summarizer.text.patterns import deferred

_NO_LETTERS = deferred(r"[\W_]+")

_EXACT = {
    "authors": "authors",
    "author_count": "author_count n_authors",
    "organization": "organization",
    "published": "published publishedAt published_at date",
    "listed": "listed day announced",
    "upvotes": "upvotes",
    "comments": "comments numComments",
    "url": "url link",
    "links": "links",
    "source": "source",
    "version": "version",
    "updated": "updated update_date",
    "categories": "categories",
    "announce_type": "announce_type",
    "comment": "comment",
    "journal_ref": "journal_ref journal-ref journal",
    "doi": "doi",
    "code": "code githubRepo",
    "stars": "stars githubStars",
    "project_page": "project_page projectPage",
    "submitter": "submitter",
    "ai_keywords": "ai_keywords",
    "ai_summary": "ai_summary",
    "thumbnail": "thumbnail",
    "markdown_url": "markdown_url",
    "models": "models",
    "datasets": "datasets",
    "spaces": "spaces",
    "origins": "origins",
}
"""The names that this project, Hugging Face and arXiv use, the best one first."""
_OTHERS = {
    "title": "title documenttitle articletitle papertitle itemtitle titles ti t1 dctitle titel"
    " titre titulo título titolo 标题 题名 論文題目 タイトル 제목",
    "abstract": "abstract summary abstractnote abstracttext abstracts paperabstract ab n2"
    " zusammenfassung kurzfassung abstrakt résumé resumen resumo riassunto 摘要 抄録 要旨 초록",
    "authors": "authors author af authornames authorlist authorship authorships"
    " creators creator authorstring firstauthors au fau a1 autoren verfasser auteurs autores autori"
    " 作者 著者 저자",
    "published": "published issued publicationdate firstpublicationdate publisheddate datepublished"
    " publishedonline publishedprint onlinepublicationdate coverdate date da y1 dep dp erschienen"
    " datum fecha data 日期",
    "url": "url link ur urlabs landingpageurl paperurl linkstopaper",
    "journal_ref": "journalref journal journaltitle containertitle publicationtitle sourcetitle"
    " publicationname journalname journalbook so jo jf t2 jt venue zeitschrift revue revista",
    "doi": "doi dois di do digitalobjectidentifier",
    "comment": "comment",
    "organization": "organization",
    "upvotes": "upvotes",
    "categories": "categories primaryclass",
    "ai_summary": "aisummary tldr onesentencesummary",
}
"""The names elsewhere, by their letters and digits, the best one first."""


def _ranked(names: dict[str, str], start: int) -> dict[str, tuple[str, int]]:
    return {
        key: (field, start + rank)
        for field, keys in names.items()
        for rank, key in enumerate(keys.split())
    }


_BY_NAME = _ranked(_EXACT, 0)
_BY_LETTERS = _ranked(_OTHERS, 10)
_BY_LETTERS["authorfullnames"] = ("authors", -1)
"""Scopus has a column of short names beside it."""
_BY_NAME |= {"title": ("title", 0), "abstract": ("abstract", 0), "summary": ("abstract", 1)}


def field_of(name: str) -> tuple[str, int] | None:
    """The field of a paper that a name stands for, and its rank among that field's names."""
    return _BY_NAME.get(name) or _BY_LETTERS.get(_NO_LETTERS.sub("", name).lower())


def names_a_table(columns: list[str]) -> bool:
    """Whether these columns are those of papers: one of titles, and one of abstracts."""
    return {"title", "abstract"} <= {found[0] for name in columns if (found := field_of(name))}
