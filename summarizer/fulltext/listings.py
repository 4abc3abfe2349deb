"""The blocks of Markdown, one after the other, into a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.captions import is_panel, kind_of, labelled
from summarizer.fulltext.headings import is_known, is_references, numbered
from summarizer.fulltext.wording import shown
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.draft import Draft

_HASHES = deferred(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_UNDERLINE = deferred(r"\s{0,3}(=+|-+)\s*")
_FENCE = deferred(r"\s{0,3}(```+|~~~+).*")
_ITEM = deferred(r"\s*(?:[*+-]|\d{1,3}[.)])\s+(.*)")
_ROW = deferred(r"\s*\|.*|\s*[-:| ]{3,}\|[-:| ]*")
_PICTURE = deferred(r"\s*!\[[^\]]*\]\([^)]*\)\s*")
_FOOTNOTE = deferred(r"\[\^([^\]]{1,20})\]:\s*(.*)")
_LABEL = deferred(r"(\[[^\]]{1,60}\])\s*(.*)", 16)
_CITED_BY = deferred(r"\s*Cited by:.*")
_RULE = deferred(r"\s*(?:[-*_]\s*){3,}")
_SMALL, _LONGEST_HEADING = 3, 90
_COMMAND = deferred(r"\\[A-Za-z]{2,}")
_TWICE = "formulas that stand twice, as signs and as LaTeX"
_UNFINISHED = deferred(r"[^.!?:;\u201d\"']\s*$")


def listed(lines: Sequence[str], draft: Draft, *, bare: bool = False) -> None:
    """Add what stands in these lines; of `bare` ones, headings are known by their numbers alone."""
    reader = _Reader(draft, bare=bare)
    for kind, level, text in _blocks(lines):
        if bare and kind == "text":
            reader.bare(text)
        else:
            reader.add(kind, level, text)
    reader.end()


class _Reader:
    """What is known of the place: whether the paper has begun, or the references have."""

    def __init__(self, draft: Draft, *, bare: bool) -> None:
        self._draft, self._bare = draft, bare
        self._begun = self._in_references = False
        self._held = ""

    def add(self, kind: str, level: int, text: str) -> None:
        """Add a block: a heading, an item, a paragraph, or what is no prose."""
        draft = self._draft
        if kind == "heading":
            self._heading(level, shown(text))
        elif kind in {"row", "picture"}:
            draft.lost["rows of tables" if kind == "row" else "pictures"] += 1
        elif kind == "code":
            draft.paragraph(text)
        elif kind == "note":
            label, _, words = text.partition("\n")
            draft.footnote(label, shown(words))
        elif self._in_references:
            self._reference(text)
        else:
            self._prose(shown(text))

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
        if not self._begun and not draft.title and level == 1 and not is_known(text):
            draft.title = text
            return
        if not self._begun and text == draft.title:
            return
        self._in_references = is_references(numbered(text)[1])
        self._begun = True
        if not self._in_references:
            draft.section(text, max(level - 1, 1))

    def _prose(self, text: str) -> None:
        draft = self._draft
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
        match = _LABEL.match(text)
        label, rest = (match[1], match[2]) if match else (None, text)
        if match and rest.startswith("("):  # a link, and no label
            label, rest = None, text
        words = shown(_CITED_BY.sub("", rest))
        if words:
            self._draft.reference(shown(label) if label else None, words)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Each block with its kind and, of a heading, its level."""
    held: list[str] = []
    fence = ""
    for line in lines:
        mark = _FENCE.fullmatch(line)
        if fence or mark:
            if not fence:
                yield from _ended(held)
                fence = mark[1] if mark else ""
            elif mark and line.strip().startswith(fence):
                yield "code", 0, "\n".join(held)
                held, fence = [], ""
            else:
                held.append(line)
            continue
        single = _single(line)
        if held and (under := _UNDERLINE.fullmatch(line)) and not _ITEM.fullmatch(held[-1]):
            yield "heading", 1 if under[1][0] == "=" else 2, " ".join(held)
            held = []
        elif single:
            yield from _ended(held)
            yield single
        elif not line.strip() or _RULE.fullmatch(line):
            yield from _ended(held)
        else:
            if _ITEM.fullmatch(line):
                yield from _ended(held)
            held.append(line)
    if fence:
        yield "code", 0, "\n".join(held)
    else:
        yield from _ended(held)


def _single(line: str) -> tuple[str, int, str] | None:
    """A block that is one line."""
    if match := _HASHES.fullmatch(line):
        return "heading", len(match[1]), match[2]
    if _PICTURE.fullmatch(line):
        return "picture", 0, ""
    if _ROW.fullmatch(line):
        return "row", 0, ""
    if match := _FOOTNOTE.fullmatch(line):
        return "note", 0, f"{match[1]}\n{match[2]}"
    return None


def _ended(held: list[str]) -> Iterator[tuple[str, int, str]]:
    """The paragraph or item that ends here; `held` is empty then."""
    if held:
        match = _ITEM.fullmatch(held[0])
        text = "\n".join([match[1], *held[1:]] if match else held)
        held.clear()
        yield "text", 0, text
