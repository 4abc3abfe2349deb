"""Papers below the headings of Markdown: a title, labelled lines, and an abstract."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from summarizer.sources.labels import LABELS
from summarizer.text.patterns import deferred

_HEADING = deferred(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_NUMBER = deferred(r"(?:\[?\d{1,4}[.)\]]|\d{1,4}\s*[-–—:])\s+")  # noqa: RUF001 - dashes as people write them
_LINKED = deferred(r"\[(.*)\]\(<?([^()<>\s]+)>?\)(.*)")
_NAMES = "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
_LABEL = deferred(
    rf"[ \t]*(?:[-*+•][ \t]+)?(?:>[ \t]*)?(?:\*\*|__)?({_NAMES})(?:\*\*|__)?[ \t]*(?:::?|：)"  # noqa: RUF001
    r"[ \t]*(?:\*\*|__)?[ \t]*(.*)",
    re.IGNORECASE,
)
_BOLD = deferred(r"[ \t]*(?:\*\*|__)(.{1,40}?)[:：]?(?:\*\*|__)[:：]?[ \t]*")  # noqa: RUF001
_CALLOUT = deferred(r"[ \t]*>[ \t]*\[!(abstract|summary|tldr)\][-+]?[ \t]*.*", re.IGNORECASE)
_QUOTE = deferred(r"[ \t]*>[ \t]?(.*)")
_RULE = deferred(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*")
_SENTENCE = deferred(r"(?:\S+\s+){7}.*[.!?…。](?:\s|$)", re.DOTALL)
_ABSTRACTS = {name for name, each in LABELS.items() if each == "abstract" and name != "summary"}


@dataclass
class Section:
    """What stands below a heading that may be a title; `line` is where the heading stands."""

    line: int
    level: int
    fields: dict[str, Any] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)
    by_label: bool = False

    @property
    def is_paper(self) -> bool:
        """Whether there is an abstract: behind a label alone, only what reads like one."""
        text = str(self.fields.get("abstract", ""))
        alone = self.by_label and not self.fields.keys() - {"title", "abstract"}
        return bool(text) and (not alone or bool(_SENTENCE.search(text)))

    def closed(self) -> Section:
        """The section with its abstract in one piece."""
        text = "\n".join(self.abstract).strip()
        if text:
            self.fields.setdefault("abstract", text)
        return self


def sections(text: str, first: int, *, titled: bool = False) -> list[Section]:
    """The sections with an abstract.

    Before the first heading nothing is one, unless the text is `titled` elsewhere.
    """
    now = Section(first, 0) if titled else None
    found = [now] if now else []
    inside = quoted = False
    for number, raw in enumerate(text.split("\n"), start=first):
        line = raw.removesuffix("\r")
        heading = _HEADING.fullmatch(line)
        bold = None if heading else _BOLD.fullmatch(line)
        named = _is_abstract(heading[2] if heading else bold[1] if bold else "")
        label = None if heading or named else _LABEL.fullmatch(line)
        if heading and not named:
            inside, quoted = False, False
            level = len(heading[1])
            if now is None or level <= now.level or not now.abstract:
                now = Section(number, level, _titled(heading[2]))
                found.append(now)
        elif now is None:
            continue
        elif named or _CALLOUT.fullmatch(line):
            inside, quoted = not now.abstract, not named
        elif label:
            inside, quoted = _labelled(now, label[1].lower(), label[2]), False
        elif _RULE.fullmatch(line) or (quoted and not _QUOTE.fullmatch(line)):
            inside = quoted = False
        elif inside:
            quote = _QUOTE.fullmatch(line)
            now.abstract.append(quote[1] if quoted and quote else line)
    whole = [each.closed() for each in found]
    return [each for each in whole if each.is_paper]


def _is_abstract(heading: str) -> bool:
    return heading.strip().strip("*_:： ").lower() in _ABSTRACTS  # noqa: RUF001 - the wide colon too


def _titled(heading: str) -> dict[str, Any]:
    """The title of a heading, without its number, and where it links to."""
    text = _NUMBER.sub("", heading, count=1) if _NUMBER.match(heading) else heading
    link = _LINKED.fullmatch(text.strip())
    if link:
        return {"title": link[1].strip(), "url": link[2]}
    return {"title": text.strip().strip("*").strip()}


def _labelled(now: Section, label: str, value: str) -> bool:
    """Take a labelled line; whether the lines after it go on with an abstract."""
    name = LABELS[label]
    if name == "abstract":
        if now.abstract or label == "summary":
            return False
        now.abstract.append(value)
        now.by_label = True
        return True
    if name != "title" and value.strip():
        now.fields.setdefault(name, _unlinked(value.strip()))
    return False


def _unlinked(value: str) -> str:
    """The address of a value that is one link in Markdown; other values as they are."""
    link = _LINKED.fullmatch(value)
    return link[2] if link and not link[3] else value
