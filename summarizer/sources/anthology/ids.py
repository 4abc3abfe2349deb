"""The Anthology's ids: of papers, volumes and events, those given since 2020 and those before."""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

SITE = "https://aclanthology.org"
_PAPER = deferred(r"(\d{4}\.[a-z0-9]+-[A-Za-z0-9_]+)\.(\d+)|([A-Z]\d{2})-(\d{4})")
_VOLUME = deferred(r"(\d{4})\.([a-z0-9]+)-[A-Za-z0-9_]+|[A-Z]\d{2}-\d{1,2}")
_EVENT = deferred(r"([a-z][a-z0-9]*)-(\d{4})")
_IN_ADDRESS = deferred(
    r"(?:https?://(?:www\.)?(?:aclanthology\.(?:org|info)|aclweb\.org/anthology))?"
    r"/?(?:anthology/)?(?:papers/(?:\w/){0,1}(?:\w{3}/)?)?"
    r"(\d{4}\.[a-z0-9]+-[A-Za-z0-9_]+\.\d+|[A-Z]\d{2}-\d{4})(?:v\d+)?(?:\.(?:pdf|bib|xml|endf))?/?"
)
_FIRST_YEAR = "50"
"""The Anthology has papers from 1952 on; old ids end with 2020."""
_WORKSHOPS = deferred(r"W\d\d|C69|D19-(?:5[0-9]|6[0-6])")
"""Old volumes with two digits for the volume and two for the paper."""


def is_paper(text: str) -> bool:
    """Whether a text is the id of a paper: `2024.acl-long.1`, `P19-1001`."""
    return bool(_PAPER.fullmatch(text))


def is_volume(text: str) -> bool:
    """Whether a text is the id of a volume: `2024.acl-long`, `P19-1`, `W19-01`."""
    return bool(_VOLUME.fullmatch(text))


def is_event(text: str) -> bool:
    """Whether a text is the id of an event: `acl-2024`."""
    return bool(_EVENT.fullmatch(text))


def named_in(address: str) -> str | None:
    """The paper that an address of the site's names; None where it names none."""
    match = _IN_ADDRESS.fullmatch(address)
    return match[1] if match else None


def is_front_matter(paper: str) -> bool:
    """Whether an id is that of a volume's front matter, which bears the number 0."""
    match = _PAPER.fullmatch(paper)
    if not match:
        return False
    return int(match[2] or match[4][_digits(paper) :]) == 0


def volume_of(paper: str) -> str:
    """The volume of a paper, by its id."""
    match = _PAPER.fullmatch(paper)
    if not match:
        return paper
    if match[1]:
        return str(match[1])
    digits = _digits(paper)
    return f"{match[3]}-{int(match[4][:digits]):0{digits}}"


def year_of(paper: str) -> str | None:
    """The year of a paper, by its id: 2024 of `2024.acl-long.1`, 2019 of `P19-1001`."""
    match = _PAPER.fullmatch(paper)
    if not match:
        return None
    if match[1]:
        return str(match[1][:4])
    century = "19" if match[3][1:] >= _FIRST_YEAR else "20"
    return f"{century}{match[3][1:]}"


def _digits(paper: str) -> int:
    """How many of an old id's last four digits are the volume's."""
    return 2 if _WORKSHOPS.match(paper) else 1


def venue_of(text: str) -> str | None:
    """The venue that a volume or an event is of; None where its id does not say."""
    if match := _EVENT.fullmatch(text):
        return str(match[1])
    match = _VOLUME.fullmatch(text)
    return match[2] if match and match[2] else None


def links(html: str, kind: str) -> list[str]:
    """What a page of the site links to of a kind (`volumes`, `events`, `venues`), in its order."""
    found = re.findall(rf"""href=["']?(?:{SITE})?/{kind}/([\w.-]+)/?["'\s>]""", html)
    return list(dict.fromkeys(found))
