"""arXiv by OAI-PMH, where its API asks for too much patience: a past day, and papers by id.

OAI-PMH lists records by the day of their last change, and knows a paper's latest version only.
In its form `arXivRaw` every version has its time, by which the first is looked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from summarizer.errors import BadAnswer, ServiceError
from summarizer.papers.arxivids import bare_id
from summarizer.papers.records import Dropped
from summarizer.sources.content import Content
from summarizer.text.xml import root_of, text_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime
    from xml.etree.ElementTree import Element

    from summarizer.network.http import Client
    from summarizer.sources import Ask

MOST_PAPERS = 20
"""How many papers are asked for one by one, seconds apart."""
MAX_PAGES = 20
RECENT = timedelta(days=14)
"""Days so recent are read up to now, with all that changed since; earlier ones are not."""
_LATER = timedelta(days=4)
"""How long after an earlier day its records are looked for."""
_PHYSICS = frozenset(
    "astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics "
    "quant-ph".split()
)
_NOTHING = {"noRecordsMatch", "idDoesNotExist"}
"""The protocol's errors that say that there is nothing."""
_GONE = {404, 422}


def of_a_day(
    ask: Ask, window: tuple[datetime, datetime], categories: Iterable[str], client: Client
) -> tuple[tuple[Content, ...], bool]:
    """Records whose first version came in within a window, and whether later changes hid some.

    Raises ServiceError.
    """
    begun, ended = window
    assert ask.now  # noqa: S101 - what is daily is asked at a moment
    recent = ask.now - ended <= RECENT
    asked = {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": f"{begun:%Y-%m-%d}"}
    if not recent:
        asked["until"] = f"{ended + _LATER:%Y-%m-%d}"
    contents: list[Content] = []
    for category in categories:
        for root in _pages({**asked, "set": oai_set(category)}, client):
            _keep(root, begun, ended)
            if next(root.iter(_named(root, "record")), None) is not None:
                contents.append(_content(ask, root, ask.day))
    return tuple(contents), not recent


def of_papers(
    ask: Ask, wanted: Iterable[str], client: Client
) -> tuple[tuple[Content, ...], tuple[Dropped, ...]]:
    """The records of papers, one by one; those that cannot be had, with the reason.

    Raises ServiceError where not even the first can be asked for.
    """
    contents: list[Content] = []
    missing: list[Dropped] = []
    for number, identity in enumerate(wanted):
        if number >= MOST_PAPERS:
            why = f"arXiv's API refuses, and of OAI-PMH no more than {MOST_PAPERS} are asked"
            missing.append(Dropped(identity, why))
            continue
        try:
            found = _record(ask, identity, client)
        except ServiceError as error:
            if not contents and not missing:
                raise
            found = Dropped(identity, str(error))
        if isinstance(found, Dropped):
            missing.append(found)
        else:
            contents.append(found)
    return tuple(contents), tuple(missing)


def oai_set(category: str) -> str:
    """The set that holds a category or an archive: `cs:cs:CL`, `physics:hep-th`, `cs`."""
    archive, _, subject = category.partition(".")
    group = "physics" if archive in _PHYSICS else archive
    if subject:
        return f"{group}:{archive}:{subject}"
    return f"{group}:{archive}" if group == "physics" else group


def _record(ask: Ask, identity: str, client: Client) -> Content | Dropped:
    """A paper's record, where it has the version that is wanted."""
    match = bare_id(identity)
    number, version = (match[1], match[2]) if match else (identity, None)
    asked = {
        "verb": "GetRecord",
        "metadataPrefix": "arXivRaw",
        "identifier": f"oai:arXiv.org:{number}",
    }
    root = next(_pages(asked, client), None)
    if root is None:
        return Dropped(identity, "arXiv has no such paper")
    latest = len(_versions(root))
    if version and int(version) != latest:
        return Dropped(identity, f"arXiv's API refuses, and OAI-PMH has version {latest} only")
    return _content(ask, root, None)


def _pages(asked: Mapping[str, str], client: Client) -> Iterator[Element]:
    """Answer after answer, up to the last; none where there is nothing. Raises ServiceError."""
    url = f"{client.settings.arxiv_oai.rstrip('/')}/oai"
    query, seen = dict(asked), set()
    for _ in range(MAX_PAGES):
        answer = client.get(url, query, _GONE)
        try:
            root = root_of(answer.body.decode("utf-8", "replace"))
        except ValueError as error:
            message = f"{url} sent an answer that cannot be read: {error}: try again later"
            raise BadAnswer(message) from error
        fault = root.find(_named(root, "error"))
        if fault is not None and fault.get("code") in _NOTHING:
            return
        if fault is not None or not root.tag.endswith("OAI-PMH"):
            said = "" if fault is None else fault.text or fault.get("code")
            message = f"{url} answered with an error: {said or 'it is not OAI-PMH'}"
            raise BadAnswer(message)
        yield root
        token = next((each.text for each in root.iter(_named(root, "resumptionToken"))), None)
        if not token or not token.strip():
            return
        if token in seen:
            break
        seen.add(token)
        query = {"verb": asked["verb"], "resumptionToken": token.strip()}
    message = f"{url} keeps sending pages without an end"
    raise BadAnswer(message)


def _keep(root: Element, begun: datetime, ended: datetime) -> None:
    """Leave the records whose first version came in from `begun` on, before `ended`."""
    for holder in list(root.iter(_named(root, "ListRecords"))):
        for record in holder.findall(_named(root, "record")):
            first = _first_version(record)
            if first is None or not begun <= first < ended:
                holder.remove(record)


def _first_version(record: Element) -> datetime | None:
    """The moment when a paper came in; None of a record that does not say it."""
    from email.utils import parsedate_to_datetime

    said = _versions(record).get("v1", "")
    try:
        found = parsedate_to_datetime(said)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _versions(holder: Element) -> dict[str, str]:
    """When each version of a record came in, as it is said there."""
    found = (each for each in holder.iter() if str(each.tag).endswith("}version"))
    return {each.get("version", ""): text_at(each, "{*}date") for each in found}


def _named(root: Element, name: str) -> str:
    """A tag in the namespace of the answer."""
    space = root.tag.partition("}")[0] + "}" if "}" in root.tag else ""
    return f"{space}{name}"


def _content(ask: Ask, root: Element, day: date | None) -> Content:
    return Content(ask.spec, ET.tostring(root, encoding="utf-8", xml_declaration=True), day)
