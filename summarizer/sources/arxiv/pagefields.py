"""What arXiv's pages write of a paper: days, subjects, ids."""

from __future__ import annotations

import re
from typing import Any

from summarizer.papers.days import parse_day
from summarizer.text.patterns import deferred

LISTED_FOR = deferred(r"(?:listings|submissions) for \w{3,9},? (\d{1,2}) (\w{3,9}),? (\d{2,4})")
_SUBMITTED = deferred(r"(?:\bv1 s|^\s*S)ubmitted (\d{1,2}) (\w{3,9}),? (\d{4})")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CATEGORY = deferred(r"\(([a-z-]{2,9}(?:\.[A-Za-z-]{2,9})?)\)")


def day_of(day: str, month: str, year: str) -> str | None:
    """A day as `YYYY-MM-DD`: of "14", "March" or "Mar", and "2025" or "25"."""
    name = month[:3].lower()
    if name not in _MONTHS:
        return None
    written = f"{int(year) % 100 + 2000:04}-{_MONTHS.index(name) + 1:02}-{int(day):02}"
    if len(year) > 2:  # noqa: PLR2004 - the year in full
        written = f"{int(year):04}{written[4:]}"
    return written if parse_day(written) else None


def first_submitted(text: str) -> str | None:
    """The day on which the first version came in, by a line `Submitted ...; v1 submitted ...`."""
    found = list(_SUBMITTED.finditer(text))
    return day_of(*found[-1].groups()) if found else None


def subjects(text: str) -> list[str]:
    """Categories out of `Computation and Language (cs.CL); Machine Learning (cs.LG)`."""
    return _CATEGORY.findall(text)


def fields_of(identity: str) -> dict[str, Any]:
    """What an id, perhaps with a version, says of its paper."""
    number = re.sub(r"v\d+$", "", identity)
    return {"id": identity, "url": f"https://arxiv.org/abs/{number}", "source": "arxiv"}
