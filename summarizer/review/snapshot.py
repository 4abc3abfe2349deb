"""What a report shows of a paper before anyone edits it, as a hidden line that stays with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPOGRAPHY = str.maketrans(
    "“”„‟«»‘’‚‛‹›‐‑‒–—―−",  # noqa: RUF001 - the signs that editors put in on their own
    "\"\"\"\"\"\"''''''-------",
)
_DASHES = re.compile(r"-{2,}")
_SEAL = re.compile(rb" (written: [0-9a-f]{16})(?= -->)")
_KINDS = ("given", "near", "right", "wrong")
_OTHERS = ("tldr", "notes", "abstract", "marks", "reviewed")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The boxes of a paper, and marks of its texts.

    `boxes` maps each topic to `given` or `near`, as the engine had it, or to `right` or
    `wrong`, where it was judged before: `given` and `right` are ticked. `tldr` and `notes`
    are marks (see `mark`), None where there was no text; `abstract` is one of its letters.
    `given` are the reading marks, such as `star`.
    """

    id: str
    boxes: Mapping[str, str]
    tldr: str | None = None
    notes: str | None = None
    complete: bool = False
    abstract: str | None = None
    given: tuple[str, ...] = ()

    def comment(self) -> str:
        """The hidden line: single words with blanks between, so that re-wrapping cannot hurt."""
        words = ["<!-- paper", _word(self.id)]
        for kind in _KINDS:
            names = [_word(name) for name, each in self.boxes.items() if each == kind]
            words += [f"{kind}:", *names] if names else []
        words += ["tldr:", self.tldr] if self.tldr else []
        words += ["notes:", self.notes] if self.notes else []
        words += ["abstract:", self.abstract] if self.abstract else []
        words += ["marks:", *map(_word, self.given)] if self.given else []
        words += ["reviewed:"] if self.complete else []
        return " ".join([*words, "-->"])


def ticked(kind: str) -> bool:
    """Whether a box of this kind was ticked when the report was made."""
    return kind in {"given", "right"}


def judged(kind: str) -> bool | None:
    """The verdict that stood when the report was made; None where there was none."""
    return {"right": True, "wrong": False}.get(kind)


def shown_in(comment: str) -> Shown | None:
    """What a hidden line says; None where it is none, or not whole."""
    words = comment.split()
    if len(words) < 2 or words[0] != "paper":  # noqa: PLR2004 - the word, and the id
        return None
    parts: dict[str, list[str]] = {}
    part: list[str] = []
    for word in words[2:]:
        if word.endswith(":"):
            part = parts.setdefault(word[:-1], [])
        else:
            part.append(unquote(word))
    if not parts.keys() <= {*_KINDS, *_OTHERS}:
        return None
    return Shown(
        id=unquote(words[1]),
        boxes={name: kind for kind in _KINDS for name in parts.get(kind, ())},
        tldr=next(iter(parts.get("tldr", ())), None),
        notes=next(iter(parts.get("notes", ())), None),
        complete="reviewed" in parts,
        abstract=next(iter(parts.get("abstract", ())), None),
        given=tuple(parts.get("marks", ())),
    )


def header(report: str, topics: str) -> str:
    """The hidden line at a report's top: which report it is, and by which vocabulary."""
    return f"<!-- summarizer review/1 report: {report} topics: {topics} -->"


def read_header(comment: str) -> tuple[str, str] | None:
    """The report's id and the vocabulary's hash; None where the comment is no header."""
    match = re.fullmatch(
        r"\s*summarizer review/1\s+report: (\w+)\s+topics: (\S+)(?:\s+written: \w+)?\s*", comment
    )
    return (match[1], match[2]) if match else None


def sealed(report: str) -> str:
    """The report with a mark of all its letters in its header: `is_untouched` knows it by that."""
    return report.replace(" -->", f" {_seal(report.encode('utf-8', 'surrogatepass'))} -->", 1)


def is_untouched(data: bytes) -> bool:
    """Whether a report is as it was written, to every byte."""
    match = _SEAL.search(data)
    if not match:
        return False
    plain = data[: match.start()] + data[match.end() :]
    return match[1].decode() == _seal(plain)


def is_report(data: bytes) -> bool:
    """Whether a file may be a report, or what an editor made of one, whatever its encoding."""
    plain = data.replace(b"\0", b"")
    return b"summarizer review/1" in plain or bool(re.search(rb"<!\s?-.{0,4} ?paper ", plain))


def _seal(data: bytes) -> str:
    from hashlib import sha256

    return f"written: {sha256(data).hexdigest()[:16]}"


def letters(text: str | None) -> str | None:
    """A mark of a text's letters alone: those that no editor takes for the sign of a list."""
    return mark("".join(filter(str.isalpha, same(text or ""))))


def mark(text: str | None) -> str | None:
    """Eight hex digits that tell a text from another, but not from its own re-typesetting."""
    plain = same(text or "")
    if not plain:
        return None
    from hashlib import sha256

    return sha256(plain.encode()).hexdigest()[:8]


def same(text: str) -> str:
    """The form in which a text and what an editor's typography makes of it are equal."""
    plain = unicodedata.normalize("NFKC", one_line(text).translate(_TYPOGRAPHY))
    return _DASHES.sub("-", " ".join(plain.translate(_TYPOGRAPHY).split()))


def _word(text: str) -> str:
    """A name as one word that ends no comment and no other word."""
    word = re.sub(r"-(?=-|$)|^-", "%2D", quote(text, safe="/:"))
    return re.sub(r":$", "%3A", word) or "%20"
