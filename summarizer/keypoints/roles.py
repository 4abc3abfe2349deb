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

_ROLES: tuple[tuple[Role, str], ...] = (
    ("limits", r"limitation|threats to validity|shortcoming|failure (?:case|mode)"),
    ("code", r"availab|reproducib|code and data|data and code|open[- ]?sourc|artifact"),
    ("related", r"related work|previous work|prior work|background|literature (?:review|survey)"),
    ("introduction", r"introduction|motivation"),
    ("conclusion", r"conclu|discussion|future work|summary|closing"),
    ("results", r"result|experiment|evaluation|analys|ablation|benchmark|comparison|finding"),
    ("method", r"method|approach|model|architecture|framework|system|algorithm|training|design"),
)
_ROLE = [(role, deferred(f"(?i){pattern}")) for role, pattern in _ROLES]
_RUN_IN = deferred(r"([A-Z][\w ]{3,30})[.:] (?=[A-Z])")


def role_of(section: Section) -> Role:
    """What a section is for, by its heading; its number and place say nothing."""
    if section.kind == "abstract" or not section.heading:
        return "abstract"
    return next((role for role, pattern in _ROLE if pattern.search(section.heading)), "other")


def run_in(paragraph: str) -> Role | None:
    """What a paragraph is for by the words that it begins with: "Results. We ..."."""
    match = _RUN_IN.match(paragraph)
    found = (role for role, pattern in _ROLE if match and pattern.search(match[1]))
    role = next(found, None)
    return role if role in {"results", "limits", "code"} else None


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
        own = role_of(section)
        role = outer if own == "other" or outer in {"limits", "related"} else own
        around.append((section.level, role))
        found.append(role)
    return tuple(found)
