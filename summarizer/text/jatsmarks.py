"""What a publisher's XML leaves in a text: HighWire's marks, and headings glued to what follows.

Seen in abstracts of bioRxiv and medRxiv, in their API and wherever those are passed on:
`AO_SCPLOWBSTRACTC_SCPLOWProteins ...` (small capitals), `O_ST_ABSBackgroundC_ST_ABSPeople ...`
(a heading), `O_LIFirst pointC_LI` (an item of a list), whole figures, `BackgroundPeople ...`.
"""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

_HEADING = deferred(r"\s{0,9}O_ST_ABS([^_]{1,80})C_ST_ABS\s{0,9}")
_ITEM = deferred(r"\s{0,9}(?:C_LI)?\s{0,9}O_LI\s{0,9}")
_LONGEST_FIGURE = 4000
_MARKS = "SCPLOW SCPCAP ST_ABS TEXTBOX QD LI FIG TBL".split()
_ITSELF = deferred(
    r"(?:(?:ABSTRACT|Abstract)(?: ?/ ?(?:SUMMARY|Summary))?|SUMMARY|Summary)"
    r"(?:\s{0,9}[:.]\s+|[ \t]{0,9}\n\s*|(?=[A-Z0-9]))"
)
"""The heading of the abstract as a whole, which says nothing."""
_NAMES = (
    "Background and Objectives?|Background|Introduction|Motivation|Rationale|Context|Importance"
    "|Significance|Objectives?|Aims?|Purpose|Hypothesis|Study Design|Design|Setting|Participants"
    "|Patients and Methods|Materials? and Methods|Methods? and Results|Methods and Findings"
    "|Methods?|Methodology|Main Outcomes?(?: and Measures?)?|Results?|Findings|Conclusions?"
    "|Interpretation|Discussion|Limitations|Availability and Implementation|Availability|Funding"
    "|Trial Registration|Key Points|Highlights"
)
_GLUED = deferred(
    rf"^(?:{_NAMES})(?=[A-Z0-9]\S*\s)|^(?:{_NAMES.upper()})(?=[A-Z][a-z]+\s)", re.MULTILINE
)
_SEVERAL = 2
"""Glued headings from which on a text has sections: a lone one may be a name, as `DesignSafe`."""


def without_marks(text: str) -> str:
    """The text without such marks, headings of its sections with a colon and a blank behind them.

    A text that has none of them comes back as it is, without white space around it.
    """
    text = text.strip()
    marks = [each for each in _MARKS if f"O_{each}" in text and f"C_{each}" in text]
    if marks:
        text = _unmarked(text, marks)
    if (begun := _ITSELF.match(text)) and begun.end() < len(text):
        text = text[begun.end() :]
    if len(_GLUED.findall(text)) >= _SEVERAL:
        text = _GLUED.sub(lambda match: f"{match[0]}: ", text)
    return text


def _unmarked(text: str, marks: list[str]) -> str:
    """The text without the marks that are there in pairs: `ABC_LIKE` alone is a word."""
    for each in ("FIG", "TBL"):
        text = _without_figures(text, f"O_{each}", f"C_{each}")
    text = _HEADING.sub(lambda match: f"\n\n{match[1].strip().rstrip('.:').rstrip()}: ", text)
    if "LI" in marks:
        text = _ITEM.sub("\n- ", text)
    for each in marks:
        text = text.replace(f"O_{each}", "").replace(f"C_{each}", "")
    return text.strip()


def _without_figures(text: str, begins: str, ends: str) -> str:
    """The text without what stands between two marks, where that is no longer than a figure."""
    kept: list[str] = []
    place, end = 0, -1
    while (start := text.find(begins, place)) >= 0:
        end = end if end > start else text.find(ends, start)
        if end < 0:
            break
        if end - start > _LONGEST_FIGURE:
            kept.append(text[place : start + len(begins)])
            place = start + len(begins)
        else:
            kept.append(f"{text[place:start].rstrip()}\n\n")
            place = end + len(ends)
    return "".join((*kept, text[place:])) if kept else text
