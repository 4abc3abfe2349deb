"""What each section of a paper is for, by its heading and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.fulltext.records import Section

Role = Literal[
    "abstract", "introduction", "related", "method", "results", "limits", "conclusion", "code",
    "other",
]  # fmt: skip

_ROLES: dict[Role, str] = {
    "limits": r"limitation|threats to|shortcoming|failure (?:case|mode)|caveat|drawback",
    "code": r"availab|reproducib|code and data|data and code|open[- ]?sourc|artifact|accessib|"
    r"^(?:source )?code$|^software$|computational details|supplementary mat",
    "related": r"related work|previous work|prior work|^background(?!.*introduction)|"
    r"literature (?:review|survey)|"
    r"state of the (?:field|art)|^r packages for|^existing |^alternatives|"
    r"checklist|acknowledg|affiliation|funding|author (?:contrib|info)|competing|"
    r"conflicts? of",
    "conclusion": r"conclu|(?<!results and )discussion|future (?:work|direction|research|develop)|"
    r"^summary$|summary (?:and|of (?:the )?(?:results|findings))|closing|outlook|"
    r"final (?:thoughts|remarks)",
    "introduction": r"introduction|motivation|preamble|statement of need|^overview",
    "results": r"result|experiment|evaluation|analys|ablation|benchmark|comparison|finding|"
    r"performance",
    "method": r"method|approach|model|architecture|framework|system|algorithm|training|design",
}
_ROLE = [(role, deferred(f"(?i){pattern}")) for role, pattern in _ROLES.items()]
_OPENS = deferred(r"(?i)(?:executive |extended )?(?:summary|synopsis|overview)$")
"""What stands at a paper's beginning instead of an abstract."""
_CLOSES = deferred(r"(?i)conclu|discussion|^summary")
"""What also tells of other things than limits."""
_OWN_LIMITS = deferred(
    r"(?i)(?:(?:current|known|our|main|ethics and|broader impacts? and) )?(?:limitation|threats|"
    r"caveats|shortcomings|failure)"
)
_THEIR_LIMITS = deferred(
    r"(?i)\b(?:limit\w*|drawbacks?|shortcomings?|caveats|failures?|threats) (?:\w+ )?(?:of|in|to) "
    r"(?:the )?(?:existing|previous|prior|other|earlier|related|traditional|conventional|recent|"
    r"standard)\b"
)
"""A heading of what is wrong with others' work, wherever it stands."""
_TRIED = frozenset({"method", "results", "conclusion"})
"""Sections behind which limits are the authors' own; before them they are the field's."""
_TURNS = deferred(
    r"(?i)(?:(?:one|an?|another|the)|[^.]{0,80}\b(?:has|have|had|are|without|main|our|some|several|"
    r"two|three|following|potential|important|discuss)) (?:(?!limited|no|few)\w+ ){0,2}"
    r"(?:limitations?|shortcomings|weaknesses|drawbacks)\b"
    r"(?! of (?:existing|previous|prior|current|other|the (?:existing|previous|prior|current)))"
)
"""How a paragraph of a conclusion begins that tells of limits."""
_FIRST = 4
_RUN_IN = deferred(r"([A-Z][\w ]{3,45})[.:] (?=[A-Z])")
_LABELS: tuple[tuple[Role, str], ...] = (
    ("introduction", r"background|introduction|context|motivation|problem"),
    ("other", r"objective|aim|goal|purpose"),
    ("method", r"method|approach|design|material|contribution"),
    ("results", r"result|finding"),
    ("conclusion", r"conclu|discussion|significance|implication"),
    ("limits", r"limit"),
    ("code", r"availab|code|data"),
)
_LABEL = [(role, deferred(f"(?i){pattern}")) for role, pattern in _LABELS]


def role_of(section: Section) -> Role:
    """What a section is for, by its heading; its number and place say nothing."""
    if section.kind == "abstract" or not section.heading:
        return "abstract"
    return next((role for role, pattern in _ROLE if pattern.search(section.heading)), "other")


def is_abstract(section: Section) -> bool:
    """Whether a section is an abstract by its kind or heading."""
    return section.kind == "abstract" or _OPENS.match(section.heading) is not None


def _at(section: Section, before: Sequence[Role]) -> Role:
    """What a section is for after others: a summary is an abstract, introduces or closes."""
    if _OPENS.match(section.heading):
        if "abstract" not in before:
            return "abstract"
        return "introduction" if len(before) < _FIRST else "conclusion"
    role = role_of(section)
    if role == "limits" and _CLOSES.search(section.heading):
        return "conclusion"
    if role == "limits" and _THEIR_LIMITS.search(section.heading):
        return "related"
    if role == "limits" and not (_OWN_LIMITS.match(section.heading) or _TRIED.intersection(before)):
        return "related"
    return role


def label_role(label: str | None) -> Role | None:
    """What the part of an abstract is for that begins with a label: "Results"."""
    found = (role for role, pattern in _LABEL if label and pattern.match(label))
    return next(found, None)


def run_in(paragraph: str) -> Role | None:
    """What a paragraph is for by the words that it begins with: "Results. We ..."."""
    match = _RUN_IN.match(paragraph)
    found = (role for role, pattern in _ROLE if match and pattern.search(match[1]))
    role = next(found, None)
    return role if role in {"results", "limits", "code"} else None


def turns(paragraph: str) -> bool:
    """Whether a paragraph of a conclusion begins with limits."""
    return _TURNS.match(paragraph) is not None


def roles(sections: Sequence[Section]) -> tuple[Role, ...]:
    """What each section is for: what its heading doesn't say, that of the section around it does.

    What stands within limits or related work belongs to it whatever it is called.
    """
    found: list[Role] = []
    around: list[tuple[int, Role]] = []
    for section in sections:
        while around and around[-1][0] >= section.level:
            around.pop()
        outer = around[-1][1] if around else "other"
        own = _at(section, found)
        role = outer if own == "other" or outer in {"limits", "related"} else own
        around.append((section.level, role))
        found.append(role)
    return tuple(_with_abstract(sections, found))


def _with_abstract(sections: Sequence[Section], found: list[Role]) -> list[Role]:
    """Where no heading says "Abstract", what introduces a paper is the nearest to it."""
    said = any(
        role == "abstract" and section.heading
        for section, role in zip(sections, found, strict=True)
    )
    if not said:
        first = next((n for n, each in enumerate(sections) if each.paragraphs), None)
        place = found.index("introduction") if "introduction" in found else first
        if place is not None and found[place] in {"introduction", "other"}:
            found[place] = "abstract"
    return found
