"""The blocks of Markdown, one after the other, into a draft: what each is in its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.captions import is_panel, kind_of, labelled
from summarizer.fulltext.headings import is_known, is_references, numbered
from summarizer.fulltext.markdownblocks import blocks
from summarizer.fulltext.wording import shown
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from summarizer.fulltext.draft import Draft
    from summarizer.fulltext.markdownblocks import Block
    from summarizer.fulltext.markdownpage import Page

_ATTRIBUTES = deferred(r"\s*\{(?:[#.-][^{}]{0,300})?\}\s*$")
_NOTE = deferred(r"\^\[((?:[^\[\]]|\[[^\[\]]{0,300}\]){1,2000})\]|\[\^([^\]]{1,20})\]")
_ANCHORED = r"<span id=\"[^\"<>]{1,60}\"></span>"
_MARKED = deferred(
    rf"(?:{_ANCHORED})?\s*<sup>\s*(\d{{1,2}}|[*\u2217\u2020\u2021])\s*\.?\s*</sup>\s*(?=\S)"
    rf"|{_ANCHORED}(\d{{1,2}}) (?=[A-Z])"
)
"""How converters of PDFs begin a paragraph that was a footnote."""
_TEXTUAL = deferred(r"\\label\{[^{}]*\}\s*")
_NO_CAPTION = deferred(
    r"(?i)\W*(?:(?:image|figure) \d+)?\W*(?:refer to (?:the )?caption|alt text|\S+)?\W*"
)
_LABEL = deferred(r"(\[[^\]]{1,60}\])\s*(.*)", 16)
_ANCHOR = deferred(r"<(span|a)\b[^<>]{0,200}></\1>")
_CITED_BY = deferred(r"\s*Cited by:.*")
_SMALL, _LONGEST_HEADING = 3, 90
_COMMAND = deferred(r"\\[A-Za-z]{2,}")
_TWICE = "formulas that stand twice, as signs and as LaTeX"
_LEFT_OUT = {"row": "rows of tables", "picture": "pictures"} | dict.fromkeys(
    ("table", "figure"), "figures and tables without a caption"
)
_MOST_CALLS, _NEAR = 4000, 400
_UNFINISHED = deferred(r"[^.!?:;\u201d\"']\s*$")


def listed(page: Page, draft: Draft, *, begun: bool = False) -> None:
    """Add what stands in the lines of a page: on a bare one, numbers alone tell headings.

    The paper has `begun` where its title and authors are known already.
    """
    found = list(blocks(page.lines))
    reader = _Reader(draft, page, begun=begun, top=_top(found))
    for kind, level, text in found:
        if page.bare and kind == "text":
            reader.bare(text)
        else:
            reader.add(kind, level, text)
    reader.end()


class _Reader:
    """What is known of the place: whether the paper has begun, or the references have."""

    def __init__(self, draft: Draft, page: Page, *, begun: bool, top: int) -> None:
        self._draft, self._begun, self._top = draft, begun, top
        self._is_converted = page.address is not None
        self._in_references = False
        self._held = ""

    def add(self, kind: str, level: int, text: str) -> None:
        """Add a block: a heading, an item, a paragraph, or what is no prose."""
        draft = self._draft
        if kind == "heading":
            self._heading(level, shown(_ATTRIBUTES.sub("", text)))
        elif kind.endswith("caption"):
            self._caption(kind.split(maxsplit=1)[0], text)
        elif kind in _LEFT_OUT:
            draft.lost[_LEFT_OUT[kind]] += 1
            if kind == "picture" and not _NO_CAPTION.fullmatch(text):
                self._caption("figure", text)
        elif kind == "code":
            draft.paragraph(text)
        elif kind == "note":
            label, _, words = text.partition("\n")
            draft.footnote(label, shown(words))
        elif self._in_references:
            self._reference(text)
        elif self._begun and kind == "text" and (mark := _MARKED.match(text)):
            draft.footnote(mark[1] or mark[2], shown(text[mark.end() :]))
        else:
            self._prose(shown(_NOTE.sub(self._noted, text)))

    def _noted(self, match: re.Match[str]) -> str:
        """What stands for the mark of a footnote, which itself may stand within the sentence."""
        if match[1]:
            return self._draft.called_footnote(None, shown(match[1]))
        if len(self._draft.calls) < _MOST_CALLS:
            before = match.string[max(0, match.start() - _NEAR) : match.start()]
            self._draft.calls.append((match[2], shown(_NOTE.sub("", before))))
        return ""

    def _caption(self, kind: str, text: str) -> None:
        words = shown(" ".join(_TEXTUAL.sub("", text).split()))
        match = labelled(words)
        label = match[1] if match else None
        self._draft.caption(kind_of(match) if match else kind, label, words)

    def bare(self, text: str) -> None:
        """Add lines of a page without marks: pieces of formulas are put together again."""
        rest: list[str] = []
        for line in text.split("\n"):
            words = line.strip()
            if self._is_bare_heading(words):
                self._hold("\n".join(rest))
                self._release()
                rest = []
                self._heading(1, words)
            else:
                rest.append(line)
        self._hold("\n".join(rest))

    def end(self) -> None:
        """Add what is still held back."""
        self._release()

    def _hold(self, text: str) -> None:
        """Keep a block back where the next one may be the rest of its sentence."""
        words = " ".join(text.split())
        if not words:
            return
        pieces = text.strip().split("\n")
        whole = len(pieces[0].strip()) > _SMALL and not _UNFINISHED.search(self._held)
        small = self._held and len(self._held.rpartition(" ")[2]) <= _SMALL
        if self._held and (not whole or small) and not labelled(words):
            self._held += f" {words}"
            return
        self._release()
        self._held = words

    def _release(self) -> None:
        held, self._held = self._held, ""
        if not held:
            return
        if self._in_references:
            self._reference(held)
        else:
            self._prose(shown(held))

    @staticmethod
    def _is_bare_heading(words: str) -> bool:
        number, rest = numbered(words)
        if len(words) > _LONGEST_HEADING or words.endswith((".", ",", ";")):
            return False
        if number is None or not (number[0].isdigit() or words.startswith("Appendix")):
            return is_known(words)
        return rest[:1].isupper() and any(sign.islower() for sign in rest)

    def _heading(self, level: int, text: str) -> None:
        draft = self._draft
        if not self._begun and not draft.title and level == self._top and not is_known(text):
            draft.title = text
            return
        if not self._begun and text == draft.title:
            return
        self._in_references = is_references(numbered(text)[1])
        self._begun = True
        if not self._in_references:
            draft.section(text, max(level - self._top, 1))

    def _prose(self, text: str) -> None:
        draft = self._draft
        if self._is_converted:
            draft.lost[_TWICE] += "$" not in text and bool(_COMMAND.search(text))
        match = labelled(text)
        if match and text[match.end() :].strip():
            draft.caption(kind_of(match), match[1], text)
        elif is_panel(text) and len(text) < _LONGEST_HEADING:
            draft.caption("figure", None, text)
        elif not self._begun and len(text) < 400:  # noqa: PLR2004 - longer than any address
            draft.lines(text.split("\n"))
        else:
            draft.paragraph(text)

    def _reference(self, text: str) -> None:
        text = _ANCHOR.sub("", text)
        match = _LABEL.match(text)
        label, rest = (match[1], match[2]) if match else (None, text)
        if match and rest.startswith("("):  # a link, and no label
            label, rest = None, text
        words = shown(_CITED_BY.sub("", rest))
        if words:
            self._draft.reference(shown(label) if label else None, words)


def _top(found: Sequence[Block]) -> int:
    """The level of the paper's title: 2 where a converter has set all headings on one level."""
    heads = [(each.level, shown(each.text)) for each in found if each.kind == "heading"]
    levels = {level for level, _ in heads}
    is_paper = any(is_known(numbered(text)[1]) for _, text in heads[1:])
    flat = heads and 1 not in levels and heads[0][0] == 2 and is_paper  # noqa: PLR2004 - `##`
    return 2 if flat else 1
