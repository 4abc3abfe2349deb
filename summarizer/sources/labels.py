"""What fields of papers are called before colons, and in other languages also in tables."""

from __future__ import annotations

_LABELS = {
    "title": "title", "paper": "title", "summary": "abstract", "abstract": "abstract",
    "authors": "authors", "author": "authors", "pdf": "pdf", "url": "url", "link": "url",
    "arxiv": "arxiv", "arxiv id": "arxiv_id", "id": "arxiv_id", "published": "published",
    "date": "published", "updated": "updated", "categories": "categories", "upvotes": "upvotes",
    "comment": "comment", "comments": "comment", "doi": "doi", "code": "code",
}  # fmt: skip
_LOCAL = {
    "title": "titel titre título titulo titolo 标题 题目 篇名 论文标题 "
    "論文標題 標題 題目 题名 題名 タイトル 論文タイトル 제목",
    "abstract": "zusammenfassung kurzfassung résumé resume résumés resumen resumo riassunto "
    "sommario 摘要 中文摘要 内容摘要 要旨 概要 要約 抄録 アブストラクト 초록",
    "authors": "autoren autor verfasser auteurs auteur autores autori autore 作者 著者 著者名 저자",
    "published": "datum veröffentlicht veröffentlichungsdatum erscheinungsdatum fecha "
    "date_de_publication fecha_de_publicación 日期 发表日期 "
    "發表日期 发布日期 发表时间 日付 発行日 出版日 날짜",
    "url": "lien enlace adresse 链接 連結 論文鏈接 论文链接 リンク 링크",
    "journal": "zeitschrift revue revista rivista 期刊 来源 刊名 雑誌名 掲載誌 저널",
    "categories": "kategorien catégories categorías categorias 类别 分类 カテゴリ",
    "organization": "organisation einrichtung institution institución 机构 單位 单位 所属",
}
LOCAL = {name: field for field, names in _LOCAL.items() for name in names.split()}
"""The field of each name."""
LABELS = {**{name.replace("_", " "): field for name, field in LOCAL.items()}, **_LABELS}
"""The field of each label before a colon, in small letters."""
