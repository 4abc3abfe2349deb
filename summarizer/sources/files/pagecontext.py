"""What lines of a papers page are by those beside them: counts, organisations, submitters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources.files.sitelines import marked
from summarizer.sources.organizations import is_slug_of, organization
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.sources.files.pagelines import Kind, Line

_LONGEST_ORGANIZATION = 80
_LONG = 160
"""Characters that no line of wrapped text has."""
_LINK = deferred(r"\[([^\[\]]*)\]\([^\s()]*\)")
_SUBMITTED = deferred(
    r"Submitted by[\s:]*(?:@?(?!\d+$)([\w.-]{1,60}))?(?:[\s·•|,]+(?:upvotes?:? ?)?(\d{1,9}|-))?",
    flags=2,
)
_NAME = deferred(r"@?([\w.-]{1,60})")
_PICTURE = deferred(r".*(?:profile picture|avatar)")
_VOTES = frozenset(("[", "[-]", "Upvote"))
_LONGEST_SIGN = 20
_METADATA = frozenset(
    ("dot", "authors", "date", "day", "site", "submitter", "upvotes", "organization", "names")
)
"""What a date or a count may stand behind without being a line of text."""


def in_context(lines: list[Line]) -> list[Line]:
    """The lines of a page, each as what it is by those beside it."""
    lines = _with_submitters(_without_signs(marked(lines)))
    return _with_organizations(_beside_text(lines))


def _beside_text(lines: list[Line]) -> list[Line]:
    """Lines that only look like links, counts or dates, inside wrapped text, are text."""
    settled: list[Line] = []
    before = ""
    for index, line in enumerate(lines):
        kind = line.kind
        if kind == "count" and before in _VOTES:
            kind = "upvotes"
            if before == "Upvote":
                line = line._replace(text=before)  # noqa: PLW2901 - it stands below its paper
        elif kind == "date" and _is_below_a_name(line, settled):
            name = organization(settled[-1].text)
            settled[-1] = settled[-1]._replace(kind="organization", text=name)
        elif kind in {"link", "count", "date"} and _inside_text(lines, settled, index):
            kind = "text"
        settled.append(line if kind is line.kind else line._replace(kind=kind))
        before = line.text.strip() or before
    return settled


def _without_signs(lines: list[Line]) -> list[Line]:
    """The lines without signs of upvotes that have a line of their own, before a number."""
    settled = lines
    for index, line in enumerate(lines):
        if line.kind != "text" or len(line.text) > _LONGEST_SIGN or line.text.strip() not in _VOTES:
            continue
        following = next((each for each in lines[index + 1 : index + 5] if each.text.strip()), None)
        if following and following.kind == "count":
            settled = list(lines) if settled is lines else settled
            settled[index] = line._replace(kind="blank")
    return settled


def _is_below_a_name(line: Line, settled: list[Line]) -> bool:
    """Whether a date stands below a name with a slug, or a full one below a short line.

    Above it is a long one: nothing but the `·` is missing.
    """
    if [each.kind for each in settled[-2:]] != ["text", "text"]:
        return False
    name = settled[-1].text.strip()
    return (
        (bool(line.groups[2]) or organization(name) != name)
        and len(name) <= _LONGEST_ORGANIZATION
        and name[-1:] not in ".,:;!"
        and len(settled[-2].text) > _LONG
    )


def _inside_text(lines: list[Line], settled: list[Line], index: int) -> bool:
    """Whether a line of text stands next to this one, and no metadata before it."""
    above = settled[-1].kind if settled else "blank"
    below = lines[index + 1].kind if index + 1 < len(lines) else "blank"
    if above == "text":
        return True
    if below != "text" or above in _METADATA:
        return False
    if lines[index].kind == "link" and above in {"link", "code", "count"}:
        return False
    if lines[index].kind == "count":
        if above == "count":
            return False
        last = next((line.kind for line in reversed(settled) if line.kind != "blank"), "")
        return last not in {*_METADATA, "count", "link"}
    return True


def _with_submitters(lines: list[Line]) -> list[Line]:
    """Who submitted a paper, and the upvotes behind the name, from one line or from several."""
    settled = lines
    for index, line in enumerate(lines):
        if line.kind not in {"link", "text"} or not line.text.lstrip()[:12].startswith("Submitted"):
            continue
        if index and lines[index - 1].kind == "text" and lines[index - 1].text[-1:].islower():
            continue  # a line of wrapped text
        match = _SUBMITTED.fullmatch(_LINK.sub(r"\1", line.text.strip()))
        if match:
            settled = list(lines) if settled is lines else settled
            _submit(settled, index, match[1], match[2])
    return settled


def _submit(lines: list[Line], index: int, name: str | None, upvotes: str | None) -> None:
    """Make a line, and those behind it that tell the name and the upvotes, a submitter's."""
    behind = [at for at in range(index + 1, min(index + 9, len(lines))) if lines[at].text.strip()]
    taken: list[int] = []
    if behind and not name and _PICTURE.fullmatch(lines[behind[0]].text.strip()):
        taken.append(behind.pop(0))
    if behind and not name:
        match = _NAME.fullmatch(_LINK.sub(r"\1", lines[behind[0]].text.strip()))
        if match and lines[behind[0]].kind in {"text", "organization"}:
            name = match[1]
            taken.append(behind.pop(0))
    if len(behind) > 1 and not upvotes and lines[behind[0]].kind in {"count", "upvotes"}:
        upvotes = lines[behind[0]].groups[0]
        taken.append(behind.pop(0))
    if not name and not upvotes:
        return
    lines[index] = lines[index]._replace(kind="submitter", text=name or "", groups=(upvotes,))
    for at in taken:
        lines[at] = lines[at]._replace(kind="blank", text="")


def _with_organizations(lines: list[Line]) -> list[Line]:
    """Name the short text lines that a `·` follows: they stand where authors would."""
    following: Kind = "blank"
    named: list[Line] = []
    name = ""
    for line in reversed(lines):
        text = line.text.strip() if line.kind == "text" else ""
        if text and len(text) <= _LONGEST_ORGANIZATION and following == "dot":
            name = organization(text)
            named.append(line._replace(kind="organization", text=name))
        elif text and name and following == "organization" and is_slug_of(text, name):
            named.append(line._replace(kind="blank", text=""))
        else:
            named.append(line)
        if line.kind not in {"blank", "link"}:
            following = named[-1].kind
    return named[::-1]
