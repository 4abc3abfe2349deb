"""What a content is in which no papers are found, in words: for the one line that says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from summarizer.sources.content import Content

SIGNS = "its header, upvotes, `2 authors` and date lines, ids or links of papers, labels"
"""What a papers page shows, as the message for any other text names it."""
_LONGEST_NAME = 60
_IDS = 5
_HEAD_OF_A_DIGEST = 4000
_OWN = (
    (deferred(r"^# Papers[^\n]*\n+\d+ papers? from [^\n]* · engine "), "a digest in Markdown"),
    (deferred(r"^<!-- summarizer review/", re.MULTILINE), "a review report"),
    (deferred(r"^\d+ papers? · [^\n]*\n+(?:[^\n]*\n+)?  1 \S"), "a digest as text"),
    (deferred(r"^\s*\d+ papers?\b[^\n]*\n[^\n]{0,500} · engine "), "a digest as mail"),
    (deferred(r"<meta name=.generator. content=.summarizer\b"), "a digest as a page"),
)
"""How this program's own outputs begin that have TL;DRs in the place of abstracts."""
_LOOKED_AT = 200_000
_MOST = 0.6
"""The share of lines that must look alike for a text to be called after them."""
_BLANKS = deferred(r"\n[^\S\n]*\n\s*")
_TITLE = deferred(r"<title[^<>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_ROOT = deferred(r"<([A-Za-z][\w:.-]{0,60})")
_HTML = deferred(r"<(?:!doctype html|html|head|body|div|p|span|article)\b", re.IGNORECASE)
_MAIL = deferred(r"(?:From|To|Subject|Received|Return-Path|MIME-Version|Date): ?\S", re.IGNORECASE)
_CODE = deferred(
    r"\s*(?:import |from \S+ import |def |class |return\b|func |fn |let |const |var |#include"
    r"|public |private |static |if ?\(|for ?\(|\}|\{|//|/\*|\*/)|.*[;{}]\s*$"
)
_SETTING = deferred(
    r"\s*(?:- )?[\w.\"'/-]{1,60}\s*(?:[:=]|:\s).*|\s*\[[\w. -]+\]\s*|\s*- .*|\s*#.*"
)
_LOG = deferred(
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\w{3} +\d{1,2} \d\d:\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3} "
)
_BASE64 = deferred(r"[A-Za-z0-9+/=]{40,}\s*")
_BULLET = deferred(r"\s*(?:[-*+•]|\d{1,3}[.)]|\[[ xX]\])\s+\S")


def refuse_own(content: Content) -> None:
    """Raise InputError where a content is a digest of this program's that holds no abstracts."""
    if content.form not in {"text", "markup"}:
        return
    head = content.head[:_HEAD_OF_A_DIGEST]
    kind = next((kind for pattern, kind in _OWN if pattern.search(head)), None)
    if kind:
        message = (
            f"`{content.name}`: {kind} made by this program, whose TL;DRs are not abstracts: "
            "give the digest's JSON"
        )
        raise InputError(message)


def strange(content: Content, forms: str) -> InputError:
    """The error for a content in no form that is known: what it is, and what may be given."""
    if content.form == "text":
        found = of_text(content.text)
        return InputError(
            f"`{content.name}`: {found}, and no sign of a papers page ({SIGNS}); "
            f"{_named_papers(content.text)}`--as pasted` reads it as one"
        )
    kind = of_markup(content.text) if content.form == "markup" else "unknown format"
    return InputError(f"`{content.name}`: {kind}; give one of these forms: {forms}")


def _named_papers(text: str) -> str:
    """What to do with a text that only names papers."""
    from summarizer.papers.arxivids import all_addressed_in

    ids = list(dict.fromkeys(all_addressed_in(text[:_LOOKED_AT])))
    if not ids:
        return ""
    return f"it links to {counted(len(ids), 'paper')}: `arxiv:{','.join(ids[:_IDS])}` reads them; "


def of_markup(text: str) -> str:
    """HTML with its title, or XML with its root element."""
    head = text[:_LOOKED_AT]
    if _HTML.search(head[:2000]):
        title = _TITLE.search(head)
        named = f" (`{one_line(title[1])[:_LONGEST_NAME]}`)" if title and title[1].strip() else ""
        return f"an HTML page{named} without papers in a known format"
    root = _ROOT.search(head)
    return f"XML{f' (`{root[1]}`)' if root else ''} in an unknown format"


def of_text(text: str) -> str:
    """A text by what most of its lines look like: `23 paragraphs of prose`, `40 lines of code`."""
    head = text[:_LOOKED_AT]
    lines = [line for line in head.split("\n") if line.strip()]
    count = counted(text.count("\n") + (text[-1:] != "\n"), "line")
    if lines and _MAIL.match(lines[0]) and sum(bool(_MAIL.match(each)) for each in lines[:30]) > 1:
        return f"a mail of {count}"
    looks = (
        (_BASE64, f"{count} of base64"),
        (_LOG, f"{count} of a log"),
        (_CODE, f"{count} of code"),
        (_BULLET, f"a list of {count}"),
        (_SETTING, f"{count} of settings or data"),
    )
    for pattern, kind in looks:
        if len(lines) > 1 and sum(bool(pattern.match(each)) for each in lines) >= _MOST * len(
            lines
        ):
            return kind
    return f"{counted(len(_BLANKS.split(text.strip())), 'paragraph')} of prose"
