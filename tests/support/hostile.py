"""Papers that mean harm, and what holds for all that is made of them, in whatever format.

`digest()` has every text of `TEXTS` in every field of a paper of its own. `steering` and
`active` find what must never come out; `test_hostile.py` asks them of every renderer.
"""

# ruff: noqa: E501 -- a text is best seen whole

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import digests
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation, ForMe, Relevance, Skipped, Tag

TEXTS = {
    "escape sequences": "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x9b2J",
    "markdown": "a](https://evil.example) [b](javascript:alert(1)) ![c](x)",
    "script": "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; \"onclick='alert(1)",
    "end of a script": "</script></title></style><script>alert(1)//--></script><!--",
    "end of cdata": "]]> <![CDATA[ ]]&gt; <?xml?> <!DOCTYPE x [<!ENTITY a 'b'>]> &a; &#27; &#x1b;[2J",
    "headings": "# not a heading\n## nor this\n> `code` **bold** | table |",
    "rich": "[link=https://evil.example]rich[/link] [bold]markup[/bold] :smile:",
    "bidi controls": "\u202eright to left\u202c \u2066isolate\u2069 zero\u200bwidth \u061c\u200f",
    "right to left": "שלום עולם: العربية من اليمين (2) abc",
    "formula": "=cmd|' /C calc'!A0",
    "formulas in cells": 'a;=1+1;+2;-3;@SUM(A1)\t=4\r=5\n=6,=7;"=8";\'=9; =10',
    "plus": "+1 more",
    "minus": "-1 or less",
    "at": "@SUM(1+1)",
    "quotes": '"a" \'b\' ``c\'\' ""d"","\n',
    "latex": r"\input{/etc/passwd} \write18{x} 50% of $x_{1 } and {open # & ~ ^ _ \\ \" $$",
    "more latex": r"}, title = {other}} @article{x, $\mathcal{O}(n^2)$ R\&D \end{document} \{ $\def\x{1}$",
    "placeholders": "%s %(x)s %n {0} {x!r} {{ 7*7 }} {% raw %} ${x} $x %0d%0aBcc: a@evil.example",
    "mail headers": "a\r\nBcc: b@evil.example\r\n\r\nbody\rTo: c@evil.example\n.\r\nQUIT",
    "other line ends": "a\u2028Bcc: b@evil.example\u2029c\x85d\x0be\x0cf\x1cg\x1dh\x1ei",
    "ris": "a\r\nER  - \r\n\r\nTY  - JOUR\r\nTI  - other",
    "halves and NUL": "half \ud800 \udc00 nul \x00 no \ufffe characters \uffff \ufdd0 private \ue000",
    "emoji": "family 👨\u200d👩\u200d👧 flag 🇩🇪 tone 👍🏽 heart ❤\ufe0f",
    "combining": "Z" + "\u0301" * 500 + " algo",
    "one long word": "a" * 10_000,
    "many words": "long " * 2000,
    "wide": "数学 的 标题 " * 20,
    "addresses": "https://evil.example www.evil.example user@evil.example javascript:alert(1)",
    "one letter": "x",
    "empty": "",
    "blanks": " \n\t\u3000",
    "tags": "\U000e0041\U000e007f language tags \ufff9a\ufffab\ufffb",
}
URLS = (
    "javascript:alert(1)",
    "https://example.com/a)b>c\x1b[31m d",
    'https://example.com/"onclick="x',
    "https://",
    "//example.com",
    "data:text/html,<script>alert(1)</script>",
    "https://example.com/\r\nBcc: b@evil.example",
    "https://example.com/{x}\\y%z#&_~",
    "",
)
IDS = [f"2512.{number:05}" for number in range(len(TEXTS))]
NEVER = {"Cc", "Cf", "Cs", "Co"}
"""Kinds of characters that steer what shows a text: none may come out but line ends."""
_ELEMENTS = "script, img, svg, iframe, object, embed, form, input, style, link, meta, base, video"
_SHARED = re.compile(r"(?:\.\./)*(?:style\.css|pages\.js)\?[0-9a-f]{8}")
_LINK = re.compile(r"(?i)\s*(?:https?://|#|[\w.][\w./-]*(?:#.*)?$)")


def entries():
    """A paper for each text, which every one of its fields holds; and one that holds nothing."""
    for number, text in enumerate(TEXTS.values()):
        bad = paper(
            id=IDS[number],
            title=text,
            abstract=f"{text} {text}",
            authors=(text, "First Author", f"Last, {text[:50]}"),
            organization=text,
            url=URLS[number % len(URLS)],
            links=URLS,
            source=text,
            categories=(text[:40],),
            comment=text,
            journal_ref=text if number % 2 else None,
            doi=text,
            ai_summary=f"{text} {text}",
            ai_keywords=(text,),
        )
        tag = text[:40]
        quote = Tag(tag, text, "title", 0, len(text), 0.5)
        note = Annotation(
            tldr=text, tldr_origin="model", tags=(tag,), evidence=(quote,),
            proposed_tags=(text,), engine="embedded",
        )  # fmt: skip
        yield entry(bad, note)
    bare = dict.fromkeys("author_count published listed upvotes comments url".split())
    yield entry(
        paper(id="sha256:0123456789abcdef", authors=(), links=(), source=None, **bare),
        Annotation(tldr=None, tldr_origin=None, engine="embedded"),
    )


def digest():
    """All hostile papers, and two that were skipped."""
    texts = list(TEXTS.values())
    return digests.digest(
        *entries(),
        source=(TEXTS["escape sequences"], TEXTS["script"]),
        skipped=tuple(Skipped(f"x{at}", text, texts[at - 1]) for at, text in enumerate(texts)),
    )


def personal():
    """The same papers for a reader whose profile, follows and model mean harm too."""
    made = digest()
    half = len(made.papers) // 2
    texts = [*TEXTS.values(), ""]
    papers = [
        replace(
            each,
            relevance=Relevance(
                0.9 if at < half else 0.1,
                (text, f"like {text}"),
                text,
                novelty=0.5 if at % 2 else None,
                sentence=text if at % 3 else None,
            ),
            marks=("star", "later"),
            follows=(text,),
            model=text,
        )
        for at, (each, text) in enumerate(zip(made.papers, texts, strict=True))
    ]
    order = ForMe(TEXTS["script"], half, hidden=1, below=2)
    return replace(made, papers=tuple(papers), for_me=order)


def steering(text):
    """The kinds of characters in a text that steer what shows it; line ends are none of them."""
    kinds = set(map(unicodedata.category, set(text.replace("\r\n", "\n")) - {"\n"}))
    return kinds & NEVER


def active(html, *, whole=False):
    """What in HTML runs, loads or leads astray; a `whole` page may have parts of its own."""
    found = []
    for node in LexborHTMLParser(html).css("*"):
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        found += [name for name in attributes if name.startswith("on")]
        icon = whole and attributes.get("rel") == "icon"
        shared = {name for name in ("href", "src") if _SHARED.fullmatch(attributes.get(name, ""))}
        if icon and attributes["href"].startswith("data:image/svg+xml,"):
            continue
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            if name in attributes and name not in shared and not _LINK.match(attributes[name]):
                found.append(attributes[name])
        if whole and node.tag == "script" and "json" not in attributes.get("type", ""):
            found += ["script"] * ("alert(1)" in (node.text() or ""))
        if whole and node.tag in {"img", "iframe", "object", "embed", "base"}:
            found.append(node.tag)
    if not whole:
        found += [node.tag for node in LexborHTMLParser(f"<p>{html}").body.css(_ELEMENTS)]
    return found
